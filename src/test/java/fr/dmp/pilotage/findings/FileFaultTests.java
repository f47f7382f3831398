package fr.dmp.pilotage.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What faults say, and what they say in workbooks of files about persons. */
class FileFaultTests {

    private static final String CELL = "FICTIVE CAMILLE";

    /** Of these the number of fields or characters was found, which is nobody's. */
    private static final Set<FileFault> COUNTING =
            EnumSet.of(FileFault.FIELD_COUNT, FileFault.OTHER_FIELD_COUNT, FileFault.TOO_LONG);

    @ParameterizedTest
    @EnumSource
    void aFaultOfACellTellsItsRuleAndNotTheCell(FileFault fault) {
        Finding open = fault.at(3, "profession", "MEDECIN", CELL);
        Finding discreet = fault.discreetlyAt(3, "profession", "MEDECIN", CELL);

        if (COUNTING.contains(fault)) {
            assertThat(discreet.messageFr()).isEqualTo(open.messageFr());
        } else {
            assertThat(discreet.messageFr()).doesNotContain(CELL);
        }
        assertThat(discreet.message()).as("for operators").isEqualTo(open.message());
    }

    @Test
    void whatACellHoldsIsNotToldWhereItStandsInNoQuotesEither() {
        for (FileFault fault : List.of(FileFault.NUMBER_NOT_CODE, FileFault.ZERO_LOST, FileFault.DATE_NOT_CODE)) {
            assertThat(french(fault, "14", "35600000000048"))
                    .isEqualTo(fault.at(3, "lieu_exercice", "14", "« valeur non reproduite »")
                            .messageFr())
                    .contains("« valeur non reproduite »");
        }
        assertThat(french(FileFault.ERROR_CELL, "", "FICTIVE"))
                .isEqualTo("attendu : une valeur ; trouvé : l'erreur « valeur non reproduite »");
    }

    @Test
    void whatWasMadeOfACellIsNotToldEither() {
        assertThat(french(FileFault.ZERO_RESTORED, "010000024", "10000024"))
                .isEqualTo(
                        "les zéros initiaux retirés par un tableur ont été rétablis : « valeur non reproduite » a été lu"
                                + " « valeur non reproduite »");
        assertThat(french(FileFault.DATE_WITHOUT_FORMAT, "2012-09-25", "41177"))
                .isEqualTo("le nombre « valeur non reproduite », que le classeur n'affiche pas comme une date, a été lu"
                        + " « valeur non reproduite »");
    }

    private static String french(FileFault fault, String expected, String found) {
        return fault.discreetlyAt(3, "lieu_exercice", expected, found).messageFr();
    }

    @Test
    void anIdentifierOfAPatientIsMaskedInBothLanguagesWhereverItStands() {
        String bare = Nir.USUAL.withoutKey("");
        for (FileFault fault : FileFault.values()) {
            for (Finding finding : List.of(
                    fault.at(3, "n° " + bare, "de " + bare, bare),
                    fault.discreetlyAt(3, "n° " + bare, "de " + bare, bare))) {
                assertThat(finding.in("f") + finding.messageFr())
                        .as("%s", fault)
                        .doesNotContain(bare);
            }
        }
        assertThat(FileFault.EMPTY_SHEET.ofFile("de " + bare, "").in("f"))
                .isEqualTo(
                        "[f]: expected a header at the top of the sheet \"de ***\", found no text in its first rows");
    }

    @Test
    void aMessageIsOneLineWhateverTheFileHolds() {
        assertThat(FileFault.HEADER_TOO_LOW.ofFile("Feuille\n1", "a\r\nb").in("f"))
                .isEqualTo("[f]: expected the header as the first text of the sheet \"Feuille 1\", found it below"
                        + " \"a  b\"; remove the rows above it");
    }

    @Test
    void aMessageIsShownUpToALengthThatAScreenHolds() {
        String endless = "x".repeat(300_000);
        Finding missing = FileFault.MISSING_COLUMN.at(1, endless, "libelle", endless);

        assertThat(missing.message()).isEqualTo("the header lacks [libelle]; found [" + "x".repeat(4_000) + "…]");
        assertThat(missing.column()).isEqualTo("x".repeat(4_000) + "…");
        assertThat(FileFault.NO_SUCH_SHEET.ofFile(endless, endless).message())
                .isEqualTo("expected a sheet named \"" + "x".repeat(4_000) + "…\", found " + "x".repeat(80) + "…");
    }
}
