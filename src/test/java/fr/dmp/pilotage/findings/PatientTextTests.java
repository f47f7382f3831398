package fr.dmp.pilotage.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept or shown of a text that quotes a patient's identifier. */
class PatientTextTests {

    @Test
    void eachIdentifierIsMaskedAndNothingElse() {
        for (String separator : Nir.SEPARATORS) {
            String keyed = Nir.USUAL.with(separator);
            String unkeyed = Nir.USUAL.withoutKey(separator);
            assertThat(PatientText.masked("é " + keyed + ", " + unkeyed + ";" + keyed + "€"))
                    .isEqualTo("é ***, ***;***€");
            assertThat(PatientText.holdsIdentifier("a-" + keyed + ".csv")).isTrue();
            assertThat(PatientText.holdsIdentifier("a-" + unkeyed + ".csv")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "activite_es_2012-S38.csv",
                "80000000000001",
                "10000000009;10000000017;370000481",
                "2012-09-25 12:00:00 01 42 34 56 78",
                "185059999908400"
            })
    void aTextWithoutOneIsItself(String text) {
        assertThat(PatientText.masked(text)).isSameAs(text);
        assertThat(PatientText.holdsIdentifier(text)).isFalse();
    }

    @Test
    void aFindingTellsNeitherAnIdentifierThatItFoundNorOneInAHeader() {
        Finding finding =
                FileFault.NOT_AN_INTEGER.at(4, Nir.USUAL.withoutKey(" "), "", "n° " + Nir.USUAL + "\tet autre chose");
        assertThat(finding.in("a.csv"))
                .isEqualTo("[a.csv] line 4, column ***: expected a whole number, found \"n° *** et autre chose\"");
        assertThat(finding.messageFr()).isEqualTo("attendu : un nombre entier ; trouvé : « n° *** et autre chose »");
    }

    /** Masked before it is cut, as half an identifier can be enough; a control character between groups is a space. */
    @Test
    void anIdentifierAtTheEndOfWhatIsShownIsMaskedWhole() {
        Finding finding = FileFault.NOT_A_DATE.at(2, "jour", "", "x".repeat(70) + " " + Nir.USUAL.with("\t"));
        assertThat(finding.message()).endsWith("found \"" + "x".repeat(70) + " ***\"");
    }

    @Test
    void aFailureThatNamesAFileWithOneIsRepeatedWithoutIt() {
        IOException named = new AccessDeniedException("/inbox/national/a-" + Nir.USUAL + ".csv");
        IOException unnamed = new NoSuchFileException("/inbox/national/a.csv");
        assertThat(PatientText.masked(named))
                .hasMessage("AccessDeniedException: /inbox/national/a-***.csv")
                .hasNoCause();
        assertThat(PatientText.masked(unnamed)).isSameAs(unnamed);
    }

    @Test
    void whereOneWithoutKeyOverlapsOneWithItNoDigitOfThemIsLeft() {
        assertThat(PatientText.masked("n° 2A2796809 344992A08910168.")).isEqualTo("n° 2A***.");
    }

    @Test
    void aHashThatOurMessagesQuoteIsNotTakenForOneWithTheNumberBeforeIt() {
        String hash = "0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f";
        assertThat(PatientText.masked("expected the SHA-256 " + hash + " of a.csv"))
                .isEqualTo("expected the SHA-256 " + hash + " of a.csv");
        // Of another length it is no hash.
        assertThat(PatientText.masked("expected the SHA-256 " + hash.substring(0, 63)))
                .contains("***");
    }
}
