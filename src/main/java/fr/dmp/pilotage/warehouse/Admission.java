package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.RejectsFile;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import java.util.List;
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
     * @param header of the file, by which rejected lines that come again are known
     */
    public Optional<Finding> refusal(
            FeedDefinition feed, String sender, Period period, String fileName, String sha256, List<String> header) {
        if (feed.nominative() != null && expired(feed, period)) {
            return Optional.of(FileFault.PERIOD_EXPIRED.ofFile(feed.id() + " " + period.label(), ""));
        }
        boolean rejectsAgain = RejectsFile.isOne(header);
        if (feed.isPartial(fileName)) {
            return partial(feed, sender, period, new Offered(fileName, sha256, rejectsAgain));
        }
        if (!rejectsAgain) {
            return Optional.empty();
        }
        return Optional.of(
                feed.partial() == null
                        ? FileFault.REJECTS_OF_WHOLE_FILES.ofFile(feed.id(), "")
                        : FileFault.REJECTS_NOT_PARTIAL.ofFile(feed.partial(), ""));
    }

    /** @param rejectsAgain whether it holds rejected lines that come again */
    private record Offered(String fileName, String sha256, boolean rejectsAgain) {}

    /** A load that is open or in force. */
    private record Standing(long loadId, String fileName, String sha256, boolean open, boolean held) {}

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

    /**
     * A partial file completes the load in force, and must not take the place of one that waits for an operator: only
     * rejected lines of that one, come again, complete it.
     */
    private Optional<Finding> partial(FeedDefinition feed, String sender, Period period, Offered offered) {
        Optional<Standing> found = standing(feed, sender, period);
        if (found.isEmpty()) {
            String expected = feed.id() + " " + period.label() + " from " + sender;
            return Optional.of(FileFault.PARTIAL_OF_NOTHING.ofFile(expected, ""));
        }
        Standing standing = found.get();
        if (standing.sha256().equals(offered.sha256())) {
            return Optional.empty();
        }
        if (standing.open() && !(standing.held() && offered.rejectsAgain())) {
            return Optional.of(FileFault.PARTIAL_WHILE_OPEN.ofFile("", "load " + standing.loadId()));
        }
        return RejectsFile.answers(offered.fileName())
                .filter(sha -> !isMadeFrom(standing.loadId(), sha))
                .map(sha -> FileFault.REJECTS_OF_ANOTHER_FILE.ofFile(
                        standing.fileName() + " (" + standing.sha256().substring(0, 8) + "…)", sha));
    }

    /** What a partial file meets: the load that is open, else the one in force. */
    private Optional<Standing> standing(FeedDefinition feed, String sender, Period period) {
        return jdbc.sql("""
                        select load_id, file_name, sha256, published_at is null as open,
                          published_at is null and coalesce(verdict = 'hold', false) as held
                        from ops.load join ops.file using (file_id)
                        where feed = :feed and sender = :sender and period_start = :period
                          and closed is null and retired_at is null
                        order by open desc limit 1
                        """)
                .param("feed", feed.id())
                .param("sender", sender)
                .param("period", period.start())
                .query(Standing.class)
                .optional();
    }

    /** Whether a load is of a file whose SHA-256 begins like this, or completes one that is. */
    private boolean isMadeFrom(long loadId, String sha) {
        return jdbc.sql("""
                        with recursive made as (
                          select base_load_id, file_id from ops.load where load_id = :load
                          union all
                          select l.base_load_id, l.file_id from made join ops.load l on l.load_id = made.base_load_id
                        )
                        select exists (select from made join ops.file using (file_id) where starts_with(sha256, :sha))
                        """)
                .param("load", loadId)
                .param("sha", sha)
                .query(Boolean.class)
                .single();
    }
}
