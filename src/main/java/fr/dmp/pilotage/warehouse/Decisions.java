package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.findings.PatientText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What operators decide about loads, each with its author and reason, in one transaction with what it changes. Callers
 * hold the lock of the load's feed, sender and period.
 *
 * <p>Nothing is deleted, and a load is in force once only, from its publication to its retirement: what comes back after
 * a withdrawal is copied to the next revision, so that what was in force at any time stays known.
 */
public final class Decisions {

    /** Findings of a decision have a page of their own, which no audit forgets. */
    private static final int PAGE = -3;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Loads loads;
    private final LoadCopy copy;

    Decisions(JdbcClient jdbc, TransactionOperations transactions, Loads loads) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.loads = loads;
        this.copy = new LoadCopy(jdbc);
    }

    /**
     * Why something is done, and who says so; neither is blank, else {@link DecisionRefused}. An identifier of a patient in
     * either is masked: whoever explains a load that waits for one may quote it.
     */
    public record Reason(String who, String why) {
        public Reason {
            who = PatientText.masked(who);
            why = PatientText.masked(why);
            if (who.isBlank() || why.isBlank()) {
                throw new DecisionRefused("expected a name and a reason that say something, found none");
            }
        }
    }

    /**
     * What a withdrawal did.
     *
     * @param load as it stands now
     * @param back the revision that repeats what was in force before, or null if nothing is in force now
     */
    public record Withdrawal(Load load, @Nullable Load back) {}

    /**
     * Takes back a load that is open, held or in force. What it had replaced comes back in force as the next revision,
     * unless that content was itself withdrawn.
     *
     * @throws DecisionRefused if it is closed, or no longer in force
     */
    public Withdrawal withdraw(long loadId, Reason reason) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Load load = loads.get(loadId);
            Load back =
                    switch (load.state()) {
                        case OPEN -> {
                            close(load);
                            yield null;
                        }
                        case CURRENT -> {
                            close(load);
                            yield before(load).map(this::restore).orElse(null);
                        }
                        case RETIRED ->
                            throw new DecisionRefused("load " + loadId
                                    + " is no longer in force: a later revision took its place; withdraw that one");
                        case CLOSED ->
                            throw new DecisionRefused("load " + loadId + " is closed already: withdrawn or failed");
                    };
            keep("withdraw", loadId, reason);
            return new Withdrawal(loads.get(loadId), back);
        }));
    }

    private void close(Load load) {
        jdbc.sql("""
                        update ops.load set closed = 'withdrawn', retired_at = case when published_at is not null then now() end
                        where load_id = :id
                        """).param("id", load.loadId()).update();
    }

    /** The latest revision before a load that was in force, of a content that nobody withdrew. */
    private Optional<Load> before(Load load) {
        return jdbc.sql("""
                        select load_id from ops.load l
                        where feed = :feed and sender = :sender and period_start = :period and revision < :revision
                          and published_at is not null and closed is null
                          and not exists (
                            select from ops.load w
                            where (w.feed, w.sender, w.period_start, w.file_id) = (l.feed, l.sender, l.period_start, l.file_id)
                              and w.closed = 'withdrawn' and w.published_at is not null)
                        order by revision desc limit 1
                        """)
                .param("feed", load.feed().id())
                .param("sender", load.sender())
                .param("period", load.period().start())
                .param("revision", load.revision())
                .query(Long.class)
                .optional()
                .map(loads::get);
    }

    private Load restore(Load earlier) {
        long loadId =
                jdbc.sql("""
                        insert into ops.load (feed, sender, period_start, revision, file_id, file_name, base_load_id, charset,
                          separator, header, rows_surveyed, page_offsets, page_lines, rows_read, rows_loaded, rows_rejected,
                          rows_carried, verdict, nominative_expired_at, absent_means, format, expanded_sha256, line_end, quoted,
                          restores_load_id)
                        select feed, sender, period_start, (
                            select max(revision) + 1 from ops.load m
                            where (m.feed, m.sender, m.period_start) = (l.feed, l.sender, l.period_start)),
                          file_id, file_name, base_load_id, charset, separator, header, rows_surveyed, page_offsets,
                          page_lines, rows_read, rows_loaded, rows_rejected, rows_carried, verdict,
                          nominative_expired_at, absent_means, format, expanded_sha256, line_end, quoted, load_id
                        from ops.load l where load_id = :id
                        returning load_id
                        """).param("id", earlier.loadId()).query(Long.class).single();
        copy.copy(earlier, loadId);
        jdbc.sql("update ops.load set published_at = now() where load_id = :id")
                .param("id", loadId)
                .update();
        return loads.get(loadId);
    }

    /**
     * Publishes a held load as it is: with a warning, which says who released it and why, beside all that was found.
     *
     * @throws DecisionRefused if it is not held
     */
    public Load release(long loadId, Reason reason) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Load load = loads.get(loadId);
            if (!load.held()) {
                throw new DecisionRefused("load " + loadId + " is not held: there is nothing to release");
            }
            jdbc.sql("update ops.load set verdict = 'warn' where load_id = :id")
                    .param("id", loadId)
                    .update();
            tell(loadId, reason);
            keep("release", loadId, reason);
            loads.publish(loadId);
            return loads.get(loadId);
        }));
    }

    /** As a finding of the load it is in every workbook that the load is in. */
    private void tell(long loadId, Reason reason) {
        jdbc.sql("""
                        with counted as (
                          insert into ops.finding_count (load_id, page, code, column_name, severity, total)
                          values (:load, :page, 'released-by-operator', '', 'warning', 1)
                        )
                        insert into ops.finding (load_id, page, code, severity, message, message_fr)
                        values (:load, :page, 'released-by-operator', 'warning',
                          'published in spite of its errors: released by ' || :who || ': ' || :why,
                          'Fichier publié malgré ses erreurs, sur décision de ' || :who || ' : ' || :why)
                        """)
                .param("load", loadId)
                .param("page", PAGE)
                .param("who", reason.who())
                .param("why", reason.why())
                .update();
    }

    /** Numbers of the loads that a decision may be about, those not published first. */
    public List<String> candidates() {
        return jdbc.sql("""
                        select load_id from ops.load where closed is null and retired_at is null
                        order by published_at is null desc, load_id desc limit 5
                        """).query(String.class).list();
    }

    private void keep(String kind, long loadId, Reason reason) {
        jdbc.sql("insert into ops.decision (load_id, kind, who, reason) values (:load, :kind, :who, :why)")
                .param("load", loadId)
                .param("kind", kind)
                .param("who", reason.who())
                .param("why", reason.why())
                .update();
    }
}
