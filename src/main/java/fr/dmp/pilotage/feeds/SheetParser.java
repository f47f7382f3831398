package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.Limit;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/** Goes over one sheet as it streams by. Flat in memory: a row is told cell by cell. */
final class SheetParser extends PartHandler {

    private static final int LAST_ROW = 1_048_576;

    private final SheetTexts texts;
    private final DateStyles styles;
    private final boolean since1904;
    private final FileLimits limits;
    private final SheetRows rows;
    private final BoundedText text;
    private final BitSet hiddenColumns = new BitSet();

    private boolean inData;
    private boolean inText;
    private boolean inReading;
    private int row;
    private int column;
    private String type = "";
    private int style;
    private boolean formula;
    private boolean value;

    /** @param places told of identifiers of patients in cells that are too long, or null if nobody asks */
    SheetParser(
            Workbook book,
            SheetTexts texts,
            DateStyles styles,
            FileLimits limits,
            SheetRows rows,
            @Nullable PatientPlaces places) {
        this.texts = texts;
        this.styles = styles;
        this.since1904 = book.since1904();
        this.limits = limits;
        this.rows = rows;
        this.text = new BoundedText(Math.toIntExact(limits.of(Limit.CELL_LENGTH)), places);
    }

    @Override
    void open(String element, Attributes attributes) throws SAXException {
        switch (element) {
            case "col" -> hide(attributes);
            case "sheetData" -> {
                inData = true;
                rows.columns(hiddenColumns);
            }
            case "row" -> beginRow(attributes);
            case "c" -> beginCell(attributes);
            case "f" -> formula = true;
            case "v" -> inText = inData;
            case "t" -> inText = inData && !inReading;
            case "rPh" -> inReading = true;
            default -> {
                // What a cell looks like, and what is beside the cells.
            }
        }
    }

    @Override
    void close(String element) throws SAXException {
        switch (element) {
            case "sheetData" -> inData = false;
            case "row" -> {
                if (inData) {
                    rows.endRow();
                }
            }
            case "c" -> endCell();
            case "v", "t" -> {
                value |= inText;
                inText = false;
            }
            case "rPh" -> inReading = false;
            default -> {
                // As above.
            }
        }
    }

    @Override
    boolean takes(char[] characters, int from, int length) {
        if (inText) {
            text.append(characters, from, length);
        }
        return inText;
    }

    private void hide(Attributes attributes) throws SAXException {
        if (flag(attributes, "hidden")) {
            int most = Math.toIntExact(limits.of(Limit.COLUMNS));
            int from = number(attributes, "min", 1) - 1;
            int to = Math.min(number(attributes, "max", 0), most);
            if (from >= 0 && from < to) {
                hiddenColumns.set(from, to);
            }
        }
    }

    private void beginRow(Attributes attributes) throws SAXException {
        int number = number(attributes, "r", row + 1);
        if (number <= row || number > LAST_ROW) {
            throw new SAXException("row " + number + " after row " + row);
        }
        row = number;
        column = -1;
        boolean flat = "0".equals(attributes.getValue("ht"));
        rows.row(row, flat || flag(attributes, "hidden"));
    }

    private void beginCell(Attributes attributes) throws SAXException {
        String place = attributes.getValue("r");
        int next = place == null ? column + 1 : columnOf(place);
        if (next <= column) {
            throw new SAXException("cells out of order in row " + row);
        }
        column = next;
        type = text(attributes, "t");
        style = number(attributes, "s", 0);
        formula = false;
        value = false;
        text.clear();
    }

    /** {@code A1} is 0, {@code XFD1} is 16 383. */
    private static int columnOf(String place) throws SAXException {
        int index = 0;
        int letters = 0;
        while (letters < place.length() && place.charAt(letters) >= 'A' && place.charAt(letters) <= 'Z') {
            index = index * 26 + place.charAt(letters++) - 'A' + 1;
        }
        if (letters == 0 || letters > 3) {
            throw new SAXException("a cell without a place");
        }
        return index - 1;
    }

    private void endCell() throws SAXException {
        String marked = marked();
        if (marked.isEmpty()) {
            return;
        }
        if (column >= limits.of(Limit.COLUMNS)) {
            throw new RefusedContent(limits.over(Limit.COLUMNS, row, column + 1L));
        }
        rows.cell(column, marked);
    }

    private String marked() throws SAXException {
        boolean kept = value && (type.equals("str") || !text.raw().isBlank());
        if (formula && !kept) {
            return Character.toString(CellMark.NO_VALUE);
        }
        String cell = kept || type.equals("inlineStr") ? cell() : "";
        return formula && !cell.isEmpty() ? CellMark.FORMULA + cell : cell;
    }

    private String cell() throws SAXException {
        return switch (type) {
            case "s" -> texts.get(number(text.raw().strip()));
            case "str", "inlineStr" -> text.cell();
            case "b" -> truth();
            case "e" -> CellMark.ERROR + text.cell();
            case "d" -> CellMark.DATE + text.cell();
            default -> number();
        };
    }

    private String truth() {
        return switch (text.raw().strip()) {
            case "1", "true" -> "TRUE";
            case "0", "false" -> "FALSE";
            default -> CellMark.ERROR + text.cell();
        };
    }

    private String number() {
        String written = text.raw().strip();
        if (styles.isDate(style)) {
            String date = SheetNumber.date(written, since1904);
            if (!date.isEmpty()) {
                return CellMark.DATE + date;
            }
        }
        String plain = SheetNumber.plain(written);
        // What is none may hold anything, line ends too.
        return plain.isEmpty() ? text.cell() : (since1904 ? CellMark.NUMBER_OF_1904 : CellMark.NUMBER) + plain;
    }
}
