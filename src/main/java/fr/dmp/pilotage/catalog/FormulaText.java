package fr.dmp.pilotage.catalog;

import java.util.regex.Pattern;

/**
 * Text that a spreadsheet would compute when it opens a CSV, where a cell cannot be declared as text. An apostrophe before it
 * makes it text there; it is taken off again when the cell comes back.
 */
public final class FormulaText {

    private static final char GUARD = '\'';

    /** After apostrophes that a sender wrote, too: else one that was put there could not be told from them. */
    private static final Pattern COMPUTED = Pattern.compile("'*[=+\\-@\t\r].*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("'*[+-]\\d+([.,]\\d+)?");

    private FormulaText() {}

    /** A cell as a CSV for spreadsheets has it. */
    public static String guarded(String cell) {
        return isComputed(cell) ? GUARD + cell : cell;
    }

    /** The cell that was {@link #guarded}. */
    public static String unguarded(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == GUARD && isComputed(cell) ? cell.substring(1) : cell;
    }

    private static boolean isComputed(String cell) {
        return COMPUTED.matcher(cell).matches() && !NUMBER.matcher(cell).matches();
    }
}
