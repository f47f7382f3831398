package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.feeds.Expansion;
import fr.dmp.pilotage.feeds.Survey;
import fr.dmp.pilotage.findings.Finding;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The ledger: which file was offered, which load it became, and where that stands. Long for its statements alone. */
public final class Loads {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final LoadRow row;

    Loads(JdbcClient jdbc, TransactionOperations transactions, Catalog catalog) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.row = new LoadRow(catalog);
    }

    /**
     * What became of a file that a contract fits.
     *
     * @param opened whether the load is new; else the same content was already loaded, or is being loaded
     */
    public record Opening(Load load, boolean opened) {}

    /**
     * Opens a load for a surveyed file, or finds the one that its content already has: the latest load of a feed, sender
     * and period, if it is of the same content and open or current. An earlier load that is still open, of another
     * content, is withdrawn; its caller must have made sure that nobody is loading it. A partial file completes it, if it
     * was held, else the load in force: {@link Admission} has seen which partial file may do what.
     */
    public Opening open(
            FeedDefinition feed,
            String sender,
            Period period,
            String fileName,
            String sha256,
            long size,
            Survey survey) {
        Opening opening = transactions.execute(status -> {
            TransactionLock.take(jdbc, "load " + feed.id() + " " + sender + " " + period.start());
            long fileId = fileId(sha256, size);
            Load latest = latest(feed.id(), sender, period.start()).orElse(null);
            boolean live =
                    latest != null && (latest.state() == Load.State.OPEN || latest.state() == Load.State.CURRENT);
            if (latest != null && live && latest.fileId() == fileId) {
                arrived(fileName, sender, feed.id(), fileId, "already-loaded", latest.loadId(), null);
                return new Opening(latest, false);
            }
            if (latest != null && latest.state() == Load.State.OPEN) {
                jdbc.sql("update ops.load set closed = 'withdrawn' where load_id = :id")
                        .param("id", latest.loadId())
                        .update();
                if (latest.held()) {
                    replaced(latest, sender, fileName);
                }
            }
            int revision = latest == null ? 1 : latest.revision() + 1;
            Long held = latest != null && latest.held() ? latest.loadId() : null;
            long loadId = insert(feed, sender, period, revision, fileId, fileName, held, survey);
            arrived(fileName, sender, feed.id(), fileId, "opened", loadId, null);
            jdbc.sql("select dwh.ensure_partition(:table, :day)")
                    .param("table", feed.table())
                    .param("day", period.start())
                    .query((result, index) -> 0)
                    .single();
            return new Opening(get(loadId), true);
        });
        return Objects.requireNonNull(opening);
    }

    /** What ends a hold is kept, be it no operator. */
    private void replaced(Load held, String sender, String fileName) {
        jdbc.sql("insert into ops.decision (load_id, kind, who, reason) values (:load, 'replace', :who, :why)")
                .param("load", held.loadId())
                .param("who", "sender " + sender)
                .param("why", "another file came: " + fileName + ", revision " + (held.revision() + 1))
                .update();
    }

    private long fileId(String sha256, long size) {
        jdbc.sql("insert into ops.file (sha256, size_bytes) values (:sha, :size)"
                        + " on conflict (sha256) do update set removed_at = null")
                .param("sha", sha256)
                .param("size", size)
                .update();
        return jdbc.sql("select file_id from ops.file where sha256 = :sha")
                .param("sha", sha256)
                .query(Long.class)
                .single();
    }

    private long insert(
            FeedDefinition feed,
            String sender,
            Period period,
            int revision,
            long fileId,
            String fileName,
            @Nullable Long held,
            Survey survey) {
        Expansion expansion = survey.expansion();
        return jdbc.sql("""
                        insert into ops.load (feed, sender, period_start, revision, file_id, file_name, base_load_id, charset,
                          separator, header, rows_surveyed, page_offsets, page_lines, absent_means, format, expanded_sha256,
                          line_end, quoted)
                        values (:feed, :sender, :period, :revision, :file, :name, (
                            select load_id from ops.load where :partial and feed = :feed and sender = :sender
                              and period_start = :period and case when :held::bigint is null
                                then published_at is not null and retired_at is null else load_id = :held end),
                          :charset, :separator, :header, :rows, :offsets, :lines, :absent, :format, :expanded,
                          :end, :quoted) returning load_id
                        """)
                .param("feed", feed.id())
                .param("sender", sender)
                .param("period", period.start())
                .param("revision", revision)
                .param("file", fileId)
                .param("name", fileName)
                .param("partial", feed.isPartial(fileName))
                .param("held", held)
                .param("charset", survey.charset().name())
                .param("separator", Character.toString(survey.separator()))
                .param(
                        "end",
                        survey.lineEnd() == null
                                ? null
                                : survey.lineEnd().name().toLowerCase(Locale.ROOT))
                .param("quoted", survey.quoted())
                .param("header", survey.header().toArray(String[]::new))
                .param("rows", survey.rows())
                .param("offsets", survey.pageOffsets().toArray(Long[]::new))
                .param("lines", survey.pageLines().toArray(Long[]::new))
                .param("absent", feed.absence().of(sender).name().toLowerCase(Locale.ROOT))
                .param("format", survey.format().name().toLowerCase(Locale.ROOT))
                .param("expanded", expansion == null ? null : expansion.sha256())
                .query(Long.class)
                .single();
    }

    /**
     * Notes a file that no load was opened for, and why.
     *
     * @param sha256 of its bytes, or null if they were not even read
     */
    public void refused(
            String fileName, String sender, @Nullable String feed, @Nullable String sha256, long size, Finding reason) {
        transactions.executeWithoutResult(status -> {
            Long fileId = sha256 == null ? null : fileId(sha256, size);
            arrived(fileName, sender, feed, fileId, "refused", null, reason);
        });
    }

    /**
     * Notes a file that was offered.
     *
     * @param fileId null if its bytes are not in the archive
     * @return the number of its arrival
     */
    long arrived(
            String fileName,
            String sender,
            @Nullable String feed,
            @Nullable Long fileId,
            String outcome,
            @Nullable Long loadId,
            @Nullable Finding reason) {
        return jdbc.sql("""
                        insert into ops.arrival (file_name, sender, feed, file_id, outcome, load_id, code, message)
                        values (:name, :sender, :feed, :file, :outcome, :load, :code, :message) returning arrival_id
                        """)
                .param("name", fileName)
                .param("sender", sender)
                .param("feed", feed)
                .param("file", fileId)
                .param("outcome", outcome)
                .param("load", loadId)
                .param("code", reason == null ? null : reason.code())
                .param("message", reason == null ? null : reason.in(fileName))
                .query(Long.class)
                .single();
    }

    /** The load of this id, which must exist. */
    public Load get(long loadId) {
        return find(loadId).orElseThrow(() -> new IllegalStateException("there is no load " + loadId));
    }

    /** The load of this id, if it exists. */
    public Optional<Load> find(long loadId) {
        return jdbc.sql(LoadRow.SELECT + " where load_id = :id")
                .param("id", loadId)
                .query(row)
                .optional();
    }

    /** Loads by their ids, whatever has become of them, by period and sender. */
    public List<Load> of(List<Long> loadIds) {
        return jdbc.sql(LoadRow.SELECT + " where load_id = any(:ids) order by period_start, sender")
                .param("ids", loadIds.toArray(Long[]::new))
                .query(row)
                .list();
    }

    /** The latest load of a file, whatever has become of it. */
    public Load ofFile(long fileId) {
        return jdbc.sql(LoadRow.SELECT + " where file_id = :id order by load_id desc limit 1")
                .param("id", fileId)
                .query(row)
                .single();
    }

    private Optional<Load> latest(String feed, String sender, LocalDate period) {
        return jdbc.sql(LoadRow.SELECT
                        + " where feed = :feed and sender = :sender and period_start = :period"
                        + " order by revision desc limit 1")
                .param("feed", feed)
                .param("sender", sender)
                .param("period", period)
                .query(row)
                .optional();
    }

    /** Loads that are neither published nor closed: being loaded, interrupted, or held. */
    public List<Load> open() {
        return jdbc.sql(LoadRow.SELECT + " where published_at is null and closed is null order by load_id")
                .query(row)
                .list();
    }

    /** The loads of a feed in force, by period. */
    public List<Load> current(String feed) {
        return current(feed, LocalDate.MIN);
    }

    /** The same of periods that begin on a day or later: after years the others are many. */
    public List<Load> current(String feed, LocalDate from) {
        return jdbc.sql(LoadRow.SELECT
                        + " where feed = :feed and published_at is not null and retired_at is null"
                        + " and period_start >= :from order by period_start, sender")
                .param("feed", feed)
                .param("from", from)
                .query(row)
                .list();
    }

    /** Keeps what the audit counted and decided. */
    public void audited(long loadId, Load.Rows rows, Load.Verdict verdict) {
        jdbc.sql("""
                        update ops.load set rows_read = :read, rows_loaded = :loaded, rows_rejected = :rejected,
                          rows_carried = :carried, verdict = :verdict
                        where load_id = :id
                        """)
                .param("read", rows.read())
                .param("loaded", rows.loaded())
                .param("rejected", rows.rejected())
                .param("carried", rows.carried())
                .param("verdict", verdict.name().toLowerCase(Locale.ROOT))
                .param("id", loadId)
                .update();
    }

    /**
     * Puts an audited load in force and retires the one it corrects, in one transaction. No row moves.
     *
     * @throws IllegalStateException if it is not open, audited and let through: nothing changes
     */
    public void publish(long loadId) {
        transactions.executeWithoutResult(status -> {
            boolean ready =
                    jdbc.sql("""
                            select closed is null and published_at is null and coalesce(verdict in ('pass', 'warn'), false)
                            from ops.load where load_id = :id for update
                            """).param("id", loadId).query(Boolean.class).single();
            if (!ready || !CarriedRows.completeWhatStands(jdbc, loadId)) {
                throw new IllegalStateException("load " + loadId
                        + " is not open, audited and let through, or completes a load that is no longer in"
                        + " force: not published");
            }
            jdbc.sql("""
                            update ops.load old set retired_at = now() from ops.load new
                            where new.load_id = :id
                              and (old.feed, old.sender, old.period_start) = (new.feed, new.sender, new.period_start)
                              and old.published_at is not null and old.retired_at is null
                            """).param("id", loadId).update();
            jdbc.sql("update ops.load set published_at = now() where load_id = :id")
                    .param("id", loadId)
                    .update();
        });
    }
}
