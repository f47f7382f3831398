package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.Limit;
import fr.dmp.pilotage.findings.FileFault;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A zip archive whose directory is of a bearable size, and whose entries are counted as they are read. */
final class ZipArchive implements Closeable {

    /** Bytes that an entry takes in the directory at most, for the names that programs give. */
    private static final int DIRECTORY_BYTES = 1_024;

    private final ZipFile zip;
    private final ExpansionGuard guard;

    private ZipArchive(ZipFile zip, ExpansionGuard guard) {
        this.zip = zip;
        this.guard = guard;
    }

    /**
     * Opens an archive.
     *
     * @throws ZipException if it is damaged
     * @throws RefusedContent if it has too many entries, or an encrypted one
     */
    static ZipArchive open(Path file, FileLimits limits, ExpansionGuard guard) throws IOException {
        ZipEnd end = ZipEnd.read(file);
        long most = limits.of(Limit.ENTRIES);
        if (end.entries() > most || end.directorySize() > most * DIRECTORY_BYTES) {
            long found = Math.max(end.entries(), end.directorySize() / DIRECTORY_BYTES);
            throw new RefusedContent(limits.over(Limit.ENTRIES, 0, found));
        }
        try {
            // Names are for messages alone. In this charset every byte is a letter; Windows writes its own code pages.
            return new ZipArchive(new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1), guard);
        } catch (ZipException e) {
            if (String.valueOf(e.getMessage()).contains("encrypted")) {
                throw new RefusedContent(FileFault.PASSWORD.ofFile("", ""));
            }
            throw e;
        }
    }

    List<ZipEntry> entries() {
        List<ZipEntry> entries = new ArrayList<>();
        zip.entries().asIterator().forEachRemaining(entries::add);
        return entries;
    }

    /** What is written about the whole of it, or null. */
    @Nullable
    String comment() {
        return zip.getComment();
    }

    /** The entry of a name, or null. */
    @Nullable
    ZipEntry entry(String name) {
        return zip.getEntry(name);
    }

    InputStream read(ZipEntry entry) throws IOException {
        return new GuardedInput(zip.getInputStream(entry), guard, entry.getCrc());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
