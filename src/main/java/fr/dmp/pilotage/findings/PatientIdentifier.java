package fr.dmp.pilotage.findings;

/**
 * The shape of a NIR, the number by which a patient is known: sex, year, month, département, commune, order and key, of
 * 1-2-2-2-3-3-2 characters. Between two groups there is nothing or one separator: space, no-break space, narrow no-break
 * space, dot, hyphen or slash, whichever before and after. The first digit is 1 2 3 4 7 8; the month 01–12, 20–42 or 50–99;
 * Corsica's 2A and 2B, in either case, count as 19 and 18; the key is 97 less the rest of the 13 digits by 97. (Rule:
 * "patient data is refused at the door" of the contracts.)
 *
 * <p>It is bounded by the bytes beside it alone, which must be no digits: a separator bounds it even if a digit follows, as
 * in a list of numbers or after the OID of its domain. So 13 characters are bounded by the separator before a key that is
 * wrong, but not by a key that follows at once. The separators of a CSV are none of its own: no identifier spans two
 * fields. What is a piece of an OID or of a telephone number is none either: see {@link Surroundings}.
 *
 * <p>Works on bytes of UTF-8 and windows-1252 alike: neither a lone no-break space (A0) after a digit can be UTF-8, nor do
 * people write its UTF-8 form (C2 A0) between digits in windows-1252.
 */
public final class PatientIdentifier {

    /** The fewest bytes of one: 13 characters without separators. */
    public static final int SHORTEST = 13;

    /** The most bytes of one: 15 characters and six narrow no-break spaces in UTF-8. */
    private static final int LONGEST = 15 + 6 * 3;

    /** What stands at a place. */
    public enum Match {
        NONE,
        /** The bytes end before it is told. */
        UNDECIDED,
        /** 15 characters with the right key. */
        WITH_KEY,
        /** 13 characters, and no key after them. */
        WITHOUT_KEY
    }

    /** How many bytes before one tell whether it is a part of another number. */
    public static final int BEFORE = Surroundings.BEFORE;

    /** How many bytes after the first of one tell what it is, at most. */
    public static final int REACH = LONGEST + Surroundings.AFTER + 1;

    private static final int[] GROUPS = {1, 2, 2, 2, 3, 3};
    private static final int FIRST = 0;
    private static final int MONTH = 2;
    private static final int DEPARTEMENT = 3;

    private long number;
    private int end;

    /**
     * What begins at {@code from}, whose byte before the caller has seen to be no digit. Of the bytes before it {@link #BEFORE}
     * are looked at. Bytes from {@code to} on are not known: at the end of a text a line end stands for it.
     */
    public Match at(byte[] bytes, int from, int to) {
        number = 0;
        int at = from;
        for (int group = 0; group < GROUPS.length && at >= 0; group++) {
            at = group(bytes, group == FIRST ? at : Separators.after(bytes, at, to), to, group);
        }
        if (at == Separators.NOWHERE) {
            return Match.NONE;
        }
        return at == Separators.CUT || at == to ? Match.UNDECIDED : withKey(bytes, from, at, to);
    }

    /** Where the last match ends. */
    public int end() {
        return end;
    }

    private Match withKey(byte[] bytes, int from, int at, int to) {
        long key = 97 - number % 97;
        number = 0;
        int after = digits(bytes, Separators.after(bytes, at, to), to, 2);
        if (after == Separators.CUT || after == to) {
            return Match.UNDECIDED;
        }
        boolean keyed = after != Separators.NOWHERE && number == key && !isDigit(bytes[after]);
        if (!keyed && isDigit(bytes[at])) {
            return Match.NONE;
        }
        end = keyed ? after : at;
        return switch (Surroundings.of(bytes, from, at, end, to)) {
            case OF_ITS_OWN -> keyed ? Match.WITH_KEY : Match.WITHOUT_KEY;
            case PART_OF_OTHERS -> Match.NONE;
            case UNDECIDED -> Match.UNDECIDED;
        };
    }

    private int group(byte[] bytes, int at, int to, int group) {
        if (at < 0 || at == to) {
            return at < 0 ? at : Separators.CUT;
        }
        if (group == FIRST && !isFirst(bytes[at])) {
            return Separators.NOWHERE;
        }
        int after = group == DEPARTEMENT ? departement(bytes, at, to) : digits(bytes, at, to, GROUPS[group]);
        return group == MONTH && after >= 0 && !isMonth(number % 100) ? Separators.NOWHERE : after;
    }

    private int departement(byte[] bytes, int at, int to) {
        if (bytes[at] == '2' && at + 1 < to) {
            int letter = bytes[at + 1] | 0x20;
            if (letter == 'a' || letter == 'b') {
                number = number * 100 + (letter == 'a' ? 19 : 18);
                return at + 2;
            }
        }
        return digits(bytes, at, to, 2);
    }

    private int digits(byte[] bytes, int from, int to, int count) {
        if (from < 0) {
            return from;
        }
        for (int at = from; at < from + count; at++) {
            if (at == to) {
                return Separators.CUT;
            }
            if (!isDigit(bytes[at])) {
                return Separators.NOWHERE;
            }
            number = number * 10 + bytes[at] - '0';
        }
        return from + count;
    }

    /** Whether a byte can be the first of one. */
    public static boolean isFirst(byte one) {
        return one >= '1' && one <= '8' && one != '5' && one != '6';
    }

    public static boolean isDigit(byte one) {
        return one >= '0' && one <= '9';
    }

    /** Whether a byte can be a part of one, in any encoding. */
    public static boolean isPart(byte one) {
        return switch (one & 0xff) {
            case 'A', 'B', 'a', 'b', ' ', '.', '-', '/', 0xa0, 0xc2, 0xe2, 0x80, 0xaf -> true;
            default -> isDigit(one);
        };
    }

    private static boolean isMonth(long month) {
        return (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
    }
}
