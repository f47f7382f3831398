package fr.dmp.pilotage.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A table of a workbook as its reader has it: each cell as plain text, figures without format.
 *
 * @param rows without the header and without the row of totals
 * @param totals the row of totals as it was cached, empty if there is none
 */
record WrittenSheet(String name, List<String> header, List<List<String>> rows, List<String> totals) {

    /** What stands in a table without rows. */
    static final String NOTHING = "aucune ligne";

    static WrittenSheet of(XSSFSheet sheet) {
        List<List<String>> all = texts(sheet);
        boolean totalled = sheet.getTables().get(0).getCTTable().getTotalsRowCount() > 0;
        int end = all.size() - (totalled ? 1 : 0);
        boolean empty = end == 2 && all.get(1).get(0).equals(NOTHING);
        return new WrittenSheet(
                sheet.getSheetName(),
                all.get(0),
                empty ? List.of() : all.subList(1, end),
                totalled ? all.get(end) : List.of());
    }

    /** The tables of a workbook, by sheet. */
    static Map<String, WrittenSheet> all(Path file) {
        Map<String, WrittenSheet> sheets = new LinkedHashMap<>();
        try (XSSFWorkbook workbook = open(file)) {
            workbook.forEach(sheet -> {
                if (!((XSSFSheet) sheet).getTables().isEmpty()) {
                    sheets.put(sheet.getSheetName(), of((XSSFSheet) sheet));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sheets;
    }

    static XSSFWorkbook open(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new XSSFWorkbook(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All cells of a sheet that are there, row by row. */
    static List<List<String>> texts(XSSFSheet sheet) {
        List<List<String>> rows = new ArrayList<>();
        for (Row row : sheet) {
            rows.add(StreamSupport.stream(row.spliterator(), false)
                    .map(WrittenSheet::text)
                    .toList());
        }
        return rows;
    }

    private static String text(Cell cell) {
        CellType type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        if (type != CellType.NUMERIC) {
            return type == CellType.BLANK ? "" : cell.getStringCellValue();
        }
        return DateUtil.isCellDateFormatted(cell)
                ? cell.getLocalDateTimeCellValue().toLocalDate().toString()
                : new BigDecimal(Double.toString(cell.getNumericCellValue()))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** The cells of one column, from the top. */
    List<String> column(String label) {
        int index = index(label);
        return rows.stream().map(row -> row.get(index)).toList();
    }

    /** One column by another, which must say something else in each row. */
    Map<String, String> column(String label, String by) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (List<String> row : rows) {
            if (cells.put(row.get(index(by)), row.get(index(label))) != null) {
                throw new AssertionError("twice in column " + by + " of " + name + ": " + row.get(index(by)));
            }
        }
        return cells;
    }

    String total(String label) {
        return totals.get(index(label));
    }

    private int index(String label) {
        int index = header.indexOf(label);
        if (index < 0) {
            throw new AssertionError("no column " + label + " in " + header);
        }
        return index;
    }
}
