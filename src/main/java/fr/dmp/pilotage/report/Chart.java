package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.PresetLineDash;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFLineProperties;
import org.apache.poi.xddf.usermodel.XDDFPresetLineDash;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrossBetween;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisOrientation;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.BarGrouping;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.MarkerStyle;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFLineChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFNumericalDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.openxmlformats.schemas.drawingml.x2006.chart.STDispBlanksAs;
import org.openxmlformats.schemas.drawingml.x2006.main.CTRegularTextRun;

/** Draws a declared chart, native and editable, to the right of the sheet's table. */
final class Chart {

    private static final int COLUMNS_WIDE = 9;

    /** Rows that a line chart is high, and one more for each name in its legend. */
    private static final int LINES_HIGH = 22;

    /** So that title and axes have room over few bars. */
    private static final int LEAST_HIGH = 14;

    private final XSSFSheet sheet;
    private final SheetContent content;
    private final ChartSeries figures;
    private final SheetDefinition.Chart chart;
    private final int top;

    /**
     * Prepares a chart.
     *
     * @param content the sheet that it stands on
     * @param data the sheet whose figures it draws
     * @param top row that it begins at, from 0
     */
    Chart(XSSFSheet sheet, SheetContent content, SheetContent data, SheetDefinition.Chart chart, int top) {
        this.sheet = sheet;
        this.content = content;
        this.figures = new ChartSeries(data, chart);
        this.chart = chart;
        this.top = top;
    }

    /** Draws it, and returns the row below it. */
    int draw() {
        if (figures.isEmpty()) {
            return top; // nothing was sent: the table says so, and a chart needs a range of at least one row
        }
        int height =
                switch (chart.shape()) {
                    case STACKED_BAR, RANKED_BAR ->
                        Math.max(LEAST_HIGH, content.rows().size() + 1);
                    case LINE -> rowsOf(LINES_HIGH + figures.count());
                };
        switch (chart.shape()) {
            case STACKED_BAR, RANKED_BAR -> bars(frame(height));
            case LINE -> line(frame(height));
        }
        return top + height + 1;
    }

    /** As many rows from the top as take the room of some usual ones: those of a table of key figures are higher. */
    private int rowsOf(int usual) {
        boolean higher = !content.sheet().visuals().keyFigures().isEmpty();
        int inTable = higher ? Math.max(0, content.rows().size() + 1 - top) : 0;
        float room = usual * Theme.ROW_HEIGHT;
        float table = inTable * Theme.KEY_ROW_HEIGHT;
        return table >= room
                ? (int) Math.ceil(room / Theme.KEY_ROW_HEIGHT)
                : inTable + (int) Math.ceil((room - table) / Theme.ROW_HEIGHT);
    }

    /** From left to right, the first row on top: stacked, or one for each row, which is then in the order of its rank. */
    private void bars(XSSFChart drawn) {
        XDDFCategoryAxis categories = drawn.createCategoryAxis(AxisPosition.LEFT);
        // Bars grow from the bottom; the table reads from the top.
        categories.setOrientation(AxisOrientation.MAX_MIN);
        XDDFValueAxis values = valueAxis(drawn, AxisPosition.BOTTOM, figures.longestStack());
        values.setCrosses(AxisCrosses.MAX);
        categories.setTitle(chart.categoryAxis());
        XDDFBarChartData data = (XDDFBarChartData) drawn.createData(ChartTypes.BAR, categories, values);
        data.setBarDirection(BarDirection.BAR);
        boolean stacked = chart.shape() == SheetDefinition.Chart.Shape.STACKED_BAR;
        data.setBarGrouping(stacked ? BarGrouping.STACKED : BarGrouping.CLUSTERED);
        if (stacked) {
            data.setOverlap((byte) 100);
        }
        data.setGapWidth(40);
        for (int i = 0; i < figures.count(); i++) {
            addSeries(data, i).setFillProperties(fill(i));
        }
        drawn.plot(data);
    }

    private void line(XSSFChart drawn) {
        XDDFCategoryAxis categories = drawn.createCategoryAxis(AxisPosition.BOTTOM);
        categories.setTitle(chart.categoryAxis());
        XDDFValueAxis values = valueAxis(drawn, AxisPosition.LEFT, figures.highest());
        values.setMinimum(0);
        values.setCrosses(AxisCrosses.AUTO_ZERO);
        values.setCrossBetween(AxisCrossBetween.MIDPOINT_CATEGORY);
        XDDFLineChartData data = (XDDFLineChartData) drawn.createData(ChartTypes.LINE, categories, values);
        for (int i = 0; i < figures.count(); i++) {
            XDDFLineChartData.Series series = (XDDFLineChartData.Series) addSeries(data, i);
            series.setSmooth(false);
            series.setMarkerStyle(MarkerStyle.NONE);
            series.setLineProperties(stroke(i));
        }
        drawn.plot(data);
        // A week without figures is a gap: unknown is not zero.
        drawn.getCTChart().addNewDispBlanksAs().setVal(STDispBlanksAs.GAP);
    }

    private XDDFValueAxis valueAxis(XSSFChart drawn, AxisPosition position, double longest) {
        XDDFValueAxis values = drawn.createValueAxis(position);
        values.setTitle(chart.valueAxis());
        values.setNumberFormat(figures.areRates() ? "0 %" : "#,##0");
        values.getOrAddMajorGridProperties().setLineProperties(thinGrey());
        values.setMajorUnit(figures.areRates() ? step(longest * 100) / 100 : step(longest));
        return values;
    }

    /** A round distance between grid lines, so that at most five labels stand along the axis. */
    private static double step(double longest) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, longest / 4))));
        return IntStream.of(1, 2, 5)
                .mapToDouble(multiple -> multiple * power)
                .filter(step -> longest / step <= 5)
                .findFirst()
                .orElse(10 * power);
    }

    private XSSFChart frame(int height) {
        int left = content.sheet().columns().size() + 1;
        XSSFDrawing drawing = sheet.createDrawingPatriarch();
        XSSFClientAnchor anchor = drawing.createAnchor(0, 0, 0, 0, left, top, left + COLUMNS_WIDE, top + height);
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
        drawn.getOrAddLegend().setPosition(figures.count() > 4 ? LegendPosition.BOTTOM : LegendPosition.TOP);
        return drawn;
    }

    private XDDFChartData.Series addSeries(XDDFChartData data, int index) {
        String[] names = figures.categories();
        XDDFCategoryDataSource along = XDDFDataSourcesFactory.fromArray(names, reference(figures.categoryArea()));
        // The cache is filled from here: the cells are streamed later.
        XDDFNumericalDataSource<Double> source =
                XDDFDataSourcesFactory.fromArray(figures.values(index), reference(figures.area(index)));
        XDDFChartData.Series series = data.addSeries(along, source);
        series.setTitle(figures.name(index), null);
        return series;
    }

    private String reference(CellRangeAddress area) {
        return area.formatAsString(Objects.requireNonNull(figures.sheetName()), true);
    }

    private static XDDFSolidFillProperties fill(int index) {
        return new XDDFSolidFillProperties(XDDFColor.from(Theme.SERIES[index % Theme.SERIES.length]));
    }

    /** Colours come round again with dashes, so that ten lines can be told apart. */
    private static XDDFLineProperties stroke(int index) {
        XDDFLineProperties line = new XDDFLineProperties(fill(index));
        line.setWidth(2.25);
        if (index >= Theme.SERIES.length) {
            line.setPresetDash(new XDDFPresetLineDash(PresetLineDash.SYSTEM_DASH));
        }
        return line;
    }

    private static XDDFLineProperties thinGrey() {
        XDDFLineProperties line = new XDDFLineProperties(
                new XDDFSolidFillProperties(XDDFColor.from(new byte[] {(byte) 0xD9, (byte) 0xD9, (byte) 0xD9})));
        line.setWidth(0.5);
        return line;
    }
}
