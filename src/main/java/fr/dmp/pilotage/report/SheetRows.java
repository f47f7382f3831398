package fr.dmp.pilotage.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;

/**
 * Writes the rows of a sheet as SpreadsheetML, from top to bottom and from left to right (ECMA-376, part 1, 18.3.1.73 row,
 * 18.3.1.4 c). Rows are most of a workbook's work: POI's streaming model writes, reads and writes them again.
 */
final class SheetRows {

    /** Characters that are put together before they are written. */
    private static final int BLOCK = 32_768;

    /** Up to here a double says a whole number exactly. */
    private static final double EXACT = 1L << 53;

    private final OutputStream out;
    private final String[] letters;
    private final StringBuilder text = new StringBuilder(BLOCK + 8_192);
    private int row;

    /** @param columns how many a row has at most */
    SheetRows(OutputStream out, int columns) {
        this.out = out;
        this.letters = new String[columns];
        for (int i = 0; i < columns; i++) {
            letters[i] = CellReference.convertNumToColString(i);
        }
    }

    /**
     * Begins a row.
     *
     * @param index from 0
     * @param height in points
     */
    void begin(int index, float height) {
        row = index + 1;
        text.append("<row r=\"").append(row).append("\" ht=\"").append(height).append("\" customHeight=\"1\">");
    }

    void number(int column, XSSFCellStyle style, double value) {
        open(column, style);
        text.append("><v>");
        append(value);
        text.append("</v></c>");
    }

    /** The value is for readers that do not recalculate. */
    void formula(int column, XSSFCellStyle style, String formula, double value) {
        open(column, style);
        text.append("><f>");
        escape(formula);
        text.append("</f><v>");
        append(value);
        text.append("</v></c>");
    }

    void text(int column, XSSFCellStyle style, String value) {
        open(column, style);
        text.append(" t=\"inlineStr\"><is><t");
        if (!value.isEmpty() && (isSpace(value.charAt(0)) || isSpace(value.charAt(value.length() - 1)))) {
            text.append(" xml:space=\"preserve\"");
        }
        text.append('>');
        escape(value);
        text.append("</t></is></c>");
    }

    /** A cell with a style alone. */
    void blank(int column, XSSFCellStyle style) {
        open(column, style);
        text.append("/>");
    }

    void end() {
        text.append("</row>");
        if (text.length() > BLOCK) {
            flush();
        }
    }

    /** Hands on what is left. */
    void flush() {
        try {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            text.setLength(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the rows of a sheet", e);
        }
    }

    private void open(int column, XSSFCellStyle style) {
        text.append("<c r=\"")
                .append(letters[column])
                .append(row)
                .append("\" s=\"")
                .append(style.getIndex());
        text.append('"');
    }

    private void append(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT) {
            text.append((long) value);
        } else {
            text.append(value);
        }
    }

    private static boolean isSpace(char character) {
        return Character.isWhitespace(character);
    }

    /** What XML 1.0 has no place for becomes a question mark, as in the rest of the workbook. */
    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            switch (each) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '\t' -> text.append("&#x9;");
                case '\n' -> text.append("&#xa;");
                case '\r' -> text.append("&#xd;");
                default -> i = character(value, i, each);
            }
        }
    }

    /** Returns the place of the last character that was taken: two make one outside the basic plane. */
    private int character(String value, int at, char each) {
        boolean pair = Character.isHighSurrogate(each)
                && at + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(at + 1));
        if (pair) {
            text.append(each).append(value.charAt(at + 1));
            return at + 1;
        }
        boolean none = each < ' ' || Character.isSurrogate(each) || each == '\uFFFE' || each == '\uFFFF';
        text.append(none ? '?' : each);
        return at;
    }
}
