package fr.dmp.pilotage.sample;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.PublishedFigures;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.sample.WeeklyRows.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distinct counts of generated months: a whole counts at least its largest part, and at most its parts together. */
class MonthlyDistinctsTests {

    private static final Map<String, String> VOLETS = Map.of("PSL", "psl", "ES", "es", "AUTRES", "autres");

    @TempDir
    private Path folder;

    private Map<String, Row> distincts(String month) throws IOException {
        Map<String, Row> rows = new HashMap<>();
        for (Row row :
                WeeklyRows.read(folder.resolve("distincts_" + month + ".csv")).rows()) {
            Row twice = rows.put(key(row.cell("volet"), row.cell("region"), row.cell("mesure")), row);
            assertThat(twice).isNull();
        }
        return rows;
    }

    private static String key(String volet, String region, String measure) {
        return volet + ";" + region + ";" + measure;
    }

    private void generate(double scale, String month, int months) {
        new Generator(GeneratedSeries.GEOGRAPHY, scale, 1).writeMonths(folder, Period.written(month), months);
    }

    @ParameterizedTest(name = "scale {0} in {1}: {2} regions")
    @CsvSource({"0.02,2012-09,26", "0.0001,2012-09,26", "0.02,2016-01,17", "0.0001,2020-12,17"})
    void aRegionCountsItsLargestStructureAtLeastAndItsStructuresTogetherAtMost(double scale, String month, int regions)
            throws IOException {
        generate(scale, month, 1);

        Map<String, Row> distincts = distincts(month);
        assertThat(distincts).hasSize((regions + 1) * (3 * 2 + 1 + 2));
        for (Map.Entry<String, String> volet : VOLETS.entrySet()) {
            Map<String, Map<String, LongSummaryStatistics>> structures = new HashMap<>();
            for (Row row : WeeklyRows.read(folder.resolve("activite_" + volet.getValue() + "_" + month + ".csv"))
                    .rows()) {
                for (String region : List.of(region(row, month), "")) {
                    Map<String, LongSummaryStatistics> own =
                            structures.computeIfAbsent(region, each -> new HashMap<>());
                    for (String column : List.of("dmp_alimentes", "dmp_alimentes_cumul")) {
                        own.computeIfAbsent(column, each -> new LongSummaryStatistics())
                                .accept(row.figure(column));
                    }
                }
            }
            structures.forEach((region, own) -> {
                Row row = distincts.get(key(volet.getKey(), region, "dmp_alimentes"));
                assertBetween(row, "valeur", own.get("dmp_alimentes"));
                assertBetween(row, "cumul", own.get("dmp_alimentes_cumul"));
            });
        }
        distincts.values().forEach(row -> assertThat(row.figure("cumul")).isGreaterThanOrEqualTo(row.figure("valeur")));
    }

    @ParameterizedTest(name = "scale {0} in {1}")
    @CsvSource({"0.02,2012-09", "0.0001,2012-09", "0.02,2016-01"})
    void dmpConsultedInARegionAreNoMoreThanThoseOfAllAccesses(double scale, String month) throws IOException {
        generate(scale, month, 1);

        Map<String, LongSummaryStatistics> accesses = new HashMap<>();
        for (Row row :
                WeeklyRows.read(folder.resolve("usage_acces_" + month + ".csv")).rows()) {
            for (String region : List.of(region(row, month), "")) {
                accesses.computeIfAbsent(
                                key(row.cell("volet"), region, "dmp_consultes"), each -> new LongSummaryStatistics())
                        .accept(row.figure("dmp_consultes"));
            }
        }
        assertThat(accesses).isNotEmpty();
        for (Map.Entry<String, Row> each : distincts(month).entrySet()) {
            Row row = each.getValue();
            if (accesses.containsKey(each.getKey())) {
                assertBetween(row, "valeur", accesses.get(each.getKey()));
            } else if (!row.cell("volet").equals("TOUS") && row.cell("mesure").equals("dmp_consultes")) {
                assertThat(row.figure("valeur")).as("%s", row).isZero();
            }
        }
    }

    private static String region(Row row, String month) {
        int vintage = Period.written(month).vintage();
        for (Geography.Region region : GeneratedSeries.GEOGRAPHY.regions()) {
            if (region.vintage() == vintage
                    && GeneratedSeries.GEOGRAPHY.departements(region).contains(row.cell("departement"))) {
                return region.label();
            }
        }
        throw new AssertionError(row);
    }

    private static void assertBetween(Row row, String column, LongSummaryStatistics parts) {
        assertThat(row.figure(column)).as("%s of %s", column, row).isBetween(parts.getMax(), parts.getSum());
    }

    @ParameterizedTest(name = "scale {0} in {1}")
    @CsvSource({"0.02,2012-09", "0.0001,2012-09", "0.02,2016-01", "0.0001,2020-12"})
    void allVoletsCountTheLargestAtLeastAndAllTogetherAtMost(double scale, String month) throws IOException {
        generate(scale, month, 1);

        Map<String, Row> distincts = distincts(month);
        for (Row all : distincts.values()) {
            if (all.cell("volet").equals("TOUS")) {
                for (String column : List.of("valeur", "cumul")) {
                    LongSummaryStatistics volets = new LongSummaryStatistics();
                    VOLETS.keySet()
                            .forEach(volet -> volets.accept(distincts
                                    .get(key(volet, all.cell("region"), all.cell("mesure")))
                                    .figure(column)));
                    assertBetween(all, column, volets);
                }
            }
        }
    }

    @ParameterizedTest(name = "scale {0}, {2} months until {1}")
    @CsvSource({"0.02,2012-10,4", "0.0001,2012-03,6"})
    void aMonthFollowsFromTheOneBefore(double scale, String last, int months) throws IOException {
        generate(scale, last, months);

        for (int back = months - 2; back >= 0; back--) {
            Map<String, Row> before =
                    distincts(Period.written(last).plus(-back - 1).label());
            distincts(Period.written(last).plus(-back).label()).forEach((key, row) -> {
                long known = before.get(key).figure("cumul");
                assertThat(row.figure("cumul"))
                        .as("%s after %s", row, known)
                        .isBetween(Math.max(known, row.figure("valeur")), known + row.figure("valeur"));
            });
        }
    }

    @Test
    void theyAreNearThePublishedOnesInSeptember2012() throws IOException {
        generate(0.05, "2012-09", 1);

        Map<String, Row> distincts = distincts("2012-09");
        assertNear(distincts, "", "PSL", 45_058);
        assertNear(distincts, "", "ES", 50_668);
        assertNear(distincts, "", "TOUS", 93_915);
        for (PublishedFigures.Row region : PublishedFigures.rows()) {
            if (region.figures().get(5) > 3_000 && !region.region().equals("France")) {
                assertNear(distincts, region.region(), "TOUS", region.figures().get(5));
            }
        }
    }

    /** The month ends a week after the published one: 1 to 4 % more. */
    private static void assertNear(Map<String, Row> distincts, String region, String volet, long published) {
        Row row = distincts.get(key(volet, region, "dmp_alimentes"));
        assertThat(row.figure("cumul")).as("%s", row).isCloseTo(published, Percentage.withPercentage(5));
    }

    @Test
    void professionalsAreCountedOnce() throws IOException {
        generate(0.02, "2012-09", 1);

        long active = WeeklyRows.read(folder.resolve("activite_psl_2012-09.csv")).rows().stream()
                .filter(row -> row.figure("documents") > 0)
                .count();
        assertThat(distincts("2012-09").get(key("PSL", "", "ps_actifs")).figure("valeur"))
                .isEqualTo(active);
    }
}
