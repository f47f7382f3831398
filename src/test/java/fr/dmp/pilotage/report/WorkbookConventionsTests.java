package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.PublishedFigures;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTAxDataSource;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTNumDataSource;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTPlotArea;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTSerTx;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTStrVal;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTTableColumn;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STTotalsRowFunction;

/** What every workbook has in common, whatever it says. */
@ExtendWith(GeneratedSite.Shared.class)
@TestInstance(Lifecycle.PER_CLASS)
class WorkbookConventionsTests {

    private static final Map<String, Integer> CHARTS =
            Map.of("activity-figures", 1, "weekly-activity", 3, "weekly-es-focus", 2, "monthly-usage", 3);

    private static final Map<String, String> TITLES = Map.of(
            "activity-figures", "Chiffres d'activité DMP par région",
            "weekly-activity", "Activité hebdomadaire",
            "weekly-es-focus", "Focus ES",
            "monthly-usage", "Usage mensuel");

    private GeneratedSite site;

    @BeforeAll
    void takeTheSharedSite(GeneratedSite shared) {
        site = shared;
    }

    /** The workbook of each report and scope. */
    private List<Workbook> workbooks() {
        return site.workbooks();
    }

    private static List<XSSFSheet> tables(XSSFWorkbook workbook) {
        return IntStream.range(1, workbook.getNumberOfSheets())
                .mapToObj(workbook::getSheetAt)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void itOpensOnItsFirstSheetWhichLinksToTheOthers(Workbook each) {
        XSSFWorkbook workbook = site.open(each);
        assertThat(workbook.getSheetName(0)).isEqualTo("Lisez-moi");
        assertThat(workbook.getActiveSheetIndex()).isZero();
        assertThat(workbook.getSheetAt(0).getActiveCell()).hasToString("A1");
        assertThat(workbook.getSheetAt(0).getHyperlinkList())
                .extracting(link -> link.getLocation())
                .containsExactlyElementsOf(tables(workbook).stream()
                        .map(sheet -> "'" + sheet.getSheetName() + "'!A1")
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void theLastSheetsAreTheDataOfChartsThenQuality(Workbook each) {
        List<String> names =
                tables(site.open(each)).stream().map(XSSFSheet::getSheetName).toList();
        assertThat(names.get(names.size() - 1)).isEqualTo("Qualité");
        if (each.report().equals("weekly-activity")) {
            assertThat(names)
                    .containsExactly(
                            "Synthèse",
                            "PSL",
                            "Logiciels",
                            "ES",
                            "Autres structures",
                            "Autres (liste)",
                            "Régions",
                            "Données",
                            "Qualité");
        }
        if (each.report().equals("monthly-usage")) {
            assertThat(names)
                    .containsExactly(
                            "Synthèse",
                            "Créations par canal",
                            "Types de document",
                            "Consultation",
                            "PSL",
                            "ES",
                            "Autres structures",
                            "Départements",
                            "Caisses",
                            "Données",
                            "Qualité");
        }
        if (each.report().equals("weekly-es-focus")) {
            assertThat(names)
                    .containsExactly(
                            "Synthèse",
                            "Établissements",
                            "Évolution",
                            "Départements",
                            "Éditeurs",
                            "Alertes",
                            "Données",
                            "Qualité");
        }
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void eachOtherSheetIsOneNamedTableWithNothingBelow(Workbook each) {
        List<String> names = new ArrayList<>();
        for (XSSFSheet sheet : tables(site.open(each))) {
            assertThat(sheet.getTables()).as(sheet.getSheetName()).hasSize(1);
            XSSFTable table = sheet.getTables().get(0);
            names.add(table.getName());
            int totals = (int) table.getCTTable().getTotalsRowCount();
            assertThat(table.getName()).matches("[A-Za-z_][A-Za-z_0-9]*");
            assertThat(table.getStartCellReference().formatAsString()).isEqualTo("A1");
            assertThat(table.getEndRowIndex()).isEqualTo(sheet.getLastRowNum());
            assertThat(table.getCTTable().getHeaderRowCount()).isEqualTo(1);
            // The filter leaves the totals where they are.
            AreaReference filtered =
                    new AreaReference(table.getCTTable().getAutoFilter().getRef(), SpreadsheetVersion.EXCEL2007);
            assertThat(filtered.getLastCell().getRow()).isEqualTo(table.getEndRowIndex() - totals);
            assertThat((int) filtered.getLastCell().getCol()).isEqualTo(table.getEndColIndex());
            assertThat(sheet.getMergedRegions()).isEmpty();
            Row header = sheet.getRow(0);
            for (int i = 0; i < table.getColumnCount(); i++) {
                assertThat(table.getColumns().get(i).getName())
                        .isEqualTo(header.getCell(i).getStringCellValue());
            }
            for (Row row : sheet) {
                assertThat(row.getLastCellNum())
                        .as("%s, row %s", sheet.getSheetName(), row.getRowNum())
                        .isEqualTo((short) table.getColumnCount());
            }
        }
        assertThat(names).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void theHeaderIsFrozenAndColumnsAreAsWideAsTheyNeed(Workbook each) {
        for (XSSFSheet sheet : tables(site.open(each))) {
            assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
            assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 1);
            assertThat(sheet.getPaneInformation().getVerticalSplitPosition()).isEqualTo((short) 1);
            for (int i = 0; i < sheet.getTables().get(0).getColumnCount(); i++) {
                assertThat(sheet.getColumnHelper().getColumn(i, false))
                        .as("%s, column %s", sheet.getSheetName(), i)
                        .satisfies(column -> assertThat(column.getCustomWidth()).isTrue());
                assertThat(sheet.getColumnWidth(i) / 256).isBetween(6, 90);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void figuresHaveTheFormatOfTheirKind(Workbook each) {
        for (XSSFSheet sheet : tables(site.open(each))) {
            for (Row row : sheet) {
                for (Cell cell : row) {
                    if (cell.getCellType() == CellType.NUMERIC || cell.getCellType() == CellType.FORMULA) {
                        String label =
                                sheet.getRow(0).getCell(cell.getColumnIndex()).getStringCellValue();
                        assertThat(cell.getCellStyle().getDataFormatString())
                                .as("%s, %s", sheet.getSheetName(), label)
                                .isEqualTo(format(sheet, row, label));
                    }
                }
            }
        }
    }

    private static String format(XSSFSheet sheet, Row row, String label) {
        String unit = sheet.getRow(0).getCell(1).getStringCellValue().equals("Unité")
                ? row.getCell(1).getStringCellValue()
                : "";
        boolean inPercent = unit.equals("%") && label.matches("\\d{4}-\\d{2}|Cible");
        if (inPercent || label.startsWith("Part des") || label.contains("÷") || label.equals("HOP'EN")) {
            return "0.0 %";
        }
        if (unit.equals("%") && label.startsWith("Évolution")) {
            return "+0.0 %;-0.0 %;0.0 %";
        }
        if (label.equals("Démarré le")) {
            return "dd/mm/yyyy";
        }
        return label.matches(".*([Éé]volution|Écart).*") ? "+#,##0;-#,##0;0" : "#,##0";
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void theOnlyFormulasAreTotalsOfWhatAddsUpAndTheirValuesAreTheSums(Workbook each) {
        for (XSSFSheet sheet : tables(site.open(each))) {
            XSSFTable table = sheet.getTables().get(0);
            boolean totalled = table.getCTTable().getTotalsRowCount() > 0;
            int last = totalled ? sheet.getLastRowNum() : -1;
            for (Row row : sheet) {
                for (Cell cell : row) {
                    String place = sheet.getSheetName() + "!" + cell.getAddress();
                    if (cell.getCellType() != CellType.FORMULA) {
                        assertThat(cell.getCellType())
                                .as(place)
                                .isIn(CellType.STRING, CellType.NUMERIC, CellType.BLANK);
                        continue;
                    }
                    assertThat(row.getRowNum()).as(place).isEqualTo(last);
                    String letter = CellReference.convertNumToColString(cell.getColumnIndex());
                    assertThat(cell.getCellFormula()).isEqualTo("SUBTOTAL(109," + letter + "2:" + letter + last + ")");
                    double sum = IntStream.range(1, last)
                            .mapToDouble(i -> sheet.getRow(i)
                                    .getCell(cell.getColumnIndex())
                                    .getNumericCellValue())
                            .sum();
                    assertThat(cell.getNumericCellValue()).as(place).isEqualTo(sum);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void noTotalStandsUnderADistinctCountARateOrAChange(Workbook each) {
        for (XSSFSheet sheet : tables(site.open(each))) {
            XSSFTable table = sheet.getTables().get(0);
            if (table.getCTTable().getTotalsRowCount() == 0) {
                continue;
            }
            Row totals = sheet.getRow(sheet.getLastRowNum());
            assertThat(totals.getCell(0).getStringCellValue()).isEqualTo("Total");
            for (int i = 1; i < table.getColumnCount(); i++) {
                String label = sheet.getRow(0).getCell(i).getStringCellValue();
                boolean addsUp = !label.matches("DMP alimentés.*|Part .*|.*volution.*");
                CTTableColumn column = table.getCTTable().getTableColumns().getTableColumnArray(i);
                assertThat(totals.getCell(i).getCellType() == CellType.FORMULA)
                        .as("%s, %s", sheet.getSheetName(), label)
                        .isEqualTo(addsUp);
                assertThat(column.getTotalsRowFunction())
                        .isEqualTo(addsUp ? STTotalsRowFunction.SUM : STTotalsRowFunction.NONE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void everySheetPrintsOnA4AcrossOnePageWithItsNameAndNumber(Workbook each) {
        XSSFWorkbook workbook = site.open(each);
        for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
            XSSFSheet sheet = workbook.getSheetAt(i);
            assertThat(sheet.getPrintSetup().getPaperSize()).isEqualTo(PrintSetup.A4_PAPERSIZE);
            assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
            assertThat(sheet.getFitToPage()).isTrue();
            assertThat(sheet.getPrintSetup().getFitWidth()).isEqualTo((short) 1);
            assertThat(sheet.getPrintSetup().getFitHeight()).isEqualTo((short) 0);
            assertThat(sheet.getFooter().getLeft()).isEqualTo("&A");
            assertThat(sheet.getFooter().getRight()).isEqualTo("Page &P / &N");
        }
        tables(workbook).forEach(sheet -> assertThat(sheet.getRepeatingRows().formatAsString())
                .isEqualTo("1:1"));
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void namesAreShortAndFileNamesPlain(Workbook each) {
        XSSFWorkbook workbook = site.open(each);
        for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
            assertThat(workbook.getSheetName(i)).hasSizeLessThanOrEqualTo(31).doesNotContainPattern("^\\d");
        }
        // The label of a week has the one capital letter.
        assertThat(each.path().getFileName().toString())
                .matches(
                        "(chiffres-activite_2012-09-25|activite-hebdomadaire_2012-S38|focus-es_2012-S38|usage-mensuel_2012-09)_[a-z0-9-]+\\.xlsx");
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void propertiesAreFilledAndCarryNoClock(Workbook each) {
        var core = site.open(each).getProperties().getCoreProperties();
        String period =
                switch (each.report()) {
                    case "activity-figures" -> "publication du 25 septembre 2012";
                    case "monthly-usage" -> "mois de septembre 2012";
                    default -> "semaine 2012-S38, du 17 septembre 2012 au 23 septembre 2012";
                };
        String day =
                switch (each.report()) {
                    case "activity-figures" -> "2012-09-25";
                    case "monthly-usage" -> "2012-09-30";
                    default -> "2012-09-23";
                };
        assertThat(core.getTitle()).isEqualTo(TITLES.get(each.report()));
        assertThat(core.getSubject()).isEqualTo(period + " — " + each.region());
        assertThat(core.getCreator()).isEqualTo("Pilotage DMP");
        assertThat(core.getDescription()).isEqualTo("Édition 1");
        assertThat(core.getCreated().toInstant()).hasToString(day + "T00:00:00Z");
        assertThat(core.getModified()).isEqualTo(core.getCreated());
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void everyChartHasTitleAxisTitlesAndAlternativeText(Workbook each) {
        int charts = 0;
        for (XSSFSheet sheet : tables(site.open(each))) {
            if (sheet.getDrawingPatriarch() == null) {
                continue;
            }
            for (XSSFChart chart : sheet.getDrawingPatriarch().getCharts()) {
                charts++;
                assertThat(chart.getTitleText().getString()).isNotBlank();
                CTPlotArea area = chart.getCTChart().getPlotArea();
                assertThat(area.getCatAxArray(0).isSetTitle()).isTrue();
                assertThat(area.getValAxArray(0).isSetTitle()).isTrue();
            }
            for (var anchor : sheet.getDrawingPatriarch().getCTDrawing().getTwoCellAnchorArray()) {
                assertThat(anchor.getGraphicFrame()
                                .getNvGraphicFramePr()
                                .getCNvPr()
                                .getDescr())
                        .isNotBlank();
            }
        }
        assertThat(charts).isEqualTo(CHARTS.get(each.report()));
    }

    /** One line or one stack of bars, whatever the shape of the chart. */
    private record Series(CTSerTx title, CTAxDataSource along, CTNumDataSource values) {

        static List<Series> of(XSSFChart chart) {
            List<Series> all = new ArrayList<>();
            CTPlotArea area = chart.getCTChart().getPlotArea();
            area.getBarChartList().forEach(bars -> bars.getSerList()
                    .forEach(each -> all.add(new Series(each.getTx(), each.getCat(), each.getVal()))));
            area.getLineChartList().forEach(lines -> lines.getSerList()
                    .forEach(each -> all.add(new Series(each.getTx(), each.getCat(), each.getVal()))));
            return all;
        }
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void everySeriesIsDrawnFromTheCellsThatItsNameAndItsAxisSay(Workbook each) {
        XSSFWorkbook workbook = site.open(each);
        for (XSSFSheet sheet : tables(workbook)) {
            if (sheet.getDrawingPatriarch() != null) {
                for (XSSFChart chart : sheet.getDrawingPatriarch().getCharts()) {
                    List<Series> series = Series.of(chart);
                    assertThat(series).as(sheet.getSheetName()).isNotEmpty();
                    series.forEach(one -> assertDrawn(workbook, one));
                }
            }
        }
    }

    private static void assertDrawn(XSSFWorkbook workbook, Series series) {
        AreaReference area = new AreaReference(series.values().getNumRef().getF(), SpreadsheetVersion.EXCEL2007);
        XSSFSheet data = workbook.getSheet(area.getFirstCell().getSheetName());
        int firstRow = area.getFirstCell().getRow();
        int firstColumn = area.getFirstCell().getCol();
        boolean downwards = firstColumn == area.getLastCell().getCol();
        assertThat(firstRow).isPositive();
        assertThat(area.getLastCell().getRow()).isLessThanOrEqualTo(data.getLastRowNum());
        String title = downwards ? text(data, 0, firstColumn) : text(data, firstRow, 1);
        assertThat(title(series.title())).isEqualTo(title);

        AreaReference along = new AreaReference(series.along().getStrRef().getF(), SpreadsheetVersion.EXCEL2007);
        assertThat(along.getFirstCell().getSheetName()).isEqualTo(data.getSheetName());
        assertThat(along.getFirstCell().getRow()).isEqualTo(downwards ? firstRow : 0);
        assertThat(along.getLastCell().getRow())
                .isEqualTo(downwards ? area.getLastCell().getRow() : 0);
        assertThat((int) along.getFirstCell().getCol()).isEqualTo(downwards ? 0 : firstColumn);
        assertThat((int) along.getLastCell().getCol())
                .isEqualTo(downwards ? 0 : area.getLastCell().getCol());
        assertThat(series.along().getStrRef().getStrCache().getPtList())
                .extracting(CTStrVal::getV)
                .containsExactlyElementsOf(cells(data, along));

        // What is cached is what the cells say; where they say nothing there is no point.
        String[] cached = new String[area.getAllReferencedCells().length];
        series.values()
                .getNumRef()
                .getNumCache()
                .getPtList()
                .forEach(point -> cached[(int) point.getIdx()] = point.getV());
        List<String> cells = cells(data, area);
        for (int i = 0; i < cached.length; i++) {
            if (cells.get(i).isEmpty()
                    || cells.get(i).equals("NS")
                    || cells.get(i).equals("[x]")) {
                assertThat(cached[i]).isNull();
            } else {
                assertThat(Double.parseDouble(cached[i])).isEqualTo(Double.parseDouble(cells.get(i)));
            }
        }
    }

    private static String title(CTSerTx title) {
        return title.isSetV()
                ? title.getV()
                : title.getStrRef().getStrCache().getPtArray(0).getV();
    }

    private static String text(XSSFSheet sheet, int row, int column) {
        return sheet.getRow(row).getCell(column).getStringCellValue();
    }

    private static List<String> cells(XSSFSheet sheet, AreaReference area) {
        List<String> cells = new ArrayList<>();
        for (CellReference each : area.getAllReferencedCells()) {
            Cell cell = sheet.getRow(each.getRow()).getCell(each.getCol());
            cells.add(
                    cell.getCellType() == CellType.NUMERIC
                            ? Double.toString(cell.getNumericCellValue())
                            : cell.getStringCellValue());
        }
        return cells;
    }

    @Test
    void aNameThatLooksLikeAFormulaStaysText(@TempDir Path home) throws IOException {
        try (Site own = new Site(home)) {
            EsHistory history = new EsHistory("2012-S38");
            List<String> names = List.of("=1+1", "@FICTIF", "+FICTIF", "-FICTIF", "FICTIF");
            for (int i = 0; i < names.size(); i++) {
                history.add(EsWeek.finess("60", i), names.get(i), 9, 8, 7, 6, 5, 4 - i / 2)
                        .vendor(names.get(i));
            }
            history.load(own, 5);
            try (XSSFWorkbook workbook =
                    WrittenSheet.open(Focus.write(own, "Picardie", "2012-S38").path())) {
                for (List<Object> place : List.<List<Object>>of(
                        List.of("Établissements", 1), List.of("Évolution", 1), List.of("Éditeurs", 0))) {
                    XSSFSheet sheet = workbook.getSheet((String) place.get(0));
                    List<String> found = new ArrayList<>();
                    for (int i = 1; i <= names.size(); i++) {
                        Cell cell = sheet.getRow(i).getCell((int) place.get(1));
                        assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
                        found.add(cell.getStringCellValue());
                        assertThat(cell.getCellStyle().getQuotePrefixed())
                                .as(cell.getStringCellValue())
                                .isEqualTo(!cell.getStringCellValue().equals("FICTIF"));
                    }
                    assertThat(found).containsExactlyInAnyOrderElementsOf(names);
                }
            }
        }
    }

    @Test
    void bytesDoNotDependOnTheTimeZoneOfTheMachine(@TempDir Path other) throws IOException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Noumea"));
        try (Site elsewhere = new Site(other)) {
            for (String volet : List.of("psl", "es", "autres")) {
                Path week = site.site().home().resolve("activite_" + volet + "_" + GeneratedSite.WEEK + ".csv");
                elsewhere.operations().load(week, null, null);
            }
            elsewhere.load(PublishedFigures.NAME, PublishedFigures.text());
            Workbook issued = elsewhere
                    .operations()
                    .report("activity-figures", null, null)
                    .get(0);
            assertThat(Files.readAllBytes(issued.path()))
                    .isEqualTo(Files.readAllBytes(site.workbooks().get(0).path()));
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
