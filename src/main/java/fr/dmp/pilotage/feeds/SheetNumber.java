package fr.dmp.pilotage.feeds;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DateUtil;

/** A workbook's number as people write it. */
final class SheetNumber {

    /** As many digits as a spreadsheet shows; beyond them is what binary fractions leave. */
    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);

    private static final int WHOLE_DIGITS = 15;

    /** After the comma; thirteen digits in a row are what patients' numbers are looked for in. */
    private static final int DECIMALS = 12;

    /** No program writes one with more characters. */
    static final int LONGEST = 40;

    /** Serial of the day after 31 December 9999, the last that a spreadsheet knows. */
    private static final double DAYS_1900 = 2_958_466;

    /** From the day that a workbook counts from to that of those on old Macs. */
    static final int DAYS_TO_1904 = 1_462;

    private static final DateTimeFormatter WITH_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private SheetNumber() {}

    /** All digits, no exponent, a decimal comma; empty if it is no number. */
    static String plain(String written) {
        // Some libraries write a whole number as 12.0.
        int length = written.endsWith(".0") ? written.length() - 2 : written.length();
        if (isPlain(written, length)) {
            return written.substring(0, length);
        }
        double value = value(written);
        if (Double.isNaN(value)) {
            return "";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shown = new BigDecimal(written).round(SHOWN).stripTrailingZeros();
        BigInteger whole = shown.toBigInteger();
        if (shown.compareTo(new BigDecimal(whole)) == 0) {
            return whole.toString();
        }
        // Cut and not rounded: a number with a fraction never becomes a whole one here.
        int decimals = Math.min(shown.scale(), DECIMALS);
        return shown.setScale(decimals, RoundingMode.DOWN).toPlainString().replace('.', ',');
    }

    /** Whether the first characters are the digits of a whole number, as nearly all are. */
    private static boolean isPlain(String written, int length) {
        if (length == 0 || length > WHOLE_DIGITS || (length > 1 && written.charAt(0) == '0')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (written.charAt(i) < '0' || written.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** NaN for what is no finite number, or written longer than any program does. */
    private static double value(String written) {
        if (written.length() > LONGEST || !NUMBER.matcher(written).matches()) {
            return Double.NaN;
        }
        double value = Double.parseDouble(written);
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    /** The day, and the time if there is one, that a serial number stands for; empty if it stands for none. */
    static String date(String written, boolean since1904) {
        double days = value(written);
        double end = since1904 ? DAYS_1900 - DAYS_TO_1904 : DAYS_1900;
        if (Double.isNaN(days) || days < 0 || days >= end) {
            return "";
        }
        LocalDateTime time = DateUtil.getLocalDateTime(days, since1904, true);
        if (time == null) {
            return "";
        }
        boolean midnight = time.toLocalTime().toSecondOfDay() == 0;
        return midnight ? time.toLocalDate().toString() : time.format(WITH_TIME);
    }
}
