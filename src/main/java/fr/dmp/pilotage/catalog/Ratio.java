package fr.dmp.pilotage.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rate as a numerator over a denominator, both columns of its sheet: that is how it can be computed again over any group
 * of rows, which an average of rates cannot.
 */
public record Ratio(String numerator, String denominator) {

    private static final Pattern WRITTEN =
            Pattern.compile("\\s*(\\w+)(?:::numeric)?\\s*/\\s*nullif\\(\\s*(\\w+)\\s*,\\s*0\\s*\\)\\s*");

    /** Reads {@code a::numeric / nullif(b, 0)}; empty for anything else. */
    static Optional<Ratio> of(@Nullable String derivation) {
        Matcher matcher = WRITTEN.matcher(derivation == null ? "" : derivation);
        return matcher.matches() ? Optional.of(new Ratio(matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
