package fr.dmp.pilotage.catalog;

import fr.dmp.pilotage.catalog.Period.Cadence;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The declared shape of a feed's file names, such as {@code activite_es_<semaine>*}: it gives the period and, where it
 * holds {@code <emetteur>}, the sender.
 */
public final class FilePattern {

    /** How a period stands in a name; what is not part of it is outside the group. */
    private record Token(Cadence cadence, String shape) {}

    private static final Map<String, Token> PERIODS = periods();
    private static final String SENDER = "<emetteur>";

    /** No underscore, which separates the parts of a name. */
    private static final String SENDER_SHAPE = "(?<sender>\\p{Alnum}+(?:-\\p{Alnum}+)*)";

    private static final Pattern PART = Pattern.compile("<[^<>]*>|\\*");

    private final String written;
    private final Cadence cadence;
    private final boolean namesSender;
    private final Pattern regex;

    private FilePattern(String written, Cadence cadence, boolean namesSender, Pattern regex) {
        this.written = written;
        this.cadence = cadence;
        this.namesSender = namesSender;
        this.regex = regex;
    }

    private static Map<String, Token> periods() {
        Map<String, Token> periods = new LinkedHashMap<>();
        periods.put("<semaine>", new Token(Cadence.WEEKLY, "(?<period>\\d{4}(?:-?[SsWw])?\\d{2})"));
        periods.put("<mois>", new Token(Cadence.MONTHLY, "(?<period>\\d{4}-\\d{2})"));
        periods.put("<AAAA-MM-JJ>", new Token(Cadence.DATED, "(?<period>\\d{4}-\\d{2}-\\d{2})"));
        periods.put("<AAAAMMJJ>", new Token(Cadence.DATED, "(?<period>\\d{8})"));
        // The hour at which a public list was drawn tells nothing that its day does not.
        periods.put("<AAAAMMJJHHMM>", new Token(Cadence.DATED, "(?<period>\\d{8})\\d{4}"));
        return periods;
    }

    /** What a shape must hold, for messages. */
    static String expected() {
        return "a name holding one of " + String.join(" ", PERIODS.keySet()) + ", and at most " + SENDER + " beside it";
    }

    /** Reads a declared shape; empty unless it holds one period and knows all that it holds. */
    static Optional<FilePattern> of(String written) {
        StringBuilder regex = new StringBuilder();
        Token period = null;
        boolean sender = false;
        int from = 0;
        Matcher part = PART.matcher(written);
        while (part.find()) {
            regex.append(Pattern.quote(written.substring(from, part.start())));
            from = part.end();
            Token token = PERIODS.get(part.group());
            if (part.group().equals("*")) {
                regex.append(".*");
            } else if (part.group().equals(SENDER) && !sender) {
                sender = true;
                regex.append(SENDER_SHAPE);
            } else if (token != null && period == null) {
                period = token;
                regex.append(token.shape()).append("(?!\\d)");
            } else {
                return Optional.empty();
            }
        }
        regex.append(Pattern.quote(written.substring(from))).append(".*");
        return of(written, period, sender, regex.toString());
    }

    private static Optional<FilePattern> of(String written, @Nullable Token period, boolean sender, String regex) {
        return period == null
                ? Optional.empty()
                : Optional.of(new FilePattern(
                        written, period.cadence(), sender, Pattern.compile(regex, Pattern.CASE_INSENSITIVE)));
    }

    public Cadence cadence() {
        return cadence;
    }

    /** Whether the name has the shape, be its period one that exists or not. */
    public boolean matches(String fileName) {
        return regex.matcher(fileName).matches();
    }

    /** The period as the name writes it; empty if the name has another shape. */
    public Optional<String> writtenPeriod(String fileName) {
        Matcher matcher = regex.matcher(fileName);
        return matcher.matches() ? Optional.of(matcher.group("period")) : Optional.empty();
    }

    /** The sender that the name gives, in lower case; empty if the shape has no place for one, or the name another shape. */
    public Optional<String> sender(String fileName) {
        Matcher matcher = regex.matcher(fileName);
        return namesSender && matcher.matches()
                ? Optional.of(matcher.group("sender").toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return written;
    }
}
