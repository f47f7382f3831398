package fr.dmp.pilotage.pipeline;

import java.time.Clock;
import java.time.LocalDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells who runs something, for whoever wants to do the same. */
final class Running {

    private final JdbcClient jdbc;
    private final Heartbeat heartbeat;
    private final Clock clock;

    Running(JdbcClient jdbc, Heartbeat heartbeat, Clock clock) {
        this.jdbc = jdbc;
        this.heartbeat = heartbeat;
        this.clock = clock;
    }

    /** The run and the process that hold a lock, in words that follow "is already running"; empty if it was given back. */
    String holder(String lock, String job) {
        return RunLock.holder(jdbc, lock).map(holder -> inWords(holder, job)).orElse("");
    }

    private String inWords(RunLock.Holder holder, String job) {
        String run = jdbc.sql("""
                        select ': run ' || e.job_instance_id || ', started by ' || coalesce(b.parameter_value, 'unknown')
                        from ops.batch_job_execution e
                        join ops.batch_job_instance i using (job_instance_id)
                        join ops.batch_job_execution_params o
                          on o.job_execution_id = e.job_execution_id and o.parameter_name = :owner
                        left join ops.batch_job_execution_params b
                          on b.job_execution_id = e.job_execution_id and b.parameter_name = :by
                        where i.job_name = :job and o.parameter_value = :name and e.end_time is null
                        order by e.job_execution_id desc limit 1
                        """)
                .param("owner", Attempts.OWNER)
                .param("by", Attempts.BY)
                .param("job", job)
                .param("name", holder.owner())
                .query(String.class)
                .optional()
                .orElse("");
        String process = heartbeat
                .runner(holder.owner())
                .map(Heartbeat.Runner::inWords)
                .orElse("session \"" + holder.owner() + "\"");
        return run + (run.isEmpty() ? ": " : ", ") + process + ", since "
                + RunText.time(LocalDateTime.ofInstant(holder.since(), clock.getZone()));
    }
}
