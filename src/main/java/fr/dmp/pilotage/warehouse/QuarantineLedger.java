package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.findings.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Which files were refused as data of patients, where they hold it, and what has become of their bytes. Knows no value. */
public final class QuarantineLedger {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Loads loads;
    private final Clock clock;

    QuarantineLedger(JdbcClient jdbc, TransactionOperations transactions, Loads loads, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.loads = loads;
        this.clock = clock;
    }

    /**
     * Notes a file whose bytes are in quarantine.
     *
     * @param fileName without a patient's identifier
     * @param reason what it is refused for, and where
     */
    public void refused(
            String fileName, String sender, @Nullable String feed, String sha256, long size, Finding reason) {
        transactions.executeWithoutResult(status -> {
            long arrival = loads.arrived(fileName, sender, feed, null, "refused", null, reason);
            jdbc.sql("""
                            insert into ops.quarantine (quarantined_at, arrival_id, sha256, size_bytes, file_name, sender, feed,
                              code, line_no, column_name)
                            values (:now, :arrival, :sha, :size, :name, :sender, :feed, :code, nullif(:line, 0), :column)
                            """)
                    .param("now", now())
                    .param("arrival", arrival)
                    .param("sha", sha256)
                    .param("size", size)
                    .param("name", fileName)
                    .param("sender", sender)
                    .param("feed", feed)
                    .param("code", reason.code())
                    .param("line", reason.line())
                    .param("column", reason.column())
                    .update();
        });
    }

    /** SHA-256 of the bytes that should be in quarantine. */
    public List<String> kept() {
        return jdbc.sql("select distinct sha256 from ops.quarantine where purged_at is null order by 1")
                .query(String.class)
                .list();
    }

    /**
     * SHA-256 of the bytes whose time is over.
     *
     * @param kept how long bytes are kept after they came for the last time
     */
    public List<String> due(Duration kept) {
        return jdbc.sql("""
                        select sha256 from ops.quarantine where purged_at is null
                        group by sha256 having max(quarantined_at) < :before order by max(quarantined_at), sha256
                        """)
                .param("before", now().minus(kept))
                .query(String.class)
                .list();
    }

    /** Notes that bytes are gone. */
    public void purged(String sha256) {
        jdbc.sql("update ops.quarantine set purged_at = :now where sha256 = :sha and purged_at is null")
                .param("now", now())
                .param("sha", sha256)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
