package fr.dmp.pilotage.sample;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.sample.WeeklyRows.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty weeks of all hospitals: the cases that people who follow them look for do occur. */
class HospitalLivesTests {

    private static final int WEEKS = 20;
    private static final Period LAST =
            Period.parse(Period.Cadence.WEEKLY, "2012-S45").orElseThrow();

    /** Places of 2012-S36, when the holidays are over, and of the published week. */
    private static final int AFTER_HOLIDAYS = 10;

    private static final int PUBLISHED = 12;

    /** For each hospital its rows by week, null where its row is missing. */
    private static final Map<String, List<Row>> LIVES = new TreeMap<>();

    @BeforeAll
    static void generate(@TempDir Path folder) throws IOException {
        Geography geography = Geography.read(new Definitions(null));
        Country country = Country.of(new Hospitals(), geography, 1, SplitMix.mix(1, 1));
        List<Map<String, Row>> weeks = new ArrayList<>();
        Set<String> numbers = new HashSet<>();
        for (int back = WEEKS - 1; back >= 0; back--) {
            Period week = Period.weekOf(LAST.start().minusWeeks(back));
            new WeekFile(new Hospitals(), country, week, back == 0).file().write(folder);
            weeks.add(WeeklyRows.read(folder, "es", week.label()).byKey());
            numbers.addAll(weeks.get(weeks.size() - 1).keySet());
        }
        for (String number : numbers) {
            List<Row> life = new ArrayList<>();
            weeks.forEach(week -> life.add(week.get(number)));
            LIVES.put(number, life);
        }
    }

    @Test
    void someRowsAreMissingButNeverInTheLastWeekNorInThePublishedOne() {
        long missing = LIVES.values().stream()
                .mapToLong(life -> life.stream().filter(row -> row == null).count())
                .sum();
        assertThat(missing).isBetween(3_500L * 18 * 2 / 1_000, 3_500L * 18 * 4 / 1_000);
        assertThat(LIVES).hasSize(3_500);
        assertThat(LIVES.values()).allSatisfy(life -> {
            assertThat(life.get(WEEKS - 1)).isNotNull();
            assertThat(life.get(PUBLISHED).cell("semaine")).isEqualTo("2012-S38");
        });
    }

    @Test
    void someStopForGood() {
        assertThat(lives(life ->
                        anyWeek(3, WEEKS - 3, week -> created(life, 0, week) > 20 && created(life, week, WEEKS) == 0)))
                .hasSizeGreaterThan(3);
    }

    @Test
    void someStopForWeeksAndResume() {
        assertThat(lives(life -> anyWeek(
                        1,
                        WEEKS - 4,
                        week -> created(life, 0, week) > 5
                                && created(life, week, week + 3) == 0
                                && created(life, week + 3, WEEKS) > 5)))
                .hasSizeGreaterThan(3);
    }

    /** By three tenths at least from one fortnight to the month after it. */
    @Test
    void someFall() {
        assertThat(lives(life -> anyWeek(
                        AFTER_HOLIDAYS + 2,
                        WEEKS - 4,
                        week -> created(life, week, week + 4) > 5
                                && created(life, week, week + 4) * 10 < created(life, week - 2, week) * 2 * 7)))
                .hasSizeGreaterThan(3);
    }

    @Test
    void someCreateAndFeedNothingForFourWeeks() {
        assertThat(lives(life -> anyWeek(
                        0,
                        WEEKS - 4,
                        week -> created(life, week, week + 4) > 20 && sum(life, "documents", week, week + 4) == 0)))
                .hasSizeGreaterThan(3);
    }

    @Test
    void someAreReadyAndNeverStartMostAreNot() {
        List<Row> last =
                LIVES.values().stream().map(life -> life.get(WEEKS - 1)).toList();
        assertThat(last.stream().filter(HospitalLivesTests::isReadyWithoutStart))
                .hasSizeBetween(100, 500);
        assertThat(last.stream().filter(row -> row.cell("dmp_compatible").equals("NON")))
                .hasSizeBetween(3_500 / 2, 2_100);
        assertThat(last.stream().filter(row -> !row.cell("date_demarrage").isEmpty()))
                .hasSizeBetween(800, 1_000);
        assertThat(last.stream().filter(row -> row.figure("documents") > 0)).hasSizeBetween(400, 600);
        assertThat(last.stream().filter(row -> !row.cell("date_demarrage").isEmpty()))
                .allSatisfy(row -> assertThat(row.cell("dmp_compatible")).isEqualTo("OUI"));
        assertThat(last.stream().filter(row -> row.cell("date_demarrage").isEmpty()))
                .allSatisfy(row -> assertThat(row.figure("dmp_crees_cumul") + row.figure("documents_cumul"))
                        .isZero());
    }

    private static boolean isReadyWithoutStart(Row row) {
        return row.cell("dmp_compatible").equals("OUI")
                && row.cell("date_demarrage").isEmpty();
    }

    @Test
    void aFewChangeTheirVendorAndNothingElseOfTheirIdentity() {
        int changes = 0;
        for (List<Row> life : LIVES.values()) {
            List<Row> present = life.stream().filter(row -> row != null).toList();
            Set<String> vendors = values(present, "editeur_dpi");
            vendors.remove("");
            changes += vendors.size() - Math.min(1, vendors.size());
            for (String column : List.of("finess_ej", "raison_sociale", "categorie", "statut", "departement")) {
                assertThat(values(present, column)).hasSize(1);
            }
        }
        assertThat(changes).isBetween(1, 100);
    }

    @Test
    void theTenLargestOfARegionStandOut() {
        Map<String, List<Long>> byDepartement = new HashMap<>();
        LIVES.values().forEach(life -> byDepartement
                .computeIfAbsent(life.get(WEEKS - 1).cell("departement"), each -> new ArrayList<>())
                .add(life.get(WEEKS - 1).figure("dmp_crees_cumul")));
        List<Long> picardie = new ArrayList<>();
        List.of("02", "60", "80").forEach(each -> picardie.addAll(byDepartement.get(each)));
        picardie.sort(Comparator.reverseOrder());

        long ten = picardie.stream().limit(10).mapToLong(each -> each).sum();
        long all = picardie.stream().mapToLong(each -> each).sum();
        assertThat(picardie).hasSize(105);
        assertThat(ten).isGreaterThan(all * 7 / 10);
        assertThat(picardie.get(0)).as("the first does not dwarf all others").isBetween(all / 10, all / 4);
    }

    private static Set<String> values(List<Row> rows, String column) {
        return rows.stream().map(row -> row.cell(column)).collect(Collectors.toSet());
    }

    /** Lives without a missing week for which the condition holds. */
    private static List<String> lives(Predicate<List<Row>> condition) {
        return LIVES.entrySet().stream()
                .filter(each -> !each.getValue().contains(null) && condition.test(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean anyWeek(int from, int to, IntPredicate condition) {
        return IntStream.range(from, to).anyMatch(condition);
    }

    private static long created(List<Row> life, int from, int to) {
        return sum(life, "dmp_crees", from, to);
    }

    private static long sum(List<Row> life, String column, int from, int to) {
        ToLongFunction<Row> figure = row -> row.figure(column);
        return life.subList(from, to).stream().mapToLong(figure).sum();
    }
}
