package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.IdentifierKind;
import fr.dmp.pilotage.findings.FileFault;

/** What the contract says of identifiers, each by its kind: shape, then check digit. */
final class IdentifierRules {

    /** SIREN of La Poste, whose sites beyond the first have numbers that Luhn's key does not fit: their digits add up to a multiple of 5. */
    private static final String LA_POSTE = "356000000";

    private IdentifierRules() {}

    /** The rule of a column whose identifiers are all of one kind. */
    static CellRule of(IdentifierKind kind, String column) {
        return (text, from, length, row) -> {
            if (accepts(kind, column, text, from, length, row)) {
                row.field().putAscii(text, from, length);
            }
        };
    }

    /** Whether a cell may be an identifier of a kind; what is wrong with it is noted. */
    static boolean accepts(IdentifierKind kind, String column, char[] text, int from, int length, RowSink row) {
        return switch (kind) {
            case FINESS -> finess(column, text, from, length, row);
            case SIRET -> siret(column, text, from, length, row);
            case RPPS -> rpps(column, text, from, length, row);
            case ADELI -> adeli(column, text, from, length, row);
            case CODE_CAISSE, INTERNE -> true;
        };
    }

    private static boolean finess(String column, char[] text, int from, int length, RowSink row) {
        if (!Identifiers.hasFinessShape(text, from, length)) {
            row.fault(FileFault.BAD_FINESS, column, "", new String(text, from, length));
            return false;
        }
        return hasKey(FileFault.BAD_FINESS_KEY, column, text, from, length, row);
    }

    /** The keys of SIRET and RPPS are warnings only: no official text states the rule (see the validation notes). */
    private static boolean siret(String column, char[] text, int from, int length, RowSink row) {
        if (length != 14 || !Identifiers.areDigits(text, from, length)) {
            row.fault(FileFault.BAD_SIRET, column, "", new String(text, from, length));
            return false;
        }
        if (!isOfLaPoste(text, from)) {
            hasKey(FileFault.BAD_SIRET_KEY, column, text, from, length, row);
        }
        return true;
    }

    private static boolean isOfLaPoste(char[] text, int from) {
        int sum = 0;
        for (int i = 0; i < 14; i++) {
            if (i < LA_POSTE.length() && text[from + i] != LA_POSTE.charAt(i)) {
                return false;
            }
            sum += text[from + i] - '0';
        }
        return sum % 5 == 0;
    }

    private static boolean rpps(String column, char[] text, int from, int length, RowSink row) {
        if (length != 11 || !Identifiers.areDigits(text, from, length)) {
            row.fault(FileFault.BAD_RPPS, column, "", new String(text, from, length));
            return false;
        }
        hasKey(FileFault.BAD_RPPS_KEY, column, text, from, length, row);
        return true;
    }

    private static boolean adeli(String column, char[] text, int from, int length, RowSink row) {
        boolean corsica = length == 9 && text[from] == '2' && (text[from + 1] == 'A' || text[from + 1] == 'B');
        boolean digits = Identifiers.areDigits(text, from, 1)
                && (corsica
                        ? Identifiers.areDigits(text, from + 2, length - 2)
                        : Identifiers.areDigits(text, from, length));
        if (length != 9 || !digits) {
            row.fault(FileFault.BAD_ADELI, column, "", new String(text, from, length));
            return false;
        }
        return true;
    }

    private static boolean hasKey(FileFault fault, String column, char[] text, int from, int length, RowSink row) {
        char key = Identifiers.luhnKey(text, from, length);
        if (key != text[from + length - 1]) {
            row.fault(fault, column, Character.toString(key), new String(text, from, length));
            return false;
        }
        return true;
    }
}
