package fr.dmp.pilotage.findings;

/**
 * What stands beside a number with the shape of a NIR and shows that it is none, but pieces of two numbers that were written
 * one after the other. By the shape alone 0.4 % of the SIRET after an OID would refuse a file, and 2.6 % of the telephones
 * after one would hold it.
 *
 * <ul>
 *   <li>An OID before it: the number begins at an arc of the digits and dots that follow {@code 1.2.250.} (or another
 *       country), {@code 2.16.840.} or {@code 1.3.6.}. A NIR without separators is one all the same if it follows the OID
 *       of its own domain and a dot.
 *   <li>An OID after it: its last digit begins one.
 *   <li>A FINESS number of Corsica after it: its last digit begins one, {@code 2A0000014}.
 *   <li>A telephone number in pairs of digits, {@code 06 12 34 56 78}, before it or after it: the fifth pair, or the first,
 *       is a part of its digits.
 * </ul>
 *
 * <p>Nothing else takes a number's right to be one: dates, lists and whole numbers of other kinds may stand beside it.
 */
final class Surroundings {

    /** How many bytes before a number are looked at. */
    static final int BEFORE = 64;

    /** How many bytes after a number are looked at: four pairs with the widest separators, and one more. */
    static final int AFTER = 5 * (3 + 2);

    /** What a number is, as far as its surroundings tell. */
    enum Verdict {
        OF_ITS_OWN,
        PART_OF_OTHERS,
        /** The bytes end before it is told. */
        UNDECIDED
    }

    /** OID of the domains of the NIR, of the waiting number, and of both in tests; then of the INS-C. */
    private static final String[] DOMAINS = {
        "1.2.250.1.213.1.4.8.",
        "1.2.250.1.213.1.4.9.",
        "1.2.250.1.213.1.4.10.",
        "1.2.250.1.213.1.4.11.",
        "1.2.250.1.213.1.4.2."
    };

    /** With how many pairs a telephone number goes on after its first, or begins before its last. */
    private static final int OTHER_PAIRS = 4;

    private static final int FINESS_LENGTH = 9;
    private static final int WITHOUT_KEY = 13;
    private static final int WITH_KEY = 15;

    private Surroundings() {}

    /**
     * Judges a number.
     *
     * @param from its first byte
     * @param bodyEnd after its order, where its key begins or would
     * @param end after its last byte; the byte there is known
     * @param to where the bytes end that are known
     */
    static Verdict of(byte[] bytes, int from, int bodyEnd, int end, int to) {
        if (followsOid(bytes, from, end) || endsTelephone(bytes, from)) {
            return Verdict.PART_OF_OTHERS;
        }
        Verdict oid = beginsOid(bytes, end, to);
        if (oid != Verdict.OF_ITS_OWN) {
            return oid;
        }
        Verdict finess = beginsFiness(bytes, end, to);
        return finess != Verdict.OF_ITS_OWN ? finess : beginsTelephone(bytes, from, bodyEnd, to);
    }

    private static boolean followsOid(byte[] bytes, int from, int end) {
        int start = from;
        while (start > Math.max(0, from - BEFORE) && (bytes[start - 1] == '.' || isDigit(bytes[start - 1]))) {
            start--;
        }
        if (start == from || bytes[from - 1] != '.') {
            return false;
        }
        for (String domain : DOMAINS) {
            if (endsWith(bytes, start, from, domain) && isRegular(bytes, from, end)) {
                return false;
            }
        }
        for (int at = start; at < from; at++) {
            if ((at == start || bytes[at - 1] == '.') && isRoot(bytes, at, from)) {
                return true;
            }
        }
        return false;
    }

    /** Whether separators stand between all groups or none, as people write a NIR. */
    private static boolean isRegular(byte[] bytes, int from, int end) {
        int separators = 0;
        int characters = 0;
        int at = from;
        while (at < end) {
            int after = Separators.after(bytes, at, end);
            separators += after > at ? 1 : 0;
            characters += after > at ? 0 : 1;
            at = after > at ? after : at + 1;
        }
        int groups = characters == WITH_KEY ? 7 : 6;
        return separators == 0 || separators == groups - 1;
    }

    private static boolean endsWith(byte[] bytes, int start, int to, String text) {
        return to - start >= text.length() && startsWith(bytes, to - text.length(), to, text);
    }

    /** Whether these bytes begin with the first arcs of an OID as they are given out: of a country, or of the internet. */
    private static boolean isRoot(byte[] bytes, int at, int to) {
        return isCountry(bytes, at, to, "1.2.")
                || isCountry(bytes, at, to, "2.16.")
                || startsWith(bytes, at, to, "1.3.6.");
    }

    private static boolean isCountry(byte[] bytes, int at, int to, String arcs) {
        int code = at + arcs.length();
        return startsWith(bytes, at, to, arcs)
                && code + 3 < to
                && isDigit(bytes[code])
                && isDigit(bytes[code + 1])
                && isDigit(bytes[code + 2])
                && bytes[code + 3] == '.';
    }

    private static boolean startsWith(byte[] bytes, int at, int to, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= to || bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static Verdict beginsOid(byte[] bytes, int end, int to) {
        if (bytes[end] != '.' || (bytes[end - 1] != '1' && bytes[end - 1] != '2')) {
            return Verdict.OF_ITS_OWN;
        }
        if (isRoot(bytes, end - 1, to)) {
            return Verdict.PART_OF_OTHERS;
        }
        int at = end;
        while (at < to && (bytes[at] == '.' || isDigit(bytes[at]))) {
            at++;
        }
        return at == to && to - end < "2.16.840.".length() ? Verdict.UNDECIDED : Verdict.OF_ITS_OWN;
    }

    /** Whether the last digit begins the number of a structure in Corsica, {@code 2A0000014}. */
    private static Verdict beginsFiness(byte[] bytes, int end, int to) {
        if (bytes[end - 1] != '2' || (bytes[end] != 'A' && bytes[end] != 'B')) {
            return Verdict.OF_ITS_OWN;
        }
        int at = end + 1;
        while (at < to && at < end + FINESS_LENGTH && isDigit(bytes[at])) {
            at++;
        }
        if (at == to) {
            return Verdict.UNDECIDED;
        }
        return at == end + FINESS_LENGTH - 1 ? Verdict.PART_OF_OTHERS : Verdict.OF_ITS_OWN;
    }

    /** Whether four pairs of a telephone number stand before the two digits that the number begins with. */
    private static boolean endsTelephone(byte[] bytes, int from) {
        if (!isDigit(bytes[from + 1])) {
            return false;
        }
        int at = from;
        for (int pair = 1; pair < OTHER_PAIRS; pair++) {
            at = beforeSeparator(bytes, at) - 2;
            if (at < 0 || !isDigit(bytes[at]) || !isDigit(bytes[at + 1])) {
                return false;
            }
        }
        int last = beforeSeparator(bytes, at) - 1;
        if (last < 1 || last + 1 == at || !isDigit(bytes[last])) {
            return false;
        }
        // 06, or 6 after the number of France.
        return isDigit(bytes[last - 1])
                ? bytes[last - 1] == '0' && begins(bytes, last - 1)
                : followsFrance(bytes, last);
    }

    /** Whether no digit stands before a place, nor before the separator that ends there. */
    private static boolean begins(byte[] bytes, int at) {
        int before = beforeSeparator(bytes, at);
        return before == 0 || !isDigit(bytes[before - 1]);
    }

    private static boolean followsFrance(byte[] bytes, int at) {
        int end = beforeSeparator(bytes, at);
        return end >= 2 && end < at && bytes[end - 1] == '3' && bytes[end - 2] == '3';
    }

    /** Whether the last two digits of a body without separators begin one of five pairs. */
    private static Verdict beginsTelephone(byte[] bytes, int from, int bodyEnd, int to) {
        if (bodyEnd - from != WITHOUT_KEY || bytes[bodyEnd - 2] != '0') {
            return Verdict.OF_ITS_OWN;
        }
        int at = bodyEnd;
        for (int pair = 0; pair < OTHER_PAIRS; pair++) {
            int next = afterPair(bytes, at, to);
            if (next < 0) {
                return next == Separators.CUT ? Verdict.UNDECIDED : Verdict.OF_ITS_OWN;
            }
            at = next;
        }
        if (at == to) {
            return Verdict.UNDECIDED;
        }
        int fifth = isDigit(bytes[at]) ? at : afterPair(bytes, at, to);
        if (fifth == Separators.CUT) {
            return Verdict.UNDECIDED;
        }
        return fifth == Separators.NOWHERE ? Verdict.PART_OF_OTHERS : Verdict.OF_ITS_OWN;
    }

    /** After a separator and two digits. */
    private static int afterPair(byte[] bytes, int at, int to) {
        int digits = Separators.after(bytes, at, to);
        if (digits < 0 || digits == at) {
            return digits < 0 ? digits : Separators.NOWHERE;
        }
        for (int i = digits; i < digits + 2; i++) {
            if (i == to) {
                return Separators.CUT;
            }
            if (!isDigit(bytes[i])) {
                return Separators.NOWHERE;
            }
        }
        return digits + 2;
    }

    /** Where the separator begins that ends at a place; the place itself if there is none. */
    private static int beforeSeparator(byte[] bytes, int end) {
        for (int length = Math.min(3, end - 1); length > 0; length--) {
            if (Separators.after(bytes, end - length, end) == end) {
                return end - length;
            }
        }
        return end;
    }

    private static boolean isDigit(byte one) {
        return PatientIdentifier.isDigit(one);
    }
}
