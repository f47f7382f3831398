package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.FileFault;
import java.text.Normalizer;

/** Free text: NFC-normalised, control characters replaced by spaces. */
final class TextRule implements CellRule {

    /** Below it no character changes in NFC: the letters of all western languages, accents included. */
    private static final char FIRST_COMBINING = '\u0300';

    private final String column;

    TextRule(String column) {
        this.column = column;
    }

    @Override
    public void accept(char[] text, int from, int length, RowSink row) {
        boolean ascii = true;
        for (int i = from; i < from + length; i++) {
            char c = text[i];
            if (c < ' ' || c == '\\' || c >= FIRST_COMBINING || (c >= 0x7f && c < 0xa0)) {
                row.field().putUtf8(cleaned(new String(text, from, length), row));
                return;
            }
            ascii &= c < 0x7f;
        }
        if (ascii) {
            row.field().putAscii(text, from, length);
        } else {
            row.field().putLatin(text, from, length);
        }
    }

    private String cleaned(String cell, RowSink row) {
        String printable = cell.replaceAll("\\p{Cc}", " ");
        if (!printable.equals(cell)) {
            row.fault(FileFault.CONTROL_CHARACTER, column, "", "");
        }
        return Normalizer.normalize(printable, Normalizer.Form.NFC).replace("\\", "\\\\");
    }
}
