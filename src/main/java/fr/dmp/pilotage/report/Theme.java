package fr.dmp.pilotage.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.PatternFormatting;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The one look of all workbooks: Arial 10, deep blue headings, thin grey rules, light grey bands, no bold body. */
final class Theme {

    static final byte[] DEEP_BLUE = {0x00, 0x00, (byte) 0x91};
    private static final byte[] BAND = {(byte) 0xF5, (byte) 0xF5, (byte) 0xF5};
    private static final byte[] RULE = {(byte) 0xBF, (byte) 0xBF, (byte) 0xBF};
    static final byte[] WHITE = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
    /** Strongest shade of a scale of figures: black figures stay readable on it, and it is darker than white in grey. */
    static final byte[] SHADE = {(byte) 0x9F, (byte) 0xA8, (byte) 0xDA};
    /** Bars behind figures. */
    static final byte[] BAR = {(byte) 0xC5, (byte) 0xCA, (byte) 0xE9};

    /** Behind a cell to be corrected: the orange of the series, pale enough to read on and seen in grey. */
    private static final byte[] WRONG = {(byte) 0xFB, (byte) 0xE3, (byte) 0xC2};

    /** Colours of the series of a chart: told apart by the colour-blind and in grey. */
    static final byte[][] SERIES = {
        DEEP_BLUE,
        {(byte) 0xE6, (byte) 0x9F, 0x00},
        {0x56, (byte) 0xB4, (byte) 0xE9},
        {0x00, (byte) 0x9E, 0x73},
        {(byte) 0xD5, 0x5E, 0x00},
        {(byte) 0xCC, 0x79, (byte) 0xA7}
    };

    static final float ROW_HEIGHT = 18f;

    /** Of labels of three lines. */
    static final float HEADER_HEIGHT = 44f;

    /** Of a row with figures that stand out. */
    static final float KEY_ROW_HEIGHT = 30f;

    /** Excel has no higher ones, and repairs a workbook that does. */
    static final float HIGHEST_ROW = 409f;

    /** The kinds of cell that a workbook has. */
    enum Style {
        TITLE,
        SUBTITLE,
        HEADING,
        HEADER,
        HEADER_NUMBER,
        TEXT,
        /** Text that a reader could take for a formula. */
        QUOTED,
        WRAPPED,
        COUNT,
        CHANGE,
        RATE,
        /** The change of a rate, in percentage points. */
        POINTS,
        /** Figures that stand out. */
        KEY_COUNT,
        KEY_RATE,
        DATE,
        TOTAL,
        TOTAL_COUNT,
        /** A figure that is not there. */
        ABSENT,
        LINK,
        PLAIN,
        /** Text that its reader corrects: it stays text, whatever is typed over it. */
        ENTRY,
        /** The same where something is wrong. */
        ENTRY_WRONG
    }

    /** The format of bands, by which conditional formats name it: there is no other. */
    static final int BANDS = 0;

    /** Made once, as POI's whole model is slow. */
    private static final Made MADE = make();

    private final XSSFWorkbook workbook;

    private Theme(XSSFWorkbook workbook) {
        this.workbook = workbook;
    }

    /**
     * The styles of any workbook.
     *
     * @param part that says how they look
     * @param indexes what cells name them by
     */
    private record Made(ByteArrayOutputStream part, Map<Style, Short> indexes) {}

    private static Made make() {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            Made made = new Made(new ByteArrayOutputStream(), new EnumMap<>(Style.class));
            new Theme(workbook).fill(made.indexes);
            workbook.getStylesSource().writeTo(made.part);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into memory", e);
        }
    }

    /** Writes the part that says how the cells of any workbook look. */
    static void write(OutputStream out) throws IOException {
        MADE.part.writeTo(out);
    }

    /** What cells name a style by. */
    static short index(Style style) {
        return Objects.requireNonNull(MADE.indexes.get(style));
    }

    private void fill(Map<Style, Short> indexes) {
        // The default style is what empty cells and the width of columns are measured in.
        XSSFFont body = workbook.getFontAt(0);
        body.setFontName("Arial");
        body.setFontHeightInPoints((short) 10);
        for (Style style : Style.values()) {
            indexes.put(style, create(style).getIndex());
        }
        bands();
    }

    private void bands() {
        PatternFormatting fill = workbook.createSheet()
                .getSheetConditionalFormatting()
                .createConditionalFormattingRule("TRUE")
                .createPatternFormatting();
        fill.setFillBackgroundColor(colour(BAND));
        fill.setFillPattern(PatternFormatting.SOLID_FOREGROUND);
    }

    /** With its opacity, without which it is no colour by the schema. */
    private static XSSFColor colour(byte[] rgb) {
        return new XSSFColor(new byte[] {(byte) 0xFF, rgb[0], rgb[1], rgb[2]});
    }

    /** A colour as parts write it, without its opacity. */
    static String hex(byte[] rgb) {
        return HexFormat.of().withUpperCase().formatHex(rgb);
    }

    private XSSFCellStyle create(Style kind) {
        XSSFCellStyle style = workbook.createCellStyle();
        style.setVerticalAlignment(VerticalAlignment.CENTER);
        switch (kind) {
            case TITLE -> style.setFont(font(16, DEEP_BLUE, true));
            case SUBTITLE -> style.setFont(font(11, DEEP_BLUE, false));
            case HEADING -> heading(style);
            case HEADER -> header(style, HorizontalAlignment.LEFT);
            case HEADER_NUMBER -> header(style, HorizontalAlignment.RIGHT);
            case TEXT -> text(style);
            case QUOTED -> {
                text(style);
                style.setQuotePrefixed(true);
            }
            case WRAPPED -> {
                text(style);
                style.setWrapText(true);
            }
            case COUNT -> number(style, "#,##0");
            case CHANGE -> number(style, "+#,##0;-#,##0;0");
            case RATE -> number(style, "0.0 %");
            case POINTS -> number(style, "+0.0 %;-0.0 %;0.0 %");
            case KEY_COUNT -> key(style, "#,##0");
            case KEY_RATE -> key(style, "0.0 %");
            case DATE -> {
                text(style);
                style.setDataFormat(workbook.createDataFormat().getFormat("dd/mm/yyyy"));
            }
            case TOTAL -> {
                text(style);
                total(style);
            }
            case TOTAL_COUNT -> {
                number(style, "#,##0");
                total(style);
            }
            case ABSENT -> {
                ruled(style);
                style.setAlignment(HorizontalAlignment.RIGHT);
            }
            case LINK -> {
                XSSFFont font = font(10, DEEP_BLUE, false);
                font.setUnderline(XSSFFont.U_SINGLE);
                style.setFont(font);
            }
            case PLAIN -> style.setFont(workbook.getFontAt(0));
            case ENTRY -> entry(style);
            case ENTRY_WRONG -> {
                entry(style);
                style.setFillForegroundColor(colour(WRONG));
                style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            }
        }
        return style;
    }

    private XSSFFont font(int points, byte[] rgb, boolean bold) {
        XSSFFont font = workbook.createFont();
        font.setFontName("Arial");
        font.setFontHeightInPoints((short) points);
        font.setColor(colour(rgb));
        font.setBold(bold);
        return font;
    }

    private void heading(XSSFCellStyle style) {
        style.setFont(font(11, DEEP_BLUE, true));
        style.setBorderBottom(BorderStyle.THIN);
        style.setBottomBorderColor(colour(DEEP_BLUE));
    }

    private void header(XSSFCellStyle style, HorizontalAlignment alignment) {
        style.setFont(font(10, WHITE, true));
        style.setFillForegroundColor(colour(DEEP_BLUE));
        style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        style.setAlignment(alignment);
        style.setIndention((short) (alignment == HorizontalAlignment.LEFT ? 1 : 0));
        style.setWrapText(true);
    }

    /** Indented, so that it keeps away from a number to its left; numbers are not, as LibreOffice indents only some. */
    private void text(XSSFCellStyle style) {
        ruled(style);
        style.setAlignment(HorizontalAlignment.LEFT);
        style.setIndention((short) 1);
    }

    private void entry(XSSFCellStyle style) {
        text(style);
        style.setWrapText(true);
        style.setDataFormat(workbook.createDataFormat().getFormat("@"));
    }

    private void number(XSSFCellStyle style, String format) {
        ruled(style);
        style.setAlignment(HorizontalAlignment.RIGHT);
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
    }

    private void key(XSSFCellStyle style, String format) {
        number(style, format);
        style.setFont(font(16, DEEP_BLUE, false));
    }

    private void total(XSSFCellStyle style) {
        style.setFont(font(10, DEEP_BLUE, true));
        style.setBorderTop(BorderStyle.THIN);
        style.setTopBorderColor(colour(DEEP_BLUE));
    }

    private void ruled(XSSFCellStyle style) {
        style.setFont(workbook.getFontAt(0));
        style.setBorderBottom(BorderStyle.HAIR);
        style.setBottomBorderColor(colour(RULE));
    }
}
