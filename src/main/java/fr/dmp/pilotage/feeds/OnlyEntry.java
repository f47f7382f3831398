package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.PatientText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** Finds the one file in a zip archive, beside folders and what operating systems leave there. */
final class OnlyEntry {

    private static final int SHOWN = 60;

    private OnlyEntry() {}

    /** @throws RefusedContent if there is none, or more than one */
    static ZipEntry of(ZipArchive zip) {
        List<ZipEntry> entries = zip.entries();
        entries.stream().filter(each -> leaves(each.getName())).findFirst().ifPresent(each -> {
            throw new RefusedContent(FileFault.OUTSIDE_ARCHIVE.ofFile("", each.getName()));
        });
        List<ZipEntry> files = entries.stream()
                .filter(each -> !each.isDirectory() && !isLeftover(each.getName()))
                .toList();
        if (files.size() != 1) {
            String names = files.stream().map(ZipEntry::getName).collect(Collectors.joining(", ", " (", ")"));
            throw new RefusedContent(FileFault.NOT_ONE_FILE.ofFile("", files.size() + (files.isEmpty() ? "" : names)));
        }
        return files.get(0);
    }

    /** Nothing is written under such a name here, but whoever made it meant another place. */
    private static boolean leaves(String name) {
        return List.of(name.split("[/\\\\]")).contains("..");
    }

    private static boolean isLeftover(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return name.startsWith("__MACOSX/") || last.startsWith(".") || last.equals("Thumbs.db");
    }

    /** A name for a message: one short line, whatever the archive says. */
    static String shown(String name) {
        String line = PatientText.masked(name.replaceAll("\\p{Cc}", " "));
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
