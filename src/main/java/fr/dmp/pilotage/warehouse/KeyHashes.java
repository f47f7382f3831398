package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.feeds.RowPage;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Hashes the keys of rows in COPY's text form: rows with the same key have the same hash, others hardly ever. */
final class KeyHashes {

    /** Multiplier of FNV-1a, and the finisher of MurmurHash3, which spreads it over all bits. */
    private static final long PRIME = 0x100000001b3L;

    private static final long START = 0xcbf29ce484222325L;

    private static final long MIX = 0xff51afd7ed558ccdL;

    private final int[][] parts;
    private final int[] starts;

    /**
     * @param key its parts, {@code a|b} being a, else b
     * @param columns of the fields of each row
     */
    KeyHashes(List<String> key, List<String> columns) {
        this.parts = key.stream()
                .map(part -> Stream.of(part.split("\\|", -1))
                        .mapToInt(columns::indexOf)
                        .filter(field -> field >= 0)
                        .toArray())
                .toArray(int[][]::new);
        int last = Stream.of(parts).flatMapToInt(IntStream::of).max().orElse(-1);
        this.starts = new int[last + 2];
    }

    /** One hash for each row of a page, never 0. */
    long[] of(RowPage page) {
        long[] hashes = new long[page.rows()];
        int start = 0;
        for (int row = 0; row < hashes.length; row++) {
            int end = page.ends()[row];
            split(page.text(), start, end);
            hashes[row] = hash(page.text());
            start = end;
        }
        return hashes;
    }

    /** Notes where the fields of a row begin, up to the one behind the last that is needed. */
    private void split(byte[] text, int start, int end) {
        starts[0] = start;
        int at = start;
        for (int field = 1; field < starts.length; field++) {
            while (at < end && text[at] != '\t') {
                at++;
            }
            starts[field] = ++at;
        }
    }

    private long hash(byte[] text) {
        long hash = START;
        for (int[] part : parts) {
            for (int field : part) {
                if (!isNull(text, field)) {
                    for (int i = starts[field]; i < starts[field + 1] - 1; i++) {
                        hash = (hash ^ text[i]) * PRIME;
                    }
                    break;
                }
            }
            hash = (hash ^ '\t') * PRIME;
        }
        hash = (hash ^ hash >>> 33) * MIX;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }

    private boolean isNull(byte[] text, int field) {
        int start = starts[field];
        return starts[field + 1] - start == 3 && text[start] == '\\' && text[start + 1] == 'N';
    }
}
