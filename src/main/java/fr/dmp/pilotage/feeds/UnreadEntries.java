package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/**
 * Looks through what nobody reads of an archive: what operating systems leave in it, and of a workbook its comments, charts,
 * caches and properties. All of it would be archived with what is read.
 */
final class UnreadEntries {

    private static final int BLOCK = 1 << 16;

    private final ZipArchive zip;
    private final PatientPlaces places;

    UnreadEntries(ZipArchive zip, PatientPlaces places) {
        this.zip = zip;
        this.places = places;
    }

    /**
     * Looks through all entries but those that were.
     *
     * @param read names of these
     * @throws RefusedContent if they expand to more than they may, or one cannot be seen
     */
    void lookThrough(Set<String> read) throws IOException {
        Set<String> names = new HashSet<>();
        findName(zip.comment());
        for (ZipEntry entry : zip.entries()) {
            String name = entry.getName();
            findName(name);
            findName(entry.getComment());
            if (!names.add(name)) {
                throw new RefusedContent(FileFault.DAMAGED.ofFile("zip", "two entries have one name"));
            }
            if (!read.contains(name) && !(isXml(name) && isLookedThrough(name))) {
                lookThrough(entry);
            }
        }
    }

    private void findName(@Nullable String name) {
        if (name != null) {
            places.cell(name, null, PatientPlaces.UNKNOWN, false, 0);
        }
    }

    private static boolean isXml(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Stream.of(".xml", ".rels", ".vml").anyMatch(lower::endsWith);
    }

    /** Looks at texts as people see them, whose pieces may stand apart; not if it is no XML that is read here. */
    private boolean isLookedThrough(String name) {
        try {
            PartTexts.parse(zip, name, new Unread(), places);
            return true;
        } catch (RefusedContent | IOException e) {
            // Be it a limit or the disk: its bytes, which are looked at instead, tell it again.
            return false;
        }
    }

    private void lookThrough(ZipEntry entry) throws IOException {
        PatientPlaces found = new PatientPlaces();
        byte[] block = new byte[BLOCK];
        try (InputStream in = zip.read(entry)) {
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                found.blockWithoutRecords(block, length);
            }
        }
        found.end(null);
        places.ofPart(entry.getName(), found);
    }

    /** Takes nothing of a part for itself. */
    private static final class Unread extends PartHandler {

        @Override
        void open(String element, Attributes attributes) {}
    }
}
