package fr.dmp.pilotage.feeds;

import java.util.BitSet;

/**
 * Tells by their look bytes that say what they hold from those that do not, such as compressed or encrypted ones, whatever
 * their format. In text a control character is rare or always the same; elsewhere all of them are there.
 */
final class Legibility {

    /** So many different ones are in no text, not even in one with broken cells. */
    private static final int KINDS = 5;

    /** One byte in so many, in what is no text; there it is one in ten. */
    private static final int RARE = 100;

    private static final boolean[] CONTROL = controls();

    private final BitSet kinds = new BitSet();
    private long controls;
    private long size;
    private final long[] nuls = new long[2];

    /** Those but the tab, the ends of lines and pages, the end of a file of DOS, and the escape of terminals. */
    private static boolean[] controls() {
        boolean[] controls = new boolean[256];
        for (int i = 0; i < ' '; i++) {
            controls[i] = "\t\n\u000b\f\r\u001a\u001b".indexOf(i) < 0;
        }
        return controls;
    }

    void block(byte[] block, int length) {
        for (int i = 0; i < length; i++) {
            int one = block[i] & 0xff;
            if (CONTROL[one]) {
                kinds.set(one);
                controls++;
                if (one == 0) {
                    nuls[(int) ((size + i) & 1)]++;
                }
            }
        }
        size += length;
    }

    boolean isText() {
        return kinds.cardinality() < KINDS || controls * RARE < size || isWide();
    }

    /** In UTF-16 and UTF-32 half of nearly all characters, or more, is a NUL, always at the same places. */
    private boolean isWide() {
        long most = Math.max(nuls[0], nuls[1]);
        return most * 4 >= size && (most == nuls[0] ? nuls[1] : nuls[0]) * 10 <= most * 6;
    }
}
