package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.Visuals;
import fr.dmp.pilotage.report.Theme.Style;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/** One sheet with one table, whose rows are streamed. */
final class TableSheet implements WorkbookSheet {

    private static final String TOTAL = "Total";
    private static final String UNKNOWN = "[x]";

    private final SheetContent content;
    private final ExcelTable table;
    private final List<ChartFrame> charts;
    private final boolean drawn;
    private final int unit;
    private final float height;

    /**
     * Prepares a sheet.
     *
     * @param table name of its table
     * @param charts those that stand on it
     * @param drawn whether a line chart draws its figures: one that is not there is then an empty cell, since Excel draws
     *     a text as zero
     */
    TableSheet(SheetContent content, String table, List<ChartFrame> charts, boolean drawn) {
        this.content = content;
        this.table = table(table);
        this.charts = charts;
        this.drawn = drawn;
        Visuals visuals = content.sheet().visuals();
        this.unit = visuals.unit() == null ? -1 : content.sheet().indexOf(visuals.unit());
        this.height = visuals.keyFigures().isEmpty() ? Theme.ROW_HEIGHT : Theme.KEY_ROW_HEIGHT;
    }

    @Override
    public String name() {
        return content.sheet().name();
    }

    @Override
    public int[] widths() {
        return content.sheet().columns().stream().mapToInt(Column::width).toArray();
    }

    @Override
    public ExcelTable table() {
        return table;
    }

    @Override
    public List<ChartFrame> charts() {
        return charts;
    }

    @Override
    public String afterRows() {
        return Shading.of(content.sheet(), table);
    }

    private ExcelTable table(String name) {
        List<ExcelTable.Column> columns = new ArrayList<>();
        for (Column column : content.sheet().columns()) {
            int index = columns.size();
            boolean summed = content.sheet().totals() && column.additive() && index > 0;
            boolean unknown = summed && isUnknown(index);
            String first = content.sheet().totals() && index == 0 ? TOTAL : null;
            columns.add(new ExcelTable.Column(column.label(), unknown ? UNKNOWN : first, summed && !unknown));
        }
        // A table has at least one row of data, even when there is nothing to say.
        int rows = Math.max(1, content.rows().size());
        return new ExcelTable(name, columns, rows, content.sheet().totals());
    }

    /** Whether no row has a figure: their sum is unknown, not zero. */
    private boolean isUnknown(int column) {
        return content.rows().stream().noneMatch(row -> row.get(column) instanceof Number);
    }

    @Override
    public void write(SheetRows rows) {
        header(rows);
        int index = 1;
        for (List<@Nullable Object> values : content.rows()) {
            rows.begin(index++, height(values));
            fill(rows, values);
            rows.end();
        }
        if (content.rows().isEmpty()) {
            fillEmpty(rows);
        }
        if (content.sheet().totals()) {
            fillTotals(rows, table.rows() + 1);
        }
    }

    private void header(SheetRows rows) {
        rows.begin(0, Theme.HEADER_HEIGHT);
        for (int i = 0; i < content.sheet().columns().size(); i++) {
            Column column = content.sheet().columns().get(i);
            rows.text(i, column.numeric() ? Style.HEADER_NUMBER : Style.HEADER, column.label());
        }
        rows.end();
    }

    private float height(List<@Nullable Object> values) {
        int lines = 1;
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof String text) {
                lines = Math.max(
                        lines, linesOf(text, content.sheet().columns().get(i).width()));
            }
        }
        return lines == 1 ? height : Math.max(height, Math.min(Theme.HIGHEST_ROW, 4 + lines * 13f));
    }

    private void fill(SheetRows rows, List<@Nullable Object> values) {
        boolean rates = unit >= 0 && Visuals.PERCENT.equals(values.get(unit));
        for (int i = 0; i < values.size(); i++) {
            write(rows, i, values.get(i), rates);
        }
    }

    /** A table has at least one row: it says that there is nothing, so that nobody takes it for a mistake. */
    private void fillEmpty(SheetRows rows) {
        rows.begin(1, Theme.ROW_HEIGHT);
        for (int i = 0; i < content.sheet().columns().size(); i++) {
            rows.text(i, Style.TEXT, i == 0 ? "aucune ligne" : "");
        }
        rows.end();
    }

    /** Sums by formula, with their values for readers that do not recalculate; only where the measure adds up. */
    private void fillTotals(SheetRows rows, int index) {
        rows.begin(index, Theme.ROW_HEIGHT);
        for (int i = 0; i < content.sheet().columns().size(); i++) {
            boolean additive = content.sheet().columns().get(i).additive();
            Style style = additive ? Style.TOTAL_COUNT : Style.TOTAL;
            if (additive && !isUnknown(i)) {
                String letter = CellReference.convertNumToColString(i);
                String area = letter + "2:" + letter + (content.rows().size() + 1);
                rows.formula(i, style, "SUBTOTAL(109," + area + ")", sum(i));
            } else {
                rows.text(i, style, additive ? UNKNOWN : i == 0 ? TOTAL : "");
            }
        }
        rows.end();
    }

    private double sum(int column) {
        return content.rows().stream()
                .mapToDouble(row -> row.get(column) instanceof Number number ? number.doubleValue() : 0)
                .sum();
    }

    static int linesOf(String text, int width) {
        return (widthOf(text) + width - 1) / width;
    }

    /** In the characters that widths are counted in: capitals take a quarter more room than the average. */
    static int widthOf(String text) {
        int capitals = 0;
        for (int i = 0; i < text.length(); i++) { // for each text of each row: no stream
            capitals += Character.isUpperCase(text.charAt(i)) ? 1 : 0;
        }
        return text.length() + capitals / 4;
    }

    private void write(SheetRows rows, int index, @Nullable Object value, boolean rates) {
        Column column = content.sheet().columns().get(index);
        if (value instanceof Number figure) {
            rows.number(index, styleOf(column, rates), figure.doubleValue());
        } else if (value instanceof Date day) {
            rows.number(index, Style.DATE, DateUtil.getExcelDate(day.toLocalDate()));
        } else if (value == null && column.numeric()) {
            absent(rows, index, column);
        } else if (column.numeric()) {
            rows.text(index, Style.ABSENT, String.valueOf(value)); // why there is no figure
        } else {
            String text = value == null ? "" : value.toString();
            rows.text(index, styleOf(text, column.width()), text);
        }
    }

    private void absent(SheetRows rows, int index, Column column) {
        if (drawn) {
            rows.blank(index, Style.ABSENT);
        } else {
            rows.text(index, Style.ABSENT, column.mayBeEmpty() ? "" : UNKNOWN);
        }
    }

    /** @param rates whether the row is one of rates */
    private Style styleOf(Column column, boolean rates) {
        boolean key = content.sheet().visuals().keyFigures().contains(column.name());
        return switch (column.format()) {
            case COUNT, TEXT, DATE -> count(key);
            case CHANGE -> rates ? Style.POINTS : Style.CHANGE;
            case RATE -> rate(key);
            case FIGURE -> rates ? rate(key) : count(key);
        };
    }

    private static Style count(boolean key) {
        return key ? Style.KEY_COUNT : Style.COUNT;
    }

    private static Style rate(boolean key) {
        return key ? Style.KEY_RATE : Style.RATE;
    }

    private static Style styleOf(String text, int width) {
        if (!text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0) {
            return Style.QUOTED;
        }
        return widthOf(text) > width ? Style.WRAPPED : Style.TEXT;
    }
}
