package fr.dmp.pilotage.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.findings.Nir;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers of professionals and structures beside each other: 100 000 pairs, the same in every run. None is taken for a
 * patient's: on its own, beside another field, in one field with another, or written without anything in between. What would
 * be taken for one by its shape alone is told apart by what it is a piece of; a patient's number beside them is found.
 */
class FalseAlarmTests {

    private static final int PAIRS = 100_000;
    private static final int PATIENTS = 2_000;
    private static final Alarms NONE = new Alarms(0, 0);

    private final Random random = new Random(2012);

    private enum Kind {
        RPPS,
        SIRET,
        FINESS,
        TELEPHONE,
        OID
    }

    private record Known(Kind kind, String written) {}

    private record Alarms(int keyed, int unkeyed) {}

    /** Two fields, and all that a NIR may have between two groups. */
    private static final List<String> JOINED =
            Stream.concat(Stream.of(";", ",", "\t"), Nir.SEPARATORS.stream()).toList();

    @Test
    void numbersOfProfessionalsAndStructuresRaiseNoAlarmHoweverTheyAreJoined() {
        List<String> alarming = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            String one = known().written();
            String other = known().written();
            Stream.concat(Stream.of(one), JOINED.stream().map(between -> one + between + other))
                    .filter(text -> !alarms(text).equals(NONE))
                    .forEach(alarming::add);
        }
        assertThat(alarming).isEmpty();
    }

    @Test
    void aPatientsNumberBesideAnyOfThemIsFound() {
        for (int i = 0; i < PATIENTS; i++) {
            String known = known().written();
            for (String separator : Nir.SEPARATORS) {
                String nir = patient().with(separator);
                for (String between : List.of(";", " ", "/", "\u00a0")) {
                    assertThat(alarms(known + between + nir).keyed())
                            .as(known + between + nir)
                            .isEqualTo(1);
                    assertThat(alarms(nir + between + known).keyed())
                            .as(nir + between + known)
                            .isEqualTo(1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.250.1.213.1.4.8.%s",
                "%s.1.2.250.1.213.1.4.8",
                "12.10.2012.%s",
                "1.2.2012.%s",
                "(1.2.250.1.213.1.4.10) %s",
                "%s^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS",
                "06 12 34 56 78 %s",
                "0612345678 %s 06 12 34 56 78",
                "tél. 06-12-34-56-78/%s"
            })
    void onlyAnOidOrATelephoneThatItIsAPieceOfTakesItAway(String text) {
        assertThat(alarms(text.formatted(Nir.USUAL))).isEqualTo(new Alarms(1, 0));
        assertThat(alarms(text.formatted(Nir.USUAL.with(" ")))).isEqualTo(new Alarms(1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.250.1.71.4.2.%s", "1.2.250.1.71.4.2.7 - 2.16.840.1.113883.6.%s", "x1.3.6.1.4.1.%s"})
    void anArcOfAnOidIsNone(String text) {
        assertThat(alarms(text.formatted(Nir.USUAL))).isEqualTo(NONE);
    }

    private Nir patient() {
        List<String> months = List.of("01", "06", "12", "20", "42", "50", "99");
        List<String> departements = List.of("01", "75", "2A", "2b", "97", "99");
        return new Nir(
                any(List.of("1", "2", "3", "4", "7", "8")),
                digits(2),
                any(months),
                any(departements),
                digits(3),
                digits(3));
    }

    private String any(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static Alarms alarms(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] found = new int[2];
        PatientScan scan = new PatientScan();
        PatientScan.Taker taker = (at, keyed) -> found[keyed ? 0 : 1]++;
        scan.block(bytes, bytes.length, taker);
        scan.end(taker);
        return new Alarms(found[0], found[1]);
    }

    private Known known() {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        return new Known(
                kind,
                switch (kind) {
                    case RPPS -> luhn("10" + digits(8));
                    case SIRET -> luhn(luhn(digits(8)) + digits(4));
                    case FINESS -> finess();
                    case TELEPHONE -> telephone();
                    case OID -> oid();
                });
    }

    private String finess() {
        if (random.nextInt(20) > 0) {
            return luhn(digits(8));
        }
        return luhn((random.nextBoolean() ? "2A" : "2B") + digits(6));
    }

    private String telephone() {
        String number = "0" + (1 + random.nextInt(9)) + digits(8);
        String pairs = number.replaceAll("..(?=.)", "$0 ");
        List<String> forms = List.of(
                number,
                pairs,
                pairs.replace(' ', '.'),
                pairs.replace(' ', '-'),
                "+33" + number.substring(1),
                "+33 " + pairs.substring(1),
                "0033" + number.substring(1));
        return any(forms);
    }

    /** Domains of identifiers, documents and vocabularies, as exchanges of health name them. */
    private String oid() {
        List<String> roots = List.of(
                "1.2.250.1.71.4.2.",
                "1.2.250.1.213.1.4.",
                "1.2.250.1.213.1.1.5.",
                "1.2.250.1.215.",
                "2.16.840.1.113883.6.");
        return any(roots) + (1 + random.nextInt(random.nextBoolean() ? 9 : 99));
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private static String luhn(String digits) {
        char[] text = (digits + "0").toCharArray();
        return digits + Identifiers.luhnKey(text, 0, text.length);
    }
}
