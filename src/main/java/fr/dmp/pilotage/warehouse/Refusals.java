package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.JobDefinition.Kept;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is kept of refused files: their bytes, and a message that may quote them. No contract fits them, so that nobody knows
 * whom they name, nor of which period: their time runs from their last arrival, whatever feed their name claims.
 */
public final class Refusals {

    private static final String OVER = """
            exists (select from ops.arrival a where a.file_id = f.file_id and a.outcome = 'refused')
            and not exists (select from ops.arrival a where a.file_id = f.file_id and a.arrived_at >= :limit)""";

    private final JdbcClient jdbc;
    private final ArchivedFiles files;
    private final Clock clock;

    Refusals(JdbcClient jdbc, ArchivedFiles files, Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.clock = clock;
    }

    /** What arrived before it is kept no longer. */
    public Instant limit(Kept kept) {
        return LocalDate.now(clock)
                .minusMonths(kept.keepMonths())
                .atStartOfDay(clock.getZone())
                .toInstant();
    }

    /**
     * The archived files whose time is over, counted from the last time that they came; a content that a load has since is
     * its load's to keep.
     */
    public List<ArchivedFile> files(Kept kept) {
        return files.where(OVER, Map.of("limit", Timestamp.from(limit(kept))));
    }

    /** Removes the messages whose time is over, and returns how many; the code still says why a file was refused. */
    public int removeMessages(Kept kept) {
        return jdbc.sql("""
                        update ops.arrival set message = null
                        where outcome = 'refused' and message is not null and arrived_at < :limit
                        """).param("limit", Timestamp.from(limit(kept))).update();
    }
}
