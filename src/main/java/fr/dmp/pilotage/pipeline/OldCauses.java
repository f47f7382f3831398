package fr.dmp.pilotage.pipeline;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Why runs failed, as Batch keeps it: with whatever PostgreSQL quoted of the row that it could not take. It goes with the
 * rows of the load, and in any case when its own time is over.
 */
final class OldCauses {

    private final JdbcClient jdbc;

    OldCauses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Removes those of loads that have expired, and those older than a moment; returns how many. */
    int remove(Instant limit) {
        return remove("ops.batch_step_execution", limit) + remove("ops.batch_job_execution", limit);
    }

    private int remove(String table, Instant limit) {
        return jdbc.sql("""
                        update %s e set exit_message = ''
                        where exit_message <> '' and status not in ('COMPLETED', 'STARTING', 'STARTED')
                          and (end_time < :limit or exists (
                            select from ops.batch_job_execution_params p
                            join ops.load l on l.load_id::text = p.parameter_value
                            where p.job_execution_id = e.job_execution_id and p.parameter_name = 'load'
                              and l.nominative_expired_at is not null))
                        """.formatted(table))
                .param("limit", Timestamp.from(limit))
                .update();
    }
}
