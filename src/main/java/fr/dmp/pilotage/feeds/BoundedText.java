package fr.dmp.pilotage.feeds;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text that a parser hands over in pieces: kept up to the longest that a cell may be, and beyond counted and looked through
 * for identifiers of patients, as nobody sees it any more.
 */
final class BoundedText {

    /** What is no cell's text, but a number that stands for one, may be longer than that. */
    private static final int NUMBER = SheetNumber.LONGEST + 1;

    /** How a workbook writes a character that XML does not allow. */
    private static final Pattern ESCAPED = Pattern.compile("_x(\\p{XDigit}{4})_");

    private final StringBuilder text = new StringBuilder();
    private final int most;
    private final @Nullable PatientPlaces places;
    private @Nullable PatientScan overlong;
    private long length;

    /** @param places told of identifiers beyond the longest, or null if nobody asks */
    BoundedText(int most, @Nullable PatientPlaces places) {
        this.most = most;
        this.places = places;
    }

    void clear() {
        text.setLength(0);
        length = 0;
        overlong = null;
    }

    void append(char[] more, int from, int count) {
        if (places != null && length + count > most) {
            lookThrough(places, new String(more, from, count));
        }
        text.append(more, from, Math.min(count, Math.max(most, NUMBER) - text.length()));
        length += count;
    }

    private void lookThrough(PatientPlaces to, String more) {
        PatientScan scan = overlong;
        String next = more;
        if (scan == null) {
            scan = new PatientScan();
            overlong = scan;
            next = text + more;
        }
        byte[] bytes = next.getBytes(StandardCharsets.UTF_8);
        scan.block(bytes, bytes.length, (at, keyed) -> to.ofOverlongCell(keyed));
    }

    /** The text as it is, as far as it is kept: a number is whole, as what is cut is longer than any. */
    String raw() {
        return text.toString();
    }

    /** The text as a cell has it: trimmed, without control characters; a mark in its place if it was too long. */
    String cell() {
        if (length > most) {
            if (places != null && overlong != null) {
                overlong.end((at, keyed) -> places.ofOverlongCell(keyed));
            }
            return CellMark.TOO_LONG + "" + length + "/" + most;
        }
        String plain = text.indexOf("_x") < 0
                ? text.toString()
                : ESCAPED.matcher(text)
                        .replaceAll(match -> quoted((char) Integer.parseInt(match.group(1), 16), match.group()));
        return trimmed(plain);
    }

    /** Half of a character of two is none. */
    private static String quoted(char c, String written) {
        return Matcher.quoteReplacement(Character.isSurrogate(c) ? written : Character.toString(c));
    }

    private static String trimmed(String plain) {
        int start = 0;
        int end = plain.length();
        while (start < end && PageReader.isBlank(plain.charAt(start))) {
            start++;
        }
        while (end > start && PageReader.isBlank(plain.charAt(end - 1))) {
            end--;
        }
        return withoutControls(plain.substring(start, end));
    }

    private static String withoutControls(String plain) {
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) < ' ') {
                return plain.replaceAll("[\\x00-\\x1f]", Character.toString(CellMark.CONTROL));
            }
        }
        return plain;
    }
}
