package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.FileFault;
import org.jspecify.annotations.Nullable;

/** Whole numbers; a space, no-break space or narrow no-break space may separate groups of three digits. */
final class IntegerRule implements CellRule {

    private final String column;
    private final @Nullable Long minimum;

    IntegerRule(String column, @Nullable Long minimum) {
        this.column = column;
        this.minimum = minimum;
    }

    @Override
    public void accept(char[] text, int from, int length, RowSink row) {
        int value = 0;
        // Nine digits fit an int: the usual case needs no further check.
        if (length <= 9) {
            for (int i = from; i < from + length; i++) {
                int digit = text[i] - '0';
                if (digit < 0 || digit > 9) {
                    acceptSlowly(new String(text, from, length), row);
                    return;
                }
                value = value * 10 + digit;
            }
            if (minimum == null || value >= minimum) {
                row.field().putAscii(text, from, length);
                return;
            }
        }
        acceptSlowly(new String(text, from, length), row);
    }

    private void acceptSlowly(String cell, RowSink row) {
        if (!cell.matches("-?(\\d+|\\d{1,3}([ \\u00a0\\u202f]\\d{3})+)")) {
            row.fault(FileFault.NOT_AN_INTEGER, column, "", cell);
            return;
        }
        long value = value(cell.replaceAll("[ \\u00a0\\u202f]", ""));
        long least = minimum == null ? Integer.MIN_VALUE : Math.max(minimum, Integer.MIN_VALUE);
        if (value < least) {
            row.fault(FileFault.BELOW_MINIMUM, column, Long.toString(least), cell);
        } else if (value > Integer.MAX_VALUE) {
            row.fault(FileFault.ABOVE_MAXIMUM, column, Integer.toString(Integer.MAX_VALUE), cell);
        } else {
            row.field().putUtf8(Long.toString(value));
        }
    }

    /** The number, or the farthest long if it is out of all bounds; zeros in front make no number large. */
    private static long value(String written) {
        String digits = written.replaceFirst("^(-?)0+(?=\\d)", "$1");
        if (digits.length() <= 18) {
            return Long.parseLong(digits);
        }
        return digits.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
