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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ColumnMapRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One rule about a load: {@code sql/check/<code>.sql}, a query that returns the offenders. Its columns {@code scope},
 * {@code measure}, {@code line_no}, {@code file_id}
 * (needed where a line may be one that a partial file did not have), {@code expected}, {@code found} and {@code severity} are kept with the finding where
 * it returns them, and every column can stand in the text as {@code {column}}.
 *
 * @param says the finding in English
 * @param dit the finding in French
 * @param unless when it need not run
 * @param effect what becomes of the rows that it returns
 * @param sql the statement, for one feed
 * @param parameters thresholds of the feed
 */
record Check(
        String code,
        Severity severity,
        String says,
        String dit,
        Unless unless,
        Effect effect,
        String sql,
        Map<String, Double> parameters) {

    /** When a check would find nothing; {@code unless} in its header. */
    enum Unless {
        /** It always runs. */
        NEVER,
        /** The keys of the load's rows were seen to differ as they were written. */
        KEYS_DIFFER
    }

    /** What becomes of the rows that a check returns; {@code effect} in its header. */
    enum Effect {
        /** They are findings. */
        TELL,
        /** They are findings, and the lines that they name leave the load. */
        REJECT,
        /** They are figures held against another source, kept as such and judged by checks of effect {@code judge}. */
        RECONCILE,
        /** They are findings about such figures: which of them another source contradicts. */
        JUDGE,
        /** They are findings about what other senders have in force, looked for again before a load comes into force. */
        ACROSS
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
        refuseNames(file, feed);
        return new Check(
                use.code(),
                Severity.valueOf(file.require("severity").toUpperCase(Locale.ROOT)),
                file.require("says"),
                file.require("dit"),
                Unless.valueOf(Objects.requireNonNullElse(file.optional("unless"), "never")
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')),
                Effect.valueOf(Objects.requireNonNullElse(file.optional("effect"), "tell")
                        .toUpperCase(Locale.ROOT)),
                feed.fill(file.statement()),
                use.parameters());
    }

    /** What a check says stands in workbooks, which are kept longer than the lines of persons. */
    private static void refuseNames(SqlFile file, FeedDefinition feed) {
        FeedDefinition.Nominative nominative = feed.nominative();
        if (nominative == null) {
            return;
        }
        String texts = file.require("says") + file.require("dit");
        List<String> told = feed.columns().stream()
                .filter(column -> nominative.columns().contains(column.name()))
                .flatMap(column -> column.storedColumns().stream())
                .filter(stored -> texts.contains("{" + stored + "}"))
                .toList();
        if (!told.isEmpty()) {
            throw new CatalogException(
                    List.of(file.path() + " tells {" + String.join("}, {", told) + "}, which says whose line of "
                            + feed.id() + " it is; expected no nominative column in 'says' and 'dit'"));
        }
    }

    /**
     * What a check returned.
     *
     * @param rows the first of them, by column
     * @param counts of all of them, by severity
     */
    record Offenders(List<Map<String, @Nullable Object>> rows, Map<Severity, Long> counts) {}

    /**
     * Runs the check, in the caller's transaction.
     *
     * @param sample how many rows are returned at most: a check may find every line of a file
     */
    Offenders offenders(JdbcClient jdbc, AuditScope scope, int sample) {
        // Read at once and not through a cursor, over which PostgreSQL would not plan parallel workers.
        List<Map<String, @Nullable Object>> rows =
                rows(jdbc, scope, "select * from (\n" + sql + "\n) as offenders limit " + (sample + 1));
        Map<Severity, Long> counts = rows.size() <= sample
                ? rows.stream()
                        .collect(Collectors.groupingBy(row -> severity(row), TreeMap::new, Collectors.counting()))
                : countAll(jdbc, scope, rows.get(0).containsKey("severity"));
        return new Offenders(rows.subList(0, Math.min(rows.size(), sample)), counts);
    }

    /** The figures of a check that reconciles, all of them. */
    List<Map<String, @Nullable Object>> figures(JdbcClient jdbc, AuditScope scope) {
        return rows(jdbc, scope, sql);
    }

    private Map<Severity, Long> countAll(JdbcClient jdbc, AuditScope scope, boolean ownSeverity) {
        String own = ownSeverity ? "severity" : "null::text as severity";
        Map<Severity, Long> counts = new TreeMap<>();
        rows(jdbc, scope, "select " + own + ", count(*) as total from (\n" + sql + "\n) as offenders group by 1")
                .forEach(row -> counts.put(severity(row), Long.valueOf(String.valueOf(row.get("total")))));
        return counts;
    }

    private List<Map<String, @Nullable Object>> rows(JdbcClient jdbc, AuditScope scope, String statement) {
        return jdbc.sql(statement)
                .params(scope.parameters())
                .params(parameters)
                .query(new ColumnMapRowMapper())
                .list();
    }

    /** How much an offender matters: as its own column {@code severity} says, else as the check does. */
    Severity severity(Map<String, @Nullable Object> offender) {
        Object own = offender.get("severity");
        return own == null ? severity : Severity.valueOf(own.toString().toUpperCase(Locale.ROOT));
    }
}
