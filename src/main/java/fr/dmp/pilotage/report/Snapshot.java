package fr.dmp.pilotage.report;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one sheet said, as an edition keeps it.
 *
 * @param columns names of its columns, in order, operands included
 * @param rows raw values as text in that order, by key of the row, in the order of the sheet; empty for what is not there
 */
record Snapshot(List<String> columns, Map<String, List<String>> rows) {

    /** Reads what {@link SheetData#snapshot()} wrote. */
    static Snapshot read(byte[] csv) {
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(new ByteArrayInputStream(csv), StandardCharsets.UTF_8))) {
            List<List<String>> lines =
                    records.stream().map(CsvRecord::getFields).toList();
            Map<String, List<String>> rows = new LinkedHashMap<>();
            for (List<String> line : lines.subList(1, lines.size())) {
                rows.put(free(line.get(0), rows), line.subList(1, line.size()));
            }
            List<String> header = lines.get(0);
            return new Snapshot(header.subList(1, header.size()), rows);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read from memory", e);
        }
    }

    static Snapshot of(SheetData data) {
        return read(data.snapshot());
    }

    /** A sheet of the site may repeat a key: its rows are then told apart by their order. */
    private static String free(String key, Map<String, List<String>> taken) {
        String name = key;
        for (int i = 2; taken.containsKey(name); i++) {
            name = key + " (" + i + ")";
        }
        return name;
    }

    boolean has(String key) {
        return rows.containsKey(key);
    }

    /** The value of a cell; null if there is no such row or column. */
    @Nullable
    String cell(String key, String column) {
        List<String> row = rows.get(key);
        int index = columns.indexOf(column);
        return row == null || index < 0 ? null : row.get(index);
    }
}
