package fr.dmp.pilotage.feeds;

/** Check digits of the national identifiers: all of them Luhn's, over their own length. */
public final class Identifiers {

    private Identifiers() {}

    /** Whether nine characters have the shape {@code [0-9][0-9A-Z][0-9]{7}} of a FINESS number. */
    static boolean hasFinessShape(char[] text, int from, int length) {
        if (length != 9) {
            return false;
        }
        for (int i = 0; i < 9; i++) {
            char c = text[from + i];
            boolean letter = i == 1 && c >= 'A' && c <= 'Z';
            if (!letter && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    static boolean areDigits(char[] text, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return length > 0;
    }

    /**
     * The digit that the last character should be. In Corsica the second character of a FINESS number is a letter: A
     * counts as 1 and B as 2, which all real Corsican numbers at hand confirm.
     */
    public static char luhnKey(char[] text, int from, int length) {
        int sum = 0;
        for (int i = 0; i < length - 1; i++) {
            char c = text[from + i];
            int digit = c >= 'A' ? c - 'A' + 1 : c - '0';
            boolean doubled = (length - i) % 2 == 0;
            int value = doubled ? digit * 2 : digit;
            sum += value > 9 ? value - 9 : value;
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }
}
