package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.findings.Severity;
import fr.dmp.pilotage.warehouse.AuditScope;
import fr.dmp.pilotage.warehouse.CarriedRows;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Load.Verdict;
import fr.dmp.pilotage.warehouse.Loads;
import fr.dmp.pilotage.warehouse.Marts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Audits a staged load: runs its feed's checks, counts its rows and decides. Everything happens in the caller's
 * transaction, so that an interrupted audit leaves nothing behind.
 */
public final class Audit {

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
    private final Checks checks;
    private final Loads loads;
    private final CarriedRows carriedRows;
    private final Marts marts;
    private final CheckFindings findings;
    private final OtherSenders otherSenders;
    private final Rehearsal rehearsal;
    private final Reconciliations reconciliations;

    Audit(
            JdbcClient jdbc,
            Checks checks,
            Loads loads,
            CarriedRows carriedRows,
            Marts marts,
            CheckFindings findings,
            OtherSenders otherSenders,
            Rehearsal rehearsal,
            Reconciliations reconciliations) {
        this.jdbc = jdbc;
        this.checks = checks;
        this.loads = loads;
        this.carriedRows = carriedRows;
        this.marts = marts;
        this.findings = findings;
        this.otherSenders = otherSenders;
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
        List<Check> all = checks.of(load.feed());
        // What rejects lines goes first: a partial file is completed by what remains, and then judged as a whole.
        all.stream().filter(Check::rejects).forEach(check -> run(check, load, scope));
        long carried = carriedRows.carry(load);
        marts.compute(scope);
        all.stream().filter(check -> !check.rejects()).forEach(check -> run(check, load, scope));
        Load.Rows rows = count(load, carried);
        judgeRejects(load, rows);
        findings.trim(load);
        Verdict verdict = verdict(load);
        loads.audited(load.loadId(), rows, verdict);
        return verdict;
    }

    private void run(Check check, Load load, AuditScope scope) {
        if (check.effect() == Check.Effect.RECONCILE) {
            reconciliations.audit(check, load, scope);
        } else {
            findings.run(check, load, scope);
        }
    }

    /**
     * Holds an audited load against what has come into force since its audit. Must run in the transaction that publishes
     * it.
     *
     * @return the verdict, which is also kept with the load
     */
    public Verdict confirm(Load load) {
        boolean figures = reconciliations.computeWhatIsNew(load) > 0;
        if (figures) {
            AuditScope scope = marts.scope(load);
            checks.of(load.feed(), Check.Effect.JUDGE).forEach(check -> findings.run(check, load, scope));
        }
        if (otherSenders.compare(load).isPresent() || figures) {
            keep(load, verdict(load));
        }
        return Objects.requireNonNull(loads.get(load.loadId()).verdict(), "it was audited");
    }

    /**
     * Holds a load that comes back into force against what other senders have in force by now, and warns of it. Nothing else
     * is judged again: an operator took back what had replaced it. Must run in the transaction that brings it back.
     *
     * @return what it shares with another sender, if anything
     */
    public Optional<SharedKeys> restored(Load load) {
        Optional<SharedKeys> shared = otherSenders.compare(load);
        if (shared.isPresent() && load.verdict() == Verdict.PASS) {
            keep(load, Verdict.WARN);
        }
        return shared;
    }

    private void keep(Load load, Verdict verdict) {
        loads.audited(load.loadId(), Objects.requireNonNull(load.rows(), "it was audited"), verdict);
    }

    /** Tries the marts and each check of a feed on no load at all, and tells which statements do not run. */
    public List<String> problems(FeedDefinition feed) {
        return rehearsal.problems(feed);
    }

    private void forgetEarlierAudit(Load load) {
        carriedRows.forget(load);
        reconciliations.forget(load);
        findings.forget(load);
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
            findings.keep(OwedLines.CHECK, severity, load, Map.of("found", owed.lines(), "file", owed.fileName()));
            findings.count(load, OwedLines.CHECK.code(), severity, owed.lines());
        }
        if (rows.rejected() > allowed) {
            Map<String, Long> values = Map.of("found", rows.rejected(), "expected", allowed, "read", read);
            findings.keep(TOO_MANY, Severity.ERROR, load, values);
            findings.count(load, TOO_MANY.code(), Severity.ERROR, 1);
        }
    }

    /** An error about the load as a whole holds it; an error about a row has already rejected the row. */
    private Verdict verdict(Load load) {
        List<String> rejecting = checks.of(load.feed(), Check.Effect.REJECT).stream()
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
