package fr.dmp.pilotage.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are real and public; see the validation notes for where they were printed. */
class IdentifiersTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"370000481", "2A0000154", "2B0004246", "2B0000038", "2B0005342", "2B0005359", "10000001916"})
    void realNumbersEndWithTheirKey(String number) {
        assertThat(key(number)).isEqualTo(number.charAt(number.length() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"370000481", "2A0000154", "2B0004246", "10000001916"})
    void oneWrongDigitAnywhereGivesAnotherKey(String number) {
        for (int i = 0; i < number.length() - 1; i++) {
            if (Character.isDigit(number.charAt(i))) {
                char other = number.charAt(i) == '9' ? '0' : (char) (number.charAt(i) + 1);
                String wrong = number.substring(0, i) + other + number.substring(i + 1);
                assertThat(key(wrong)).as(wrong).isNotEqualTo(number.charAt(number.length() - 1));
            }
        }
    }

    @Test
    void twoCorsicanDepartementsGiveTwoKeys() {
        assertThat(key("2A0000154")).isEqualTo('4');
        assertThat(key("2B0000154")).isEqualTo('2');
    }

    @Test
    void aFullTenGivesKeyZero() {
        assertThat(key("00")).isEqualTo('0');
        assertThat(key("50")).isEqualTo('9');
    }

    @Test
    void theKeyOfAnRppsIsNotTheOneOfItsNationalIdentifier() {
        assertThat(key("810000001916")).isNotEqualTo('6');
    }

    @Test
    void aNumberIsReadWhereItStandsInItsBuffer() {
        char[] buffer = ";2A0000154;".toCharArray();

        assertThat(Identifiers.luhnKey(buffer, 1, 9)).isEqualTo('4');
        assertThat(Identifiers.hasFinessShape(buffer, 1, 9)).isTrue();
        assertThat(Identifiers.hasFinessShape(buffer, 0, 9)).isFalse();
        assertThat(Identifiers.areDigits(buffer, 3, 7)).isTrue();
        assertThat(Identifiers.areDigits(buffer, 3, 8)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"370000481", "2A0000154", "9F0000001"})
    void nineCharactersWithALetterAtTheSecondPlaceHaveTheShapeOfAFiness(String number) {
        assertThat(Identifiers.hasFinessShape(number.toCharArray(), 0, number.length()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"70000481", "3700004811", "A70000481", "37000048A", "2a0000154", "37000048 "})
    void otherTextsHaveNotTheShapeOfAFiness(String number) {
        assertThat(Identifiers.hasFinessShape(number.toCharArray(), 0, number.length()))
                .isFalse();
    }

    @Test
    void onlyTheTenDigitsAreDigits() {
        assertThat(Identifiers.areDigits("0123456789".toCharArray(), 0, 10)).isTrue();
        assertThat(Identifiers.areDigits("٣".toCharArray(), 0, 1)).isFalse();
        assertThat(Identifiers.areDigits(new char[0], 0, 0)).isFalse();
    }

    private static char key(String number) {
        return Identifiers.luhnKey(number.toCharArray(), 0, number.length());
    }
}
