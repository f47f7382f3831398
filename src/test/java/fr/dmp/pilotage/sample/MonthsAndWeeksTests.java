package fr.dmp.pilotage.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The activity of generated months beside that of the weeks: how far the two agree. */
class MonthsAndWeeksTests {

    private static final List<String> CUMULATED =
            List.of("dmp_crees_cumul", "dmp_alimentes_cumul", "documents_cumul", "consultations_cumul");

    @TempDir
    private static Path folder;

    private static GeneratedSeries series;

    @BeforeAll
    static void generate() {
        series = GeneratedSeries.into(folder);
    }

    @ParameterizedTest(name = "{0} between {1} and {2}")
    @CsvSource({"2012-06,2012-S25,2012-S26", "2012-07,2012-S30,2012-S31", "2012-08,2012-S34,2012-S35"})
    void whatIsCountedSinceTheOpeningLiesBetweenTheWeeksAroundTheEndOfTheMonth(
            String month, String weekBefore, String weekAfter) {
        long between = 0;
        for (String volet : GeneratedSeries.VOLETS) {
            Map<String, Map<String, Long>> before = series.week(volet, weekBefore);
            Map<String, Map<String, Long>> after = series.week(volet, weekAfter);
            for (Map.Entry<String, Map<String, Long>> each :
                    series.month(volet, month).entrySet()) {
                Map<String, Long> least = before.get(each.getKey());
                Map<String, Long> most = after.get(each.getKey());
                if (least == null || most == null) {
                    assertThat(volet).as("weeks miss rows of hospitals alone").isEqualTo("es");
                    continue;
                }
                for (String measure : CUMULATED) {
                    long found = each.getValue().get(measure);
                    assertThat(found)
                            .as("%s of %s", measure, each.getKey())
                            .isBetween(least.get(measure), most.get(measure));
                    between += found > least.get(measure) && found < most.get(measure) ? 1 : 0;
                }
            }
        }
        assertThat(between).as("figures apart from those of both weeks").isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"psl", "es", "autres"})
    void aMonthThatEndsOnASundayHasTheFiguresOfItsLastWeek(String volet) {
        Map<String, Map<String, Long>> week = series.week(volet, "2012-S39");
        Map<String, Map<String, Long>> month = series.month(volet, "2012-09");

        assertThat(month.keySet()).containsAll(week.keySet());
        week.forEach((structure, figures) -> {
            for (String measure : CUMULATED) {
                assertThat(month.get(structure).get(measure))
                        .as("%s of %s", measure, structure)
                        .isEqualTo(figures.get(measure));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"psl", "es", "autres"})
    void eachMonthFollowsFromTheOneBefore(String volet) {
        Map<String, Map<String, Long>> before = null;
        for (String month : GeneratedSeries.MONTHS) {
            Map<String, Map<String, Long>> now = series.month(volet, month);
            if (before != null) {
                assertThat(now.keySet()).isEqualTo(before.keySet());
                for (Map.Entry<String, Map<String, Long>> each : now.entrySet()) {
                    assertFollows(each.getKey(), before.get(each.getKey()), each.getValue());
                }
            }
            before = now;
        }
    }

    private static void assertFollows(String structure, Map<String, Long> before, Map<String, Long> now) {
        for (String measure : List.of("dmp_crees", "documents", "consultations")) {
            assertThat(now.get(measure + "_cumul"))
                    .as("%s of %s", measure, structure)
                    .isEqualTo(before.get(measure + "_cumul") + now.get(measure));
        }
        long known = before.get("dmp_alimentes_cumul");
        long fed = now.get("dmp_alimentes");
        assertThat(now.get("dmp_alimentes_cumul")).as(structure).isBetween(Math.max(known, fed), known + fed);
        assertThat(now.get("documents")).as(structure).isGreaterThanOrEqualTo(fed);
        assertThat(fed > 0).as("DMP fed with the documents of %s", structure).isEqualTo(now.get("documents") > 0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"2012-07,27,30,26,31", "2012-08,32,34,31,35", "2012-09,36,39,35,39"})
    void dmpFedInAMonthAreThoseOfItsBusiestWeekAtLeastAndThoseOfItsWeeksTogetherAtMost(
            String month, int firstWhole, int lastWhole, int first, int last) {
        Map<String, Map<String, Long>> found = series.month("psl", month);
        Map<String, Long> sums = new HashMap<>();
        Map<String, Long> busiest = new HashMap<>();
        for (int week = first; week <= last; week++) {
            boolean whole = week >= firstWhole && week <= lastWhole;
            series.week("psl", "2012-S" + week).forEach((structure, figures) -> {
                sums.merge(structure, figures.get("dmp_alimentes"), Long::sum);
                busiest.merge(structure, whole ? figures.get("dmp_alimentes") : 0, Math::max);
            });
        }
        found.forEach((structure, figures) -> assertThat(figures.get("dmp_alimentes"))
                .as(structure)
                .isBetween(busiest.get(structure), sums.get(structure)));
        assertThat(found.entrySet())
                .as("some months are no sum of weeks")
                .anyMatch(each -> each.getValue().get("dmp_alimentes") < sums.get(each.getKey()));
    }

    @Test
    void aProfessionalWithTwoPlacesHasOneRowOfTheMonth() {
        List<WeeklyRows.Row> week = series.rows("activite_psl", "2012-S40");
        List<WeeklyRows.Row> month = series.rows("activite_psl", "2012-09");

        assertThat(week).hasSize(5_000);
        assertThat(month).hasSizeBetween(4_840, 4_900);
        assertThat(new HashSet<>(
                        month.stream().map(row -> row.cell("identifiant")).toList()))
                .hasSameSizeAs(month)
                .isEqualTo(
                        new HashSet<>(week.stream().map(row -> row.cell("rpps")).toList()));
        assertThat(month)
                .allSatisfy(row -> assertThat(row.cell("type_structure")).isEmpty());
    }

    @Test
    void structuresAreOfTheTypeThatTheirWeeksSay() {
        Map<String, WeeklyRows.Row> hospitals = new HashMap<>();
        series.rows("activite_es", "2012-S40").forEach(row -> hospitals.put(row.cell("finess_et"), row));
        List<WeeklyRows.Row> month = series.rows("activite_es", "2012-09");

        assertThat(month).hasSameSizeAs(hospitals.values()).allSatisfy(row -> {
            WeeklyRows.Row week = hospitals.get(row.cell("identifiant"));
            assertThat(row.cell("type_structure")).isEqualTo(week.cell("categorie"));
            assertThat(row.cell("departement")).isEqualTo(week.cell("departement"));
            assertThat(row.cell("profession")).isEmpty();
        });
        assertThat(series.rows("activite_autres", "2012-09").stream()
                        .map(row -> row.cell("identifiant") + row.cell("type_structure")))
                .containsExactlyElementsOf(series.rows("activite_autres", "2012-S40").stream()
                        .map(row -> row.cell("identifiant") + row.cell("type_structure"))
                        .toList());
    }
}
