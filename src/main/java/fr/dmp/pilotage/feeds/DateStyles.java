package fr.dmp.pilotage.feeds;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/** Which styles of a workbook show a number as a date. */
final class DateStyles extends PartHandler {

    /** Excel's own bounds. */
    private static final int MOST = 65_536;

    private static final int LONGEST_FORMAT = 255;

    private final Map<Integer, String> formats = new HashMap<>();
    private final BitSet dates = new BitSet();
    private int styles;
    private boolean ofCells;

    private DateStyles() {}

    /** @param part that holds the styles, or null if there is none */
    static DateStyles read(ZipArchive zip, @Nullable String part) throws IOException {
        DateStyles styles = new DateStyles();
        if (part != null) {
            Workbook.parse(zip, part, styles);
        }
        return styles;
    }

    boolean isDate(int style) {
        return style >= 0 && dates.get(style);
    }

    @Override
    void open(String element, Attributes attributes) throws SAXException {
        switch (element) {
            case "numFmt" -> {
                String code = text(attributes, "formatCode");
                if (code.length() <= LONGEST_FORMAT && formats.size() < MOST) {
                    formats.put(number(attributes, "numFmtId", 0), code);
                }
            }
            case "cellXfs" -> ofCells = true;
            case "xf" -> {
                if (ofCells) {
                    style(number(attributes, "numFmtId", 0));
                }
            }
            default -> {
                // Fonts, fills, borders.
            }
        }
    }

    private void style(int format) throws SAXException {
        if (styles == MOST) {
            throw new SAXException("more than " + MOST + " styles");
        }
        dates.set(styles++, DateUtil.isADateFormat(format, formats.get(format)));
    }

    @Override
    void close(String element) {
        if (element.equals("cellXfs")) {
            ofCells = false;
        }
    }
}
