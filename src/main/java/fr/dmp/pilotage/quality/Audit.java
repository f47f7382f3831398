package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.findings.PatientText;
import fr.dmp.pilotage.findings.Severity;
import fr.dmp.pilotage.warehouse.AuditScope;
import fr.dmp.pilotage.warehouse.CarriedRows;
import fr.dmp.pilotage.warehouse.KeysSeen;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Load.Verdict;
import fr.dmp.pilotage.warehouse.Loads;
import fr.dmp.pilotage.warehouse.Marts;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Audits a staged load: runs its feed's checks, counts its rows and decides. Everything happens in the caller's
 * transaction, so that an interrupted audit leaves nothing behind.
 */
public final class Audit {

    /** Findings kept per load and code; all are counted. */
    private static final int SAMPLE = 1_000;

    /** Code of what is found if more rows are rejected than a feed lets through. */
    public static final String TOO_MANY_REJECTS = "too-many-rejects";

    private static final Check TOO_MANY = new Check(
            TOO_MANY_REJECTS,
            Severity.ERROR,
            "{found} of {read} rows were rejected, at most {expected} are let through",
            "{found} lignes sur {read} sont rejetées, {expected} au plus sont admises",
            Check.Unless.NEVER,
            Check.Effect.TELL,
            "",
            Map.of());

    private final JdbcClient jdbc;
    private final Catalog catalog;
    private final Loads loads;
    private final CarriedRows carriedRows;
    private final Marts marts;
    private final KeysSeen keysSeen;
    private final Rehearsal rehearsal;
    private final Reconciliations reconciliations;

    Audit(
            JdbcClient jdbc,
            Catalog catalog,
            Loads loads,
            CarriedRows carriedRows,
            Marts marts,
            KeysSeen keysSeen,
            Rehearsal rehearsal,
            Reconciliations reconciliations) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.loads = loads;
        this.carriedRows = carriedRows;
        this.marts = marts;
        this.keysSeen = keysSeen;
        this.rehearsal = rehearsal;
        this.reconciliations = reconciliations;
    }

    /**
     * Audits a load. Must run in a transaction.
     *
     * @return the verdict, which is also kept with the load
     * @throws IllegalStateException if loaded + rejected is not what the survey counted: rows were lost
     */
    public Verdict audit(Load load) {
        forgetEarlierAudit(load);
        AuditScope scope = marts.scope(load);
        List<Check> checks = Check.all(catalog.definitions(), load.feed());
        // What rejects lines goes first: a partial file is completed by what remains, and then judged as a whole.
        checks.stream().filter(Check::rejects).forEach(check -> run(check, load, scope));
        long carried = carriedRows.carry(load);
        marts.compute(scope);
        checks.stream().filter(check -> !check.rejects()).forEach(check -> run(check, load, scope));
        Load.Rows rows = count(load, carried);
        judgeRejects(load, rows);
        trimSample(load);
        Verdict verdict = verdict(load);
        loads.audited(load.loadId(), rows, verdict);
        return verdict;
    }

    /**
     * Holds an audited load against what has come into force since its audit. Must run in the transaction that publishes
     * it.
     *
     * @return the verdict, which is also kept with the load
     */
    public Verdict confirm(Load load) {
        if (reconciliations.computeWhatIsNew(load) > 0) {
            AuditScope scope = marts.scope(load);
            Check.all(catalog.definitions(), load.feed()).stream()
                    .filter(Check::judgesReconciliations)
                    .forEach(check -> run(check, load, scope));
            loads.audited(load.loadId(), Objects.requireNonNull(load.rows(), "it was audited"), verdict(load));
        }
        return Objects.requireNonNull(loads.get(load.loadId()).verdict(), "it was audited");
    }

    /** Tries the marts and each check of a feed on no load at all, and tells which statements do not run. */
    public List<String> problems(FeedDefinition feed) {
        return rehearsal.problems(feed);
    }

    private void forgetEarlierAudit(Load load) {
        carriedRows.forget(load);
        reconciliations.forget(load);
        for (String table : List.of("ops.finding", "ops.finding_count")) {
            jdbc.sql("delete from " + table + " where load_id = :load and page = -1")
                    .param("load", load.loadId())
                    .update();
        }
    }

    private void run(Check check, Load load, AuditScope scope) {
        if (check.unless() == Check.Unless.KEYS_DIFFER && keysSeen.allDiffer(load)) {
            return;
        }
        if (check.effect() == Check.Effect.RECONCILE) {
            reconciliations.compute(check, load, scope);
            return;
        }
        Check.Offenders offenders = check.offenders(jdbc, scope, SAMPLE);
        offenders.rows().forEach(offender -> keep(check, check.severity(offender), load, offender));
        Map<Severity, Long> counts = new TreeMap<>(offenders.counts());
        if (check.rejects() && !counts.isEmpty()) {
            counts.put(check.severity(), reject(check, load, scope));
        }
        counts.forEach((severity, total) -> count(load, check.code(), severity, total));
    }

    /** The offending lines leave the load, which nobody has seen yet, and stand among its rejects. */
    private long reject(Check check, Load load, AuditScope scope) {
        String sql = """
                with offenders as (
                %s
                ), gone as (
                  delete from dwh.%s fact using offenders
                  where fact.period_start = :period and fact.load_id = :load and fact.line_no = offenders.line_no
                  returning fact.load_id, fact.file_id, fact.line_no, to_jsonb(offenders) as details
                )
                insert into ops.reject (load_id, file_id, line_no, code, details)
                select load_id, file_id, line_no, :code, details from gone
                """.formatted(check.sql(), load.feed().table());
        return jdbc.sql(sql)
                .params(scope.parameters())
                .params(check.parameters())
                .param("code", check.code())
                .update();
    }

    private void keep(Check check, Severity severity, Load load, Map<String, ? extends @Nullable Object> offender) {
        Map<String, @Nullable Object> values = new HashMap<>(offender);
        BigDecimal expected = decimal(values.get("expected"));
        BigDecimal found = decimal(values.get("found"));
        if (expected != null && found != null) {
            values.put("difference", found.subtract(expected));
        }
        String measure = measure(load.feed(), values.get("measure"));
        values.put("measure", measure);
        jdbc.sql("""
                        insert into ops.finding (load_id, page, code, severity, line_no, file_id, scope, measure, expected, found,
                          message, message_fr)
                        values (:load, -1, :code, :severity, :line, :file, :scope, :measure, :expected, :found, :says, :dit)
                        """)
                .param("load", load.loadId())
                .param("code", check.code())
                .param("severity", severity.label())
                .param("line", values.get("line_no"))
                .param("file", values.get("file_id"))
                .param("scope", scope(values.get("scope")))
                .param("measure", measure)
                .param("expected", expected)
                .param("found", found)
                .param("says", Message.fill(check.says(), values, Locale.ENGLISH))
                .param("dit", Message.fill(check.dit(), values, Locale.FRENCH))
                .update();
    }

    /** What a check returns of the file's own texts is masked like the sentence that it stands in. */
    private static @Nullable Object scope(@Nullable Object scope) {
        return scope instanceof String text ? PatientText.masked(text) : scope;
    }

    /** A stored column by the name that the sender knows. */
    private static @Nullable String measure(FeedDefinition feed, @Nullable Object stored) {
        if (stored == null) {
            return null;
        }
        return feed.columns().stream()
                .filter(column -> stored.equals(column.stored()))
                .map(ColumnDefinition::name)
                .findFirst()
                .orElse(stored.toString());
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        return value == null ? null : new BigDecimal(value.toString());
    }

    private void count(Load load, String code, Severity severity, long total) {
        jdbc.sql("""
                        insert into ops.finding_count (load_id, page, code, column_name, severity, total)
                        values (:load, -1, :code, '', :severity, :total)
                        on conflict (load_id, page, code, column_name, severity)
                        do update set total = ops.finding_count.total + excluded.total
                        """)
                .param("load", load.loadId())
                .param("code", code)
                .param("severity", severity.label())
                .param("total", total)
                .update();
    }

    private Load.Rows count(Load load, long carried) {
        long inFact = single(
                "select count(*) from dwh." + load.feed().table() + " where period_start = :period and load_id = :load",
                load);
        long loaded = inFact - carried;
        long rejected = single("select count(*) from ops.reject where load_id = :load", load);
        long totals = single(
                "select count(distinct line_no) from dwh.control_total"
                        + " where period_start = :period and load_id = :load",
                load);
        long read = load.rowsSurveyed() - totals;
        if (loaded + rejected != read) {
            throw new IllegalStateException(
                    "[" + load.fileName() + "] load " + load.loadId() + ": the survey counted " + read + " rows, but "
                            + loaded + " were loaded and " + rejected + " rejected; nothing is published");
        }
        return new Load.Rows(read, loaded, rejected, carried);
    }

    private long single(String sql, Load load) {
        return jdbc.sql(sql)
                .param("period", load.period().start())
                .param("load", load.loadId())
                .query(Long.class)
                .single();
    }

    /** A partial file is judged with what it completes: by the share of the whole period that is not in. */
    private void judgeRejects(Load load, Load.Rows rows) {
        OwedLines owed = OwedLines.of(jdbc, load, rows);
        long read = rows.read() + rows.carried() + owed.lines();
        long allowed = load.feed().holdAbove().allowed(read);
        if (owed.lines() > 0) {
            boolean tooMany = rows.rejected() + owed.lines() > allowed;
            Severity severity = tooMany ? Severity.ERROR : Severity.WARNING;
            keep(OwedLines.CHECK, severity, load, Map.of("found", owed.lines(), "file", owed.fileName()));
            count(load, OwedLines.CHECK.code(), severity, owed.lines());
        }
        if (rows.rejected() > allowed) {
            Map<String, Long> values = Map.of("found", rows.rejected(), "expected", allowed, "read", read);
            keep(TOO_MANY, Severity.ERROR, load, values);
            count(load, TOO_MANY.code(), Severity.ERROR, 1);
        }
    }

    private void trimSample(Load load) {
        jdbc.sql("""
                        delete from ops.finding where finding_id in (
                          select finding_id from (
                            select finding_id, row_number() over (partition by code order by line_no, finding_id) as rank
                            from ops.finding where load_id = :load) as ranked
                          where rank > :sample)
                        """).param("load", load.loadId()).param("sample", SAMPLE).update();
    }

    /** An error about the load as a whole holds it; an error about a row has already rejected the row. */
    private Verdict verdict(Load load) {
        List<String> rejecting = Check.all(catalog.definitions(), load.feed()).stream()
                .filter(Check::rejects)
                .map(Check::code)
                .toList();
        List<Finding> found = jdbc.sql("select page, code, severity from ops.finding_count where load_id = :load")
                .param("load", load.loadId())
                .query(Finding.class)
                .list();
        boolean hold = found.stream()
                .anyMatch(each -> each.page() < 0
                        && each.severity().equals(Severity.ERROR.label())
                        && !rejecting.contains(each.code()));
        boolean warn = found.stream().anyMatch(each -> !each.severity().equals(Severity.INFO.label()));
        if (hold) {
            return Verdict.HOLD;
        }
        return warn ? Verdict.WARN : Verdict.PASS;
    }

    private record Finding(int page, String code, String severity) {}
}
