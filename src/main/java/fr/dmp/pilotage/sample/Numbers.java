package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.feeds.Identifiers;

/** Writes identifiers that nobody has, with the check digits that real ones have. Not thread-safe. */
final class Numbers {

    private final char[] number = new char[14];

    /** Eleven digits; real RPPS numbers begin with 1, these with 9. */
    void rpps(RowBuffer row, long practitioner) {
        number[0] = '9';
        digits(1, 9, practitioner);
        row.characters(keyed(11), 11);
    }

    /**
     * The département, a 9, five digits and the key. Real numbers seldom have a 9 at the third place, and none overseas
     * begins with 9A to 9F.
     */
    void finess(RowBuffer row, Utf8 prefix, int structure) {
        number[0] = prefix.at(0);
        number[1] = prefix.at(1);
        number[2] = '9';
        digits(3, 5, structure);
        row.characters(keyed(9), 9);
    }

    /** Fourteen digits; SIREN numbers do not begin with 0, these do. Both SIREN and SIRET end with their key. */
    void siret(RowBuffer row, long company, int site) {
        number[0] = '0';
        digits(1, 7, company);
        keyed(9);
        digits(9, 4, site);
        row.characters(keyed(14), 14);
    }

    private char[] keyed(int length) {
        number[length - 1] = Identifiers.luhnKey(number, 0, length);
        return number;
    }

    private void digits(int from, int width, long value) {
        long rest = value;
        for (int i = from + width - 1; i >= from; i--) {
            number[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
