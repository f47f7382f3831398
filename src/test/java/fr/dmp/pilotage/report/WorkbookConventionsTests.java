package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What every workbook has in common, whatever it says. */
@TestInstance(Lifecycle.PER_CLASS)
class WorkbookConventionsTests {

    private Site site;
    private Path file;
    private XSSFWorkbook workbook;

    @BeforeAll
    void write(@TempDir Path home) throws IOException {
        site = new Site(home);
        site.load("synthese_regions_2012-09-25.tsv", table());
        List<Workbook> issued = site.operations().report("all", null);
        file = issued.get(0).path();
        try (InputStream in = Files.newInputStream(file)) {
            workbook = new XSSFWorkbook(in);
        }
    }

    private static String table() throws IOException {
        try (InputStream in =
                WorkbookConventionsTests.class.getResourceAsStream("/sample/synthese_regions_2012-09-25.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    void close() throws IOException {
        workbook.close();
        site.close();
    }

    private List<XSSFSheet> tables() {
        return IntStream.range(1, workbook.getNumberOfSheets())
                .mapToObj(workbook::getSheetAt)
                .toList();
    }

    @Test
    void itOpensOnItsFirstSheetWhichExplainsTheOthers() {
        assertThat(workbook.getSheetName(0)).isEqualTo("Lisez-moi");
        assertThat(workbook.getActiveSheetIndex()).isZero();
        assertThat(workbook.getSheetAt(0).getActiveCell()).hasToString("A1");
        assertThat(workbook.getSheetAt(0).getHyperlinkList())
                .extracting(each -> each.getLocation())
                .containsExactlyElementsOf(tables().stream()
                        .map(each -> "'" + each.getSheetName() + "'!A1")
                        .toList());
        assertThat(workbook.getSheetName(workbook.getNumberOfSheets() - 1)).isEqualTo("Qualité");
    }

    @Test
    void eachOtherSheetIsOneNamedTableWithNothingBelow() {
        for (XSSFSheet sheet : tables()) {
            assertThat(sheet.getTables()).as(sheet.getSheetName()).hasSize(1);
            XSSFTable table = sheet.getTables().get(0);
            assertThat(table.getStartCellReference().formatAsString()).isEqualTo("A1");
            assertThat(table.getEndRowIndex()).isEqualTo(sheet.getLastRowNum());
            assertThat(table.getCTTable().getAutoFilter().getRef())
                    .isEqualTo(table.getCTTable().getRef());
            assertThat(sheet.getMergedRegions()).isEmpty();
            assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
            Row header = sheet.getRow(0);
            for (int i = 0; i < table.getColumnCount(); i++) {
                assertThat(table.getColumns().get(i).getName())
                        .isEqualTo(header.getCell(i).getStringCellValue());
            }
        }
    }

    @Test
    void noCellIsAFormulaOrMissing() {
        for (XSSFSheet sheet : tables()) {
            int columns = sheet.getTables().get(0).getColumnCount();
            for (Row row : sheet) {
                assertThat(row.getLastCellNum()).isEqualTo((short) columns);
                for (Cell cell : row) {
                    assertThat(cell.getCellType()).isIn(CellType.STRING, CellType.NUMERIC, CellType.BLANK);
                }
            }
        }
    }

    @Test
    void everySheetPrintsOnA4AcrossOnePageWithItsNameAndNumber() {
        for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
            XSSFSheet sheet = workbook.getSheetAt(i);
            assertThat(sheet.getPrintSetup().getPaperSize()).isEqualTo(PrintSetup.A4_PAPERSIZE);
            assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
            assertThat(sheet.getPrintSetup().getFitWidth()).isEqualTo((short) 1);
            assertThat(sheet.getFooter().getLeft()).isEqualTo("&A");
            assertThat(sheet.getFooter().getRight()).isEqualTo("Page &P / &N");
        }
        tables().forEach(sheet ->
                assertThat(sheet.getRepeatingRows().formatAsString()).isEqualTo("1:1"));
    }

    @Test
    void namesAreShortAndFileNamesPlain() {
        for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
            assertThat(workbook.getSheetName(i)).hasSizeLessThanOrEqualTo(31).doesNotContainPattern("^\\d");
        }
        assertThat(file.getFileName().toString()).matches("[a-z0-9_-]+\\.xlsx");
    }

    @Test
    void propertiesAreFilledAndCarryNoClock() {
        var core = workbook.getProperties().getCoreProperties();
        assertThat(core.getTitle()).isEqualTo("Chiffres d'activité DMP par région");
        assertThat(core.getCreator()).isEqualTo("Pilotage DMP");
        assertThat(core.getCreated().toInstant()).hasToString("2012-09-25T00:00:00Z");
        assertThat(core.getModified()).isEqualTo(core.getCreated());
    }

    @Test
    void everyChartHasTitleAxisTitlesAndAlternativeText() {
        for (XSSFSheet sheet : tables()) {
            if (sheet.getDrawingPatriarch() == null) {
                continue;
            }
            sheet.getDrawingPatriarch().getCharts().forEach(chart -> {
                assertThat(chart.getTitleText().getString()).isNotBlank();
                var area = chart.getCTChart().getPlotArea();
                assertThat(area.getCatAxArray(0).isSetTitle()).isTrue();
                assertThat(area.getValAxArray(0).isSetTitle()).isTrue();
            });
            for (var anchor : sheet.getDrawingPatriarch().getCTDrawing().getTwoCellAnchorArray()) {
                assertThat(anchor.getGraphicFrame()
                                .getNvGraphicFramePr()
                                .getCNvPr()
                                .getDescr())
                        .isNotBlank();
            }
        }
    }

    @Test
    void bytesDoNotDependOnTheTimeZoneOfTheMachine(@TempDir Path other) throws IOException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Noumea"));
        try (Site elsewhere = new Site(other)) {
            elsewhere.load("synthese_regions_2012-09-25.tsv", table());
            Workbook issued = elsewhere.operations().report("all", null).get(0);
            assertThat(Files.readAllBytes(issued.path())).isEqualTo(Files.readAllBytes(file));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void theDayOfTheDataIsToldWithTheWeekItIsReconciledWith() {
        assertThat(ReadMe.dataDate(
                        Period.parse(Period.Cadence.DATED, "2012-09-25").orElseThrow()))
                .isEqualTo("publiées le 25 septembre 2012 ; date d'arrêté non précisée par la source, rapprochées de la"
                        + " semaine 2012-S38 (terminée le 23 septembre 2012)");
    }
}
