package fr.dmp.pilotage.report;

import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTTable;

/** A real Excel table over a sheet: named, filterable, with the header that its first row holds already. */
final class ExcelTable {

    private ExcelTable() {}

    /**
     * Makes the table.
     *
     * @param last index of its last row, from 1: a table has at least one row of data
     */
    static XSSFTable create(XSSFSheet sheet, int last, int columns, String name) {
        AreaReference area = new AreaReference(
                new CellReference(0, 0), new CellReference(last, columns - 1), SpreadsheetVersion.EXCEL2007);
        XSSFTable table = sheet.createTable(area);
        table.setName(name);
        table.setDisplayName(name);
        CTTable xml = table.getCTTable();
        xml.addNewAutoFilter().setRef(area.formatAsString());
        var style = xml.addNewTableStyleInfo();
        style.setName("TableStyleLight1");
        style.setShowRowStripes(false); // the bands are a conditional format, which LibreOffice shows too
        style.setShowColumnStripes(false);
        table.updateHeaders();
        return table;
    }
}
