package fr.dmp.pilotage.findings;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** A fictitious NIR with its key, for the tests of its refusal. */
public record Nir(String sex, String year, String month, String departement, String commune, String order) {

    /** All that may stand between two groups. */
    public static final List<String> SEPARATORS = List.of("", " ", "\u00a0", "\u202f", ".", "-", "/");

    public static final Nir USUAL = of("1", "05", "99");

    /** Of a sex, a month and a département; the rest is nobody's. */
    public static Nir of(String sex, String month, String departement) {
        return new Nir(sex, "85", month, departement, "999", "084");
    }

    /** The key by its definition, in arithmetic that shares nothing with the product's. */
    public String key() {
        String digits = String.join("", body())
                .toUpperCase(Locale.ROOT)
                .replace("2A", "19")
                .replace("2B", "18");
        BigInteger rest = new BigInteger(digits).mod(BigInteger.valueOf(97));
        return String.format("%02d", 97 - rest.intValue());
    }

    private List<String> body() {
        return List.of(sex, year, month, departement, commune, order);
    }

    /** With its key and with this between all groups. */
    public String with(String separator) {
        return withoutKey(separator) + separator + key();
    }

    public String withoutKey(String separator) {
        return String.join(separator, body());
    }

    @Override
    public String toString() {
        return with("");
    }
}
