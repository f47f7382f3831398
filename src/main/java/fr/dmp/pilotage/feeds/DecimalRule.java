package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.FileFault;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers with a decimal comma or point; a space, no-break space or narrow no-break space may separate groups of three
 * digits. A comma before three digits is a decimal one, so that a scale below 3 refuses English thousands.
 */
final class DecimalRule implements CellRule {

    private static final Pattern WRITTEN =
            Pattern.compile("(-?(?:\\d+|\\d{1,3}(?:[ \\u00a0\\u202f]\\d{3})+))(?:[.,](\\d+))?");

    /** Spreadsheets and doubles keep no more. */
    private static final int DIGITS = 15;

    private final String column;
    private final int scale;
    private final @Nullable Long minimum;

    /** @param scale how many decimals there may be */
    DecimalRule(String column, int scale, @Nullable Long minimum) {
        this.column = column;
        this.scale = scale;
        this.minimum = minimum;
    }

    @Override
    public void accept(char[] text, int from, int length, RowSink row) {
        String cell = new String(text, from, length);
        Matcher matcher = WRITTEN.matcher(cell);
        if (!matcher.matches()) {
            row.fault(FileFault.NOT_A_DECIMAL, column, "", cell);
            return;
        }
        String whole = matcher.group(1).replaceAll("[ \\u00a0\\u202f]", "");
        String decimals = matcher.group(2) == null ? "" : matcher.group(2);
        BigDecimal value = new BigDecimal(decimals.isEmpty() ? whole : whole + "." + decimals);
        if (decimals.length() > scale) {
            row.fault(FileFault.TOO_MANY_DECIMALS, column, Integer.toString(scale), cell);
        } else if (value.precision() > DIGITS) {
            row.fault(FileFault.TOO_MANY_DIGITS, column, Integer.toString(DIGITS), cell);
        } else if (minimum != null && value.compareTo(BigDecimal.valueOf(minimum)) < 0) {
            row.fault(FileFault.BELOW_MINIMUM, column, Long.toString(minimum), cell);
        } else {
            row.field().putUtf8(value.toPlainString());
        }
    }
}
