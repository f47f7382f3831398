package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.sample.Generator;
import fr.dmp.pilotage.sample.WeeklyRows;
import fr.dmp.pilotage.sample.WeeklyRows.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Generated weeks of hospitals in memory, to be spoiled before they are loaded; counted from 1. The vendor of a hospital
 * never changes in them, although the generator lets one in 25 change it.
 */
final class WeeksOfHospitals {

    private static final Period LAST =
            Period.parse(Period.Cadence.WEEKLY, "2012-S38").orElseThrow();

    private final Geography geography = Geography.read(new Definitions(null));
    private final List<List<Row>> weeks = new ArrayList<>();

    WeeksOfHospitals(Path folder, double scale, int count) {
        new Generator(geography, scale, 1).write(folder, LAST, count);
        Map<String, String> vendors = new HashMap<>();
        for (int week = 1; week <= count; week++) {
            List<Row> rows = read(folder, LAST.plus(week - count));
            for (Row row : rows) {
                String vendor = row.cell("editeur_dpi");
                if (!vendor.isEmpty()) {
                    row.cells().put("editeur_dpi", vendors.computeIfAbsent(row.cell("finess_et"), finess -> vendor));
                }
            }
            weeks.add(rows);
        }
    }

    private static List<Row> read(Path folder, Period week) {
        try {
            return new ArrayList<>(WeeklyRows.read(folder, "es", week.label()).rows());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String label(int week) {
        return LAST.plus(week - weeks.size()).label();
    }

    List<Row> rows(int week) {
        return weeks.get(week - 1);
    }

    List<String> departements(String region) {
        return geography.departements(geography.region(2012, region));
    }

    /** The FINESS number of the hospital of a region that had created most by a week. */
    String largest(String region, int week) {
        return rows(week).stream()
                .filter(each -> departements(region).contains(each.cell("departement")))
                .max(Comparator.comparing(each -> each.figure("dmp_crees_cumul")))
                .orElseThrow()
                .cell("finess_et");
    }

    /** The line of a hospital; its cells may be changed. */
    Row line(int week, String finess) {
        return rows(week).stream()
                .filter(each -> each.cell("finess_et").equals(finess))
                .findFirst()
                .orElseThrow(() -> new AssertionError(finess + " has no line in week " + week));
    }

    /** The lines of a hospital from a week on; it may miss some. */
    List<Row> lines(int from, String finess) {
        return weeks.subList(from - 1, weeks.size()).stream()
                .flatMap(List::stream)
                .filter(each -> each.cell("finess_et").equals(finess))
                .toList();
    }

    /** The file of a week. */
    String text(int week) {
        StringBuilder text = new StringBuilder(EsWeek.HEADER).append('\n');
        rows(week).forEach(row -> text.append(String.join(";", row.cells().values()))
                .append('\n'));
        return text.toString();
    }

    LoadOutcome load(Site site, int week) {
        return site.load("activite_es_" + label(week) + ".csv", text(week));
    }

    /** Adds to figures of a line. */
    static void add(Row row, long amount, String... columns) {
        for (String column : columns) {
            row.cells().put(column, Long.toString(row.figure(column) + amount));
        }
    }

    static void exchange(Row row, String left, String right) {
        String kept = row.cell(left);
        row.cells().put(left, row.cell(right));
        row.cells().put(right, kept);
    }

    static Row copy(Row row) {
        return new Row(new LinkedHashMap<>(row.cells()));
    }
}
