package fr.dmp.pilotage.report;

import fr.dmp.pilotage.report.Theme.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable SharedTexts shared;
    private final StringBuilder text = new StringBuilder(BLOCK + 8_192);
    private int row;

    /**
     * Begins a sheet.
     *
     * @param columns how many a row has at most
     * @param shared keeps the texts of cells, null if they hold them themselves
     */
    SheetRows(OutputStream out, int columns, @Nullable SharedTexts shared) {
        this.out = out;
        this.shared = shared;
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
        start(index);
        text.append(" ht=\"").append(height).append("\" customHeight=\"1\">");
    }

    /** Begins a row of the usual height. */
    void begin(int index) {
        start(index);
        text.append('>');
    }

    private void start(int index) {
        row = index + 1;
        text.append("<row r=\"").append(row).append('"');
    }

    void number(int column, Style style, double value) {
        open(column, style);
        text.append("><v>");
        append(value);
        text.append("</v></c>");
    }

    /** The value is for readers that do not recalculate. */
    void formula(int column, Style style, String formula, double value) {
        open(column, style);
        text.append("><f>");
        XmlText.append(text, formula);
        text.append("</f><v>");
        append(value);
        text.append("</v></c>");
    }

    void text(int column, Style style, String value) {
        open(column, style);
        if (shared == null) {
            text.append(" t=\"inlineStr\"><is>");
            SharedTexts.append(text, value);
            text.append("</is></c>");
        } else {
            text.append(" t=\"s\"><v>").append(shared.number(value)).append("</v></c>");
        }
    }

    /** A cell with a style alone. */
    void blank(int column, Style style) {
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

    private void open(int column, Style style) {
        text.append("<c r=\"")
                .append(letters[column])
                .append(row)
                .append("\" s=\"")
                .append(Theme.index(style));
        text.append('"');
    }

    private void append(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT) {
            text.append((long) value);
        } else {
            text.append(value);
        }
    }
}
