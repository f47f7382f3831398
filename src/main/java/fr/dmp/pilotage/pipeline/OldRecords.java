package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.JobDefinition.Kept;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What ran, as Batch keeps it, and what was alerted. What operators did is kept for ever, and so are loads and editions: they say
 * without these records what they were made from.
 */
final class OldRecords {

    /** All attempts have ended; it is no job's last run, which the next one follows; no load is left to go on with. */
    private static final String OLD = """
            select i.job_instance_id from ops.batch_job_instance i
            join ops.batch_job_execution e using (job_instance_id)
            left join ops.batch_job_execution_params p
              on p.job_execution_id = e.job_execution_id and p.parameter_name = 'load'
            left join ops.load l on l.load_id = p.parameter_value::bigint
            group by i.job_instance_id, i.job_name
            having bool_and(e.end_time is not null) and max(e.end_time) < :limit
              and i.job_instance_id < (select max(job_instance_id) from ops.batch_job_instance m where m.job_name = i.job_name)
              and bool_and(l.load_id is null or l.published_at is not null or l.closed is not null)
            """;

    private static final String ATTEMPTS =
            " in (select job_execution_id from ops.batch_job_execution where job_instance_id = any(:runs))";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    OldRecords(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Removes those that are older than they are kept; returns how many runs and alerts. */
    int remove(Kept kept, Instant now) {
        Timestamp limit = Timestamp.from(
                now.atZone(ZoneOffset.UTC).minusMonths(kept.keepMonths()).toInstant());
        Integer removed = transactions.execute(status -> {
            jdbc.sql("delete from ops.process where beat_at < :limit")
                    .param("limit", limit)
                    .update();
            return runs(limit)
                    + jdbc.sql("delete from ops.alert where raised_at < :limit")
                            .param("limit", limit)
                            .update();
        });
        return removed == null ? 0 : removed;
    }

    private int runs(Timestamp limit) {
        Long[] runs =
                jdbc.sql(OLD).param("limit", limit).query(Long.class).list().toArray(Long[]::new);
        for (String rows : List.of(
                "batch_step_execution_context where step_execution_id in (select step_execution_id from"
                        + " ops.batch_step_execution where job_execution_id" + ATTEMPTS + ")",
                "batch_step_execution where job_execution_id" + ATTEMPTS,
                "batch_job_execution_context where job_execution_id" + ATTEMPTS,
                "batch_job_execution_params where job_execution_id" + ATTEMPTS,
                "batch_job_execution where job_instance_id = any(:runs)",
                "batch_job_instance where job_instance_id = any(:runs)")) {
            jdbc.sql("delete from ops." + rows).param("runs", runs).update();
        }
        return runs.length;
    }
}
