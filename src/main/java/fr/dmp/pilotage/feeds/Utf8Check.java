package fr.dmp.pilotage.feeds;

import java.util.Arrays;

/**
 * Whether bytes that pass by in blocks are UTF-8 (RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF). Looks
 * at characters beyond ASCII alone, which a decoder does not: nearly all bytes of nearly all files are passed over eight
 * at a time.
 */
final class Utf8Check {

    private boolean onlyAscii = true;
    private boolean valid = true;
    private byte[] cut = new byte[0];

    /** Takes the next {@code length} bytes. */
    void block(byte[] block, int length) {
        if (cut.length == 0) {
            check(block, length);
        } else {
            // A character cut by the end of the block before is seen whole now.
            byte[] joined = Arrays.copyOf(cut, cut.length + length);
            System.arraycopy(block, 0, joined, cut.length, length);
            check(joined, joined.length);
        }
    }

    private void check(byte[] bytes, int length) {
        cut = new byte[0];
        int at = EightBytes.findSigned(bytes, 0, length);
        onlyAscii &= at == length;
        while (valid && at < length) {
            int size = size(bytes[at] & 0xff);
            if (size > 0 && at + size > length) {
                cut = Arrays.copyOfRange(bytes, at, length);
                return;
            }
            valid = size > 0 && isCharacter(bytes, at, size);
            at += size;
            at = at < length && bytes[at] < 0 ? at : EightBytes.findSigned(bytes, at, length);
        }
    }

    /** Bytes of the character that begins with this one, or 0 if none does. */
    private static int size(int first) {
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    }

    private static boolean isCharacter(byte[] bytes, int at, int size) {
        for (int i = at + 1; i < at + size; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return false;
            }
        }
        int second = bytes[at + 1] & 0xff;
        return switch (bytes[at] & 0xff) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second <= 0x9f;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second <= 0x8f;
            default -> true;
        };
    }

    /** Whether all bytes so far are UTF-8, to the end of the last character. */
    boolean isUtf8() {
        return onlyAscii || (valid && cut.length == 0);
    }
}
