package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.SourceDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a source land: the folder of its sender in the inbox. A file is written under a name that the inbox
 * does not see, and appears there whole or not at all.
 */
final class Landing {

    /** Small, so that a slow line that is alive shows it within the time for one block. */
    private static final int BLOCK = 32 * 1024;

    /** Bytes that a name may have: with what is put before it while it is worked on, no more than file systems allow. */
    private static final int NAME = 190;

    private final SourceDefinition source;
    private final Path folder;
    private final String hidden;

    /** @param folder of the sender */
    Landing(SourceDefinition source, Path folder) {
        this.source = source;
        this.folder = folder;
        this.hidden = ".fetching-" + source.id() + ".";
    }

    /**
     * What came, not yet seen by the inbox.
     *
     * @param file under its hidden name
     */
    record Parcel(Path file, String name, long bytes, String sha256) {}

    /** Whether a parcel could be put into the inbox. */
    enum Placed {
        YES,
        /** The same content lies there under the same name. */
        THERE_ALREADY,
        /** Another content lies there under the same name, and is not to be lost. */
        TAKEN
    }

    /** Why a file of this name can not be put into the inbox, or null if it can. */
    static @Nullable String problem(String name) {
        if (leadsAway(name)) {
            return "its name leads to another folder; it is not fetched";
        }
        if (name.startsWith(".")) {
            return "its name is that of a hidden file; it is not fetched";
        }
        if (name.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
            return "its name holds control characters; it is not fetched";
        }
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        return length > NAME ? "its name has " + length + " bytes, " + NAME + " are allowed; it is not fetched" : null;
    }

    private static boolean leadsAway(String name) {
        try {
            Path path = Path.of(name);
            return name.isEmpty()
                    || name.contains("/")
                    || name.contains("\\")
                    || path.isAbsolute()
                    || path.getNameCount() != 1
                    || !path.normalize().equals(path);
        } catch (InvalidPathException e) {
            return true; // no name that a file could have here
        }
    }

    /** Removes what a visit left that died. */
    void clear() throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(
                folder, file -> String.valueOf(file.getFileName()).startsWith(hidden))) {
            for (Path each : left) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Writes bytes to disk, hashing them, and stops at the largest size that is allowed. */
    Parcel receive(InputStream bytes, String name) throws IOException {
        MessageDigest digest = Archive.sha256();
        Path file = folder.resolve(hidden + name);
        long size = 0;
        byte[] block = new byte[BLOCK];
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (int length = bytes.read(block); length >= 0; length = bytes.read(block)) {
                size += length;
                checkSize(size);
                digest.update(block, 0, length);
                write(out, ByteBuffer.wrap(block, 0, length));
            }
            out.force(true);
        }
        return new Parcel(file, name, size, HexFormat.of().formatHex(digest.digest()));
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** @throws SourceFailed if so many bytes are more than declared */
    void checkSize(long size) throws SourceFailed {
        if (size > source.limits().bytes()) {
            throw SourceFailed.refused("larger than the " + source.limits().bytes() + " bytes allowed (limits.bytes of "
                    + source.file() + "); it is not fetched");
        }
    }

    /**
     * Lets the inbox see a parcel. Whatever the moment of a kill or a power cut, the whole file is there or none.
     *
     * @param remote what it was fetched from: it keeps its time
     */
    Placed place(Parcel parcel, Remote remote) throws IOException {
        List<String> there = contents(parcel.name());
        if (!there.isEmpty()) {
            return there.contains(parcel.sha256()) ? Placed.THERE_ALREADY : Placed.TAKEN;
        }
        if (remote.modified() != null) {
            Files.setLastModifiedTime(parcel.file(), FileTime.from(remote.modified()));
        }
        Files.move(parcel.file(), folder.resolve(parcel.name()), StandardCopyOption.ATOMIC_MOVE);
        Durable.forceFolder(folder);
        return Placed.YES;
    }

    /** Whether the inbox holds this content under this name, be it that a run is at it. */
    boolean holds(String name, String sha256) throws IOException {
        return contents(name).contains(sha256);
    }

    /** The SHA-256 of each file that lies in the inbox under a name, or is being taken from there. */
    private List<String> contents(String name) throws IOException {
        List<String> contents = new ArrayList<>();
        for (Path file : List.of(folder.resolve(name), folder.resolve(Inbox.CLAIMED + name))) {
            if (Files.isRegularFile(file)) {
                sha256(file).ifPresent(contents::add);
            }
        }
        return contents;
    }

    /** Empty if a run took the file meanwhile. */
    private static Optional<String> sha256(Path file) throws IOException {
        try {
            return Optional.of(Archive.sha256(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Forgets what came of a file and was not placed. */
    void discard(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(hidden + name));
    }
}
