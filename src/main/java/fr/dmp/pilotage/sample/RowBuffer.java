package fr.dmp.pilotage.sample;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Rows of a CSV file on their way to the disk, byte by byte: no text is made of a figure. Not thread-safe. */
final class RowBuffer implements Closeable {

    /** No row is as long. */
    private static final int LONGEST_ROW = 1_024;

    private final FileChannel channel;
    private final byte[] bytes = new byte[1 << 16];
    private int filled;
    private long written;
    private long rows;

    /** Opens a file, emptied if it was there. */
    RowBuffer(Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    RowBuffer text(Utf8 text) {
        filled = text.copyTo(bytes, filled);
        return this;
    }

    /** A character of ASCII. */
    RowBuffer character(char character) {
        bytes[filled++] = (byte) character;
        return this;
    }

    RowBuffer ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        return this;
    }

    RowBuffer characters(char[] ascii, int length) {
        for (int i = 0; i < length; i++) {
            bytes[filled++] = (byte) ascii[i];
        }
        return this;
    }

    /** A number of so many digits, zeros in front. */
    RowBuffer digits(long value, int width) {
        long rest = value;
        for (int i = filled + width - 1; i >= filled; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        filled += width;
        return this;
    }

    /** A separator and a figure, 0 or more. */
    RowBuffer figure(long value) {
        bytes[filled++] = ';';
        if (value < 10) {
            bytes[filled++] = (byte) ('0' + value);
            return this;
        }
        int width = 2;
        for (long limit = 100; value >= limit; limit *= 10) {
            width++;
        }
        return digits(value, width);
    }

    /** The header row, which does not count. */
    void header(String names) throws IOException {
        text(Utf8.of(names));
        endRow();
        rows = 0;
    }

    void endRow() throws IOException {
        bytes[filled++] = '\n';
        rows++;
        if (filled > bytes.length - LONGEST_ROW) {
            flush();
        }
    }

    private void flush() throws IOException {
        ByteBuffer block = ByteBuffer.wrap(bytes, 0, filled);
        while (block.hasRemaining()) {
            channel.write(block);
        }
        written += filled;
        filled = 0;
    }

    /** Rows below the header so far. */
    long rows() {
        return rows;
    }

    /** Bytes so far. */
    long size() {
        return written + filled;
    }

    /** Writes what is left and closes the file. */
    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }
}
