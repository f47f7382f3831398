package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition.Chart.Shape;
import java.util.stream.IntStream;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/** A declared chart, native and editable, as DrawingML (ECMA-376, part 1, 21.2). */
final class Chart {

    private static final int CATEGORIES = 1;
    private static final int VALUES = 2;

    static final String DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006/";

    private static final String TITLE = """
            <c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr/></a:pPr>\
            <a:r><a:rPr lang="fr-FR"%s/><a:t>%s</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>""";

    private static final String CATEGORY_AXIS = """
            <c:catAx><c:axId val="%s"/><c:scaling><c:orientation val="%s"/></c:scaling><c:delete val="0"/>\
            <c:axPos val="%s"/>%s<c:majorTickMark val="cross"/><c:minorTickMark val="none"/>\
            <c:tickLblPos val="nextTo"/><c:crossAx val="%s"/><c:crosses val="autoZero"/><c:auto val="0"/></c:catAx>""";

    private static final String VALUE_AXIS = """
            <c:valAx><c:axId val="%s"/><c:scaling><c:orientation val="minMax"/>%s</c:scaling><c:delete val="0"/>\
            <c:axPos val="%s"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/>\
            </a:solidFill></a:ln></c:spPr></c:majorGridlines>%s<c:numFmt formatCode="%s" sourceLinked="1"/>\
            <c:majorTickMark val="cross"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>\
            <c:crossAx val="%s"/><c:crosses val="%s"/><c:crossBetween val="between"/>\
            <c:majorUnit val="%s"/></c:valAx>""";

    private final SheetDefinition.Chart chart;
    private final ChartSeries figures;

    /**
     * Prepares a chart.
     *
     * @param figures what it draws, not empty
     */
    Chart(SheetDefinition.Chart chart, ChartSeries figures) {
        this.chart = chart;
        this.figures = figures;
    }

    boolean isLine() {
        return chart.shape() == Shape.LINE;
    }

    String title() {
        return chart.title();
    }

    /** What it shows, for those who do not see it. */
    String alternative() {
        return chart.alternative();
    }

    int series() {
        return figures.count();
    }

    /** The part that says what is drawn; a week without figures is a gap: unknown is not zero. */
    String xml() {
        return """
                <c:chartSpace xmlns:c="%schart" xmlns:a="%smain"><c:chart>%s<c:autoTitleDeleted val="0"/>\
                <c:plotArea><c:layout/>%s</c:plotArea>\
                <c:legend><c:legendPos val="%s"/><c:overlay val="0"/></c:legend>\
                <c:plotVisOnly val="1"/>%s</c:chart></c:chartSpace>""".formatted(
                        DRAWINGML,
                        DRAWINGML,
                        title(chart.title(), " sz=\"1200\""),
                        isLine() ? line() : bars(),
                        figures.count() > 4 ? "b" : "t",
                        isLine() ? "<c:dispBlanksAs val=\"gap\"/>" : "");
    }

    private static String title(String text, String size) {
        return TITLE.formatted(size, XmlText.escaped(text));
    }

    /**
     * From left to right, the first row on top: stacked, or one for each row, which is then in the order of its rank. Bars
     * grow from the bottom, and the table reads from the top.
     */
    private String bars() {
        boolean stacked = chart.shape() == Shape.STACKED_BAR;
        StringBuilder xml = new StringBuilder("<c:barChart><c:barDir val=\"bar\"/>")
                .append("<c:grouping val=\"%s\"/>".formatted(stacked ? "stacked" : "clustered"));
        for (int i = 0; i < figures.count(); i++) {
            append(xml, i, "<c:spPr>" + fill(i) + "</c:spPr>", "");
        }
        return xml.append("<c:gapWidth val=\"40\"/>")
                .append(stacked ? "<c:overlap val=\"100\"/>" : "")
                .append(axes("barChart", "maxMin", "l"))
                .append(valueAxis("", "b", figures.longestStack(), "max"))
                .toString();
    }

    private String line() {
        StringBuilder xml = new StringBuilder("<c:lineChart><c:grouping val=\"standard\"/>");
        for (int i = 0; i < figures.count(); i++) {
            append(
                    xml,
                    i,
                    "<c:spPr>" + stroke(i) + "</c:spPr><c:marker><c:symbol val=\"none\"/></c:marker>",
                    "<c:smooth val=\"0\"/>");
        }
        return xml.append(axes("lineChart", "minMax", "b"))
                .append(valueAxis("<c:min val=\"0\"/>", "l", figures.highest(), "autoZero"))
                .toString();
    }

    private String axes(String kind, String orientation, String position) {
        return "<c:axId val=\"%s\"/><c:axId val=\"%s\"/></c:%s>".formatted(CATEGORIES, VALUES, kind)
                + CATEGORY_AXIS.formatted(CATEGORIES, orientation, position, title(chart.categoryAxis(), ""), VALUES);
    }

    private String valueAxis(String least, String position, double longest, String crosses) {
        return VALUE_AXIS.formatted(
                VALUES,
                least,
                position,
                title(chart.valueAxis(), ""),
                figures.areRates() ? "0 %" : "#,##0",
                CATEGORIES,
                crosses,
                figures.areRates() ? step(longest * 100) / 100 : step(longest));
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

    /** A series with what its cells say, for readers that do not look there. */
    private void append(StringBuilder xml, int index, String look, String end) {
        xml.append("<c:ser><c:idx val=\"%s\"/><c:order val=\"%s\"/><c:tx><c:v>%s</c:v></c:tx>"
                        .formatted(index, index, XmlText.escaped(figures.name(index))))
                .append(look)
                .append("<c:cat><c:strRef><c:f>%s</c:f><c:strCache>".formatted(reference(figures.categoryArea())));
        points(xml, figures.categories());
        xml.append("</c:strCache></c:strRef></c:cat>")
                .append("<c:val><c:numRef><c:f>%s</c:f><c:numCache>".formatted(reference(figures.area(index))));
        points(xml, figures.values(index));
        xml.append("</c:numCache></c:numRef></c:val>").append(end).append("</c:ser>");
    }

    private static void points(StringBuilder xml, @Nullable Object[] points) {
        xml.append("<c:ptCount val=\"").append(points.length).append("\"/>");
        for (int i = 0; i < points.length; i++) {
            Object point = points[i];
            if (point != null) {
                xml.append("<c:pt idx=\"").append(i).append("\"><c:v>");
                XmlText.append(xml, point.toString());
                xml.append("</c:v></c:pt>");
            }
        }
    }

    private String reference(CellRangeAddress area) {
        return XmlText.escaped(area.formatAsString(figures.sheetName(), true));
    }

    private static String fill(int index) {
        return "<a:solidFill><a:srgbClr val=\"" + Theme.hex(Theme.SERIES[index % Theme.SERIES.length])
                + "\"/></a:solidFill>";
    }

    /** Colours come round again with dashes, so that ten lines can be told apart. */
    private static String stroke(int index) {
        String dashes = index >= Theme.SERIES.length ? "<a:prstDash val=\"sysDash\"/>" : "";
        return "<a:ln w=\"28575\">" + fill(index) + dashes + "</a:ln>";
    }
}
