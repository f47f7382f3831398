package fr.dmp.pilotage.feeds;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Sees bytes that pass by, many at a time as a rule. */
abstract class BlockInput extends FilterInputStream {

    BlockInput(InputStream in) {
        super(in);
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] target, int from, int length) throws IOException;
}
