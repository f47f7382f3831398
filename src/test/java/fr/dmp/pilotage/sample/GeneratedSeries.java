package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.sample.WeeklyRows.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Months 2012-06 to 2012-09 and the weeks around them in one folder, read without any of the product's code. */
record GeneratedSeries(Path folder) {

    static final Geography GEOGRAPHY = Geography.read(new Definitions(null));
    static final List<String> VOLETS = List.of("psl", "es", "autres");
    static final List<String> MONTHS = List.of("2012-06", "2012-07", "2012-08", "2012-09");

    /** Some 5 000 practitioners, 150 of them with two places, 100 establishments and 900 other structures. */
    static final double SCALE = 0.02;

    static GeneratedSeries into(Path folder) {
        Generator generator = new Generator(GEOGRAPHY, SCALE, 1);
        generator.write(folder, Period.written("2012-S40"), 20);
        generator.writeMonths(folder, Period.written("2012-09"), MONTHS.size());
        return new GeneratedSeries(folder);
    }

    List<Row> rows(String file, String period) {
        try {
            return WeeklyRows.read(folder.resolve(file + "_" + period + ".csv")).rows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Figures of a week by structure; of professionals, those of all their places together. */
    Map<String, Map<String, Long>> week(String volet, String week) {
        return figures(rows("activite_" + volet, week), volet);
    }

    /** Figures of a month by structure. */
    Map<String, Map<String, Long>> month(String volet, String month) {
        return figures(rows("activite_" + volet, month), volet);
    }

    private static Map<String, Map<String, Long>> figures(List<Row> rows, String volet) {
        Map<String, Map<String, Long>> figures = new LinkedHashMap<>();
        for (Row row : rows) {
            Map<String, Long> own = figures.computeIfAbsent(structure(row, volet), key -> new HashMap<>());
            for (String measure : List.of("dmp_crees", "dmp_alimentes", "documents", "consultations")) {
                own.merge(measure, row.figure(measure), Long::sum);
                own.merge(measure + "_cumul", row.figure(measure + "_cumul"), Long::sum);
            }
        }
        return figures;
    }

    private static String structure(Row row, String volet) {
        if (row.cells().containsKey("type_identifiant")) {
            return row.cell("type_identifiant") + " " + row.cell("identifiant");
        }
        return volet.equals("es") ? "FINESS " + row.cell("finess_et") : "RPPS " + row.cell("rpps");
    }

    /** What the rows of each structure add up to. */
    static Map<String, Long> sums(List<Row> rows, String column) {
        Map<String, Long> sums = new HashMap<>();
        rows.forEach(row -> sums.merge(
                row.cell("volet") + " " + row.cell("type_identifiant") + " " + row.cell("identifiant"),
                row.figure(column),
                Long::sum));
        return sums;
    }
}
