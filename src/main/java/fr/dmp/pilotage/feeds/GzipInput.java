package fr.dmp.pilotage.feeds;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The text of a gzip, be it of several in a row. What follows the last of them Java passes over: here it is told. */
final class GzipInput extends GZIPInputStream {

    private static final int BUFFER = 1 << 16;

    /** The checksum and the length at its end. */
    private static final int TRAILER = 8;

    private static final int FLAGS = 3;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    /** Bytes that every header begins with. */
    private static final int FIXED = 10;

    private final FileChannel file;
    private long filled;

    GzipInput(FileChannel file) throws IOException {
        super(Channels.newInputStream(file), BUFFER);
        this.file = file;
    }

    /**
     * What the first of them is called, and is said of it: the file as it was named when it was packed, mostly.
     *
     * @return with line ends between
     */
    static String names(Path packed) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(packed)) {
            head = in.readNBytes(BUFFER);
        }
        int flags = head.length > FLAGS ? head[FLAGS] : 0;
        int end = FIXED;
        if ((flags & EXTRA) != 0 && head.length > FIXED + 1) {
            end += 2 + (head[FIXED] & 0xff) + ((head[FIXED + 1] & 0xff) << 8);
        }
        for (int text = Integer.bitCount(flags & (NAME | COMMENT)); text > 0; text--) {
            while (end < head.length && head[end] != 0) {
                end++;
            }
            end++;
        }
        int length = Math.max(0, Math.min(end, head.length) - FIXED);
        return length == 0 ? "" : new String(head, FIXED, length, StandardCharsets.ISO_8859_1).replace('\0', '\n');
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        filled = file.position();
    }

    /**
     * To be called once all of the text was read.
     *
     * @throws ZipException if the file goes on behind the gzip
     */
    void checkEnd() throws IOException {
        // What was read ahead and is no part of the text begins with the trailer, which may be read from the file
        // alone.
        if (filled - inf.getRemaining() + TRAILER != file.size()) {
            throw new ZipException("more bytes after its end");
        }
    }
}
