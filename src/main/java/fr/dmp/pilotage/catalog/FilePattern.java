package fr.dmp.pilotage.catalog;

import fr.dmp.pilotage.catalog.Period.Cadence;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The declared shape of a feed's file names, such as {@code activite_es_<semaine>*}: it gives the period. */
public final class FilePattern {

    private static final Map<String, Cadence> TOKENS =
            Map.of("<semaine>", Cadence.WEEKLY, "<mois>", Cadence.MONTHLY, "<AAAA-MM-JJ>", Cadence.DATED);

    private final String written;
    private final Cadence cadence;
    private final Pattern regex;

    private FilePattern(String written, Cadence cadence, Pattern regex) {
        this.written = written;
        this.cadence = cadence;
        this.regex = regex;
    }

    /** Reads a declared shape; empty unless it holds one of the tokens {@code <semaine> <mois> <AAAA-MM-JJ>}. */
    static Optional<FilePattern> of(String written) {
        return TOKENS.entrySet().stream()
                .filter(token -> written.contains(token.getKey()))
                .findFirst()
                .map(token -> of(written, token.getKey(), token.getValue()));
    }

    private static FilePattern of(String written, String token, Cadence cadence) {
        String shape =
                switch (cadence) {
                    case WEEKLY -> "\\d{4}(?:-?[SsWw])?\\d{2}";
                    case MONTHLY -> "\\d{4}-\\d{2}";
                    case DATED -> "\\d{4}-\\d{2}-\\d{2}";
                };
        int at = written.indexOf(token);
        String before = written.substring(0, at);
        String after = written.substring(at + token.length()).replace("*", "");
        String regex = Pattern.quote(before) + "(?<period>" + shape + ")(?!\\d)" + Pattern.quote(after) + ".*";
        return new FilePattern(written, cadence, Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
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

    @Override
    public String toString() {
        return written;
    }
}
