package fr.dmp.pilotage.feeds;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text that a parser hands over in pieces: kept up to the longest that a cell may be, and counted beyond. */
final class BoundedText {

    /** How a workbook writes a character that XML does not allow. */
    private static final Pattern ESCAPED = Pattern.compile("_x(\\p{XDigit}{4})_");

    private final StringBuilder text = new StringBuilder();
    private final int most;
    private long length;

    BoundedText(int most) {
        this.most = most;
    }

    void clear() {
        text.setLength(0);
        length = 0;
    }

    void append(char[] more, int from, int count) {
        text.append(more, from, Math.min(count, most - text.length()));
        length += count;
    }

    /** The text as it is. */
    String raw() {
        return text.toString();
    }

    /** The text as a cell has it: trimmed, without control characters; a mark in its place if it was too long. */
    String cell() {
        if (length > most) {
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
