package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

    /** With the job's name and the period that was asked for it is the run's identity. */
    private static final String SEQUENCE = "sequence";

    static final String PERIOD = "period";

    private final Catalog catalog;
    private final Collecting collecting;
    private final Workbooks workbooks;
    private final Expiring expiring;
    private final Attempts attempts;
    private final Database database;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;

    JobRunner(
            Catalog catalog,
            Collecting collecting,
            Workbooks workbooks,
            Expiring expiring,
            Attempts attempts,
            Database database,
            JobRepository repository,
            PlatformTransactionManager transactions) {
        this.catalog = catalog;
        this.collecting = collecting;
        this.workbooks = workbooks;
        this.expiring = expiring;
        this.attempts = attempts;
        this.database = database;
        this.repository = repository;
        this.transactions = transactions;
    }

    /**
     * Runs a job to its end.
     *
     * @param period the label of the only period to write workbooks of, or null for all that have data
     * @throws BusyException if the job is running already
     */
    @SuppressWarnings("try") // the lock is held, not used
    JobOutcome run(JobDefinition job, @Nullable String period) {
        try (RunLock lock = RunLock.tryAcquire(database, "job " + job.id())
                .orElseThrow(() -> new BusyException("job " + job.id() + " is already running"))) {
            return switch (job.kind()) {
                case COLLECT -> {
                    DeclaredJob attempt = attempt(job, period);
                    attempts.start(attempt, identity(job, period));
                    yield attempt.outcome();
                }
                case RETENTION -> {
                    RetentionJob attempt = new RetentionJob(
                            job.id(), repository, expiring, Objects.requireNonNull(job.refused(), job.id()));
                    yield attempt.outcome(attempts.start(attempt.job(), identity(job, period)));
                }
            };
        }
    }

    private DeclaredJob attempt(JobDefinition job, @Nullable String period) {
        List<ReportDefinition> reports =
                job.reports().stream().map(catalog::report).toList();
        return new DeclaredJob(
                job.id(),
                repository,
                new CollectStep(repository, job, collecting),
                new WorkbooksStep(
                        repository,
                        workbooks,
                        () -> workbooks.plan(reports, ReportRequest.of("all", period, null)),
                        transactions));
    }

    /** What identifies the last run if it is to be gone on with, else the next one. */
    private JobParameters identity(JobDefinition job, @Nullable String period) {
        JobExecution last = attempts.latest(job.id());
        long sequence = 1;
        if (last != null) {
            attempts.settle(last);
            long before = Objects.requireNonNull(last.getJobParameters().getLong(SEQUENCE), SEQUENCE);
            sequence = goesOn(last, period) ? before : before + 1;
        }
        JobParametersBuilder identity = new JobParametersBuilder().addLong(SEQUENCE, sequence);
        return (period == null ? identity : identity.addString(PERIOD, period)).toJobParameters();
    }

    private static boolean goesOn(JobExecution last, @Nullable String period) {
        boolean over = last.getStatus() == BatchStatus.COMPLETED || last.getStatus() == BatchStatus.ABANDONED;
        return !over && Objects.equals(last.getJobParameters().getString(PERIOD), period);
    }
}
