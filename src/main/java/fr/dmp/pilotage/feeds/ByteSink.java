package fr.dmp.pilotage.feeds;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of bytes that can be cut back: rows are written as their fields are read, and undone if one is bad. */
final class ByteSink {

    private byte[] bytes;
    private int size;

    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    void cutTo(int length) {
        size = length;
    }

    void put(int ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
    }

    void putAscii(char[] text, int from, int length) {
        ensure(length);
        for (int i = from; i < from + length; i++) {
            bytes[size++] = (byte) text[i];
        }
    }

    /** Characters below U+0800, which take at most two bytes in UTF-8. */
    void putLatin(char[] text, int from, int length) {
        ensure(2 * length);
        for (int i = from; i < from + length; i++) {
            char c = text[i];
            if (c < 0x80) {
                bytes[size++] = (byte) c;
            } else {
                bytes[size++] = (byte) (0xc0 | (c >> 6));
                bytes[size++] = (byte) (0x80 | (c & 0x3f));
            }
        }
    }

    void put(byte[] more) {
        ensure(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    void putUtf8(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The buffer itself; what it holds ends at {@link #size()}. */
    byte[] bytes() {
        return bytes;
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
