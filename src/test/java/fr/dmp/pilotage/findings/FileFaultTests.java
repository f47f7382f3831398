package fr.dmp.pilotage.findings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What faults say in workbooks of files about persons. */
class FileFaultTests {

    private static final String CELL = "FICTIVE CAMILLE";

    @ParameterizedTest
    @EnumSource
    void aFaultOfACellTellsItsRuleAndNotTheCell(FileFault fault) {
        Finding open = fault.at(3, "profession", "MEDECIN", CELL);
        Finding discreet = fault.discreetlyAt(3, "profession", "MEDECIN", CELL);

        boolean quotes = open.message().contains("\"" + CELL + "\"");
        String expected =
                quotes ? open.messageFr().replace("« " + CELL + " »", "« valeur non reproduite »") : open.messageFr();
        assertThat(discreet.messageFr()).isEqualTo(expected);
        assertThat(discreet.messageFr().contains(CELL))
                .isEqualTo(!quotes && open.messageFr().contains(CELL));
        assertThat(discreet.message()).as("for operators").isEqualTo(open.message());
    }
}
