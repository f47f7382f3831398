package fr.dmp.pilotage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** Packs a CSV file as senders do. */
final class PackedFile {

    private PackedFile() {}

    private static Path beside(Path csv, String ending) {
        return csv.resolveSibling(csv.getFileName().toString().replace(".csv", ending));
    }

    static Path gzip(Path csv) throws IOException {
        Path packed = beside(csv, ".csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(csv, out);
        }
        return packed;
    }

    /** A zip of one file, with the folder and the leftovers of the machine that it comes from. */
    static Path zip(Path csv) throws IOException {
        Path packed = beside(csv, ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(packed))) {
            out.putNextEntry(new ZipEntry("envoi/"));
            out.putNextEntry(new ZipEntry("envoi/" + csv.getFileName()));
            Files.copy(csv, out);
            out.putNextEntry(new ZipEntry("__MACOSX/._" + csv.getFileName()));
        }
        return packed;
    }

    /**
     * A workbook as a library writes it: figures as numbers, dates as dates, the rest as text.
     *
     * @param shared whether texts are kept apart from the sheet, as Excel does
     */
    static Path xlsx(Path csv, boolean shared) throws IOException {
        Path packed = beside(csv, ".xlsx");
        List<String> lines = Files.readAllLines(csv);
        List<String> header = List.of(lines.get(0).split(";", -1));
        try (SXSSFWorkbook book = new SXSSFWorkbook(null, 100, true, shared);
                OutputStream out = Files.newOutputStream(packed)) {
            CellStyle date = book.createCellStyle();
            date.setDataFormat((short) 14);
            Sheet sheet = book.createSheet("Activité");
            for (int i = 0; i < lines.size(); i++) {
                Row row = sheet.createRow(i);
                String[] cells = lines.get(i).split(";", -1);
                for (int column = 0; column < cells.length; column++) {
                    fill(row.createCell(column), i == 0 ? "" : header.get(column), cells[column], date);
                }
            }
            book.write(out);
        }
        return packed;
    }

    private static void fill(Cell cell, String column, String text, CellStyle date) {
        if (text.matches("\\d+") && column.matches("(dmp|documents|consultations).*")) {
            cell.setCellValue(Integer.parseInt(text));
        } else if (text.matches("\\d\\d/\\d\\d/\\d{4}")) {
            cell.setCellStyle(date);
            cell.setCellValue(LocalDate.of(
                    Integer.parseInt(text.substring(6)),
                    Integer.parseInt(text.substring(3, 5)),
                    Integer.parseInt(text.substring(0, 2))));
        } else if (!text.isEmpty()) {
            cell.setCellValue(text);
        }
    }

    /** A zip of two files, of which nobody knows which is meant. */
    static Path zipOfTwo(Path zip, String text) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("a.csv", "b.csv")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return zip;
    }
}
