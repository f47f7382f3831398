package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.PatientIdentifier;
import fr.dmp.pilotage.findings.PatientIdentifier.Match;
import java.util.Arrays;

/**
 * Finds the identifiers of patients in bytes that pass by in blocks, wherever a block ends. It looks at one byte in
 * thirteen: no identifier is shorter, and most bytes of most files can be no part of one.
 */
final class PatientScan {

    /** The fewest bytes that are an identifier. */
    static final int SHORTEST = PatientIdentifier.SHORTEST;

    private static final int BEFORE = PatientIdentifier.BEFORE;
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

    /** The last bytes that passed by: those that may begin an identifier, and before them those that show what it is. */
    private byte[] carry = {'\n'};

    /** The first byte of the carry that may begin one; before the file there is no digit. */
    private int pending = 1;

    private static boolean[] parts() {
        boolean[] parts = new boolean[256];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = PatientIdentifier.isPart((byte) i);
        }
        return parts;
    }

    /** Takes the next {@code length} bytes. */
    void block(byte[] block, int length, Taker taker) {
        // What was carried is looked at with what follows it, and so are the first bytes, to see what is before them.
        int carried = carry.length;
        int head = Math.min(length, BEFORE + PatientIdentifier.REACH);
        byte[] joined = Arrays.copyOf(carry, carried + head);
        System.arraycopy(block, 0, joined, carried, head);
        if (head == length) {
            carry(joined, scan(joined, pending, joined.length, joined.length, carried, taker), joined.length);
        } else {
            int next = scan(joined, pending, carried + BEFORE, joined.length, carried, taker) - carried;
            carry(block, scan(block, Math.max(BEFORE, next), length, length, 0, taker), length);
        }
    }

    /** To be called once, after the last block. */
    void end(Taker taker) {
        byte[] last = Arrays.copyOf(carry, carry.length + 1);
        last[carry.length] = '\n';
        scan(last, pending, carry.length, last.length, carry.length, taker);
    }

    private void carry(byte[] bytes, int next, int to) {
        int from = Math.max(0, next - BEFORE);
        carry = Arrays.copyOfRange(bytes, from, to);
        pending = next - from;
    }

    /**
     * Looks for identifiers that begin in {@code from} to {@code starts}, in bytes that are known up to {@code to}.
     *
     * @param from at least 1
     * @param before bytes that are not of the block
     * @return the first place where one may begin that was not told
     */
    private int scan(byte[] bytes, int from, int starts, int to, int before, Taker taker) {
        int next = from;
        int at = from + SHORTEST - 1;
        while (at < to) {
            if (!PART[bytes[at] & 0xff]) {
                at += SHORTEST;
                continue;
            }
            int start = at;
            while (start > next && PART[bytes[start - 1] & 0xff]) {
                start--;
            }
            int end = at + 1;
            while (end < to && PART[bytes[end] & 0xff]) {
                end++;
            }
            if (start >= starts) {
                return Math.max(next, starts);
            }
            if (end - start >= SHORTEST) {
                int limit = Math.min(end, starts);
                next = scanParts(bytes, start, limit, to, before, taker);
                if (next < limit) {
                    return next;
                }
            }
            at = end + SHORTEST;
        }
        return Math.max(next, starts < to ? starts : beginOfParts(bytes, next, to));
    }

    /** Where the last bytes begin that may be the first of one: all of them are parts, and too few to be a whole one. */
    private static int beginOfParts(byte[] bytes, int from, int to) {
        int start = to;
        while (start > from && to - start < SHORTEST && PART[bytes[start - 1] & 0xff]) {
            start--;
        }
        return start;
    }

    /** Where to go on: after the last one, or after the parts; less than {@code to} only if what begins there is not told yet. */
    private int scanParts(byte[] bytes, int from, int starts, int to, int before, Taker taker) {
        int at = from;
        while (at < starts) {
            Match match = PatientIdentifier.isFirst(bytes[at]) && !PatientIdentifier.isDigit(bytes[at - 1])
                    ? identifier.at(bytes, at, to)
                    : Match.NONE;
            if (match == Match.UNDECIDED) {
                return at;
            }
            if (match != Match.NONE) {
                taker.found(Math.max(0, at + 1 - before), match == Match.WITH_KEY);
            }
            // One without key may be a piece of two numbers, the second of which has its key.
            at = match == Match.WITH_KEY ? identifier.end() : at + 1;
        }
        return at;
    }
}
