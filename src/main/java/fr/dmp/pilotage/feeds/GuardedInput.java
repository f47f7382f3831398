package fr.dmp.pilotage.feeds;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/** What comes out of one entry of an archive: counted against the limits, and held against the entry's checksum. */
final class GuardedInput extends BlockInput {

    private final ExpansionGuard guard;
    private final long expectedCrc;
    private final CRC32 crc = new CRC32();

    /** @param expectedCrc checksum that the archive states, or -1 if it states none */
    GuardedInput(InputStream in, ExpansionGuard guard, long expectedCrc) {
        super(in);
        this.guard = guard;
        this.expectedCrc = expectedCrc;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = in.read(target, from, length);
        if (count > 0) {
            guard.add(count);
            crc.update(target, from, count);
        } else if (count < 0 && expectedCrc >= 0 && crc.getValue() != expectedCrc) {
            throw new ZipException("a checksum differs");
        }
        return count;
    }
}
