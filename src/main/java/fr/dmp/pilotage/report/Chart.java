package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFLineProperties;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisOrientation;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.BarGrouping;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFNumericalDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.drawingml.x2006.main.CTRegularTextRun;

/** Draws a declared chart, native and editable, to the right of the sheet's table. */
final class Chart {

    /** The table starts on the first row, below it the data. */
    private static final int FIRST_ROW = 1;

    private static final int COLUMNS_WIDE = 8;

    private final XSSFSheet sheet;
    private final SheetContent content;
    private final SheetDefinition.Chart chart;

    Chart(XSSFSheet sheet, SheetContent content, SheetDefinition.Chart chart) {
        this.sheet = sheet;
        this.content = content;
        this.chart = chart;
    }

    void draw() {
        switch (chart.shape()) {
            case STACKED_BAR -> stackedBar();
        }
    }

    private void stackedBar() {
        XSSFChart drawn = frame();
        XDDFCategoryAxis categories = drawn.createCategoryAxis(AxisPosition.LEFT);
        categories.setTitle(chart.categoryAxis());
        // Bars grow from the bottom; the table reads from the top.
        categories.setOrientation(AxisOrientation.MAX_MIN);
        XDDFValueAxis values = drawn.createValueAxis(AxisPosition.BOTTOM);
        values.setTitle(chart.valueAxis());
        values.setCrosses(AxisCrosses.MAX);
        values.setNumberFormat("#,##0");
        values.getOrAddMajorGridProperties().setLineProperties(thinGrey());
        XDDFBarChartData data = (XDDFBarChartData) drawn.createData(ChartTypes.BAR, categories, values);
        data.setBarDirection(BarDirection.BAR);
        data.setBarGrouping(BarGrouping.STACKED);
        data.setOverlap((byte) 100);
        data.setGapWidth(40);
        values.setMajorUnit(step());
        addSeries(data);
        drawn.plot(data);
        drawn.getOrAddLegend().setPosition(LegendPosition.TOP);
    }

    /** A round distance between grid lines, so that at most five labels stand along the axis. */
    private double step() {
        double longest = drawnRows().stream().mapToDouble(this::stacked).max().orElse(0);
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, longest / 4))));
        for (double multiple : new double[] {1, 2, 2.5, 5}) {
            if (longest / (multiple * power) <= 5) {
                return multiple * power;
            }
        }
        return 10 * power;
    }

    private double stacked(List<@Nullable Object> row) {
        return chart.series().stream()
                .mapToDouble(name -> row.get(column(name)) instanceof Number number ? number.doubleValue() : 0)
                .sum();
    }

    private XSSFChart frame() {
        int left = content.sheet().columns().size() + 1;
        XSSFDrawing drawing = sheet.createDrawingPatriarch();
        XSSFClientAnchor anchor = drawing.createAnchor(
                0, 0, 0, 0, left, 0, left + COLUMNS_WIDE, content.rows().size() + 1);
        XSSFChart drawn = drawing.createChart(anchor);
        drawn.setTitleText(chart.title());
        drawn.setTitleOverlay(false);
        for (CTRegularTextRun run :
                drawn.getCTChart().getTitle().getTx().getRich().getPArray(0).getRList()) {
            run.addNewRPr().setSz(1200);
        }
        var properties = drawn.getGraphicFrame()
                .getCTGraphicalObjectFrame()
                .getNvGraphicFramePr()
                .getCNvPr();
        properties.setName(chart.title());
        properties.setDescr(chart.alternative());
        return drawn;
    }

    private void addSeries(XDDFBarChartData data) {
        List<List<@Nullable Object>> rows = drawnRows();
        int category = column(chart.category());
        String[] names =
                rows.stream().map(row -> String.valueOf(row.get(category))).toArray(String[]::new);
        XDDFCategoryDataSource along = XDDFDataSourcesFactory.fromArray(names, reference(category, rows.size()));
        for (int i = 0; i < chart.series().size(); i++) {
            int index = column(chart.series().get(i));
            // The cache is filled from here: the cells are streamed later.
            Double[] figures = rows.stream()
                    .map(row -> row.get(index) instanceof Number number ? number.doubleValue() : null)
                    .toArray(Double[]::new);
            XDDFNumericalDataSource<Double> source =
                    XDDFDataSourcesFactory.fromArray(figures, reference(index, rows.size()));
            var series = data.addSeries(along, source);
            series.setTitle(content.sheet().columns().get(index).label(), null);
            series.setFillProperties(
                    new XDDFSolidFillProperties(XDDFColor.from(Theme.SERIES[i % Theme.SERIES.length])));
        }
    }

    /** The rows that are drawn: those left out must be the last ones, so that a range can name the others. */
    private List<List<@Nullable Object>> drawnRows() {
        return content.rows().stream()
                .filter(row -> !chart.without().contains(String.valueOf(row.get(0))))
                .toList();
    }

    private int column(String name) {
        return IntStream.range(0, content.sheet().columns().size())
                .filter(i -> content.sheet().columns().get(i).name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String reference(int column, int rows) {
        return new CellRangeAddress(FIRST_ROW, FIRST_ROW + rows - 1, column, column)
                .formatAsString(Objects.requireNonNull(sheet.getSheetName()), true);
    }

    private static XDDFLineProperties thinGrey() {
        XDDFLineProperties line = new XDDFLineProperties(
                new XDDFSolidFillProperties(XDDFColor.from(new byte[] {(byte) 0xD9, (byte) 0xD9, (byte) 0xD9})));
        line.setWidth(0.5);
        return line;
    }
}
