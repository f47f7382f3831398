package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import fr.dmp.pilotage.warehouse.Decisions.Reason;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.transaction.support.TransactionOperations;

/** What operators do about runs that failed, died or go on. Each is kept with who did it and why. */
final class RunControl {

    /** Nothing goes on with these. */
    private static final Set<String> OVER = Set.of("COMPLETED", "ABANDONED", "HELD");

    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "STOPPED", "ABANDONED", "HELD");

    private final Catalog catalog;
    private final Shown shown;
    private final JobRunner jobs;
    private final Loading loading;
    private final Loads loads;
    private final Holds holds;
    private final Attempts attempts;
    private final Stopping stopping;
    private final Running running;
    private final AuditTrail audit;
    private final Database database;
    private final TransactionOperations transactions;

    RunControl(
            Catalog catalog,
            Shown shown,
            JobRunner jobs,
            Loading loading,
            Loads loads,
            Holds holds,
            Attempts attempts,
            Stopping stopping,
            Running running,
            AuditTrail audit,
            Database database,
            TransactionOperations transactions) {
        this.catalog = catalog;
        this.shown = shown;
        this.jobs = jobs;
        this.loading = loading;
        this.loads = loads;
        this.holds = holds;
        this.attempts = attempts;
        this.stopping = stopping;
        this.running = running;
        this.audit = audit;
        this.database = database;
        this.transactions = transactions;
    }

    /**
     * Goes on with a run that failed, died or was stopped, or begins it again. Of one that ended well there is another one like it,
     * which takes what has come since.
     *
     * @param fromStart whether what it loaded and did not publish is thrown away first
     * @throws UnknownName if there is no such run
     * @throws RunRefused if there is nothing to go on with; it says what can be done instead
     * @throws BusyException if it is running
     */
    JobOutcome rerun(long number, boolean fromStart, String by, @Nullable String reason) {
        RunLog.Run run = shown.run(number);
        RunRequest.Note note = new RunRequest.Note(fromStart ? "rerun from start" : "rerun", "run " + number, reason);
        if (run.loadId() != null) {
            return loadAgain(run, fromStart, by, note);
        }
        JobExecution last = latest(run);
        if (fromStart && !OVER.contains(run.status())) {
            // The next run is a new one, with a number of its own.
            locked(run, () -> {
                attempts.settle(last);
                attempts.abandon(last);
                return last;
            });
        }
        return jobs.run(RunRequest.again(run.job(), run.period(), null, fromStart, by, note));
    }

    private JobOutcome loadAgain(RunLog.Run run, boolean fromStart, String by, RunRequest.Note note) {
        Load load = unfinished(run);
        LoadOutcome outcome = loading.resume(load, fromStart)
                .orElseThrow(() -> new BusyException("run " + run.run() + " is already running, or was gone on with"
                        + running.holder(Loading.lockName(load), JobDefinition.LOAD)));
        audit.note(by, note.action(), note.subject(), note.reason(), "load " + load.loadId());
        return new JobOutcome(
                run.job(), List.of(), List.of(outcome), List.of(), List.of(), List.of(), List.of(), null, null);
    }

    /** What going on with a run would do: of a load, itself and the workbooks that it touches. */
    Foreseen foresee(long number, Foresight foresight) {
        RunLog.Run run = shown.run(number);
        if (run.loadId() != null) {
            return foresight.of(unfinished(run));
        }
        latest(run);
        RunRequest.Note note = new RunRequest.Note("rerun", "run " + number, null);
        return foresight.of(RunRequest.again(run.job(), run.period(), null, false, AuditTrail.me(), note));
    }

    private Load unfinished(RunLog.Run run) {
        long loadId = Objects.requireNonNull(run.loadId(), "of a load");
        Load load = loads.get(loadId);
        if (load.unfinished()) {
            return load;
        }
        throw new RunRefused("run " + run.run() + ", load " + loadId + ", is "
                + (load.held()
                        ? "held: 'release " + loadId + "' or 'withdraw " + loadId
                                + "' decides about it, or a corrected file"
                        : "over: nothing is left to load"));
    }

    /** The last attempt at the last run of a job. One that failed earlier was followed, and nothing of it is left. */
    private JobExecution latest(RunLog.Run run) {
        JobExecution last = Objects.requireNonNull(attempts.latest(run.job()), run.job());
        if (last.getJobInstanceId() != run.run() && !OVER.contains(run.status())) {
            throw new RunRefused("run " + run.run() + " was followed by run " + last.getJobInstanceId()
                    + ", which did what it had left; see 'show " + last.getJobInstanceId() + "'");
        }
        return last;
    }

    /** The last run of each job if a process that died, or was told to end, left it before its end. */
    List<Long> left() {
        return catalog.jobs().stream()
                .flatMap(job -> Stream.ofNullable(attempts.latest(job.id()))
                        .filter(last -> attempts.isLeft(last, JobRunner.lockName(job))))
                .map(JobExecution::getJobInstanceId)
                .toList();
    }

    /** Goes on with such a run for the moment that it is for, unless somebody else does, or did. */
    void takeUp(long number) {
        RunLog.Run run = shown.run(number);
        Firing firing = Attempts.firing(attempts.lastOf(number));
        RunRequest.Note note = new RunRequest.Note("rerun", "run " + number, "its process died or was told to end");
        RunRequest again = RunRequest.again(run.job(), run.period(), firing, false, AuditTrail.SCHEDULE, note);
        jobs.takeUp(again, number);
    }

    /**
     * Lets a run end at the next page, file or workbook; it can be gone on with.
     *
     * @throws UnknownName if there is no such run
     * @throws RunRefused if it does not run
     */
    void stop(long number, String by, @Nullable String reason) {
        RunLog.Run run = shown.run(number);
        if (ENDED.contains(run.status())) {
            throw new RunRefused("run " + number + " is not running: " + run.status());
        }
        // Together: whoever finds the run stopped must find who stopped it, too.
        transactions.executeWithoutResult(status -> {
            if (stopping.stop(number) == 0 && !run.status().equals("STOPPING")) {
                throw new RunRefused("run " + number + " has just ended; see 'show " + number + "'");
            }
            audit.note(by, "stop", "run " + number, reason, null);
        });
    }

    /**
     * Gives a run up: nothing goes on with it. A load that it is about is withdrawn.
     *
     * @throws UnknownName if there is no such run
     * @throws RunRefused if it is over
     * @throws BusyException if it is running
     */
    void abandon(long number, Reason reason) {
        RunLog.Run run = shown.run(number);
        boolean heldLoad = run.loadId() != null && run.status().equals("HELD");
        if (OVER.contains(run.status()) && !heldLoad) {
            throw new RunRefused("run " + number + " is " + run.status() + ": there is nothing to give up");
        }
        if (run.loadId() != null) {
            Load load = loads.get(run.loadId());
            if (load.state() == Load.State.OPEN) { // of one that is published the run alone is given up
                holds.withdraw(load.loadId(), reason);
            }
        }
        locked(run, () -> {
            JobExecution last = attempts.lastOf(number);
            attempts.settle(last);
            attempts.abandon(last);
            return last;
        });
        audit.note(reason.who(), "abandon", "run " + number, reason.why(), null);
    }

    @SuppressWarnings("try") // the lock is held, not used
    private <T> T locked(RunLog.Run run, Supplier<T> work) {
        String name = run.loadId() == null
                ? JobRunner.lockName(catalog.job(run.job()))
                : Loading.lockName(loads.get(run.loadId()));
        try (RunLock lock = RunLock.tryAcquire(database, name)
                .orElseThrow(() -> new BusyException("run " + run.run() + " is running"
                        + running.holder(name, run.job()) + "; 'stop " + run.run() + "' ends it"))) {
            return work.get();
        }
    }
}
