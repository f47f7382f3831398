package fr.dmp.pilotage.report;

/**
 * Where a chart stands: to the right of the sheet's table, as DrawingML (ECMA-376, part 1, 20.5).
 *
 * @param content of the sheet
 * @param top row that it begins at, from 0
 */
record ChartFrame(SheetContent content, Chart chart, int top) {

    private static final int COLUMNS_WIDE = 9;

    /** Rows that a line chart is high, and one more for each name in its legend. */
    private static final int LINES_HIGH = 22;

    /** So that title and axes have room over few bars. */
    private static final int LEAST_HIGH = 14;

    private static final String FRAME = """
            <xdr:twoCellAnchor><xdr:from><xdr:col>%s</xdr:col><xdr:colOff>0</xdr:colOff>\
            <xdr:row>%s</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>\
            <xdr:to><xdr:col>%s</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>%s</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>\
            <xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="%s" name="%s" descr="%s"/>\
            <xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>\
            <xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>\
            <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">\
            <c:chart r:id="%s"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>""";

    /** The row after its last one. */
    int bottom() {
        return top
                + (chart.isLine()
                        ? rowsOf(LINES_HIGH + chart.series())
                        : Math.max(LEAST_HIGH, content.rows().size() + 1));
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

    /**
     * The frame in its drawing.
     *
     * @param part id of the relationship to the chart
     * @param id among the frames of the workbook
     */
    String xml(String part, int id) {
        int left = content.sheet().columns().size() + 1;
        return FRAME.formatted(
                left,
                top,
                left + COLUMNS_WIDE,
                bottom(),
                id,
                XmlText.escaped(chart.title()),
                XmlText.escaped(chart.alternative()),
                part);
    }

    /** All frames of a sheet. */
    static String drawing(CharSequence frames) {
        return """
                <xdr:wsDr xmlns:xdr="%sspreadsheetDrawing" xmlns:a="%smain" xmlns:c="%schart" \
                xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">%s</xdr:wsDr>""".formatted(Chart.DRAWINGML, Chart.DRAWINGML, Chart.DRAWINGML, frames);
    }
}
