package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.catalog.CatalogException;
import fr.dmp.pilotage.catalog.CheckUse;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.findings.Severity;
import fr.dmp.pilotage.warehouse.AuditScope;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ColumnMapRowMapper;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One rule about a load: {@code sql/check/<code>.sql}, a query that returns the offenders. Its columns {@code scope},
 * {@code measure}, {@code line_no}, {@code file_id}
 * (needed where a line may be one that a partial file did not have), {@code expected}, {@code found} and {@code severity} are kept with the finding where
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

    static Check read(Definitions definitions, FeedDefinition feed, CheckUse use) {
        String path = "sql/check/" + use.code() + ".sql";
        SqlFile file = SqlFile.read(definitions, path);
        if (!file.require("code").equals(use.code())) {
            throw new CatalogException(List.of(path + " says 'code: " + file.require("code") + "'; expected its name"));
        }
        return new Check(
                use.code(),
                Severity.valueOf(file.require("severity").toUpperCase(Locale.ROOT)),
                file.require("says"),
                file.require("dit"),
                Effect.valueOf(Objects.requireNonNullElse(file.optional("effect"), "tell")
                        .toUpperCase(Locale.ROOT)),
                feed.fill(file.statement()),
                use.parameters());
    }

    /** The checks of a feed, in order. */
    static List<Check> all(Definitions definitions, FeedDefinition feed) {
        return feed.checks().stream().map(use -> read(definitions, feed, use)).toList();
    }

    /**
     * Runs the check, in the caller's transaction.
     *
     * @param sample how many rows a rejecting check returns at most: its lines are dealt with where they are
     * @param taker of each row, by column; it may find every line of a file, so no more are held than it keeps
     */
    void offenders(JdbcClient jdbc, AuditScope scope, int sample, Consumer<Map<String, @Nullable Object>> taker) {
        String limited = rejects() ? "select * from (\n" + sql + "\n) as offenders limit " + sample : sql;
        ColumnMapRowMapper mapper = new ColumnMapRowMapper();
        jdbc.sql(limited)
                .withFetchSize(sample)
                .params(scope.parameters())
                .params(parameters)
                .query((RowCallbackHandler) row -> taker.accept(mapper.mapRow(row, 0)));
    }
}
