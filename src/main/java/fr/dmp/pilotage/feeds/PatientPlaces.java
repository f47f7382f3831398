package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.PatientText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a file holds identifiers of patients. It leads the scanner of records from one to the next, so that each is known
 * by its record and field, of which the scanner of identifiers knows nothing.
 */
final class PatientPlaces {

    /** More fields than any contract has; beyond it a field is not told apart, and counts as one that may hold none. */
    private static final int MOST = 100;

    /** Stands for a field that is not known. */
    static final int UNKNOWN = -1;

    private final PatientScan scan = new PatientScan();
    private final PatientScan wideScan = new PatientScan();
    private final Map<Place, Found> found = new LinkedHashMap<>();
    private final Set<Column> columns = new LinkedHashSet<>();
    private boolean cells;
    private int scanned;

    /**
     * One field of the header, or of the rows.
     *
     * @param field counted from 0, or {@link #UNKNOWN}
     * @param keyed whether the identifiers have their key
     * @param label what a cell's column is called; null if the header of the file tells it
     */
    record Place(
            boolean header,
            int field,
            boolean keyed,
            @Nullable String label) {}

    /**
     * What one place holds.
     *
     * @param line on which the first record with one starts; 0 if it is not known
     */
    record Found(Place place, long line, long count) {

        Found and(Found later) {
            return new Found(place, line, count + later.count);
        }
    }

    /** A column whose name is about patients. */
    record Column(long line, String name) {}

    /** Takes the bytes of a block from {@code from} on, which the records begin with, and hands them to {@code records}. */
    void block(byte[] block, int from, int length, RecordScanner records) {
        scanned = from;
        scan.block(block, length, (at, keyed) -> {
            advance(block, at, records);
            note(records, keyed);
        });
        advance(block, length, records);
        if (records.holdsNul()) {
            blockWithNul(block, length);
        }
    }

    private void advance(byte[] block, int to, RecordScanner records) {
        if (to > scanned) {
            records.scan(block, scanned, to - scanned);
            scanned = to;
        }
    }

    /** Takes a block of something that has no records, or that nobody needs the records of any more. */
    void blockWithoutRecords(byte[] block, int length) {
        if (holdsNul(block, length)) {
            blockWithNul(block, length);
        } else {
            scan.block(block, length, (at, keyed) -> note(null, keyed));
        }
    }

    private static boolean holdsNul(byte[] block, int length) {
        int at = 0;
        while (at < length && block[at] != 0) {
            at++;
        }
        return at < length;
    }

    /** NUL bytes are passed over: the digits of UTF-16 have one each. */
    private void blockWithNul(byte[] block, int length) {
        byte[] text = new byte[length];
        int size = 0;
        for (int i = 0; i < length; i++) {
            if (block[i] != 0) {
                text[size++] = block[i];
            }
        }
        wideScan.block(text, size, (at, keyed) -> note(null, keyed));
    }

    /** To be called once, after the last block. */
    void end(@Nullable RecordScanner records) {
        scan.end((at, keyed) -> note(records, keyed));
        wideScan.end((at, keyed) -> note(null, keyed));
    }

    /**
     * Takes the text of a cell.
     *
     * @param label what its column is called
     * @param field as the file's header counts it, or {@link #UNKNOWN} if its sheet is not the one that is read
     * @param line number of its row; 0 if it is not known
     */
    void cell(String text, @Nullable String label, int field, boolean header, long line) {
        PatientText.find(text, keyed -> note(new Place(header, field, keyed, label), line));
    }

    /** One was found in a cell that is too long for any column. */
    void ofOverlongCell(boolean keyed) {
        note(new Place(false, UNKNOWN, keyed, null), 0);
    }

    /**
     * Takes what was found in a part of an archive that nobody reads.
     *
     * @param name as the archive gives it
     */
    void ofPart(String name, PatientPlaces part) {
        for (Found each : part.found()) {
            Place place = new Place(false, UNKNOWN, each.place().keyed(), OnlyEntry.shown(name));
            note(new Found(place, 0, each.count()));
        }
    }

    /** What was found up to a moment. */
    record Mark(Map<Place, Found> found, Set<Column> columns) {}

    Mark mark() {
        return new Mark(new LinkedHashMap<>(found), new LinkedHashSet<>(columns));
    }

    /** Forgets what was found since, as it will be looked through once more. */
    void backTo(Mark mark) {
        found.clear();
        found.putAll(mark.found());
        columns.clear();
        columns.addAll(mark.columns());
    }

    /** Takes a cell of the first row with text of any sheet. */
    void headerCell(String text, long line) {
        if (PatientRules.isAboutPatients(text)) {
            columns.add(new Column(line, text));
        }
    }

    /** From now on cells are told, and the text that is made of them is not asked. */
    void tellsCells() {
        cells = true;
    }

    boolean ofCells() {
        return cells;
    }

    private void note(@Nullable RecordScanner records, boolean keyed) {
        Place place = records == null
                ? new Place(false, UNKNOWN, keyed, null)
                : new Place(records.inHeader(), records.field(), keyed, null);
        note(place, records == null ? 0 : records.recordLine());
    }

    private void note(Place where, long line) {
        note(new Found(where, line, 1));
    }

    private void note(Found one) {
        boolean tooMany = found.size() >= MOST && !found.containsKey(one.place());
        Place place = tooMany ? new Place(false, UNKNOWN, one.place().keyed(), null) : one.place();
        found.merge(place, new Found(place, one.line(), one.count()), Found::and);
    }

    /** Columns of a workbook whose names are about patients. */
    List<Column> columns() {
        return new ArrayList<>(columns);
    }

    /** The places in the order in which they were found. */
    List<Found> found() {
        return new ArrayList<>(found.values());
    }
}
