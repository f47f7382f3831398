package fr.dmp.pilotage.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.findings.Nir;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an identifier of a patient, byte by byte, and what is none. */
class PatientScanTests {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final List<String> SEPARATORS = Nir.SEPARATORS;
    private static final String KEYED = "with key";
    private static final String UNKEYED = "without key";

    @ParameterizedTest
    @FieldSource("SEPARATORS")
    void anIdentifierIsFoundWithEachSeparatorInUtf8(String separator) {
        assertThat(found(Nir.USUAL.with(separator))).containsExactly(KEYED);
        assertThat(found(Nir.USUAL.withoutKey(separator))).containsExactly(UNKEYED);
    }

    @ParameterizedTest
    @FieldSource("SEPARATORS")
    void anIdentifierIsFoundWithEachSeparatorOfWindows1252(String separator) {
        byte[] bytes = ("é;" + Nir.USUAL.with(separator) + ";").getBytes(WINDOWS_1252);
        assertThat(scan(bytes, bytes.length)).isEqualTo(separator.equals("\u202f") ? List.of() : List.of(KEYED));
    }

    /** Most people write the key apart from the rest, and some write a slash there only. */
    @Test
    void eachGapMayHaveASeparatorOrNoneWhateverTheOthersHave() {
        Nir nir = Nir.USUAL;
        assertThat(found(nir.withoutKey("") + " " + nir.key())).containsExactly(KEYED);
        assertThat(found(nir.withoutKey(" ") + "/" + nir.key())).containsExactly(KEYED);
        assertThat(found(nir.withoutKey("\u00a0") + nir.key())).containsExactly(KEYED);
        assertThat(found(nir.withoutKey("  ") + "  " + nir.key()))
                .as("two separators are none")
                .isEmpty();
        assertThat(found(nir.with(";"))).isEmpty();
        assertThat(found(nir.with("\t"))).isEmpty();
        assertThat(found(nir.with(","))).isEmpty();
        assertThat(found(nir.with("\n"))).isEmpty();
        assertThat(found("18 505 999 990 8490")).as("not between groups").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "4", "7", "8"})
    void theFirstDigitSaysWhoItMayBe(String sex) {
        assertThat(found(Nir.of(sex, "05", "99").toString())).containsExactly(KEYED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "6", "9"})
    void anotherFirstDigitIsNobodys(String sex) {
        assertThat(found(Nir.of(sex, "05", "99").toString())).isEmpty();
        assertThat(found(Nir.of(sex, "05", "99").withoutKey(" "))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "12", "20", "30", "42", "50", "99"})
    void aMonthMayBeOfTheCalendarOrFictitious(String month) {
        assertThat(found(Nir.of("2", month, "75").toString())).containsExactly(KEYED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "13", "19", "43", "49"})
    void anotherMonthIsNone(String month) {
        assertThat(found(Nir.of("2", month, "75").toString())).isEmpty();
        assertThat(found(Nir.of("2", month, "75").withoutKey("."))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2A", "2B", "2a", "2b"})
    void corsicaHasALetter(String departement) {
        Nir nir = Nir.of("1", "05", departement);
        for (String separator : SEPARATORS) {
            assertThat(found(nir.with(separator))).containsExactly(KEYED);
            assertThat(found(nir.withoutKey(separator))).containsExactly(UNKEYED);
        }
        assertThat(found(nir.toString().replaceAll("[abAB]", "C"))).isEmpty();
    }

    @Test
    void aWrongKeyMakesNoIdentifierOfFifteenDigits() {
        Nir nir = Nir.USUAL;
        for (int key = 0; key < 100; key++) {
            String written = String.format("%02d", key);
            boolean right = written.equals(nir.key());
            assertThat(found(nir.withoutKey("") + written)).isEqualTo(right ? List.of(KEYED) : List.of());
            // A separator bounds the 13 characters before it: somebody mistyped the key, perhaps.
            assertThat(found(nir.with(" ").replaceAll("..$", written))).containsExactly(right ? KEYED : UNKEYED);
        }
    }

    @Test
    void aDigitBesideItMakesAnotherNumberOfItButASeparatorAndADigitDoNot() {
        for (String bare : List.of(Nir.USUAL.toString(), Nir.USUAL.withoutKey(""), Nir.USUAL.with(" "))) {
            assertThat(found("0" + bare)).isEmpty();
            assertThat(found(bare + "0")).doesNotContain(KEYED);
            for (String beside :
                    List.of(";", "\"", "x", "é", ",", " ", "-", "_", "\n", "0 ", "0-", "1.2.250.1.213.1.4.8.")) {
                assertThat(found(beside + bare + new StringBuilder(beside).reverse()))
                        .as(beside)
                        .hasSize(1);
            }
        }
        assertThat(found(Nir.USUAL.withoutKey("") + "0")).isEmpty();
        assertThat(found(Nir.USUAL + "0")).isEmpty();
    }

    @Test
    void oneWithoutKeyHidesNoneThatHasItsKey() {
        assertThat(found("2A2796809 344992A08910168")).containsExactly(UNKEYED, KEYED);
    }

    @Test
    void severalAreFoundOneAfterTheOther() {
        String nir = Nir.USUAL.with(".");
        assertThat(found(nir + " " + nir + ";" + Nir.USUAL.withoutKey("") + "\n" + nir))
                .containsExactly(KEYED, KEYED, UNKEYED, KEYED);
    }

    @Test
    void aBlockMayEndAnywhere() {
        String text = "semaine;" + Nir.USUAL.with("\u202f") + ";x;"
                + Nir.of("2", "42", "2a").with("-") + " "
                + Nir.USUAL.withoutKey(" ") + ";" + " ".repeat(60) + Nir.USUAL.with("\u00a0") + "-".repeat(40)
                + Nir.USUAL;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> expected = List.of(KEYED, KEYED, UNKEYED, KEYED, KEYED);
        for (int blockSize = 1; blockSize <= bytes.length; blockSize++) {
            assertThat(scan(bytes, blockSize)).as("blocks of %d", blockSize).isEqualTo(expected);
        }
    }

    /** Texts made of what the rule is made of, against the rule as a regular expression. */
    @Test
    void theRuleHoldsForRandomTextsWhereverTheirBlocksEnd() {
        Random random = new Random(13);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = randomText(random);
            List<String> expected = byRule(text);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int blockSize : List.of(bytes.length + 1, 1 + random.nextInt(70), 1 + random.nextInt(20))) {
                assertThat(scan(bytes, blockSize))
                        .as("<%s> in blocks of %d", text, blockSize)
                        .isEqualTo(expected);
            }
            found += expected.size();
        }
        assertThat(found).isGreaterThan(10_000);
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(5);
        for (int i = 0; i < parts; i++) {
            Nir nir = Nir.of(
                    any(random, "1", "2", "7", "5"),
                    any(random, "01", "12", "31", "13"),
                    any(random, "75", "2A", "2b"));
            String written =
                    switch (random.nextInt(6)) {
                        case 0 -> nir.with(any(random, SEPARATORS));
                        case 1 -> nir.withoutKey(any(random, SEPARATORS));
                        case 2 ->
                            nir.withoutKey(any(random, SEPARATORS)) + any(random, SEPARATORS) + random.nextInt(100);
                        case 3 ->
                            Long.toUnsignedString(random.nextLong() | Long.MIN_VALUE)
                                    .substring(0, 1 + random.nextInt(17));
                        case 4 -> any(random, ";", "\n", "été", "ABBA", "€", " ".repeat(random.nextInt(50)), "\u00a0");
                        default -> nir.withoutKey("").substring(random.nextInt(4)) + any(random, SEPARATORS);
                    };
            text.append(written).append(random.nextBoolean() ? any(random, SEPARATORS) : ";");
        }
        return text.toString();
    }

    private static String any(Random random, String... all) {
        return all[random.nextInt(all.length)];
    }

    private static String any(Random random, List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static final String GAP = "[ .\\-/\\u00a0\\u202f]?";
    private static final Pattern BODY = Pattern.compile("(?<![0-9])([123478])" + GAP + "([0-9]{2})" + GAP
            + "(0[1-9]|1[0-2]|2[0-9]|3[0-9]|4[0-2]|[5-9][0-9])" + GAP + "([0-9]{2}|2[ABab])" + GAP + "([0-9]{3})" + GAP
            + "([0-9]{3})");
    private static final Pattern KEY = Pattern.compile(GAP + "([0-9]{2})(?![0-9])");

    private static List<String> byRule(String text) {
        List<String> found = new ArrayList<>();
        Matcher body = BODY.matcher(text).useTransparentBounds(true);
        int at = 0;
        while (at < text.length()) {
            if (!body.region(at, text.length()).lookingAt()) {
                at++;
                continue;
            }
            String digits = Stream.of(1, 2, 3, 4, 5, 6).map(body::group).reduce("", String::concat);
            String number = digits.toUpperCase(Locale.ROOT).replace("2A", "19").replace("2B", "18");
            long key = 97 - new BigInteger(number).mod(BigInteger.valueOf(97)).longValue();
            Matcher written =
                    KEY.matcher(text).region(body.end(), text.length()).useTransparentBounds(true);
            if (written.lookingAt() && Long.parseLong(written.group(1)) == key) {
                found.add(KEYED);
                at = written.end();
            } else if (body.end() == text.length() || !Character.isDigit(text.charAt(body.end()))) {
                found.add(UNKEYED);
                at++;
            } else {
                at++;
            }
        }
        return found;
    }

    private static List<String> found(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return scan(bytes, Math.max(1, bytes.length));
    }

    private static List<String> scan(byte[] bytes, int blockSize) {
        List<String> found = new ArrayList<>();
        PatientScan scan = new PatientScan();
        for (int from = 0; from < bytes.length; from += blockSize) {
            byte[] block = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + blockSize));
            scan.block(block, block.length, (at, keyed) -> found.add(keyed ? KEYED : UNKEYED));
        }
        scan.end((at, keyed) -> found.add(keyed ? KEYED : UNKEYED));
        return found;
    }
}
