package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.intake.Archive;
import fr.dmp.pilotage.warehouse.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
 * Runs the job of one load: starts it, or goes on where a failed or killed run stopped. A run is taken over only by the
 * holder of the lock, after every session of its dead owner is gone.
 */
final class LoadRunner {

    private static final Logger log = LoggerFactory.getLogger(LoadRunner.class);

    /** A backend notices a dead client at its next read or write; a page takes it far less than this. */
    private static final Duration FENCE = Duration.ofSeconds(30);

    private static final String OWNER = "owner";
    private static final String BY = "by";

    private final Job loadJob;
    private final JobOperator operator;
    private final JobRepository repository;
    private final Database database;
    private final JdbcClient jdbc;
    private final Archive archive;
    private final Progress progress;

    LoadRunner(
            Job loadJob,
            JobOperator operator,
            JobRepository repository,
            Database database,
            JdbcClient jdbc,
            Archive archive,
            Progress progress) {
        this.loadJob = loadJob;
        this.operator = operator;
        this.repository = repository;
        this.database = database;
        this.jdbc = jdbc;
        this.archive = archive;
        this.progress = progress;
    }

    /**
     * Runs an open load to its end. The caller holds the lock of its feed, sender and period.
     *
     * @return the cause if it failed, empty if it ended well
     */
    Optional<String> run(Load load) {
        progress.begin(load.fileName(), load.survey().pages());
        try {
            JobParameters parameters = parameters(load);
            JobExecution last = lastExecution(parameters);
            if (last != null && !isIntact(load)) {
                return Optional.of("[" + load.fileName() + "] the archived bytes of load " + load.loadId()
                        + " no longer have SHA-256 " + load.sha256()
                        + "; it is not resumed; load the file again to archive it anew");
            }
            JobExecution execution = startOrRestart(load, last, parameters);
            return execution.getStatus() == BatchStatus.COMPLETED ? Optional.empty() : Optional.of(Cause.of(execution));
        } finally {
            progress.end();
        }
    }

    private JobParameters parameters(Load load) {
        return new JobParametersBuilder()
                .addLong(LoadJobConfiguration.LOAD, load.loadId())
                .addString(OWNER, database.owner(), false)
                .addString(BY, System.getProperty("user.name", "unknown"), false)
                .toJobParameters();
    }

    private @Nullable JobExecution lastExecution(JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(LoadJobConfiguration.JOB, parameters);
        JobExecution last = instance == null ? null : repository.getLastJobExecution(instance);
        if (instance != null && last == null) {
            // A crash between the two inserts left an instance that would block every start.
            repository.deleteJobInstance(instance);
        }
        return last;
    }

    private JobExecution startOrRestart(Load load, @Nullable JobExecution last, JobParameters parameters) {
        if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
            return last;
        }
        if (last != null && (last.isRunning() || last.getStatus() == BatchStatus.UNKNOWN)) {
            log.warn("taking over load {} from a run that died", load.loadId());
            fence(last.getJobParameters().getString(OWNER));
            endDeadAttempt(last.getId());
        }
        try {
            // For a restart too: restart(execution) would repeat the parameters of the dead owner.
            return operator.start(loadJob, parameters);
        } catch (JobExecutionException e) {
            throw new IllegalStateException("load " + load.loadId() + " cannot be run", e);
        }
    }

    /**
     * Marks what a dead run left as failed, so that it can be restarted. Not the operator's recover(), which passes over
     * UNKNOWN, the status of a run whose last word to the database was lost.
     */
    private void endDeadAttempt(long executionId) {
        for (String table : List.of("ops.batch_step_execution", "ops.batch_job_execution")) {
            jdbc.sql("update " + table + " set status = 'FAILED', exit_code = 'FAILED', version = version + 1,"
                            + " end_time = coalesce(end_time, localtimestamp)"
                            + " where job_execution_id = :id and status not in ('COMPLETED', 'FAILED')")
                    .param("id", executionId)
                    .update();
        }
    }

    private boolean isIntact(Load load) {
        try {
            return archive.isIntact(load.sha256());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the archived bytes of load " + load.loadId(), e);
        }
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
