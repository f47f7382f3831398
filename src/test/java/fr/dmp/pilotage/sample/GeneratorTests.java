package fr.dmp.pilotage.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.PublishedFigures;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.sample.WeeklyRows.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the figures of generated files add up to, within a week and from one week to the next. */
class GeneratorTests {

    private static final Geography GEOGRAPHY = Geography.read(new Definitions(null));
    private static final Map<String, String> REGIONS = new HashMap<>();
    private static final List<String> FIGURES = List.of(
            "dmp_crees",
            "dmp_crees_cumul",
            "dmp_alimentes",
            "dmp_alimentes_cumul",
            "documents",
            "documents_cumul",
            "consultations",
            "consultations_cumul");

    static {
        for (PublishedFigures.Row row : PublishedFigures.rows()) {
            Geography.Region region = GEOGRAPHY.region(2012, row.region());
            if (region != null) {
                GEOGRAPHY.departements(region).forEach(each -> REGIONS.put(each, row.region()));
            }
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "scale {0}, seed {1}, {2} weeks until {3}")
    @CsvSource({"0.0001,1,1,2012-S38", "0.02,1,3,2012-S38", "0.05,-42,9,2012-S45", "0.011,7,2,2012-S39"})
    void creationsAddUpToThePublishedTableInEachRegion(double scale, long seed, int weeks, String until)
            throws IOException {
        new Generator(GEOGRAPHY, scale, seed).write(folder, week(until), weeks);

        assertThat(sums("psl", "dmp_crees_cumul")).isEqualTo(published(0));
        assertThat(sums("es", "dmp_crees_cumul")).isEqualTo(published(1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"psl,3", "es,4"})
    void structuresFeedAFewPerCentMoreThanTheDistinctCount(String volet, int column) throws IOException {
        new Generator(GEOGRAPHY, 0.02, 1).write(folder, week("2012-S38"), 1);

        Map<String, Long> fed = sums(volet, "dmp_alimentes_cumul");

        published(column)
                .forEach((region, distinct) ->
                        assertThat(fed.get(region)).as(region).isBetween(distinct, distinct + distinct / 20));
        assertThat(sum(fed)).isGreaterThan(sum(published(column)));
    }

    @ParameterizedTest(name = "{0} at scale {1}")
    @CsvSource({"psl,3,0.0001", "es,4,0.0001", "es,4,0.05"})
    void noStructureFedMoreDmpThanWerePublishedForItsRegion(String volet, int column, double scale) throws IOException {
        new Generator(GEOGRAPHY, scale, 1).write(folder, week("2012-S38"), 1);

        Map<String, Long> published = published(column);
        for (Row row : WeeklyRows.read(folder, volet, "2012-S38").rows()) {
            assertThat(row.figure("dmp_alimentes_cumul"))
                    .as("%s", row)
                    .isLessThanOrEqualTo(published.get(REGIONS.get(row.cell("departement"))));
        }
    }

    @Test
    void otherStructuresCreateNothingAndFeedALittle() throws IOException {
        new Generator(GEOGRAPHY, 0.05, 1).write(folder, week("2012-S38"), 1);

        assertThat(sum(sums("autres", "dmp_crees"))).isZero();
        assertThat(sum(sums("autres", "dmp_crees_cumul"))).isZero();
        assertThat(sum(sums("autres", "dmp_alimentes_cumul"))).isBetween(1L, 10_000L);
        assertThat(sum(sums("autres", "documents"))).isPositive();
    }

    @ParameterizedTest(name = "{0} weeks until {1}")
    @CsvSource({"6,2012-S02", "5,2012-S40", "3,2013-S02", "3,2011-S02"})
    void eachWeekFollowsFromTheOneBefore(int weeks, String until) throws IOException {
        new Generator(GEOGRAPHY, 0.02, 1).write(folder, week(until), weeks);

        for (String volet : List.of("psl", "es", "autres")) {
            Map<String, Row> before = Map.of();
            for (int back = weeks - 1; back >= 0; back--) {
                Period week = Period.weekOf(week(until).start().minusWeeks(back));
                Map<String, Row> now =
                        WeeklyRows.read(folder, volet, week.label()).byKey();
                now.values().forEach(GeneratorTests::assertPossible);
                for (Map.Entry<String, Row> each : before.entrySet()) {
                    if (now.containsKey(each.getKey())) {
                        assertFollows(each.getValue(), now.get(each.getKey()));
                    }
                }
                before = now;
            }
        }
    }

    private static void assertPossible(Row row) {
        for (String figure : FIGURES) {
            assertThat(row.figure(figure)).as("%s of %s", figure, row).isNotNegative();
        }
        assertThat(row.figure("documents")).as("%s", row).isGreaterThanOrEqualTo(row.figure("dmp_alimentes"));
        assertThat(row.figure("dmp_alimentes"))
                .as("%s", row)
                .isLessThanOrEqualTo(row.figure("dmp_alimentes_cumul"))
                .matches(fed -> fed > 0 || row.figure("documents") == 0, "no document without a DMP");
    }

    private static void assertFollows(Row before, Row now) {
        for (String measure : List.of("dmp_crees", "documents", "consultations")) {
            assertThat(now.figure(measure + "_cumul"))
                    .as("%s of %s after %s", measure, now, before)
                    .isEqualTo(before.figure(measure + "_cumul") + now.figure(measure));
        }
        long known = before.figure("dmp_alimentes_cumul");
        long fed = now.figure("dmp_alimentes");
        assertThat(now.figure("dmp_alimentes_cumul"))
                .as("%s after %s", now, before)
                .isBetween(Math.max(known, fed), known + fed);
    }

    @Test
    void nothingHappensBeforeTheDmpOpened() throws IOException {
        new Generator(GEOGRAPHY, 0.001, 1).write(folder, week("2011-S01"), 2);

        for (String figure : FIGURES) {
            assertThat(sum(sums("psl", figure, "2010-S52"))).as(figure).isZero();
        }
    }

    @Test
    void tenYearsLaterTheFiguresStillGrow() throws IOException {
        new Generator(GEOGRAPHY, 0.001, 1).write(folder, week("2020-S53"), 2);

        for (String volet : List.of("psl", "es")) {
            Map<String, Row> before = WeeklyRows.read(folder, volet, "2020-S52").byKey();
            WeeklyRows.read(folder, volet, "2020-S53").rows().stream()
                    .filter(row -> before.containsKey(row.key()))
                    .forEach(row -> assertFollows(before.get(row.key()), row));
            assertThat(sum(sums(volet, "dmp_crees_cumul", "2020-S53"))).isGreaterThan(1_000_000L);
        }
    }

    @Test
    void holidaysAreQuiet() throws IOException {
        new Generator(GEOGRAPHY, 0.05, 1).write(folder, week("2012-S37"), 40);

        assertThat(sum(sums("psl", "dmp_crees", "2012-S33"))).isLessThan(sum(sums("psl", "dmp_crees", "2012-S26")) / 2);
        assertThat(sum(sums("psl", "dmp_crees", "2012-S18"))).isLessThan(sum(sums("psl", "dmp_crees", "2012-S17")));
        assertThat(sum(sums("psl", "dmp_crees", "2011-S52"))).isLessThan(sum(sums("psl", "dmp_crees", "2011-S50")) / 2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.5, Double.NaN, Double.POSITIVE_INFINITY})
    void aScaleOutOfBoundsIsRefused(double scale) {
        assertThatThrownBy(() -> new Generator(GEOGRAPHY, scale, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a number above 0 and up to 100, found " + scale);
    }

    @Test
    void weeksOutOfBoundsAreRefused() {
        Generator generator = new Generator(GEOGRAPHY, 1, 1);
        Period day = new Period(Period.Cadence.DATED, LocalDate.of(2012, 9, 17));

        assertThatThrownBy(() -> generator.write(folder, week("2012-S38"), 521))
                .hasMessage("expected 1 to 520, found 521");
        assertThatThrownBy(() -> generator.write(folder, day, 1))
                .hasMessage("expected a week from 2011-S01 to 2020-S53, found 2012-09-17");
    }

    private Map<String, Long> sums(String volet, String column) throws IOException {
        return sums(volet, column, "2012-S38");
    }

    private Map<String, Long> sums(String volet, String column, String week) throws IOException {
        return WeeklyRows.read(folder, volet, week).sums(column, REGIONS);
    }

    private static Map<String, Long> published(int column) {
        Map<String, Long> figures = new TreeMap<>();
        PublishedFigures.rows().stream()
                .filter(row -> !row.region().equals("France"))
                .forEach(row -> figures.put(row.region(), row.figures().get(column)));
        assertThat(figures).hasSize(26);
        return figures;
    }

    private static long sum(Map<String, Long> byRegion) {
        return byRegion.values().stream().mapToLong(each -> each).sum();
    }

    private static Period week(String label) {
        return Period.parse(Period.Cadence.WEEKLY, label).orElseThrow();
    }
}
