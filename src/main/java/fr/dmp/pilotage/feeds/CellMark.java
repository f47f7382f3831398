package fr.dmp.pilotage.feeds;

/**
 * What a workbook knows of a cell and a text does not, as control characters in front of the cell's text. They stand in
 * expanded sheets alone: the control characters that a cell itself holds are replaced by {@link #CONTROL}.
 */
final class CellMark {

    /** A number, written plainly: all its digits, a decimal comma, no exponent. */
    static final char NUMBER = '\u0001';

    /** The same in a workbook whose days are counted from 1904, should the number turn out to be one. */
    static final char NUMBER_OF_1904 = '\u0007';

    /** A number shown as a date, written as one: {@code 2012-09-24}, or {@code 2012-09-24 10:30:00}. */
    static final char DATE = '\u0002';

    /** The value of a formula; another mark may follow. */
    static final char FORMULA = '\u0003';

    /** An error such as {@code #N/A}. */
    static final char ERROR = '\u0004';

    /** A formula of which the workbook keeps no value; nothing follows. */
    static final char NO_VALUE = '\u0005';

    /** A text over the limit; its length follows in its place. */
    static final char TOO_LONG = '\u0006';

    /** Stands for a control character of the cell: a line end, as nearly always. */
    static final char CONTROL = '\u001a';

    private CellMark() {}

    static boolean isMark(char c) {
        return c >= NUMBER && c <= NUMBER_OF_1904;
    }

    /** The cell's text without its marks. */
    static String strip(String marked) {
        int from = 0;
        while (from < marked.length() && isMark(marked.charAt(from))) {
            from++;
        }
        return marked.substring(from);
    }
}
