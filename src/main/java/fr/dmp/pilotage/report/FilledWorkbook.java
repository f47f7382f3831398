package fr.dmp.pilotage.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Writes a workbook whose sheets have no more than their header, with the rows of its tables streamed into their parts. */
final class FilledWorkbook {

    private static final String END_OF_ROWS = "</sheetData>";

    /**
     * No clock goes into a workbook. The earliest time that a zip can say, the first minute of 1980, would be taken for an
     * earlier one and kept twice, the second time in the machine's zone.
     */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    /** Faster than the usual 6 for somewhat larger files: packing is most of the work of a large one. */
    private static final int LEVEL = 3;

    private FilledWorkbook() {}

    /**
     * Writes the file.
     *
     * @param tables those to be filled, by the name of their sheet's part
     */
    static void write(Path file, XSSFWorkbook skeleton, Map<String, TableSheet> tables) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        skeleton.write(bytes);
        try (ZipInputStream parts = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.setLevel(LEVEL);
            for (ZipEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
                ZipEntry entry = new ZipEntry(part.getName());
                entry.setTimeLocal(NO_TIME);
                out.putNextEntry(entry);
                TableSheet table = tables.get("/" + part.getName());
                if (table == null) {
                    parts.transferTo(out);
                } else {
                    fill(new String(parts.readAllBytes(), StandardCharsets.UTF_8), table, out);
                }
                out.closeEntry();
            }
        }
    }

    private static void fill(String sheet, TableSheet table, OutputStream out) throws IOException {
        int end = sheet.indexOf(END_OF_ROWS);
        if (end < 0) {
            throw new IOException("a sheet without header row: " + sheet.substring(0, Math.min(200, sheet.length())));
        }
        String start = sheet.substring(0, end)
                .replaceFirst("<dimension ref=\"[^\"]*\"", "<dimension ref=\"" + table.area() + "\"");
        out.write(start.getBytes(StandardCharsets.UTF_8));
        table.fill(out);
        out.write(sheet.substring(end).getBytes(StandardCharsets.UTF_8));
    }
}
