package fr.dmp.pilotage.feeds;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Looks through the cells of a sheet for what is about patients, hidden ones too, and hands them on. A number with a
 * fraction is none of theirs, nor is a date.
 */
final class PatientCells implements SheetRows {

    private static final char DECIMAL_COMMA = ',';

    private final PatientPlaces places;
    private final @Nullable String sheet;
    private final List<String> header;
    private final @Nullable SheetRows next;
    private int headerRow;
    private int row;

    private PatientCells(
            PatientPlaces places,
            @Nullable String sheet,
            int headerRow,
            List<String> header,
            @Nullable SheetRows next) {
        this.places = places;
        this.sheet = sheet;
        this.headerRow = headerRow;
        this.header = header;
        this.next = next;
    }

    /**
     * For the sheet that is read: a column is called as its header says.
     *
     * @param headerRow number of the header, or 0 if there is none
     */
    static PatientCells ofRead(PatientPlaces places, int headerRow, List<String> header, SheetRows next) {
        return new PatientCells(places, null, headerRow, header, next);
    }

    /** For a sheet that is not read: a column is called by the sheet and its letters, and the first row is the header. */
    static PatientCells ofOther(PatientPlaces places, String sheet) {
        return new PatientCells(places, sheet, 0, List.of(), null);
    }

    @Override
    public void columns(BitSet hidden) {
        if (next != null) {
            next.columns(hidden);
        }
    }

    @Override
    public void row(int number, boolean hidden) throws SAXException {
        row = number;
        if (next != null) {
            next.row(number, hidden);
        }
    }

    @Override
    public void cell(int column, String marked) throws SAXException {
        String text = CellMark.strip(marked);
        if (sheet != null && headerRow == 0) {
            headerRow = row;
        }
        if (row == headerRow) {
            places.headerCell(text, row);
        }
        if (mayHold(marked, text)) {
            int field = sheet == null ? column : PatientPlaces.UNKNOWN;
            places.cell(text, label(column), field, row == headerRow, row);
        }
        if (next != null) {
            next.cell(column, marked);
        }
    }

    private static boolean mayHold(String marked, String text) {
        if (text.length() < PatientScan.SHORTEST) {
            return false;
        }
        int mark = marked.length() - text.length() - 1;
        return mark < 0
                || switch (marked.charAt(mark)) {
                    case CellMark.NUMBER, CellMark.NUMBER_OF_1904 -> text.indexOf(DECIMAL_COMMA) < 0;
                    case CellMark.DATE -> false;
                    default -> true;
                };
    }

    private String label(int column) {
        String letters = letters(column);
        if (sheet != null) {
            return sheet + "!" + letters;
        }
        String name = column < header.size() ? header.get(column) : "";
        return name.isEmpty() || PatientRules.isMasked(name) ? letters : name;
    }

    /** 0 is {@code A}, 26 is {@code AA}. */
    private static String letters(int column) {
        String last = Character.toString((char) ('A' + column % 26));
        return column < 26 ? last : letters(column / 26 - 1) + last;
    }

    @Override
    public void endRow() throws SAXException {
        if (next != null) {
            next.endRow();
        }
    }
}
