package fr.dmp.pilotage.feeds;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks through bytes eight at a time: the survey reads every byte of every file before anything else happens. */
final class EightBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long SIGNS = 0x8080808080808080L;
    private static final long LINE_FEEDS = '\n' * ONES;
    private static final long CARRIAGE_RETURNS = '\r' * ONES;
    private static final long ABOVE_LINE_ENDS = ('\r' + 1) * ONES;

    private EightBytes() {}

    /** The first place of a byte with its sign bit set, as in all text beyond ASCII, or {@code to}. */
    static int findSigned(byte[] bytes, int from, int to) {
        int i = from;
        while (i + Long.BYTES <= to && ((long) LONGS.get(bytes, i) & SIGNS) == 0) {
            i += Long.BYTES;
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** The first place of a line end, a NUL byte or an ASCII character, such as a quote, or {@code to}. */
    static int findBreak(byte[] bytes, int from, int to, char quote) {
        long quotes = quote * ONES;
        int i = from;
        while (i + Long.BYTES <= to) {
            long word = (long) LONGS.get(bytes, i);
            // One subtraction for three characters and the tab, whose words are then looked at more closely.
            long low = (word - ABOVE_LINE_ENDS) & ~word;
            if (((low | zeros(word ^ quotes)) & SIGNS) != 0 && holdsBreak(word, quotes)) {
                break;
            }
            i += Long.BYTES;
        }
        while (i < to && !isBreak(bytes[i], quote)) {
            i++;
        }
        return i;
    }

    private static boolean holdsBreak(long word, long quotes) {
        long breaks = zeros(word) | zeros(word ^ quotes) | zeros(word ^ LINE_FEEDS) | zeros(word ^ CARRIAGE_RETURNS);
        return (breaks & SIGNS) != 0;
    }

    private static boolean isBreak(byte one, char quote) {
        return one == '\n' || one == '\r' || one == quote || one == 0;
    }

    /** Has a sign set if one of the eight bytes is 0. */
    private static long zeros(long word) {
        return (word - ONES) & ~word;
    }
}
