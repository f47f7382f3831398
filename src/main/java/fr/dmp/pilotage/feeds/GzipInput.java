package fr.dmp.pilotage.feeds;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The text of a gzip, be it of several in a row. What follows the last of them Java passes over: here it is told. */
final class GzipInput extends GZIPInputStream {

    private static final int BUFFER = 1 << 16;

    /** The checksum and the length at its end. */
    private static final int TRAILER = 8;

    private final FileChannel file;
    private long filled;

    GzipInput(FileChannel file) throws IOException {
        super(Channels.newInputStream(file), BUFFER);
        this.file = file;
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
