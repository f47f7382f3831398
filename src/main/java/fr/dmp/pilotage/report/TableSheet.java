package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.Visuals;
import fr.dmp.pilotage.report.Theme.Style;
import java.io.OutputStream;
import java.sql.Date;
import java.util.List;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTTable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTTableColumn;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STTotalsRowFunction;

/**
 * One sheet with one table: first its skeleton (header, table, widths, print set-up, charts), which needs POI's whole
 * model, then its rows, which are streamed.
 */
final class TableSheet {

    private static final String TOTAL = "Total";
    private static final String UNKNOWN = "[x]";

    private final SheetContent content;
    private final Theme theme;
    private final int number;
    private final boolean drawn;
    private final int unit;
    private final float height;

    /**
     * Prepares nothing yet.
     *
     * @param number of the sheet in its workbook, for the name of its table
     * @param drawn whether a line chart draws its figures: one that is not there is then an empty cell, since Excel draws
     *     a text as zero
     */
    TableSheet(SheetContent content, Theme theme, int number, boolean drawn) {
        this.content = content;
        this.theme = theme;
        this.number = number;
        this.drawn = drawn;
        Visuals visuals = content.sheet().visuals();
        this.unit = visuals.unit() == null ? -1 : content.sheet().indexOf(visuals.unit());
        this.height = visuals.keyFigures().isEmpty() ? Theme.ROW_HEIGHT : Theme.KEY_ROW_HEIGHT;
    }

    XSSFSheet prepare(XSSFWorkbook workbook) {
        XSSFSheet sheet = workbook.createSheet(content.sheet().name());
        List<Column> columns = content.sheet().columns();
        XSSFRow header = sheet.createRow(0);
        header.setHeightInPoints(44); // labels of three lines
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Cell cell = header.createCell(i);
            cell.setCellValue(column.label());
            cell.setCellStyle(theme.style(column.numeric() ? Style.HEADER_NUMBER : Style.HEADER));
            sheet.setColumnWidth(i, column.width() * 256 + 200);
        }
        sheet.setDefaultRowHeightInPoints(Theme.ROW_HEIGHT);
        addTable(sheet, columns.size());
        new Shading(sheet, content).apply();
        sheet.createFreezePane(1, 1);
        PrintSetup.apply(sheet);
        sheet.setRepeatingRows(CellRangeAddress.valueOf("1:1"));
        return sheet;
    }

    private void addTable(XSSFSheet sheet, int columns) {
        // A table has at least one row of data, even when there is nothing to say.
        int last = Math.max(1, content.rows().size()) + (content.sheet().totals() ? 1 : 0);
        CTTable xml =
                ExcelTable.create(sheet, last, columns, "Tableau_" + number).getCTTable();
        if (content.sheet().totals()) {
            xml.setTotalsRowCount(1);
            xml.getAutoFilter()
                    .setRef(new AreaReference(
                                    new CellReference(0, 0),
                                    new CellReference(last - 1, columns - 1),
                                    SpreadsheetVersion.EXCEL2007)
                            .formatAsString());
            for (int i = 0; i < columns; i++) {
                label(xml.getTableColumns().getTableColumnArray(i), i);
            }
        }
    }

    private void label(CTTableColumn xml, int index) {
        if (index == 0) {
            xml.setTotalsRowLabel(TOTAL);
        } else if (content.sheet().columns().get(index).additive()) {
            if (isUnknown(index)) {
                xml.setTotalsRowLabel(UNKNOWN);
            } else {
                xml.setTotalsRowFunction(STTotalsRowFunction.SUM);
            }
        }
    }

    /** Whether no row has a figure: their sum is unknown, not zero. */
    private boolean isUnknown(int column) {
        return content.rows().stream().noneMatch(row -> row.get(column) instanceof Number);
    }

    /** What the sheet takes, as a range. */
    String area() {
        int last = Math.max(1, content.rows().size()) + (content.sheet().totals() ? 1 : 0);
        return new CellRangeAddress(0, last, 0, content.sheet().columns().size() - 1).formatAsString();
    }

    /** Writes the rows below the header. */
    void fill(OutputStream out) {
        SheetRows rows = new SheetRows(out, content.sheet().columns().size());
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
            fillTotals(rows, Math.max(1, content.rows().size()) + 1);
        }
        rows.flush();
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
            rows.text(i, theme.style(Style.TEXT), i == 0 ? "aucune ligne" : "");
        }
        rows.end();
    }

    /** Sums by formula, with their values for readers that do not recalculate; only where the measure adds up. */
    private void fillTotals(SheetRows rows, int index) {
        rows.begin(index, Theme.ROW_HEIGHT);
        for (int i = 0; i < content.sheet().columns().size(); i++) {
            boolean additive = content.sheet().columns().get(i).additive();
            XSSFCellStyle style = theme.style(additive ? Style.TOTAL_COUNT : Style.TOTAL);
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
            rows.number(index, theme.style(styleOf(column, rates)), figure.doubleValue());
        } else if (value instanceof Date day) {
            rows.number(index, theme.style(Style.DATE), DateUtil.getExcelDate(day.toLocalDate()));
        } else if (value == null && column.numeric()) {
            absent(rows, index, column);
        } else if (column.numeric()) {
            rows.text(index, theme.style(Style.ABSENT), String.valueOf(value)); // why there is no figure
        } else {
            String text = value == null ? "" : value.toString();
            rows.text(index, theme.style(styleOf(text, column.width())), text);
        }
    }

    private void absent(SheetRows rows, int index, Column column) {
        if (drawn) {
            rows.blank(index, theme.style(Style.ABSENT));
        } else {
            rows.text(index, theme.style(Style.ABSENT), column.mayBeEmpty() ? "" : UNKNOWN);
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
