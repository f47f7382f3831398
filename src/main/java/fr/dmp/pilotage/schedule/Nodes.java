package fr.dmp.pilotage.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The nodes that serve a database, as they check in with the job store. */
public final class Nodes {

    /** A node that missed so many of its own intervals is taken for dead by the others too. */
    private static final int MISSED = 3;

    private final JdbcClient jdbc;
    private final Clock clock;

    Nodes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A node.
     *
     * @param name of its machine, and a number
     * @param seen its last sign of life
     */
    public record Node(String name, Instant seen) {}

    /** Those that are alive. */
    List<Node> serving() {
        return jdbc.sql("""
                        select instance_name, last_checkin_time from ops.qrtz_scheduler_state
                        where last_checkin_time > :now - :missed * checkin_interval order by instance_name
                        """)
                .param("now", clock.millis())
                .param("missed", MISSED)
                .query((row, index) -> new Node(row.getString(1), Instant.ofEpochMilli(row.getLong(2))))
                .list();
    }

    /** How often a node checks in. */
    static final Duration INTERVAL = Duration.ofSeconds(5);
}
