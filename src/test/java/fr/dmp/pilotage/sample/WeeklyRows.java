package fr.dmp.pilotage.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A generated file, read without any of the product's code: its rows in order, by the contract's column names. */
public record WeeklyRows(List<Row> rows) {

    /** The cells of one line, by column. */
    public record Row(Map<String, String> cells) {

        public String cell(String column) {
            return cells.get(column);
        }

        public long figure(String column) {
            return Long.parseLong(cell(column));
        }

        /** What the feed declares as its key. */
        String key() {
            return cells.containsKey("finess_et")
                    ? cell("finess_et")
                    : cells.containsKey("rpps")
                            ? cell("rpps") + " " + cell("lieu_exercice")
                            : cell("type_identifiant") + " " + cell("identifiant");
        }
    }

    public static WeeklyRows read(Path folder, String volet, String week) throws IOException {
        return read(folder.resolve("activite_" + volet + "_" + week + ".csv"));
    }

    /** Any file of the generator. */
    static WeeklyRows read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] names = lines.get(0).split(";", -1);
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(";", -1);
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                cells.put(names[i], values[i]);
            }
            rows.add(new Row(cells));
        }
        return new WeeklyRows(rows);
    }

    /** Fails if two rows have the same key. */
    Map<String, Row> byKey() {
        Map<String, Row> byKey = new LinkedHashMap<>();
        for (Row row : rows) {
            if (byKey.put(row.key(), row) != null) {
                throw new AssertionError("twice in one file: " + row.key());
            }
        }
        return byKey;
    }

    /** Sums of a column over the structures of each region, by the region's label. */
    Map<String, Long> sums(String column, Map<String, String> regionOfDepartement) {
        Map<String, Long> sums = new TreeMap<>();
        for (Row row : rows) {
            sums.merge(regionOfDepartement.get(row.cell("departement")), row.figure(column), Long::sum);
        }
        return sums;
    }
}
