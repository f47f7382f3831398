package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.catalog.CatalogException;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.findings.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One rule about a load: {@code sql/check/<code>.sql}, a query that returns the offenders. Its columns {@code scope},
 * {@code measure}, {@code line_no}, {@code expected}, {@code found} and {@code severity} are kept with the finding where
 * it returns them, and every column can stand in the text as {@code {column}}.
 *
 * @param says the finding in English
 * @param dit the finding in French
 * @param effect what becomes of the rows that it returns
 * @param sql the statement, for one feed
 * @param parameters thresholds of the feed
 */
record Check(
        String code,
        Severity severity,
        String says,
        String dit,
        Effect effect,
        String sql,
        Map<String, Double> parameters) {

    /** What becomes of the rows that a check returns; {@code effect} in its header. */
    enum Effect {
        /** They are findings. */
        TELL,
        /** They are findings, and the lines that they name leave the load. */
        REJECT,
        /** They are figures held against another source, kept as such and judged by a check of their own. */
        RECONCILE
    }

    /** Whether the offending lines leave the load. */
    boolean rejects() {
        return effect == Effect.REJECT;
    }

    static Check read(Definitions definitions, FeedDefinition feed, FeedDefinition.CheckUse use) {
        String path = "sql/check/" + use.code() + ".sql";
        SqlFile file = SqlFile.read(definitions, path);
        if (!file.require("code").equals(use.code())) {
            throw new CatalogException(List.of(path + " says 'code: " + file.require("code") + "'; expected its name"));
        }
        String sql = file.statement().replace("${fact}", feed.table()).replace("${key}", keyExpression(feed));
        return new Check(
                use.code(),
                Severity.valueOf(file.require("severity").toUpperCase(Locale.ROOT)),
                file.require("says"),
                file.require("dit"),
                Effect.valueOf(Objects.requireNonNullElse(file.optional("effect"), "tell")
                        .toUpperCase(Locale.ROOT)),
                sql,
                use.parameters());
    }

    private static String keyExpression(FeedDefinition feed) {
        return feed.key().stream()
                .map(part -> part.contains("|") ? alternatives(part) : part)
                .collect(Collectors.joining(", "));
    }

    private static String alternatives(String part) {
        return Stream.of(part.split("\\|")).collect(Collectors.joining(", ", "coalesce(", ")"));
    }
}
