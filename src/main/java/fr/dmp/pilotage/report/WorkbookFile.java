package fr.dmp.pilotage.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs the parts of a workbook into its file. The bytes depend on nothing but the parts. */
final class WorkbookFile {

    /**
     * No clock goes into a workbook. The earliest time that a zip can say, the first minute of 1980, would be taken for an
     * earlier one and kept twice, the second time in the machine's zone.
     */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    /** Faster than the usual 6 for somewhat larger files: packing is most of the work of a large one. */
    private static final int LEVEL = 3;

    private WorkbookFile() {}

    /** Writes each part in turn: of two that depend on each other, the later one may tell what the earlier one wrote. */
    static void write(Path file, List<Part> parts) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.setLevel(LEVEL);
            write(out, contentTypes(parts)); // first, as many tell a workbook from another zip by it
            for (Part part : parts) {
                write(out, part);
            }
        }
    }

    private static void write(ZipOutputStream out, Part part) throws IOException {
        ZipEntry entry = new ZipEntry(part.name());
        entry.setTimeLocal(NO_TIME);
        out.putNextEntry(entry);
        part.content().write(out);
        out.closeEntry();
    }

    private static Part contentTypes(List<Part> parts) {
        StringBuilder xml = new StringBuilder("""
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Default Extension="xml" ContentType="application/xml"/>""");
        for (Part part : parts) {
            if (part.type() != null) {
                xml.append("<Override PartName=\"/%s\" ContentType=\"%s\"/>".formatted(part.name(), part.type()));
            }
        }
        return Part.of("[Content_Types].xml", null, xml.append("</Types>").toString());
    }
}
