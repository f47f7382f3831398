package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import fr.dmp.pilotage.sample.PublishedTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The published figures of 25 September 2012, from the file to the cells of the workbook. */
@TestInstance(Lifecycle.PER_CLASS)
class GoldenCaseTests {

    private static final String[] WORKBOOK = {
        "activity-figures", "2012-09-25", "chiffres-activite_2012-09-25_france.xlsx"
    };

    private Site site;
    private JobOutcome first;
    private XSSFWorkbook workbook;

    @BeforeAll
    void runTheJob(@TempDir Path home) throws IOException {
        site = new Site(home);
        PublishedTable.putInto(site.operations().inboxOf("national"));
        first = site.operations().run("weekly", null);
        try (InputStream in = Files.newInputStream(site.report(WORKBOOK))) {
            workbook = new XSSFWorkbook(in);
        }
    }

    @AfterAll
    void close() throws IOException {
        workbook.close();
        site.close();
    }

    @Test
    void theTableIsPublishedWithWarnings() {
        assertThat(first.loaded()).hasSize(1);
        LoadOutcome outcome = first.loaded().get(0);
        assertThat(outcome.status()).isEqualTo(LoadOutcome.Status.PUBLISHED);
        assertThat(List.of(outcome.read(), outcome.loaded(), outcome.rejected()))
                .containsExactly(26L, 26L, 0L);
        assertThat(outcome.findings())
                .extracting(
                        LoadOutcome.FoundCount::severity, LoadOutcome.FoundCount::code, LoadOutcome.FoundCount::count)
                .containsExactly(
                        tuple("warning", "fed-france-above-regions", 1L),
                        tuple("warning", "fed-profile-looks-swapped", 1L),
                        tuple("warning", "region-without-row", 1L),
                        tuple("info", "fed-france-below-regions", 2L));
    }

    @Test
    void theWorkbookHoldsAllPublishedFigures() {
        XSSFSheet sheet = workbook.getSheet("Chiffres par région");
        List<PublishedFigures.Row> published = PublishedFigures.rows();
        assertThat(published).hasSize(27);
        assertThat(sheet.getLastRowNum()).isEqualTo(27);
        for (int i = 0; i < published.size(); i++) {
            Row row = sheet.getRow(i + 1);
            assertThat(row.getCell(0).getStringCellValue())
                    .isEqualTo(published.get(i).region());
            List<Long> figures = new ArrayList<>();
            for (int column = 1; column <= 6; column++) {
                assertThat(row.getCell(column).getCellType()).isEqualTo(CellType.NUMERIC);
                figures.add((long) row.getCell(column).getNumericCellValue());
            }
            assertThat(figures)
                    .as(published.get(i).region())
                    .isEqualTo(published.get(i).figures());
        }
    }

    @Test
    void aChangeWithoutEarlierTableIsNotAvailable() {
        Row alsace = workbook.getSheet("Chiffres par région").getRow(1);
        assertThat(texts(alsace).subList(7, 9)).containsExactly("[x]", "[x]");
    }

    @Test
    void qualityShowsEachDifferenceWithItsExplanation() {
        List<List<String>> rows = new ArrayList<>();
        workbook.getSheet("Qualité").forEach(row -> rows.add(texts(row)));
        assertThat(rows)
                .containsExactly(
                        List.of(
                                "Référence",
                                "Gravité",
                                "Périmètre",
                                "Mesure",
                                "Attendu",
                                "Trouvé",
                                "Écart (trouvé − attendu)",
                                "Explication",
                                "Règle"),
                        List.of(
                                "Q001",
                                "Avertissement",
                                "France",
                                "DMP alimentés par ES",
                                "50501",
                                "50668",
                                "167",
                                "La somme des régions fait 50 501, la France publiée 50 668 (+167) : impossible pour un"
                                        + " compte de DMP distincts, sauf si des structures ne figurent dans aucune ligne."
                                        + " Candidats : Mayotte (absente de la table), collectivités d'outre-mer, hôpitaux"
                                        + " des armées",
                                "fed-france-above-regions"),
                        List.of(
                                "Q002",
                                "Avertissement",
                                "Rhône-Alpes",
                                "DMP alimentés par PSL",
                                "",
                                "9146",
                                "",
                                "Les DMP alimentés par PSL (9 146) font 2,5 fois les DMP créés par PSL (3 645), à 4,9"
                                        + " écarts robustes des autres régions : les colonnes PSL et ES (1 088) semblent"
                                        + " interverties ; mais après échange la somme des régions ferait 37 350 et la"
                                        + " France publiée (45 058) la dépasserait de +7 708, impossible pour un compte"
                                        + " distinct. Chiffres laissés tels que publiés",
                                "fed-profile-looks-swapped"),
                        List.of(
                                "Q003",
                                "Avertissement",
                                "Mayotte",
                                "sans objet",
                                "",
                                "",
                                "",
                                "Mayotte n'a pas de ligne dans le fichier : ses chiffres sont inconnus, ce qui n'est pas"
                                        + " zéro",
                                "region-without-row"),
                        List.of(
                                "Q004",
                                "Information",
                                "France",
                                "DMP alimentés par PSL",
                                "45408",
                                "45058",
                                "-350",
                                explained("45 408", "45 058", "−350"),
                                "fed-france-below-regions"),
                        List.of(
                                "Q005",
                                "Information",
                                "France",
                                "Total DMP alimentés",
                                "94206",
                                "93915",
                                "-291",
                                explained("94 206", "93 915", "−291"),
                                "fed-france-below-regions"));
    }

    private static String explained(String regions, String france, String difference) {
        return "La somme des régions fait " + regions + ", la France publiée " + france + " (" + difference
                + ") : un DMP alimenté dans deux régions compte une seule fois en France. La ligne France est donc reprise"
                + " telle que publiée, jamais additionnée";
    }

    @Test
    void theFirstSheetNamesTheSource() {
        List<List<String>> rows = new ArrayList<>();
        workbook.getSheet("Lisez-moi").forEach(row -> rows.add(texts(row)));
        assertThat(rows)
                .contains(List.of(
                        "synthese_regions_2012-09-25.tsv",
                        "national",
                        "2012-09-25",
                        "1",
                        "26",
                        "26",
                        "0",
                        first.loaded().get(0).sha256()))
                .contains(List.of("Édition", "1"))
                .contains(
                        List.of(
                                "État des données",
                                "données incomplètes ; sans données [x] : Mayotte ; 3 points à vérifier, voir la feuille Qualité"));
    }

    @Test
    void theChartIsNativeAndNamesTheRegionsOnly() {
        XSSFSheet sheet = workbook.getSheet("Chiffres par région");
        assertThat(sheet.getDrawingPatriarch().getCharts()).hasSize(1);
        var chart = sheet.getDrawingPatriarch().getCharts().get(0);
        assertThat(chart.getTitleText().getString()).isEqualTo("DMP créés par région");
        var series = chart.getCTChart().getPlotArea().getBarChartArray(0).getSerArray();
        assertThat(series).hasSize(2);
        assertThat(series[0].getVal().getNumRef().getF()).isEqualTo("'Chiffres par région'!$B$2:$B$27");
        assertThat(series[1].getVal().getNumRef().getF()).isEqualTo("'Chiffres par région'!$C$2:$C$27");
        assertThat(series[0].getCat().getStrRef().getStrCache().getPtArray()).hasSize(26);
    }

    @Test
    void nothingPublishedIsRepaired() {
        assertThat(site.jdbc()
                        .sql("select alimentes_psl_distinct, alimentes_es_distinct from dwh.synthese_weekly"
                                + " where region_label = 'Rhône-Alpes'")
                        .query()
                        .singleRow()
                        .values())
                .containsExactly(9_146, 1_088);
    }

    @Test
    void aSecondRunIsNothingNewAndChangesNoByte() throws IOException {
        byte[] before = Files.readAllBytes(site.report(WORKBOOK));
        PublishedTable.putInto(site.operations().inboxOf("national"));
        JobOutcome second = site.operations().run("weekly", null);
        assertThat(second.loaded()).extracting(LoadOutcome::status).containsExactly(LoadOutcome.Status.ALREADY_LOADED);
        assertThat(second.issued()).hasSize(1).noneMatch(each -> each.written());
        assertThat(Files.readAllBytes(site.report(WORKBOOK))).isEqualTo(before);
    }

    @Test
    void fromNothingAgainTheSameBytesComeOut(@TempDir Path other) throws IOException {
        // Another name of the file on the way, and another day: neither may show.
        try (Site again = new Site(other)) {
            again.load("synthese_regions_2012-09-25.tsv", PublishedFigures.text());
            again.operations().report("activity-figures", "2012-S38", null);
            assertThat(Files.readAllBytes(again.report(WORKBOOK))).isEqualTo(Files.readAllBytes(site.report(WORKBOOK)));
        }
    }

    @Test
    void aLostWorkbookIsWrittenAgainAsTheSameEdition() throws IOException {
        byte[] before = Files.readAllBytes(site.report(WORKBOOK));
        Files.delete(site.report(WORKBOOK));
        assertThat(site.operations().report("all", null, null)).singleElement().satisfies(each -> {
            assertThat(each.written()).isTrue();
            assertThat(each.edition()).isEqualTo(1);
        });
        assertThat(Files.readAllBytes(site.report(WORKBOOK))).isEqualTo(before);
    }

    private static List<String> texts(Row row) {
        List<String> texts = new ArrayList<>();
        for (Cell cell : row) {
            texts.add(
                    cell.getCellType() == CellType.NUMERIC
                            ? Long.toString((long) cell.getNumericCellValue())
                            : new DataFormatter().formatCellValue(cell));
        }
        return texts;
    }
}
