package fr.dmp.pilotage.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A sheet as SpreadsheetML (ECMA-376, part 1, 18.3.1.99 worksheet): all but its rows is the same for every sheet. A4
 * landscape, fit to width, sheet name and page in the footer; a table has its header and its first column frozen.
 *
 * @param first whether the workbook opens on it
 * @param shared keeps the texts of cells, null if they hold them themselves
 * @param table id of its relationship, null if there is none
 * @param drawing id of its relationship, null if there is none
 */
record SheetPart(
        WorkbookSheet sheet,
        boolean first,
        @Nullable SharedTexts shared,
        @Nullable String table,
        @Nullable String drawing) {

    static final String NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static final String FROZEN = """
            <pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>\
            <selection pane="bottomRight"/>""";

    private static final String PRINT = """
            <printOptions horizontalCentered="1"/>\
            <pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>\
            <pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>\
            <headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P / &amp;N</oddFooter></headerFooter>""";

    /** What a column is wider than its characters, as spreadsheets count it. */
    private static final double PADDING = 200 / 256.0;

    void write(OutputStream out) throws IOException {
        write(out, XmlText.DECLARATION + start() + columns() + "<sheetData>");
        SheetRows rows = new SheetRows(out, sheet.widths().length, shared);
        sheet.write(rows);
        rows.flush();
        write(out, "</sheetData>" + sheet.afterRows() + PRINT + end());
    }

    private static void write(OutputStream out, String xml) throws IOException {
        out.write(xml.getBytes(StandardCharsets.UTF_8));
    }

    private String start() {
        ExcelTable whole = sheet.table();
        return """
                <worksheet xmlns="%s" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
                <sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>%s\
                <sheetViews><sheetView showGridLines="0"%s workbookViewId="0">%s</sheetView></sheetViews>\
                <sheetFormatPr defaultRowHeight="%s" customHeight="1"/>""".formatted(
                        NAMESPACE,
                        whole == null ? "" : "<dimension ref=\"" + whole.area() + "\"/>",
                        first ? " tabSelected=\"1\"" : "",
                        whole == null ? "<selection activeCell=\"A1\" sqref=\"A1\"/>" : FROZEN,
                        Theme.ROW_HEIGHT);
    }

    private String columns() {
        StringBuilder xml = new StringBuilder("<cols>");
        String style = sheet.emptyCells() == null ? "" : " style=\"" + Theme.index(sheet.emptyCells()) + "\"";
        int number = 0;
        for (int width : sheet.widths()) {
            number++;
            xml.append("<col min=\"%s\" max=\"%s\" width=\"%s\"%s customWidth=\"1\"/>"
                    .formatted(number, number, width + PADDING, style));
        }
        return xml.append("</cols>").toString();
    }

    private String end() {
        StringBuilder xml = new StringBuilder();
        ExcelTable whole = sheet.table();
        if (whole != null) {
            // A département such as "01" is text on purpose: no green corners.
            xml.append("<ignoredErrors><ignoredError sqref=\"%s\" numberStoredAsText=\"1\"/></ignoredErrors>"
                    .formatted(whole.body()));
        }
        if (drawing != null) {
            xml.append("<drawing r:id=\"%s\"/>".formatted(drawing));
        }
        if (table != null) {
            xml.append("<tableParts count=\"1\"><tablePart r:id=\"%s\"/></tableParts>".formatted(table));
        }
        return xml.append("</worksheet>").toString();
    }
}
