package fr.dmp.pilotage.feeds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a file holds identifiers of patients. It leads the scanner of records from one to the next, so that each is known
 * by its record and field although neither scanner looks at fields.
 */
final class PatientPlaces {

    /** More fields than any contract has; beyond it a field is not told apart, and counts as one that may hold none. */
    private static final int MOST = 100;

    /** Stands for a field that is not known. */
    static final int UNKNOWN = -1;

    private final PatientScan scan = new PatientScan();
    private final PatientScan wideScan = new PatientScan();
    private final Map<Place, Found> found = new LinkedHashMap<>();
    private int scanned;

    /**
     * One field of the header, or of the rows.
     *
     * @param field counted from 0, or {@link #UNKNOWN}
     * @param keyed whether the identifiers have their key
     */
    record Place(boolean header, int field, boolean keyed) {}

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

    /** Takes the bytes of a block from {@code from} on, which the records begin with, and hands them to {@code records}. */
    void block(byte[] block, int from, int length, RecordScanner records) {
        scanned = from;
        scan.block(block, length, (at, keyed) -> {
            advance(block, at, records);
            note(records, keyed);
        });
        advance(block, length, records);
        if (records.holdsNul()) {
            blockWithoutRecords(block, length);
        }
    }

    private void advance(byte[] block, int to, RecordScanner records) {
        if (to > scanned) {
            records.scan(block, scanned, to - scanned);
            scanned = to;
        }
    }

    /** Takes a block of something that has no records. Its NUL bytes are passed over: the digits of UTF-16 have one each. */
    void blockWithoutRecords(byte[] block, int length) {
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

    private void note(@Nullable RecordScanner records, boolean keyed) {
        Place place = records == null
                ? new Place(false, UNKNOWN, keyed)
                : new Place(records.inHeader(), records.field(), keyed);
        if (found.size() >= MOST && !found.containsKey(place)) {
            place = new Place(false, UNKNOWN, keyed);
        }
        long line = records == null ? 0 : records.recordLine();
        found.merge(place, new Found(place, line, 1), Found::and);
    }

    /** The places in the order in which they were found. */
    List<Found> found() {
        return new ArrayList<>(found.values());
    }
}
