package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.findings.Finding;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What checks say of lines that they rejected, told again for any of them. */
public final class RejectReasons {

    private final Checks checks;

    RejectReasons(Checks checks) {
        this.checks = checks;
    }

    /** The reasons of the checks of one feed. */
    public static final class OfFeed {

        private final Map<String, Check> checks;

        private OfFeed(Map<String, Check> checks) {
            this.checks = checks;
        }

        /**
         * Why a check rejected a line; empty if it is not declared any more.
         *
         * @param details what the check returned with the line
         */
        public Optional<Finding> reason(String code, long line, Map<String, ? extends @Nullable Object> details) {
            return Optional.ofNullable(checks.get(code))
                    .map(check -> new Finding(
                            code,
                            check.severity(),
                            line,
                            null,
                            Message.fill(check.says(), details, Locale.ENGLISH),
                            Message.fill(check.dit(), details, Locale.FRENCH)));
        }
    }

    public OfFeed of(FeedDefinition feed) {
        return new OfFeed(checks.of(feed, Check.Effect.REJECT).stream()
                .collect(Collectors.toMap(Check::code, Function.identity())));
    }
}
