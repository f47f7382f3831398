package fr.dmp.pilotage;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Files of rejected lines as a sender meets them. */
final class RejectsAgain {

    private RejectsAgain() {}

    /** The records of a CSV. */
    static List<List<String>> csv(String text) {
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(';')
                .ofCsvRecord(text.startsWith("\ufeff") ? text.substring(1) : text)) {
            return records.stream().map(CsvRecord::getFields).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<List<String>> csv(Path file) {
        try {
            return csv(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts of a sheet, all of whose cells must be text. */
    static List<List<String>> sheet(Path workbook, String name) {
        try (InputStream in = Files.newInputStream(workbook);
                XSSFWorkbook read = new XSSFWorkbook(in)) {
            List<List<String>> rows = new ArrayList<>();
            for (Row row : read.getSheet(name)) {
                List<String> cells = new ArrayList<>();
                row.forEach(cell -> cells.add(cell.getStringCellValue()));
                rows.add(cells);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Corrects cells of a workbook in place. */
    static void correct(Path workbook, UnaryOperator<String> correction) {
        try (XSSFWorkbook book = open(workbook)) {
            Sheet sheet = book.getSheet("Rejets");
            for (int i = 1; i <= sheet.getLastRowNum(); i++) {
                sheet.getRow(i).forEach(cell -> cell.setCellValue(correction.apply(cell.getStringCellValue())));
            }
            try (var out = Files.newOutputStream(workbook)) {
                book.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static XSSFWorkbook open(Path workbook) throws IOException {
        try (InputStream in = Files.newInputStream(workbook)) {
            return new XSSFWorkbook(in);
        }
    }

    /** What a spreadsheet writes when it is told to save a sheet as CSV. */
    static String saved(List<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().fieldSeparator(';').build(text)) {
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
