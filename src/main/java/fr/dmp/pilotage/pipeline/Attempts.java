package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameter;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Attempts at Batch jobs: the first, or one that goes on where a failed or killed one stopped. Whatever changes something is for
 * the holder of the run's lock alone: only it knows that an attempt which is not marked as ended is dead.
 */
final class Attempts {

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    /** A backend notices a dead client at its next read or write; a page takes it far less than this. */
    private static final Duration FENCE = Duration.ofSeconds(30);

    static final String OWNER = "owner";
    static final String BY = "by";

    /** The moment of the schedule that an attempt was made for. */
    static final String FIRED_FOR = "fired-for";

    /** The run of a declared job that a load is part of. */
    static final String WITHIN = "within";

    private static final String DIED = "its process died";

    private final JobOperator operator;
    private final JobRepository repository;
    private final Database database;
    private final Heartbeat heartbeat;
    private final Stopping stopping;
    private final AuditTrail audit;
    private final JdbcClient jdbc;

    /** What runs in this process: the database may end the session of a lock under a run that goes on. */
    private final Set<String> live = ConcurrentHashMap.newKeySet();

    Attempts(
            JobOperator operator,
            JobRepository repository,
            Database database,
            Heartbeat heartbeat,
            Stopping stopping,
            AuditTrail audit,
            JdbcClient jdbc) {
        this.operator = operator;
        this.repository = repository;
        this.database = database;
        this.heartbeat = heartbeat;
        this.stopping = stopping;
        this.audit = audit;
        this.jdbc = jdbc;
    }

    /** The last attempt at the run that these parameters identify, or null if there is none. */
    @Nullable
    JobExecution last(String job, JobParameters identity) {
        JobInstance instance = repository.getJobInstance(job, identity);
        return instance == null ? null : last(instance);
    }

    /** The last attempt at a run. */
    JobExecution lastOf(long run) {
        JobInstance instance = Objects.requireNonNull(repository.getJobInstance(run), "run " + run);
        return Objects.requireNonNull(repository.getLastJobExecution(instance), "run " + run);
    }

    /** The last attempt at the latest run of a job, or null if it never ran. For whoever only asks, too. */
    @Nullable
    JobExecution latest(String job) {
        return jdbc.sql("""
                        select e.job_execution_id from ops.batch_job_execution e
                        join ops.batch_job_instance i using (job_instance_id)
                        where i.job_name = :job order by i.job_instance_id desc, e.job_execution_id desc limit 1
                        """)
                .param("job", job)
                .query(Long.class)
                .optional()
                .map(repository::getJobExecution)
                .orElse(null);
    }

    /** Removes what a crash between the two inserts of a start left of a job: it would be in the way of every start. */
    void removeInstancesWithoutAttempt(String job) {
        jdbc.sql("delete from ops.batch_job_instance i where job_name = :job and not exists ("
                        + "select from ops.batch_job_execution e where e.job_instance_id = i.job_instance_id)")
                .param("job", job)
                .update();
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
     * Makes sure that an attempt has ended, with all that its owner left on the server, and can be followed by another. Of one
     * that died, or whose end is not known, it is kept who took it over and what proves its death.
     *
     * @throws IllegalStateException if its process is alive
     */
    void settle(JobExecution last) {
        if (last.isRunning() || last.getStatus() == BatchStatus.UNKNOWN) {
            String owner = last.getJobParameters().getString(OWNER);
            if (live.contains(key(last.getJobInstance().getJobName(), last.getJobParameters()))) {
                throw new IllegalStateException("run " + last.getJobInstanceId()
                        + " goes on in this process, though the database ended the session that held its lock");
            }
            String proof = heartbeat.awaitDeath(owner);
            String name = "run " + last.getJobInstanceId();
            log.warn("taking over {} of {}: {}", name, last.getJobInstance().getJobName(), proof);
            fence(owner);
            audit.note(
                    null,
                    "recover",
                    name,
                    null,
                    "attempt " + last.getId() + " was left " + last.getStatus() + "; " + proof + pages(last));
        }
        if (last.getStatus() != BatchStatus.COMPLETED && last.getStatus() != BatchStatus.ABANDONED) {
            endDeadAttempt(last.getId());
        }
    }

    /** What of a load is in the warehouse, as its data says and not the record of the attempt. */
    private String pages(JobExecution last) {
        Long load = last.getJobParameters().getLong(LoadJobConfiguration.LOAD);
        if (load == null) {
            return "";
        }
        return jdbc.sql("select '; ' || count(p.page) || ' of ' || cardinality(l.page_lines) || ' pages are loaded'"
                        + " from ops.load l left join ops.page p using (load_id) where load_id = :load"
                        + " group by l.load_id")
                .param("load", load)
                .query(String.class)
                .single();
    }

    /** Whether a moment of the schedule had its attempt, and the last one for it came to its end. */
    boolean wasFired(String job, Firing firing) {
        return jdbc.sql("""
                        select coalesce((
                          select e.end_time is not null and e.status <> 'STOPPED' and coalesce(e.exit_message, '') <> :died
                          from ops.batch_job_execution_params p
                          join ops.batch_job_execution e using (job_execution_id)
                          join ops.batch_job_instance i using (job_instance_id)
                          where i.job_name = :job and p.parameter_name = :name and p.parameter_value = :slot
                          order by e.job_execution_id desc limit 1), false)
                        """)
                .param("job", job)
                .param("name", FIRED_FOR)
                .param("slot", firing.label())
                .param("died", DIED)
                .query(Boolean.class)
                .single();
    }

    /** The moment of the schedule that an attempt was made for, null if a person asked for it. */
    static @Nullable Firing firing(JobExecution attempt) {
        String slot = attempt.getJobParameters().getString(FIRED_FOR);
        return slot == null ? null : Firing.of(slot);
    }

    /** Marks an attempt as given up: the next run of its job is a new one. */
    void abandon(JobExecution last) {
        jdbc.sql("update ops.batch_job_execution set status = 'ABANDONED', version = version + 1,"
                        + " end_time = coalesce(end_time, localtimestamp) where job_execution_id = :id")
                .param("id", last.getId())
                .update();
    }

    /**
     * Makes the next attempt at the run that these parameters identify, and waits for its end. The one before must have
     * been settled.
     *
     * @throws IllegalStateException if Batch refuses
     */
    JobExecution start(Job job, JobParameters identity, String by, @Nullable Firing firing) {
        JobParametersBuilder parameters = new JobParametersBuilder(identity)
                .addString(OWNER, database.owner(), false)
                .addString(BY, by, false);
        if (firing != null) {
            parameters.addString(FIRED_FOR, firing.label(), false);
        }
        StepContext around = StepSynchronizationManager.getContext();
        if (around != null) {
            parameters.addLong(
                    WITHIN, around.getStepExecution().getJobExecution().getJobInstanceId(), false);
        }
        heartbeat.start();
        stopping.begun();
        String key = key(job.getName(), identity);
        live.add(key);
        try {
            // For a restart too: restart(execution) would repeat the parameters of the dead owner.
            return operator.start(job, parameters.toJobParameters());
        } catch (JobExecutionException e) {
            throw new IllegalStateException("job " + job.getName() + " cannot be run", e);
        } finally {
            live.remove(key);
            stopping.over();
        }
    }

    private static String key(String job, JobParameters parameters) {
        return job
                + parameters.parameters().stream()
                        .filter(JobParameter::identifying)
                        .map(each -> " " + each.name() + "=" + each.value())
                        .sorted()
                        .collect(Collectors.joining());
    }

    /**
     * Whether the last attempt at a run was left before its end by a process that is dead, or told to end: nobody stopped it, and
     * nobody is at it. Asks without waiting.
     */
    boolean isLeft(JobExecution last, String lock) {
        if (RunLock.isHeld(jdbc, lock)) {
            return false;
        }
        return switch (last.getStatus()) {
            case STOPPED -> !audit.isStopped(last);
            case STARTING, STARTED, STOPPING, UNKNOWN ->
                !live.contains(key(last.getJobInstance().getJobName(), last.getJobParameters()))
                        && heartbeat.isDead(last.getJobParameters().getString(OWNER));
            case COMPLETED, FAILED, ABANDONED -> false;
        };
    }

    /**
     * Marks what a dead attempt left as failed, so that it can be followed by another. Not the operator's recover(), which
     * passes over UNKNOWN, the status of a run or step whose last word to the database was lost.
     */
    private void endDeadAttempt(long executionId) {
        endDeadAttempt("ops.batch_step_execution", "", executionId);
        endDeadAttempt(
                "ops.batch_job_execution",
                ", exit_message = coalesce(nullif(exit_message, ''), '" + DIED + "')",
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
