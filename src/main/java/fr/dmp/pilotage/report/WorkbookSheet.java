package fr.dmp.pilotage.report;

import fr.dmp.pilotage.report.Theme.Style;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One sheet of a workbook. */
interface WorkbookSheet {

    /** What its tab says. */
    String name();

    /** How wide its columns are, in characters. */
    int[] widths();

    /** How empty cells look, null for no way of their own. */
    default @Nullable Style emptyCells() {
        return null;
    }

    /** The table that takes the whole sheet, null if it is none. */
    default @Nullable ExcelTable table() {
        return null;
    }

    /** Writes all rows, that of the header too. */
    void write(SheetRows rows);

    /** Conditional formats or links, as SpreadsheetML; asked for when the rows are written. */
    default String afterRows() {
        return "";
    }

    /** Those that stand on it. */
    default List<ChartFrame> charts() {
        return List.of();
    }
}
