package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs declared jobs, each run an instance of a Batch job of the declared job's name: a new one, or the last one once more
 * if it did not end well and was asked for the same period.
 */
final class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    /** With the job's name and the period that was asked for it is the run's identity. */
    private static final String SEQUENCE = "sequence";

    static final String PERIOD = "period";

    private final Catalog catalog;
    private final Collecting collecting;
    private final Workbooks workbooks;
    private final Expiring expiring;
    private final Attempts attempts;
    private final Running running;
    private final Stopping stopping;
    private final Alerts alerts;
    private final AuditTrail audit;
    private final Database database;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;

    JobRunner(
            Catalog catalog,
            Collecting collecting,
            Workbooks workbooks,
            Expiring expiring,
            Attempts attempts,
            Running running,
            Stopping stopping,
            Alerts alerts,
            AuditTrail audit,
            Database database,
            JobRepository repository,
            PlatformTransactionManager transactions) {
        this.catalog = catalog;
        this.collecting = collecting;
        this.workbooks = workbooks;
        this.expiring = expiring;
        this.attempts = attempts;
        this.running = running;
        this.stopping = stopping;
        this.alerts = alerts;
        this.audit = audit;
        this.database = database;
        this.repository = repository;
        this.transactions = transactions;
    }

    /**
     * Runs a job to its end.
     *
     * @throws BusyException if the job is running already; it says who runs it and since when
     */
    @SuppressWarnings("try") // the lock is held, not used
    JobOutcome run(RunRequest asked) {
        JobDefinition job = catalog.job(asked.job());
        String name = lockName(job);
        JobOutcome outcome;
        try (RunLock lock = RunLock.tryAcquire(database, name)
                .orElseThrow(() -> new BusyException(
                        "job " + job.id() + " is already running" + running.holder(name, job.id())))) {
            outcome = attempt(job, asked);
        }
        alerts.deliver();
        return outcome;
    }

    /**
     * Runs a job for a moment of its schedule, once: waits while the job is running, and does nothing if that moment had its run.
     *
     * @return empty if it had
     * @throws IllegalStateException if this process is to end before the job is free
     */
    @SuppressWarnings("try") // the lock is held, not used
    Optional<JobOutcome> fire(RunRequest asked) {
        JobDefinition job = catalog.job(asked.job());
        Firing firing = Objects.requireNonNull(asked.firing(), "a moment of the schedule");
        Optional<JobOutcome> outcome;
        try (RunLock lock = whenFree(job)) {
            outcome = attempts.wasFired(job.id(), firing) ? Optional.empty() : Optional.of(attempt(job, asked));
        }
        outcome.ifPresent(done -> alerts.deliver());
        return outcome;
    }

    private RunLock whenFree(JobDefinition job) {
        String name = lockName(job);
        boolean told = false;
        while (stopping.goesOn()) {
            Optional<RunLock> lock = RunLock.tryAcquire(database, name);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (!told) {
                log.warn("job {} waits: it is already running{}", job.id(), running.holder(name, job.id()));
                told = true;
            }
            pause();
        }
        throw new IllegalStateException("this process ends before job " + job.id() + " is free");
    }

    /** Goes on with a run that a process left before its end, unless somebody is at it, or was. */
    @SuppressWarnings("try") // the lock is held, not used
    Optional<JobOutcome> takeUp(RunRequest asked, long run) {
        JobDefinition job = catalog.job(asked.job());
        JobExecution left = attempts.latest(job.id());
        if (left == null || left.getJobInstanceId() != run || !attempts.isLeft(left, lockName(job))) {
            return Optional.empty();
        }
        Optional<RunLock> free = RunLock.tryAcquire(database, lockName(job));
        if (free.isEmpty()) {
            return Optional.empty();
        }
        JobOutcome outcome;
        try (RunLock lock = free.get()) {
            JobExecution last = attempts.latest(job.id());
            if (last == null || !last.equals(left) || last.getStatus() != left.getStatus()) {
                return Optional.empty(); // somebody was at it between the two
            }
            outcome = attempt(job, asked);
        }
        alerts.deliver();
        return Optional.of(outcome);
    }

    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a run to end", e);
        }
    }

    /** Whoever runs a job, or decides about its runs, holds this lock. */
    static String lockName(JobDefinition job) {
        return "job " + job.id();
    }

    /** Runs it and, however it ends, keeps what somebody must know. */
    private JobOutcome attempt(JobDefinition job, RunRequest asked) {
        asked.noted()
                .ifPresent(note -> audit.note(asked.by(), note.action(), note.subject(), note.reason(), asked.label()));
        JobOutcome outcome = runToItsEnd(job, asked);
        alerts.afterRun(job.id(), outcome);
        return outcome;
    }

    private JobOutcome runToItsEnd(JobDefinition job, RunRequest asked) {
        JobParameters identity = identity(job, asked);
        return switch (job.kind()) {
            case COLLECT -> {
                DeclaredJob attempt = declared(job, asked);
                attempts.start(attempt, identity, asked.by(), asked.firing());
                yield attempt.outcome();
            }
            case RETENTION -> {
                RetentionJob attempt = new RetentionJob(job, repository, expiring);
                yield attempt.outcome(attempts.start(attempt.job(), identity, asked.by(), asked.firing()));
            }
        };
    }

    private DeclaredJob declared(JobDefinition job, RunRequest asked) {
        CollectStep collect = new CollectStep(repository, job, asked.fromStart(), collecting);
        WorkbooksStep write = new WorkbooksStep(
                repository, workbooks, () -> workbooks.due(job, asked), collect::failedFeeds, transactions);
        return new DeclaredJob(job.id(), repository, collect, write);
    }

    /** What identifies the last run if it is to be gone on with, else the next one. */
    private JobParameters identity(JobDefinition job, RunRequest asked) {
        attempts.removeInstancesWithoutAttempt(job.id());
        JobExecution last = attempts.latest(job.id());
        long sequence = 1;
        if (last != null) {
            attempts.settle(last);
            long before = Objects.requireNonNull(last.getJobParameters().getLong(SEQUENCE), SEQUENCE);
            sequence = goesOn(last, asked) ? before : before + 1;
        }
        JobParametersBuilder identity = new JobParametersBuilder().addLong(SEQUENCE, sequence);
        String period = asked.label();
        return (period == null ? identity : identity.addString(PERIOD, period)).toJobParameters();
    }

    private static boolean goesOn(JobExecution last, RunRequest asked) {
        boolean over = last.getStatus() == BatchStatus.COMPLETED || last.getStatus() == BatchStatus.ABANDONED;
        return !over && asked.isAbout(last.getJobParameters().getString(PERIOD));
    }
}
