package fr.dmp.pilotage.warehouse;

import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** Bytes on their way into a COPY, gathered so that the driver is called once per buffer and not once per row. */
final class CopyStream {

    private final CopyIn copy;
    private final byte[] buffer;
    private final byte[] digits = new byte[20];
    private int size;

    CopyStream(CopyIn copy, int capacity) {
        this.copy = copy;
        this.buffer = new byte[capacity];
    }

    void put(int ascii) throws SQLException {
        if (size == buffer.length) {
            flush();
        }
        buffer[size++] = (byte) ascii;
    }

    void put(byte[] bytes) throws SQLException {
        put(bytes, 0, bytes.length);
    }

    void put(byte[] bytes, int from, int length) throws SQLException {
        if (length > buffer.length - size) {
            flush();
        }
        if (length > buffer.length) {
            copy.writeToCopy(bytes, from, length);
            return;
        }
        System.arraycopy(bytes, from, buffer, size, length);
        size += length;
    }

    void putNumber(long positive) throws SQLException {
        int at = digits.length;
        long rest = positive;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        put(digits, at, digits.length - at);
    }

    void end() throws SQLException {
        flush();
        copy.endCopy();
    }

    private void flush() throws SQLException {
        if (size > 0) {
            copy.writeToCopy(buffer, 0, size);
            size = 0;
        }
    }
}
