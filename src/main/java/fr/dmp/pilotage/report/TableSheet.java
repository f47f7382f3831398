package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.Visuals;
import fr.dmp.pilotage.report.Theme.Style;
import java.sql.Date;
import java.util.List;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFSheet;
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
    }

    void prepare(XSSFWorkbook workbook) {
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

    void fill(SXSSFSheet sheet) {
        Visuals visuals = content.sheet().visuals();
        int unit = visuals.unit() == null ? -1 : content.sheet().indexOf(visuals.unit());
        float height = visuals.keyFigures().isEmpty() ? Theme.ROW_HEIGHT : Theme.KEY_ROW_HEIGHT;
        int index = 1;
        for (List<@Nullable Object> values : content.rows()) {
            Row row = sheet.createRow(index++);
            boolean rates = unit >= 0 && Visuals.PERCENT.equals(values.get(unit));
            int lines = 1;
            for (int i = 0; i < values.size(); i++) {
                Column column = content.sheet().columns().get(i);
                Object value = values.get(i);
                write(row.createCell(i), column, value, rates);
                if (value instanceof String text) {
                    lines = Math.max(lines, linesOf(text, column.width()));
                }
            }
            row.setHeightInPoints(lines == 1 ? height : Math.max(height, Math.min(Theme.HIGHEST_ROW, 4 + lines * 13f)));
        }
        if (content.rows().isEmpty()) {
            fillEmpty(sheet.createRow(1));
        }
        if (content.sheet().totals()) {
            fillTotals(sheet.createRow(Math.max(1, content.rows().size()) + 1));
        }
    }

    /** A table has at least one row: it says that there is nothing, so that nobody takes it for a mistake. */
    private void fillEmpty(Row row) {
        for (int i = 0; i < content.sheet().columns().size(); i++) {
            Cell cell = row.createCell(i);
            cell.setCellValue(i == 0 ? "aucune ligne" : "");
            cell.setCellStyle(theme.style(Style.TEXT));
        }
    }

    /** Sums by formula, with their values for readers that do not recalculate; only where the measure adds up. */
    private void fillTotals(Row row) {
        row.setHeightInPoints(Theme.ROW_HEIGHT);
        for (int i = 0; i < content.sheet().columns().size(); i++) {
            Column column = content.sheet().columns().get(i);
            Cell cell = row.createCell(i);
            if (column.additive() && isUnknown(i)) {
                cell.setCellValue(UNKNOWN);
            } else if (column.additive()) {
                String letter = CellReference.convertNumToColString(i);
                cell.setCellFormula("SUBTOTAL(109," + letter + "2:" + letter
                        + (content.rows().size() + 1) + ")");
                cell.setCellValue(sum(i));
            } else {
                cell.setCellValue(i == 0 ? TOTAL : "");
            }
            cell.setCellStyle(theme.style(column.additive() ? Style.TOTAL_COUNT : Style.TOTAL));
        }
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
        long capitals = text.chars().filter(Character::isUpperCase).count();
        return text.length() + (int) (capitals / 4);
    }

    private void write(Cell cell, Column column, @Nullable Object value, boolean rates) {
        if (value instanceof Number figure) {
            cell.setCellValue(figure.doubleValue());
            cell.setCellStyle(theme.style(styleOf(column, rates)));
        } else if (value instanceof Date day) {
            cell.setCellValue(day.toLocalDate());
            cell.setCellStyle(theme.style(Style.DATE));
        } else if (value == null && column.numeric()) {
            if (!drawn) {
                cell.setCellValue(column.mayBeEmpty() ? "" : UNKNOWN);
            }
            cell.setCellStyle(theme.style(Style.ABSENT));
        } else if (column.numeric()) {
            cell.setCellValue(String.valueOf(value)); // why there is no figure
            cell.setCellStyle(theme.style(Style.ABSENT));
        } else {
            String text = value == null ? "" : value.toString();
            cell.setCellValue(text);
            cell.setCellStyle(theme.style(styleOf(text, column.width())));
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
