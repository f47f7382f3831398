package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.ColumnType;
import fr.dmp.pilotage.findings.FileFault;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Judges a workbook's cell by what the workbook knows of it, then by the rule of its column. A number in a column of codes is
 * what a spreadsheet made of one: it is taken only where its digits show that nothing was lost.
 */
final class SheetCellRule implements CellRule {

    /** Serials of 1 January 1980 and of the last day of 2099: other numbers in a column of dates are years or codes. */
    private static final int FIRST_DAY = 29_221;

    private static final int LAST_DAY = 73_050;

    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);

    /** A number of so many digits is shown, and saved as text, with an exponent; typed in again it ends in zeros. */
    private static final int EXPONENT_DIGITS = 12;

    private final ColumnDefinition column;
    private final CellRule rule;

    SheetCellRule(ColumnDefinition column, CellRule rule) {
        this.column = column;
        this.rule = rule;
    }

    @Override
    public void accept(char[] text, int from, int length, RowSink row) {
        String name = column.name();
        int next = from + 1;
        int rest = length - 1;
        switch (text[from]) {
            case CellMark.FORMULA -> {
                row.fault(FileFault.FORMULA, name, "", "");
                accept(text, next, rest, row);
            }
            case CellMark.NUMBER -> number(text, next, rest, 0, row);
            case CellMark.NUMBER_OF_1904 -> number(text, next, rest, SheetNumber.DAYS_TO_1904, row);
            case CellMark.DATE -> date(text, next, rest, row);
            case CellMark.ERROR -> row.fault(FileFault.ERROR_CELL, name, "", new String(text, next, rest));
            case CellMark.NO_VALUE -> row.fault(FileFault.FORMULA_WITHOUT_VALUE, name, "", "");
            case CellMark.TOO_LONG -> {
                String lengths = new String(text, next, rest);
                int slash = lengths.indexOf('/');
                row.fault(FileFault.TOO_LONG, name, lengths.substring(slash + 1), lengths.substring(0, slash));
            }
            default -> rule.accept(text, from, length, row);
        }
    }

    private void number(char[] text, int from, int length, int dayOffset, RowSink row) {
        switch (column.type()) {
            case TEXT, INTEGER, DECIMAL, WEEK, MONTH, ENUM -> rule.accept(text, from, length, row);
            case DATE -> serial(text, from, length, dayOffset, row);
            case CODE,
                    FINESS,
                    RPPS,
                    ADELI,
                    SIRET,
                    IDENTIFIER,
                    INTERNAL_ID,
                    DOCUMENT_TYPE,
                    REGION,
                    DEPARTEMENT,
                    COMMUNE -> code(text, from, length, row);
        }
    }

    /** A number that is not shown as a date, in a column of dates. */
    private void serial(char[] text, int from, int length, int dayOffset, RowSink row) {
        String number = new String(text, from, length);
        String date = day(number, dayOffset);
        if (date.equals(number)) {
            rule.accept(text, from, length, row);
        } else {
            row.fault(FileFault.DATE_WITHOUT_FORMAT, column.name(), date, number);
            rule.accept(date.toCharArray(), 0, date.length(), row);
        }
    }

    /** The day that a serial number stands for; the number itself if it more likely is a year or a code. */
    private static String day(String number, int dayOffset) {
        if (!number.matches("\\d{5}")) {
            return number;
        }
        int day = Integer.parseInt(number) + dayOffset;
        return day >= FIRST_DAY && day <= LAST_DAY ? DAY_ZERO.plusDays(day).toString() : number;
    }

    private void code(char[] text, int from, int length, RowSink row) {
        int codeLength = column.codeLength();
        String number = new String(text, from, length);
        boolean rounded = length >= EXPONENT_DIGITS && number.endsWith("000000");
        if (codeLength == 0 || rounded || !Identifiers.areDigits(text, from, length)) {
            row.fault(FileFault.NUMBER_NOT_CODE, column.name(), "", number);
        } else if (length < codeLength && column.repair() == null) {
            row.fault(FileFault.ZERO_LOST, column.name(), Integer.toString(codeLength), number);
        } else {
            rule.accept(text, from, length, row);
        }
    }

    private void date(char[] text, int from, int length, RowSink row) {
        switch (column.type()) {
            case TEXT, DATE, INTEGER, DECIMAL, WEEK, ENUM -> rule.accept(text, from, length, row);
            // What a spreadsheet makes of 2012-09 or 09/2012: the first of that month.
            case MONTH ->
                rule.accept(text, from, month(new String(text, from, length)).length(), row);
            case CODE,
                    FINESS,
                    RPPS,
                    ADELI,
                    SIRET,
                    IDENTIFIER,
                    INTERNAL_ID,
                    DOCUMENT_TYPE,
                    REGION,
                    DEPARTEMENT,
                    COMMUNE -> row.fault(FileFault.DATE_NOT_CODE, column.name(), "", new String(text, from, length));
        }
    }

    private static String month(String date) {
        return date.length() == 10 && date.endsWith("01") ? date.substring(0, 7) : date;
    }

    /**
     * A cell as its sender is shown it: as it was read, so that it is read like that again from a text.
     *
     * @param column null if the contract knows none
     * @param marked with its marks
     */
    static String shown(@Nullable ColumnDefinition column, String marked) {
        String cell = marked.startsWith(Character.toString(CellMark.FORMULA)) ? marked.substring(1) : marked;
        String text = CellMark.strip(cell).replace(CellMark.CONTROL, ' ');
        ColumnType type = column == null ? ColumnType.TEXT : column.type();
        if (cell.isEmpty()) {
            return "";
        }
        return switch (cell.charAt(0)) {
            case CellMark.TOO_LONG -> ""; // nobody kept it
            case CellMark.DATE -> type == ColumnType.MONTH ? month(text) : text;
            case CellMark.NUMBER -> type == ColumnType.DATE ? day(text, 0) : text;
            case CellMark.NUMBER_OF_1904 -> type == ColumnType.DATE ? day(text, SheetNumber.DAYS_TO_1904) : text;
            default -> text;
        };
    }
}
