package fr.dmp.pilotage.feeds;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an XML part. A parser holds a whole tag in memory, attributes included, and knows no limit for it: here a
 * stretch without a tag is at most a mebibyte, thirty times the longest cell that Excel writes.
 */
final class XmlInput extends BlockInput {

    private static final int LONGEST_STRETCH = 1 << 20;

    private int stretch;

    XmlInput(InputStream in) {
        super(in);
    }

    /** More text or attributes than any program writes. */
    @SuppressWarnings("serial") // thrown and caught within one call
    static final class Overlong extends IOException {

        Overlong() {
            super("over " + LONGEST_STRETCH + " bytes without a tag");
        }
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = in.read(target, from, length);
        for (int i = from; i < from + count; i++) {
            stretch = target[i] == '<' ? 0 : stretch + 1;
            if (stretch > LONGEST_STRETCH) {
                throw new Overlong();
            }
        }
        return count;
    }
}
