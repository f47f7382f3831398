package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.findings.FileFault;
import java.util.Arrays;

/** Puts zeros back that a spreadsheet took from the front of a code, where declared; the type's rule then judges the code. */
final class LeadingZeroRule implements CellRule {

    private final String column;
    private final int codeLength;
    private final CellRule rule;

    LeadingZeroRule(ColumnDefinition column, CellRule rule) {
        this.column = column.name();
        this.codeLength = column.codeLength();
        this.rule = rule;
    }

    @Override
    public void accept(char[] text, int from, int length, RowSink row) {
        if (length >= codeLength || !Identifiers.areDigits(text, from, length)) {
            rule.accept(text, from, length, row);
            return;
        }
        char[] code = new char[codeLength];
        Arrays.fill(code, '0');
        System.arraycopy(text, from, code, codeLength - length, length);
        row.fault(FileFault.ZERO_RESTORED, column, new String(code), new String(text, from, length));
        rule.accept(code, 0, codeLength, row);
    }
}
