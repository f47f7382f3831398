package fr.dmp.pilotage.catalog;

import fr.dmp.pilotage.catalog.Period.Cadence;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A declared address of a file, whole or with a token for its period, as a web server lists no folder: {@code
 * https://example.org/depot/activite_es_<semaine>.csv}.
 *
 * <p>Here, and only here, a clock proposes periods, and only names to ask for: what a file is about is still said by the
 * file. A week that does not begin on a Monday is named by the ISO week of its first day, and is asked for some days
 * before its end; there is nothing there until then.
 *
 * @param written as declared
 * @param cadence of its tokens, or null if there is none
 */
public record AddressPattern(String written, @Nullable Cadence cadence) {

    private static final Map<String, Cadence> TOKENS = Map.of(
            "<semaine>", Cadence.WEEKLY,
            "<mois>", Cadence.MONTHLY,
            "<AAAA-MM-JJ>", Cadence.DATED,
            "<AAAAMMJJ>", Cadence.DATED);

    /** The tokens, for messages. */
    static final String EXPECTED = "<semaine>, <mois>, <AAAA-MM-JJ> or <AAAAMMJJ>";

    static AddressPattern of(String written) {
        return new AddressPattern(
                written,
                TOKENS.entrySet().stream()
                        .filter(token -> written.contains(token.getKey()))
                        .map(Map.Entry::getValue)
                        .sorted()
                        .findFirst()
                        .orElse(null));
    }

    /**
     * The addresses to ask for: one for each of the last periods that ended before a day, the oldest first.
     *
     * @throws IllegalArgumentException if the address is none; the catalog has refused such a one
     */
    public List<URI> addresses(int periods, LocalDate today) {
        return filled(periods, today).stream().map(URI::create).toList();
    }

    /** The same as they are written, be they addresses or not. */
    List<String> filled(int periods, LocalDate today) {
        if (cadence == null) {
            return List.of(written);
        }
        Period current =
                switch (cadence) {
                    case DATED -> new Period(cadence, today);
                    case WEEKLY -> Period.weekOf(today);
                    case MONTHLY -> new Period(cadence, today.withDayOfMonth(1));
                };
        return IntStream.rangeClosed(1, periods)
                .map(back -> back - periods - 1)
                .mapToObj(current::plus)
                .map(this::filled)
                .toList();
    }

    /** Tokens of another cadence stay as they are: one address is about one period. */
    private String filled(Period period) {
        String address = written;
        for (Map.Entry<String, Cadence> token : TOKENS.entrySet()) {
            if (token.getValue() == period.cadence()) {
                boolean compact = token.getKey().equals("<AAAAMMJJ>");
                String label = compact ? period.label().replace("-", "") : period.label();
                address = address.replace(token.getKey(), label);
            }
        }
        return address;
    }
}
