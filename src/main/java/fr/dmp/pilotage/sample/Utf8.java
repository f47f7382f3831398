package fr.dmp.pilotage.sample;

import java.nio.charset.StandardCharsets;

/** A piece of a row, encoded once and written many times. */
final class Utf8 {

    private final byte[] bytes;

    private Utf8(byte[] bytes) {
        this.bytes = bytes;
    }

    static Utf8 of(String text) {
        return new Utf8(text.getBytes(StandardCharsets.UTF_8));
    }

    int length() {
        return bytes.length;
    }

    /** Copies the bytes to a place of a larger array and returns the place after them. */
    int copyTo(byte[] target, int from) {
        System.arraycopy(bytes, 0, target, from, bytes.length);
        return from + bytes.length;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A character of a text that is ASCII. */
    char at(int index) {
        return (char) bytes[index];
    }
}
