package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.FileFault;

/** An identifier kept letter by letter. */
final class CodeRule implements CellRule {

    private final String column;
    private final TextRule letters;

    CodeRule(String column, TextRule letters) {
        this.column = column;
        this.letters = letters;
    }

    @Override
    public void accept(char[] text, int from, int length, RowSink row) {
        if (isExponent(text, from, length)) {
            row.fault(FileFault.NUMBER_NOT_CODE, column, "", new String(text, from, length));
        } else {
            letters.accept(text, from, length, row);
        }
    }

    /** Whether it is what a spreadsheet shows, and saves, of a long number: {@code 2,601E+13}. */
    private static boolean isExponent(char[] text, int from, int length) {
        return length > 4
                && text[from + length - 3] == '+'
                && new String(text, from, length).matches("-?\\d([.,]\\d+)?[eE]\\+\\d\\d");
    }
}
