package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.JobDefinition.Refused;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is kept of refused files: their bytes, and a message that may quote them. No contract fits them, so that nobody knows
 * whom they name, nor of which period: their time runs from their arrival, whatever feed their name claims.
 */
public final class Refusals {

    private final JdbcClient jdbc;
    private final Clock clock;

    Refusals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What arrived before it is kept no longer. */
    public Instant limit(Refused kept) {
        return LocalDate.now(clock)
                .minusMonths(kept.keepMonths())
                .atStartOfDay(clock.getZone())
                .toInstant();
    }

    /** SHA-256 of the archived files whose time is over; a content that a load has since is its load's to keep. */
    public List<String> files(Refused kept) {
        return jdbc.sql("""
                        select sha256 from ops.file f
                        where removed_at is null
                          and not exists (select from ops.load l where l.file_id = f.file_id and l.nominative_expired_at is null)
                          and exists (
                            select from ops.arrival a
                            where a.file_id = f.file_id and a.outcome = 'refused' and a.arrived_at < :limit)
                        order by file_id
                        """)
                .param("limit", Timestamp.from(limit(kept)))
                .query(String.class)
                .list();
    }

    /** Removes the messages whose time is over, and returns how many; the code still says why a file was refused. */
    public int removeMessages(Refused kept) {
        return jdbc.sql("""
                        update ops.arrival set message = null
                        where outcome = 'refused' and message is not null and arrived_at < :limit
                        """).param("limit", Timestamp.from(limit(kept))).update();
    }
}
