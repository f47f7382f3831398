package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.database.Database;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Attempts at Batch jobs: the first, or one that goes on where a failed or killed one stopped. Every method is for the
 * holder of the run's lock alone: only it knows that an attempt which is not marked as ended is dead.
 */
final class Attempts {

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    /** A backend notices a dead client at its next read or write; a page takes it far less than this. */
    private static final Duration FENCE = Duration.ofSeconds(30);

    private static final String OWNER = "owner";
    private static final String BY = "by";

    private final JobOperator operator;
    private final JobRepository repository;
    private final Database database;
    private final JdbcClient jdbc;

    Attempts(JobOperator operator, JobRepository repository, Database database, JdbcClient jdbc) {
        this.operator = operator;
        this.repository = repository;
        this.database = database;
        this.jdbc = jdbc;
    }

    /** The last attempt at the run that these parameters identify, or null if there is none. */
    @Nullable
    JobExecution last(String job, JobParameters identity) {
        JobInstance instance = repository.getJobInstance(job, identity);
        return instance == null ? null : last(instance);
    }

    /** The last attempt at the latest run of a job, or null if it never ran. */
    @Nullable
    JobExecution latest(String job) {
        JobInstance instance = repository.getLastJobInstance(job);
        while (instance != null) {
            JobExecution last = last(instance);
            if (last != null) {
                return last;
            }
            instance = repository.getLastJobInstance(job);
        }
        return null;
    }

    private @Nullable JobExecution last(JobInstance instance) {
        JobExecution last = repository.getLastJobExecution(instance);
        if (last == null) {
            // A crash between the two inserts left an instance that would block every start.
            repository.deleteJobInstance(instance);
        }
        return last;
    }

    /**
     * Makes sure that an attempt has ended, with all that its owner left on the server, and can be followed by another.
     */
    void settle(JobExecution last) {
        if (last.isRunning() || last.getStatus() == BatchStatus.UNKNOWN) {
            log.warn(
                    "taking over run {} of {} from a process that died",
                    last.getJobInstanceId(),
                    last.getJobInstance().getJobName());
            fence(last.getJobParameters().getString(OWNER));
        }
        if (last.getStatus() != BatchStatus.COMPLETED && last.getStatus() != BatchStatus.ABANDONED) {
            endDeadAttempt(last.getId());
        }
    }

    /**
     * Makes the next attempt at the run that these parameters identify, and waits for its end. The one before must have
     * been settled.
     *
     * @throws IllegalStateException if Batch refuses
     */
    JobExecution start(Job job, JobParameters identity) {
        JobParameters parameters = new JobParametersBuilder(identity)
                .addString(OWNER, database.owner(), false)
                .addString(BY, System.getProperty("user.name", "unknown"), false)
                .toJobParameters();
        try {
            // For a restart too: restart(execution) would repeat the parameters of the dead owner.
            return operator.start(job, parameters);
        } catch (JobExecutionException e) {
            throw new IllegalStateException("job " + job.getName() + " cannot be run", e);
        }
    }

    /**
     * Marks what a dead attempt left as failed, so that it can be followed by another. Not the operator's recover(), which
     * passes over UNKNOWN, the status of a run or step whose last word to the database was lost.
     */
    private void endDeadAttempt(long executionId) {
        endDeadAttempt("ops.batch_step_execution", "", executionId);
        endDeadAttempt(
                "ops.batch_job_execution",
                ", exit_message = coalesce(nullif(exit_message, ''), 'its process died')",
                executionId);
    }

    private void endDeadAttempt(String table, String more, long executionId) {
        jdbc.sql("update " + table + " set status = 'FAILED', exit_code = 'FAILED', version = version + 1,"
                        + " end_time = coalesce(end_time, localtimestamp)" + more
                        + " where job_execution_id = :id and status not in ('COMPLETED', 'FAILED')")
                .param("id", executionId)
                .update();
    }

    /** Ends the sessions that a dead JVM left on the server, and waits until they are gone. */
    private void fence(@Nullable String owner) {
        Instant deadline = Instant.now().plus(FENCE);
        while (sessionsEnded(owner) > 0) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("sessions of the dead run (" + owner + ") do not end on the server");
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the sessions of a dead run", e);
            }
        }
    }

    private int sessionsEnded(@Nullable String owner) {
        return jdbc.sql("""
                        select count(pg_terminate_backend(pid))::int from pg_stat_activity
                        where application_name = :owner and application_name <> :own
                        """)
                .param("owner", owner)
                .param("own", database.owner())
                .query(Integer.class)
                .single();
    }
}
