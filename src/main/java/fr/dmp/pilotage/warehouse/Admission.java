package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the ledger lets a file in that its contract fits. */
public final class Admission {

    private final JdbcClient jdbc;

    Admission(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Why no load may be opened for a file, or empty if one may. The caller holds the lock of the feed, sender and period.
     *
     * @param sha256 of the file; a load of the same content that was left open is gone on with
     */
    public Optional<Finding> refusal(
            FeedDefinition feed, String sender, Period period, String fileName, String sha256) {
        if (feed.nominative() != null && expired(feed, period)) {
            return Optional.of(FileFault.PERIOD_EXPIRED.ofFile(feed.id() + " " + period.label(), ""));
        }
        return feed.isPartial(fileName) ? nothingToComplete(feed, sender, period, sha256) : Optional.empty();
    }

    private boolean expired(FeedDefinition feed, Period period) {
        return jdbc.sql("""
                        select exists (select from ops.load
                          where feed = :feed and period_start = :period and nominative_expired_at is not null)
                        """)
                .param("feed", feed.id())
                .param("period", period.start())
                .query(Boolean.class)
                .single();
    }

    /** A partial file completes a load in force; it must not take the place of one that waits for an operator. */
    private Optional<Finding> nothingToComplete(FeedDefinition feed, String sender, Period period, String sha256) {
        return jdbc.sql("""
                        select max(load_id) filter (where published_at is null and sha256 <> :sha) as waiting,
                          bool_or(published_at is not null) as published
                        from ops.load join ops.file using (file_id)
                        where feed = :feed and sender = :sender and period_start = :period
                          and closed is null and retired_at is null
                        """)
                .param("feed", feed.id())
                .param("sender", sender)
                .param("period", period.start())
                .param("sha", sha256)
                .query((row, index) -> {
                    if (row.getObject("waiting") != null) {
                        return Optional.of(FileFault.PARTIAL_WHILE_OPEN.ofFile("", "load " + row.getLong("waiting")));
                    }
                    return row.getBoolean("published")
                            ? Optional.<Finding>empty()
                            : Optional.of(FileFault.PARTIAL_OF_NOTHING.ofFile(
                                    feed.id() + " " + period.label() + " from " + sender, ""));
                })
                .single();
    }
}
