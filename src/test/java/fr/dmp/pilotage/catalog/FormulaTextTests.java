package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "@A1", "+A1", "-1+1", "-", "\t=1", "\r=1", "'=1+1", "''=1", "=a\nb", "+33 1 44 55", "--3"
            })
    void whatASpreadsheetWouldComputeIsGuardedAndComesBackAsItWas(String cell) {
        assertThat(FormulaText.guarded(cell)).isEqualTo("'" + cell);
        assertThat(FormulaText.unguarded(FormulaText.guarded(cell))).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-3", "+3", "-3,5", "-3.5", "'-3", "3", "L'Été", "'", "'tis", "a=b", " =1", "60"})
    void aNumberOrAnOrdinaryTextStaysAsItIs(String cell) {
        assertThat(FormulaText.guarded(cell)).isEqualTo(cell);
        assertThat(FormulaText.unguarded(cell)).isEqualTo(cell);
    }
}
