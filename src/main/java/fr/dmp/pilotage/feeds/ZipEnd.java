package fr.dmp.pilotage.feeds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;

/**
 * The last record of a zip archive. {@link java.util.zip.ZipFile} reads the whole directory into memory at once: this says
 * beforehand how large it is.
 *
 * @param entries how many the archive says that it has
 * @param directorySize bytes of its directory
 */
record ZipEnd(long entries, long directorySize) {

    private static final int SIGNATURE = 0x06054b50;
    private static final int DIRECTORY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_SIGNATURE = 0x04034b50;
    private static final int SIGNATURE_64 = 0x06064b50;
    private static final int LENGTH = 22;
    private static final int LOCATOR_LENGTH = 20;
    private static final int LENGTH_64 = 56;
    private static final int LONGEST_COMMENT = 0xffff;

    /** @throws ZipException if there is none that ends the file: the archive is cut off, or nobody sees all of it */
    static ZipEnd read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            int tailLength = (int) Math.min(size, LENGTH + LONGEST_COMMENT);
            ByteBuffer tail = read(channel, size - tailLength, tailLength);
            for (int at = tailLength - LENGTH; at >= 0; at--) {
                if (tail.getInt(at) == SIGNATURE) {
                    int behind = tailLength - at - LENGTH - Short.toUnsignedInt(tail.getShort(at + 20));
                    if (behind == 0) {
                        return read(channel, tail, at, size - tailLength);
                    }
                    checkUnlikely(channel, tail, at, size - tailLength, behind);
                }
            }
            throw new ZipException("no directory at its end");
        }
    }

    /**
     * What does not end the file is mostly a part of its comment, or of what it packs. Java believes it all the same if it
     * leads to a directory and an entry, and would read that directory, whatever its size.
     */
    private static void checkUnlikely(FileChannel channel, ByteBuffer tail, int at, long tailStart, int behind)
            throws IOException {
        long directory = tailStart + at - Integer.toUnsignedLong(tail.getInt(at + 12));
        long first = directory - Integer.toUnsignedLong(tail.getInt(at + 16));
        if (directory >= 0
                && first >= 0
                && read(channel, directory, Integer.BYTES).getInt(0) == DIRECTORY_SIGNATURE
                && read(channel, first, Integer.BYTES).getInt(0) == ENTRY_SIGNATURE) {
            throw new ZipException(behind > 0 ? "more bytes after its end" : "its comment is cut off");
        }
    }

    private static ZipEnd read(FileChannel channel, ByteBuffer tail, int at, long tailStart) throws IOException {
        int entries = Short.toUnsignedInt(tail.getShort(at + 10));
        long directorySize = Integer.toUnsignedLong(tail.getInt(at + 12));
        if (entries < 0xffff && directorySize < 0xffff_ffffL) {
            return new ZipEnd(entries, directorySize);
        }
        // Of an archive that is large, or was written as if it could be, another record says it in 64 bits.
        ByteBuffer locator = read(channel, tailStart + at - LOCATOR_LENGTH, LOCATOR_LENGTH);
        ByteBuffer large = read(channel, locator.getLong(8), LENGTH_64);
        if (large.getInt(0) != SIGNATURE_64) {
            throw new ZipException("no directory where its end says");
        }
        return new ZipEnd(large.getLong(32), large.getLong(40));
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (from < 0 || channel.read(bytes, from + bytes.position()) < 0) {
                throw new ZipException("no directory at its end");
            }
        }
        return bytes;
    }
}
