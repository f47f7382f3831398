package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.intake.Archive;
import fr.dmp.pilotage.intake.Expansions;
import fr.dmp.pilotage.warehouse.KeysSeen;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.PageLedger;
import fr.dmp.pilotage.warehouse.PageLedger.Committed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/** Runs the job of one load: starts it, or goes on where a failed or killed run stopped. */
final class LoadRunner {

    private final Job loadJob;
    private final Attempts attempts;
    private final Archive archive;
    private final Expansions expansions;
    private final PageLedger ledger;
    private final AuditTrail audit;
    private final KeysSeen keysSeen;
    private final Progress progress;

    LoadRunner(
            Job loadJob,
            Attempts attempts,
            Archive archive,
            Expansions expansions,
            PageLedger ledger,
            AuditTrail audit,
            KeysSeen keysSeen,
            Progress progress) {
        this.loadJob = loadJob;
        this.attempts = attempts;
        this.archive = archive;
        this.expansions = expansions;
        this.ledger = ledger;
        this.audit = audit;
        this.keysSeen = keysSeen;
        this.progress = progress;
    }

    /**
     * Runs an open load to its end. The caller holds the lock of its feed, sender and period.
     *
     * @return the cause if it failed, empty if it ended well
     */
    Optional<String> run(Load load) {
        progress.begin(load.fileName(), load.survey().pages(), "pages");
        try {
            JobParameters identity = identity(load);
            JobExecution last = attempts.last(LoadJobConfiguration.JOB, identity);
            if (!Files.exists(archive.path(load.sha256()))) {
                return Optional.of("[" + load.fileName() + "] the archived bytes of load " + load.loadId()
                        + " are gone; it is not resumed; load the file again to archive it anew");
            }
            // What is expanded again must not come from bytes that changed.
            boolean again = last != null || load.survey().expansion() != null;
            if (again && !isIntact(load)) {
                return Optional.of("[" + load.fileName() + "] the archived bytes of load " + load.loadId()
                        + " no longer have SHA-256 " + load.sha256()
                        + "; it is not resumed; load the file again to archive it anew");
            }
            if (!expansions.prepare(load.loadId(), load.sha256(), load.survey(), load.feed())) {
                return Optional.of("[" + load.fileName() + "] the archived bytes of load " + load.loadId()
                        + " expand to another text than the one it was begun with: the declaration of "
                        + load.feed().id()
                        + " or a limit has changed; it is not resumed; withdraw load " + load.loadId()
                        + ", then load the file again");
            }
            Optional<String> refusal = last == null ? Optional.empty() : reconciled(load, last);
            if (refusal.isPresent()) {
                return refusal;
            }
            JobExecution execution = startOrRestart(last, identity);
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                return Optional.of(Cause.of(execution));
            }
            expansions.remove(load.loadId());
            return Optional.empty();
        } finally {
            keysSeen.forget(load.loadId());
            progress.end();
        }
    }

    /**
     * Of an attempt whose last word to the database was lost it is not known what was committed: the rows themselves must say it.
     *
     * @return why it cannot be gone on with, if they do not
     */
    private Optional<String> reconciled(Load load, JobExecution last) {
        boolean known = last.getStatus() != BatchStatus.UNKNOWN
                && last.getStepExecutions().stream().noneMatch(step -> step.getStatus() == BatchStatus.UNKNOWN);
        if (known) {
            return Optional.empty();
        }
        Committed committed = ledger.committed(load);
        audit.note(null, "reconcile", "run " + last.getJobInstanceId(), null, committed.inWords());
        return committed.strays() == 0
                ? Optional.empty()
                : Optional.of("[" + load.fileName() + "] it is not known how run " + last.getJobInstanceId()
                        + " ended, and of load "
                        + load.loadId() + " " + committed.inWords() + "; 'rerun " + last.getJobInstanceId()
                        + " --from-start' throws them away and loads it anew");
    }

    /** Makes sure that the last attempt has ended. The caller holds the lock of the load's feed, sender and period. */
    void settle(Load load) {
        JobExecution last = attempts.last(LoadJobConfiguration.JOB, identity(load));
        if (last != null) {
            attempts.settle(last);
        }
    }

    /** Gives up the last attempt, which has ended, and throws away what was loaded: the next one begins with the first page. */
    void giveUp(Load load) {
        JobExecution last = attempts.last(LoadJobConfiguration.JOB, identity(load));
        if (last != null) {
            attempts.abandon(last);
        }
        ledger.discard(load);
    }

    /** What identifies the run: the load, and how often it was begun again. */
    private JobParameters identity(Load load) {
        for (long round = 1; ; round++) {
            JobParametersBuilder builder = new JobParametersBuilder().addLong(LoadJobConfiguration.LOAD, load.loadId());
            JobParameters identity = (round == 1 ? builder : builder.addLong("round", round)).toJobParameters();
            JobExecution last = attempts.last(LoadJobConfiguration.JOB, identity);
            if (last == null || last.getStatus() != BatchStatus.ABANDONED) {
                return identity;
            }
        }
    }

    private JobExecution startOrRestart(@Nullable JobExecution last, JobParameters identity) {
        if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
            return last;
        }
        if (last != null) {
            attempts.settle(last);
        }
        return attempts.start(loadJob, identity, AuditTrail.me(), null);
    }

    private boolean isIntact(Load load) {
        try {
            return archive.isIntact(load.sha256());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the archived bytes of load " + load.loadId(), e);
        }
    }
}
