package fr.dmp.pilotage.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a sheet's statement returned.
 *
 * @param keys of the rows, in order
 * @param rows values in the order of the sheet's columns, operands included: text, a number, a date, or null for what is
 *     not there
 */
record SheetData(SheetDefinition sheet, List<String> keys, List<List<@Nullable Object>> rows) {

    /** In place of a figure that is about too few people to be told. */
    static final String SUPPRESSED = "NS";

    /** The sheet as a workbook shows it: without operands, and without columns that the source did not give. */
    SheetContent shown(Period period) {
        List<Integer> kept = new ArrayList<>();
        Set<String> absent = new HashSet<>();
        for (int i = 0; i < sheet.columns().size(); i++) {
            Column column = sheet.columns().get(i);
            if (column.operand() || (column.whenGiven() && isAbsent(i) && !goesOn(column, kept))) {
                absent.add(column.name());
            } else {
                kept.add(i);
            }
        }
        List<List<@Nullable Object>> values = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> cells = new ArrayList<>();
            kept.forEach(column -> cells.add(told(row, column)));
            values.add(cells);
        }
        return new SheetContent(sheet.shown(period, absent), values);
    }

    private @Nullable Object told(List<@Nullable Object> row, int column) {
        Object value = row.get(column);
        return value == null && sheet.columns().get(column).numeric() && isSuppressed(row) ? SUPPRESSED : value;
    }

    /** Whether the figures of a row are about too few people to be told. */
    boolean isSuppressed(List<@Nullable Object> row) {
        return sheet.suppressed() != null && row.get(sheet.indexOf(sheet.suppressed())) != null;
    }

    /** Columns shaded together are one run, such as weeks: once it has begun, nothing is left out of it. */
    private boolean goesOn(Column column, List<Integer> kept) {
        return sheet.visuals().heat().contains(column.name())
                && kept.stream().anyMatch(each -> sheet.visuals()
                        .heat()
                        .contains(sheet.columns().get(each).name()));
    }

    private boolean isAbsent(int column) {
        return IntStream.range(0, rows.size()).allMatch(row -> rows.get(row).get(column) == null);
    }

    /** The texts of one column in the rows where another says something; none if the sheet lacks either. */
    List<String> texts(String column, String where, String says) {
        int index = sheet.indexOf(column);
        int condition = sheet.indexOf(where);
        return index < 0 || condition < 0
                ? List.of()
                : rows.stream()
                        .filter(row -> says.equals(row.get(condition)))
                        .map(row -> String.valueOf(row.get(index)))
                        .toList();
    }

    /** Key of the row and raw values as CSV, UTF-8: what an edition said, to be compared with the next one. */
    byte[] snapshot() {
        StringWriter text = new StringWriter();
        // Closed before the text is taken: the writer keeps the last 8 KB to itself.
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            List<String> header = new ArrayList<>(List.of("key"));
            sheet.columns().forEach(column -> header.add(column.name()));
            csv.writeRecord(header);
            for (int i = 0; i < rows.size(); i++) {
                List<@Nullable String> values = new ArrayList<>(List.of(keys.get(i)));
                rows.get(i).forEach(value -> values.add(value == null ? null : value.toString()));
                csv.writeRecord(values);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into memory", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
