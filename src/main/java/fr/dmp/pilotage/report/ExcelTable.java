package fr.dmp.pilotage.report;

import java.util.List;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/**
 * A real Excel table over a sheet: named, filterable, its header in the first row (ECMA-376, part 1, 18.5.1.2 table).
 *
 * @param rows of data, not less than one: Excel has no table without any
 * @param totals whether one more row has their totals
 */
record ExcelTable(String name, List<Column> columns, int rows, boolean totals) {

    /**
     * A column.
     *
     * @param label what its total says, null if nothing or a sum
     * @param summed whether its total is the sum
     */
    record Column(String header, @Nullable String label, boolean summed) {

        private String xml(int id) {
            String total = label == null ? "" : " totalsRowLabel=\"" + XmlText.escaped(label) + "\"";
            return "<tableColumn id=\"%s\" name=\"%s\"%s%s/>"
                    .formatted(id, escaped(header), total, summed ? " totalsRowFunction=\"sum\"" : "");
        }

        /** The ends of lines are said in Excel's own way here, and as they are in the cell. */
        private static String escaped(String header) {
            return XmlText.escaped(header.replace("\n", "_x000a_").replace("\r", "_x000d_"));
        }
    }

    /** All of it. */
    String area() {
        return area(0, totals ? rows + 1 : rows);
    }

    /** The rows of data. */
    String body() {
        return area(1, rows);
    }

    /** One column of the rows of data, or several. */
    String body(int first, int last) {
        return new CellRangeAddress(1, rows, first, last).formatAsString();
    }

    private String area(int first, int last) {
        return new CellRangeAddress(first, last, 0, columns.size() - 1).formatAsString();
    }

    /** The bands are a conditional format, which LibreOffice shows too, and not those of the table. */
    String xml(int id) {
        StringBuilder xml = new StringBuilder("""
                <table xmlns="%s" id="%s" name="%s" displayName="%s" ref="%s"%s><autoFilter ref="%s"/>\
                <tableColumns count="%s">""".formatted(
                        SheetPart.NAMESPACE,
                        id,
                        name,
                        name,
                        area(),
                        totals ? " totalsRowCount=\"1\"" : "",
                        area(0, rows), // the filter leaves the totals where they are
                        columns.size()));
        for (int i = 0; i < columns.size(); i++) {
            xml.append(columns.get(i).xml(i + 1));
        }
        return xml.append("</tableColumns><tableStyleInfo name=\"TableStyleLight1\" showRowStripes=\"0\"")
                .append(" showColumnStripes=\"0\"/></table>")
                .toString();
    }
}
