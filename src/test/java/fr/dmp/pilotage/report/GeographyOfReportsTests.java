package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.PublishedFigures;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.ReportRequest;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The regions of 2016 are the old ones put together, and a series goes on across January 2016 whichever is asked for. */
@TestInstance(Lifecycle.PER_CLASS)
class GeographyOfReportsTests {

    private static final String PROGRAMMES = "jobs/nomenclatures/programmes.csv";

    /** Weeks 2015-S50 to 2016-S02: the fifth is the first of 2016. */
    private static final List<String> WEEKS =
            List.of("2015-S50", "2015-S51", "2015-S52", "2015-S53", "2016-S01", "2016-S02");

    private static final int[] NORD = {10, 11, 12, 13, 14, 15};
    private static final int[] OISE = {1, 2, 3, 4, 5, 6};

    private Site site;

    @BeforeAll
    void load(@TempDir Path home, @TempDir Path definitions) throws IOException {
        Path programmes = definitions.resolve(PROGRAMMES);
        Files.createDirectories(programmes.getParent());
        Files.writeString(
                programmes,
                Files.readString(Path.of(PROGRAMMES)) + "REGION;32;DMP en région;2016-01-01;2016-12-31\n"
                        + "REGION;53;DMP en région;2016-01-01;2016-12-31\n");
        site = new Site(home, "--pilotage.definitions=" + definitions);
        EsHistory history = new EsHistory("2016-S02");
        history.add(EsWeek.finess("59", 1), "FICTIF DU NORD", NORD).in("59").created(NORD);
        history.add(EsWeek.finess("60", 2), "FICTIF DE L'OISE", OISE).in("60").created(OISE);
        history.add(EsWeek.finess("35", 3), "FICTIF DE BRETAGNE", OISE).in("35");
        history.load(site);
        site.load(PublishedFigures.NAME, PublishedFigures.text());
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void aSeriesOfANewRegionIsContinuousAcrossJanuary2016() {
        Workbook workbook = write("weekly-es-focus", "2016-S02", "Hauts-de-France", null);
        assertThat(series(workbook, "Documents déposés")).isEqualTo(sums(NORD, OISE));
        assertThat(workbook.edition()).isEqualTo(1);
    }

    @Test
    void aNewRegionBefore2016IsTheSumOfItsOldOnesWeekByWeek() {
        Map<String, String> together =
                series(write("weekly-es-focus", "2015-S53", "Hauts-de-France", 2016), "DMP créés");
        Map<String, String> nord =
                series(write("weekly-es-focus", "2015-S53", "Nord-Pas-de-Calais", null), "DMP créés");
        Map<String, String> picardie = series(write("weekly-es-focus", "2015-S53", "Picardie", null), "DMP créés");
        assertThat(together).containsOnlyKeys(WEEKS.subList(0, 4));
        together.forEach((week, sum) -> assertThat(Integer.parseInt(sum))
                .as(week)
                .isEqualTo(Integer.parseInt(nord.get(week)) + Integer.parseInt(picardie.get(week))));
    }

    @Test
    void anOldRegionGoesOnAfterItsEndInTheRegionsOf2012() {
        Workbook workbook = write("weekly-es-focus", "2016-S02", "Picardie", 2012);
        assertThat(series(workbook, "Documents déposés")).isEqualTo(sums(OISE, new int[6]));
    }

    @Test
    void aRestatedWorkbookIsNoEditionAndSaysInWhichRegionsItIs() {
        Workbook workbook = write("weekly-es-focus", "2015-S53", "Hauts-de-France", 2016);
        assertThat(workbook.edition()).isZero();
        assertThat(workbook.path().getFileName()).hasToString("focus-es_2015-S53_hauts-de-france_geographie-2016.xlsx");
        assertThat(WrittenSheet.texts(WrittenSheet.open(workbook.path()).getSheetAt(0)))
                .contains(List.of("Édition", "hors édition, régions de 2016"))
                .anySatisfy(row -> assertThat(row.get(0)).isEqualTo("Géographie"));
        assertThat(site.count("ops.edition where scope = 'hauts-de-france' and period_start < '2016-01-01'"))
                .isZero();
    }

    @Test
    void theVintageOfThePeriodIsTheEditionItself() {
        Workbook workbook = write("weekly-es-focus", "2015-S53", "Bretagne", 2012);
        assertThat(workbook.edition()).isEqualTo(1);
        assertThat(workbook.path().getFileName()).hasToString("focus-es_2015-S53_bretagne.xlsx");
    }

    @Test
    void theProgrammeIsToldInTheNewRegionsThatItsDepartementsLieIn() {
        List<Workbook> restated = site.operations()
                .report(new ReportRequest("weekly-es-focus", "2015-S53", null, null, null, null, 2016));
        assertThat(restated)
                .extracting(Workbook::region)
                .containsExactly(
                        "Centre-Val de Loire",
                        "Bourgogne-Franche-Comté",
                        "Hauts-de-France",
                        "Grand Est",
                        "Pays de la Loire",
                        "Bretagne",
                        "Nouvelle-Aquitaine",
                        "Occitanie",
                        "Auvergne-Rhône-Alpes");
    }

    @Test
    void whatWasCreatedAddsUpAndWhatWasFedIsKnownOnlyWhereTheRegionDidNotChange() {
        WrittenSheet figures = WrittenSheet.all(
                        write("activity-figures", "2012-09-25", "France", 2016).path())
                .get("Chiffres par région");
        Map<String, List<Long>> published = new TreeMap<>();
        PublishedFigures.rows().forEach(row -> published.put(row.region(), row.figures()));
        assertThat(figures.column("Région")).hasSize(18).doesNotContain("Picardie", "Mayotte");
        assertThat(row(figures, "Hauts-de-France"))
                .containsExactly(
                        Long.toString(published.get("Picardie").get(0)
                                + published.get("Nord-Pas-de-Calais").get(0)),
                        Long.toString(published.get("Picardie").get(1)
                                + published.get("Nord-Pas-de-Calais").get(1)),
                        Long.toString(published.get("Picardie").get(2)
                                + published.get("Nord-Pas-de-Calais").get(2)),
                        "[x]",
                        "[x]",
                        "[x]");
        assertThat(row(figures, "Bretagne"))
                .containsExactlyElementsOf(
                        published.get("Bretagne").stream().map(String::valueOf).toList());
        assertThat(row(figures, "France"))
                .containsExactlyElementsOf(
                        published.get("France").stream().map(String::valueOf).toList());
    }

    @Test
    void aNewRegionOfWhichAPartIsMissingHasNoSum(@TempDir Path home) {
        try (Site own = new Site(home)) {
            own.load(
                    PublishedFigures.NAME,
                    PublishedFigures.text()
                            .lines()
                            .filter(line -> !line.startsWith("Corse"))
                            .map(line -> line + "\n")
                            .reduce("", String::concat)
                            .replace("Picardie", "Mayotte"));
            own.jdbc()
                    .sql("update ops.load set verdict = 'warn', published_at = now(), closed = null")
                    .update();
            Workbook workbook = own.operations()
                    .report(new ReportRequest("activity-figures", null, null, null, null, null, 2016))
                    .get(0);
            WrittenSheet figures = WrittenSheet.all(workbook.path()).get("Chiffres par région");
            assertThat(row(figures, "Hauts-de-France")).containsOnly("[x]");
            assertThat(row(figures, "Mayotte")).doesNotContain("[x]");
        }
    }

    private static List<String> row(WrittenSheet sheet, String region) {
        List<String> row = sheet.rows().stream()
                .filter(each -> each.get(0).equals(region))
                .findFirst()
                .orElseThrow();
        return row.subList(1, 7);
    }

    private Workbook write(String report, String period, String region, Integer geography) {
        return site.operations()
                .report(new ReportRequest(report, period, region, null, null, null, geography))
                .get(0);
    }

    private static Map<String, String> series(Workbook workbook, String column) {
        return WrittenSheet.all(workbook.path()).get("Données").column(column, "Semaine");
    }

    private static Map<String, String> sums(int[] one, int[] other) {
        Map<String, String> sums = new TreeMap<>();
        List<Integer> weeks = new ArrayList<>(IntStream.range(0, 6).boxed().toList());
        weeks.forEach(week -> sums.put(WEEKS.get(week), Integer.toString(one[week] + other[week])));
        return sums;
    }
}
