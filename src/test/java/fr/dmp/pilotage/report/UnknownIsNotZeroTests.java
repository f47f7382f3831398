package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.PublishedFigures;
import fr.dmp.pilotage.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTLineSer;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTNumVal;
import org.openxmlformats.schemas.drawingml.x2006.chart.STDispBlanksAs;

/** What was not received is told as such: in no cell, total or chart is it a zero. */
@TestInstance(Lifecycle.PER_CLASS)
class UnknownIsNotZeroTests {

    private Site site;
    private XSSFWorkbook picardie;
    private XSSFWorkbook alsace;

    /** Six weeks of one establishment, of which the second and the fifth were not received; no table was published. */
    @BeforeAll
    void write(@TempDir Path home) {
        site = new Site(home);
        EsHistory history = new EsHistory("2012-S38");
        history.add(EsWeek.finess("60", 1), "FICTIF", 3, 4, 5, 6, 7, 8).created(1, 1, 1, 1, 1, 1);
        history.load(site, 0, 2, 3, 5);
        picardie = WrittenSheet.open(Focus.write(site, "Picardie", "2012-S38").path());
        alsace = WrittenSheet.open(Focus.write(site, "Alsace", "2012-S38").path());
    }

    @AfterAll
    void close() throws IOException {
        picardie.close();
        alsace.close();
        site.close();
    }

    @Test
    void aFigureOfAWeekThatWasNotReceivedAndTheChangeSinceAreNotAvailable() {
        WrittenSheet sheet = sheet(picardie, "Synthèse");
        assertThat(row(sheet, "Documents déposés dans la semaine"))
                .containsExactly("documents", "8", "[x]", "[x]", "[x]", "[x]", "");
        assertThat(row(sheet, "ES actifs dans la semaine")).containsExactly("ES", "1", "[x]", "[x]", "[x]", "[x]", "1");
        assertThat(sheet(picardie, "Établissements").column("Documents, évolution sur 1 semaine"))
                .containsExactly("[x]");
        assertThat(sheet(picardie, "Départements").column("Documents, évolution sur 1 semaine"))
                .containsExactly("[x]");
    }

    private static List<String> row(WrittenSheet sheet, String indicator) {
        List<String> row = sheet.rows().stream()
                .filter(each -> each.get(0).equals(indicator))
                .findFirst()
                .orElseThrow();
        return row.subList(1, row.size());
    }

    @Test
    void theFirstSheetNamesTheWeeksThatWereNotReceived() {
        assertThat(WrittenSheet.texts(picardie.getSheetAt(0)))
                .contains(List.of("État des données", "données incomplètes ; sans données [x] : 2012-S34, 2012-S37"));
    }

    @Test
    void aWeekThatWasNotReceivedHasItsRowWithoutFigures() {
        assertThat(sheet(picardie, "Données").rows())
                .extracting(row -> String.join(" | ", row))
                .containsExactly(
                        "2012-S33 | reçues | 1 | 1 | 3 | 3 | 0",
                        "2012-S34 | [x] non reçues |  |  |  |  | ",
                        "2012-S35 | reçues | 1 | 1 | 5 | 5 | 0",
                        "2012-S36 | reçues | 1 | 1 | 6 | 6 | 0",
                        "2012-S37 | [x] non reçues |  |  |  |  | ",
                        "2012-S38 | reçues | 1 | 1 | 8 | 8 | 0");
    }

    @Test
    void aWeekThatWasNotReceivedKeepsItsPlaceAmongTheOthersAndThoseBeforeTheFirstHaveNone() {
        WrittenSheet sheet = sheet(picardie, "Évolution");
        assertThat(sheet.header())
                .containsExactly(
                        "FINESS",
                        "Établissement",
                        "Dépt",
                        "2012-S33",
                        "2012-S34",
                        "2012-S35",
                        "2012-S36",
                        "2012-S37",
                        "2012-S38",
                        "Alimentations, 13 semaines");
        assertThat(sheet.rows().get(0).subList(3, 10)).containsExactly("3", "", "5", "6", "", "8", "22");
    }

    @Test
    void aLineBreaksWhereAWeekWasNotReceived() {
        for (String name : List.of("Synthèse", "Évolution")) {
            XSSFChart chart =
                    picardie.getSheet(name).getDrawingPatriarch().getCharts().get(0);
            assertThat(chart.getCTChart().getDispBlanksAs().getVal()).isEqualTo(STDispBlanksAs.GAP);
            for (CTLineSer series :
                    chart.getCTChart().getPlotArea().getLineChartArray(0).getSerArray()) {
                var cache = series.getVal().getNumRef().getNumCache();
                assertThat(cache.getPtCount().getVal()).isEqualTo(6);
                assertThat(Stream.of(cache.getPtArray()).map(CTNumVal::getIdx))
                        .as(name)
                        .containsExactly(0L, 2L, 3L, 5L);
            }
        }
        // Excel draws the cells again: an empty one is a gap, a text would be a zero.
        assertThat(picardie.getSheet("Données").getRow(2).getCell(3).getCellType())
                .isEqualTo(CellType.BLANK);
        assertThat(picardie.getSheet("Évolution").getRow(1).getCell(4).getCellType())
                .isEqualTo(CellType.BLANK);
    }

    @Test
    void aRegionWithoutAnyLineHasAWorkbookThatSaysSo() {
        for (String name : List.of("Établissements", "Évolution", "Départements", "Éditeurs", "Alertes", "Données")) {
            assertThat(WrittenSheet.texts(alsace.getSheet(name)).get(1).get(0))
                    .as(name)
                    .isEqualTo("aucune ligne");
        }
        assertThat(sheet(alsace, "Synthèse").rows()).hasSize(15).allSatisfy(row -> assertThat(row.subList(2, 7))
                .containsOnly("[x]"));
        assertThat(alsace.getSheet("Synthèse").getDrawingPatriarch()).isNull();
    }

    @Test
    void aTotalOverNothingIsUnknown() {
        WrittenSheet sheet = sheet(alsace, "Départements");
        assertThat(sheet.total("Département")).isEqualTo("Total");
        assertThat(sheet.total("DMP créés, semaine")).isEqualTo("[x]");
        assertThat(sheet(picardie, "Départements").total("DMP créés, semaine")).isEqualTo("1");
        XSSFSheet empty = alsace.getSheet("Départements");
        assertThat(empty.getRow(2).getCell(6).getCellType()).isEqualTo(CellType.STRING);
        assertThat(empty.getTables().get(0).getCTTable().getTableColumns().getTableColumnArray(6))
                .satisfies(column -> assertThat(column.isSetTotalsRowFunction()).isFalse());
    }

    @Test
    void aDistinctCountThatNobodyPublishedIsNotAvailableAndOneThatWasIsTheSources(@TempDir Path home) {
        String indicator = "DMP alimentés depuis le début (distincts, publiés)";
        assertThat(row(sheet(picardie, "Synthèse"), indicator))
                .containsExactly("DMP distincts", "[x]", "[x]", "[x]", "[x]", "[x]", "");
        try (Site other = new Site(home)) {
            EsHistory history = new EsHistory("2012-S38");
            // As many DMP as the table has for Picardie; of the other regions no line is known.
            history.add(EsWeek.finess("60", 1), "FICTIF", 3, 4, 5, 6, 7, 8)
                    .before(14_621 - 33)
                    .created(26_962 - 14_621 + 33, 0, 0, 0, 0, 0);
            history.load(other);
            other.load(PublishedFigures.NAME, PublishedFigures.text());
            WrittenSheet sheet = WrittenSheet.all(
                            Focus.write(other, "Picardie", "2012-S38").path())
                    .get("Synthèse");
            long published = PublishedFigures.rows().stream()
                    .filter(each -> each.region().equals("Picardie"))
                    .findFirst()
                    .orElseThrow()
                    .figures()
                    .get(4);
            assertThat(row(sheet, indicator))
                    .containsExactly("DMP distincts", Long.toString(published), "[x]", "[x]", "[x]", "[x]", "");
        }
    }

    @Test
    void anEstablishmentWithoutALineForThirteenWeeksIsLastAmongThoseThatFed(@TempDir Path home) {
        try (Site other = new Site(home)) {
            EsHistory early = new EsHistory("2012-S25");
            early.add(EsWeek.finess("60", 1), "FICTIF D'AVANT", 50, 50, 50, 50, 50, 50);
            early.load(other, 5);
            EsHistory late = new EsHistory("2012-S38");
            late.add(EsWeek.finess("60", 2), "FICTIF DE MAINTENANT", 1, 1, 1, 1, 1, 1);
            late.load(other, 5);
            WrittenSheet sheet = WrittenSheet.all(
                            Focus.write(other, "Picardie", "2012-S38").path())
                    .get("Évolution");
            assertThat(sheet.column("Alimentations, 13 semaines", "Établissement"))
                    .containsExactly(Map.entry("FICTIF DE MAINTENANT", "1"), Map.entry("FICTIF D'AVANT", ""));
        }
    }

    private static WrittenSheet sheet(XSSFWorkbook workbook, String name) {
        return WrittenSheet.of(workbook.getSheet(name));
    }
}
