package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.PatientIdentifier;
import fr.dmp.pilotage.findings.PatientIdentifier.Match;
import java.util.Arrays;

/**
 * Finds the identifiers of patients in bytes that pass by in blocks, wherever a block ends. It looks at one byte in
 * thirteen: no identifier is shorter, and most bytes of most files can be no part of one.
 */
final class PatientScan {

    private static final int SHORTEST = PatientIdentifier.SHORTEST;
    private static final int LONGEST = PatientIdentifier.LONGEST;
    private static final boolean[] PART = parts();

    /** Told of each identifier, in order. */
    interface Taker {

        /**
         * One was found.
         *
         * @param at how many bytes of the block to pass over to be in it, 0 if it began in the block before
         * @param keyed whether it has its key
         */
        void found(int at, boolean keyed);
    }

    private final PatientIdentifier identifier = new PatientIdentifier();

    /** The byte before, then what may be the beginning of an identifier; before the file there is no digit. */
    private byte[] carry = {'\n'};

    private static boolean[] parts() {
        boolean[] parts = new boolean[256];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = PatientIdentifier.isPart((byte) i);
        }
        return parts;
    }

    /** Takes the next {@code length} bytes. */
    void block(byte[] block, int length, Taker taker) {
        // What was carried is looked at with what follows it, as is the first byte, whose neighbour is there.
        int carried = carry.length;
        int head = Math.min(length, LONGEST + 1);
        byte[] joined = Arrays.copyOf(carry, carried + head);
        System.arraycopy(block, 0, joined, carried, head);
        if (head == length) {
            int done = scan(joined, 1, joined.length, joined.length, carried, taker);
            carry = carry(joined, done, joined.length);
            return;
        }
        int done = scan(joined, 1, carried + 1, joined.length, carried, taker);
        done = scan(block, Math.max(1, done - carried), length, length, 0, taker);
        carry = carry(block, done, length);
    }

    /** To be called once, after the last block. */
    void end(Taker taker) {
        byte[] last = Arrays.copyOf(carry, carry.length + 1);
        last[carry.length] = '\n';
        scan(last, 1, carry.length, last.length, carry.length, taker);
    }

    /** The byte before and the bytes that may begin an identifier: those after {@code done} that only parts follow. */
    private static byte[] carry(byte[] bytes, int done, int to) {
        int least = Math.max(done, to - LONGEST);
        int from = to;
        while (from > least && PART[bytes[from - 1] & 0xff]) {
            from--;
        }
        return Arrays.copyOfRange(bytes, from - 1, to);
    }

    /**
     * Looks for identifiers that begin in {@code from} to {@code starts}, in bytes that are known up to {@code to}.
     *
     * @param from at least 1
     * @param before bytes that are not of the block
     * @return the end of the last one, else {@code from}
     */
    private int scan(byte[] bytes, int from, int starts, int to, int before, Taker taker) {
        int done = from;
        int at = from + SHORTEST - 1;
        while (at < to) {
            if (!PART[bytes[at] & 0xff]) {
                at += SHORTEST;
                continue;
            }
            int start = at;
            while (start > from && PART[bytes[start - 1] & 0xff]) {
                start--;
            }
            int end = at + 1;
            while (end < to && PART[bytes[end] & 0xff]) {
                end++;
            }
            if (end - start >= SHORTEST) {
                done = scanParts(bytes, start, Math.min(end, starts), to, before, taker, done);
            }
            at = end + SHORTEST;
        }
        return done;
    }

    private int scanParts(byte[] bytes, int from, int starts, int to, int before, Taker taker, int lastEnd) {
        int done = lastEnd;
        for (int at = from; at < starts; at++) {
            if (PatientIdentifier.isFirst(bytes[at]) && !PatientIdentifier.isDigit(bytes[at - 1])) {
                Match match = identifier.at(bytes, at, to);
                if (match == Match.WITH_KEY || match == Match.WITHOUT_KEY) {
                    taker.found(Math.max(0, at + 1 - before), match == Match.WITH_KEY);
                    done = identifier.end();
                    at = done - 1;
                }
            }
        }
        return done;
    }
}
