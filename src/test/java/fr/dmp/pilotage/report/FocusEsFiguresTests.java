package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.PublishedFigures;
import fr.dmp.pilotage.pipeline.Workbook;
import fr.dmp.pilotage.sample.WeeklyRows.Row;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the focus ES says was created, against the lines of the files and against the published table. */
@ExtendWith(GeneratedSite.Shared.class)
class FocusEsFiguresTests {

    private static final String THIS_WEEK = "2012-S38";

    private GeneratedSite site;

    @BeforeEach
    void takeTheSharedSite(GeneratedSite shared) {
        site = shared;
    }

    @Test
    void eachOfTheFourteenRegionsOfTheProgrammeHasAWorkbookOfItsName() {
        assertThat(site.focus())
                .extracting(each -> each.path().getFileName().toString())
                .containsExactly(
                        "focus-es_2012-S38_champagne-ardenne.xlsx",
                        "focus-es_2012-S38_picardie.xlsx",
                        "focus-es_2012-S38_centre.xlsx",
                        "focus-es_2012-S38_bourgogne.xlsx",
                        "focus-es_2012-S38_nord-pas-de-calais.xlsx",
                        "focus-es_2012-S38_alsace.xlsx",
                        "focus-es_2012-S38_franche-comte.xlsx",
                        "focus-es_2012-S38_pays-de-la-loire.xlsx",
                        "focus-es_2012-S38_bretagne.xlsx",
                        "focus-es_2012-S38_aquitaine.xlsx",
                        "focus-es_2012-S38_midi-pyrenees.xlsx",
                        "focus-es_2012-S38_limousin.xlsx",
                        "focus-es_2012-S38_rhone-alpes.xlsx",
                        "focus-es_2012-S38_languedoc-roussillon.xlsx");
    }

    @Test
    void whatARegionCreatedSinceTheBeginningIsWhatWasPublished() {
        for (Workbook workbook : site.focus()) {
            long published = PublishedFigures.rows().stream()
                    .filter(each -> normal(each.region()).equals(normal(workbook.region())))
                    .findFirst()
                    .orElseThrow()
                    .figures()
                    .get(1);
            assertThat(indicator(workbook, "DMP créés depuis le début", THIS_WEEK))
                    .as(workbook.region())
                    .isEqualTo(Long.toString(published));
        }
    }

    private static String normal(String label) {
        return label.replace('-', ' ');
    }

    @Test
    void theSynthesisAddsUpTheLinesOfTheRegionInEachWeek() {
        for (Workbook workbook : site.focus()) {
            for (String week : List.of(THIS_WEEK, "2012-S37", "2012-S34")) {
                List<Row> lines = site.lines(week, workbook.region());
                assertThat(indicator(workbook, "DMP créés dans la semaine", week))
                        .as(workbook.region() + " " + week)
                        .isEqualTo(Long.toString(sum(lines, "dmp_crees")));
                assertThat(indicator(workbook, "DMP créés depuis le début", week))
                        .as(workbook.region() + " " + week)
                        .isEqualTo(Long.toString(sum(lines, "dmp_crees_cumul")));
            }
        }
    }

    @Test
    void changesAreDifferencesOfTheWeeksShown() {
        for (Workbook workbook : site.focus()) {
            long now = sum(site.lines(THIS_WEEK, workbook.region()), "dmp_crees");
            assertThat(indicator(workbook, "DMP créés dans la semaine", "Évolution sur 1 semaine"))
                    .isEqualTo(Long.toString(now - sum(site.lines("2012-S37", workbook.region()), "dmp_crees")));
            assertThat(indicator(workbook, "DMP créés dans la semaine", "Évolution sur 4 semaines"))
                    .isEqualTo(Long.toString(now - sum(site.lines("2012-S34", workbook.region()), "dmp_crees")));
        }
    }

    @Test
    void aRankIsThePlaceOfTheRegionAmongAllByWhatWasCreatedSinceTheBeginning() {
        Map<String, Long> created = new TreeMap<>();
        site.lines(THIS_WEEK)
                .forEach(line -> created.merge(
                        site.regionOf(line.cell("departement")), line.figure("dmp_crees_cumul"), Long::sum));
        for (Workbook workbook : site.focus()) {
            long own = created.get(workbook.region());
            long before = created.values().stream().filter(each -> each > own).count();
            assertThat(indicator(workbook, "Rang de la région, DMP créés depuis le début", THIS_WEEK))
                    .as(workbook.region())
                    .isEqualTo(Long.toString(before + 1));
        }
    }

    @Test
    void everyEstablishmentHasARowWithTheFiguresOfItsLine() {
        for (Workbook workbook : site.focus()) {
            List<Row> lines = site.lines(THIS_WEEK, workbook.region());
            WrittenSheet sheet = site.sheet(workbook, "Établissements");
            assertThat(sheet.rows()).hasSameSizeAs(lines);
            assertThat(sheet.column("DMP créés, semaine", "FINESS")).isEqualTo(sums(lines, "finess_et", "dmp_crees"));
            assertThat(sheet.column("DMP créés, cumul", "FINESS"))
                    .isEqualTo(sums(lines, "finess_et", "dmp_crees_cumul"));
        }
    }

    @Test
    void departementsAddUpTheirLinesAndTheTotalIsTheRegion() {
        for (Workbook workbook : site.focus()) {
            List<Row> lines = site.lines(THIS_WEEK, workbook.region());
            WrittenSheet sheet = site.sheet(workbook, "Départements");
            assertCreated(
                    sheet,
                    "Département",
                    lines,
                    row -> row.cell("departement"),
                    label -> label.replaceFirst(" .*", ""));
        }
    }

    @Test
    void vendorsAddUpTheirLinesAndTheTotalIsTheRegion() {
        for (Workbook workbook : site.focus()) {
            List<Row> lines = site.lines(THIS_WEEK, workbook.region());
            WrittenSheet sheet = site.sheet(workbook, "Éditeurs");
            assertCreated(
                    sheet,
                    "Éditeur du DPI",
                    lines,
                    row -> row.cell("editeur_dpi").isEmpty() ? "non renseigné" : row.cell("editeur_dpi"),
                    label -> label);
        }
    }

    private static void assertCreated(
            WrittenSheet sheet,
            String by,
            List<Row> lines,
            Function<Row, String> group,
            Function<String, String> groupOfLabel) {
        for (Map.Entry<String, String> column : Map.of(
                        "DMP créés, semaine", "dmp_crees", "DMP créés, cumul", "dmp_crees_cumul")
                .entrySet()) {
            Map<String, String> shown = new TreeMap<>();
            sheet.column(column.getKey(), by).forEach((label, cell) -> shown.put(groupOfLabel.apply(label), cell));
            assertThat(shown).isEqualTo(sums(lines, group, column.getValue()));
            assertThat(sheet.total(column.getKey())).isEqualTo(Long.toString(sum(lines, column.getValue())));
        }
    }

    private String indicator(Workbook workbook, String indicator, String column) {
        return site.sheet(workbook, "Synthèse").column(column, "Indicateur").get(indicator);
    }

    private static long sum(List<Row> lines, String column) {
        return lines.stream().mapToLong(each -> each.figure(column)).sum();
    }

    private static Map<String, String> sums(List<Row> lines, String by, String column) {
        return sums(lines, row -> row.cell(by), column);
    }

    private static Map<String, String> sums(List<Row> lines, Function<Row, String> by, String column) {
        Map<String, Long> sums = new TreeMap<>();
        lines.forEach(each -> sums.merge(by.apply(each), each.figure(column), Long::sum));
        Map<String, String> texts = new TreeMap<>();
        sums.forEach((key, sum) -> texts.put(key, Long.toString(sum)));
        return texts;
    }
}
