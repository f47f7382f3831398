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
        String digits = cell.replaceAll("[ \\u00a0\\u202f]", "");
        long value = digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
        if (minimum != null && (value < minimum || (digits.startsWith("-") && digits.length() > 18))) {
            row.fault(FileFault.BELOW_MINIMUM, column, Long.toString(minimum), cell);
        } else if (value > Integer.MAX_VALUE || value < Integer.MIN_VALUE) {
            row.fault(FileFault.ABOVE_MAXIMUM, column, Integer.toString(Integer.MAX_VALUE), cell);
        } else {
            row.field().putUtf8(Long.toString(value));
        }
    }
}
