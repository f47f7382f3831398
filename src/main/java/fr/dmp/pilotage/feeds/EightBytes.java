package fr.dmp.pilotage.feeds;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks through bytes eight at a time: the survey reads every byte of every file before anything else happens. */
final class EightBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long SIGNS = 0x8080808080808080L;

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

    /** The first place of one of four ASCII characters, or {@code to}. */
    static int find(byte[] bytes, int from, int to, char one, char two, char three, char four) {
        long ones = one * ONES;
        long twos = two * ONES;
        long threes = three * ONES;
        long fours = four * ONES;
        int i = from;
        while (i + Long.BYTES <= to) {
            long word = (long) LONGS.get(bytes, i);
            if ((zeros(word ^ ones) | zeros(word ^ twos) | zeros(word ^ threes) | zeros(word ^ fours)) != 0) {
                break;
            }
            i += Long.BYTES;
        }
        while (i < to && bytes[i] != one && bytes[i] != two && bytes[i] != three && bytes[i] != four) {
            i++;
        }
        return i;
    }

    /** Not 0 if one of the eight bytes is 0. */
    private static long zeros(long word) {
        return (word - ONES) & ~word & SIGNS;
    }
}
