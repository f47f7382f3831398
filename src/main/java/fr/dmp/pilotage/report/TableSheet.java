package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.report.Theme.Style;
import java.util.List;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.ConditionalFormattingRule;
import org.apache.poi.ss.usermodel.IgnoredErrorType;
import org.apache.poi.ss.usermodel.PatternFormatting;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTTable;

/**
 * One sheet with one table: first its skeleton (header, table, widths, print set-up, charts), which needs POI's whole
 * model, then its rows, which are streamed.
 */
final class TableSheet {

    private final SheetContent content;
    private final Theme theme;
    private final int number;

    /** @param number of the sheet in its workbook, for the name of its table */
    TableSheet(SheetContent content, Theme theme, int number) {
        this.content = content;
        this.theme = theme;
        this.number = number;
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
        band(sheet, columns.size());
        sheet.createFreezePane(1, 1);
        PrintSetup.apply(sheet);
        sheet.setRepeatingRows(CellRangeAddress.valueOf("1:1"));
        for (SheetDefinition.Chart chart : content.sheet().charts()) {
            new Chart(sheet, content, chart).draw();
        }
    }

    private void addTable(XSSFSheet sheet, int columns) {
        // A table has at least one row of data, even when there is nothing to say.
        int last = Math.max(1, content.rows().size());
        AreaReference area = new AreaReference(
                new CellReference(0, 0), new CellReference(last, columns - 1), SpreadsheetVersion.EXCEL2007);
        XSSFTable table = sheet.createTable(area);
        String name = "Tableau_" + number;
        table.setName(name);
        table.setDisplayName(name);
        CTTable xml = table.getCTTable();
        xml.addNewAutoFilter().setRef(area.formatAsString());
        var style = xml.addNewTableStyleInfo();
        style.setName("TableStyleLight1");
        style.setShowRowStripes(false); // the bands are a conditional format, which LibreOffice shows too
        style.setShowColumnStripes(false);
        table.updateHeaders();
    }

    private void band(XSSFSheet sheet, int columns) {
        var formatting = sheet.getSheetConditionalFormatting();
        ConditionalFormattingRule rule = formatting.createConditionalFormattingRule("MOD(ROW(),2)=1");
        PatternFormatting fill = rule.createPatternFormatting();
        fill.setFillBackgroundColor(new XSSFColor(Theme.BAND));
        fill.setFillPattern(PatternFormatting.SOLID_FOREGROUND);
        CellRangeAddress area =
                new CellRangeAddress(1, Math.max(1, content.rows().size()), 0, columns - 1);
        formatting.addConditionalFormatting(new CellRangeAddress[] {area}, rule);
        // A département such as "01" is text on purpose: no green corners.
        sheet.addIgnoredErrors(area, IgnoredErrorType.NUMBER_STORED_AS_TEXT);
    }

    void fill(SXSSFSheet sheet) {
        int index = 1;
        for (List<@Nullable Object> values : content.rows()) {
            Row row = sheet.createRow(index++);
            int lines = 1;
            for (int i = 0; i < values.size(); i++) {
                Column column = content.sheet().columns().get(i);
                Object value = values.get(i);
                write(row.createCell(i), column, value);
                if (value instanceof String text) {
                    lines = Math.max(lines, linesOf(text, column.width()));
                }
            }
            row.setHeightInPoints(lines == 1 ? Theme.ROW_HEIGHT : 4 + lines * 13f);
        }
    }

    private static int linesOf(String text, int width) {
        return (text.length() + width - 1) / width;
    }

    private void write(Cell cell, Column column, @Nullable Object value) {
        if (value instanceof Number figure) {
            cell.setCellValue(figure.doubleValue());
            cell.setCellStyle(theme.style(
                    switch (column.format()) {
                        case COUNT, TEXT -> Style.COUNT;
                        case CHANGE -> Style.CHANGE;
                        case RATE -> Style.RATE;
                    }));
        } else if (value == null && column.numeric()) {
            cell.setCellValue(column.mayBeEmpty() ? "" : "[x]");
            cell.setCellStyle(theme.style(Style.ABSENT));
        } else {
            String text = value == null ? "" : value.toString();
            cell.setCellValue(text);
            cell.setCellStyle(theme.style(styleOf(text, column.width())));
        }
    }

    private static Style styleOf(String text, int width) {
        if (!text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0) {
            return Style.QUOTED;
        }
        return text.length() > width ? Style.WRAPPED : Style.TEXT;
    }
}
