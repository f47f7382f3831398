package fr.dmp.pilotage.findings;

/** What may stand between two groups of digits: a space, a no-break space, a narrow one, a dot, a hyphen or a slash. */
final class Separators {

    /** A place before the first byte: there is none of what was asked for. */
    static final int NOWHERE = -1;

    /** A place before the first byte: the bytes end before it is told. */
    static final int CUT = -2;

    private Separators() {}

    /**
     * Where the bytes go on after one separator; the place itself if there is none.
     *
     * @param at the place, or one of those before the first byte, which then is the answer
     * @param to where the bytes end that are known
     */
    static int after(byte[] bytes, int at, int to) {
        if (at < 0 || at == to) {
            return at < 0 ? at : CUT;
        }
        return switch (bytes[at] & 0xff) {
            case ' ', '.', '-', '/', 0xa0 -> at + 1;
            case 0xc2 -> after(bytes, at, to, 0xa0);
            case 0xe2 -> after(bytes, at, to, 0x80, 0xaf);
            default -> at;
        };
    }

    private static int after(byte[] bytes, int at, int to, int... rest) {
        for (int i = 0; i < rest.length; i++) {
            if (at + 1 + i == to) {
                return CUT;
            }
            if ((bytes[at + 1 + i] & 0xff) != rest[i]) {
                return at;
            }
        }
        return at + 1 + rest.length;
    }
}
