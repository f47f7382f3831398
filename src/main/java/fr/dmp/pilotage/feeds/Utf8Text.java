package fr.dmp.pilotage.feeds;

import java.io.Reader;

/**
 * The characters of one page of UTF-8. Stretches of ASCII are widened many bytes at once; the JDK's decoder goes byte by
 * byte from the first accent on, which took it longer than all the parsing. The survey has seen that the bytes are valid;
 * what is not by now (a damaged disk) becomes U+FFFD.
 */
final class Utf8Text extends Reader {

    private static final char UNKNOWN = '\ufffd';

    private final byte[] bytes;
    private final int end;
    private int next;
    private char low;

    /** @param length how many of the bytes are the page's */
    Utf8Text(byte[] bytes, int length) {
        this.bytes = bytes;
        this.end = length;
    }

    @Override
    public int read(char[] target, int from, int length) {
        int to = from;
        int limit = from + length;
        if (low != 0 && to < limit) {
            target[to++] = low;
            low = 0;
        }
        while (to < limit && next < end) {
            int ascii = EightBytes.findSigned(bytes, next, Math.min(end, next + limit - to));
            to = widen(target, to, ascii);
            if (to < limit && next < end) {
                to = character(target, to, limit);
            }
        }
        return to == from ? -1 : to - from;
    }

    private int widen(char[] target, int from, int ascii) {
        int shift = from - next;
        for (int i = next; i < ascii; i++) {
            target[i + shift] = (char) bytes[i];
        }
        next = ascii;
        return ascii + shift;
    }

    private int character(char[] target, int to, int limit) {
        int point = next();
        if (!Character.isSupplementaryCodePoint(point)) {
            target[to] = (char) point;
            return to + 1;
        }
        target[to] = Character.highSurrogate(point);
        if (to + 1 == limit) {
            low = Character.lowSurrogate(point);
            return limit;
        }
        target[to + 1] = Character.lowSurrogate(point);
        return to + 2;
    }

    private int next() {
        int first = bytes[next++] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        if (first < 0xc2 || first > 0xf4 || next + more > end) {
            return UNKNOWN;
        }
        int point = first & (0x3f >> more);
        for (int i = 0; i < more; i++) {
            point = (point << 6) | (bytes[next++] & 0x3f);
        }
        return Character.isValidCodePoint(point) ? point : UNKNOWN;
    }

    @Override
    public void close() {
        // Holds nothing that would have to be given back.
    }
}
