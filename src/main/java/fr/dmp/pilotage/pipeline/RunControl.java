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
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

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
            Database database) {
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
        String action = fromStart ? "rerun from start" : "rerun";
        if (run.loadId() != null) {
            Load load = unfinished(run, run.loadId());
            audit.note(by, action, "run " + number, reason, "load " + load.loadId());
            LoadOutcome outcome = loading.resume(load, fromStart)
                    .orElseThrow(() -> new BusyException("run " + number + " is already running"
                            + running.holder(Loading.lockName(load), JobDefinition.LOAD)));
            return new JobOutcome(
                    run.job(), List.of(), List.of(outcome), List.of(), List.of(), List.of(), List.of(), null, null);
        }
        JobExecution last = latest(run);
        RunRequest again = RunRequest.again(run.job(), run.period(), Attempts.firing(last), fromStart, by);
        if (fromStart) {
            // The next run is a new one, with a number of its own.
            locked(run, () -> {
                attempts.settle(last);
                if (!OVER.contains(run.status())) {
                    attempts.abandon(last);
                }
                return last;
            });
        }
        audit.note(by, action, "run " + number, reason, null);
        return jobs.run(again);
    }

    /** What the next attempt at a run of a declared job is to do; of the load of a file, what its job would. */
    RunRequest asAskedFor(long number) {
        RunLog.Run run = shown.run(number);
        if (run.loadId() != null) {
            String feed = unfinished(run, run.loadId()).feed().id();
            return catalog.jobs().stream()
                    .filter(job -> job.feeds().contains(feed))
                    .findFirst()
                    .map(job -> RunRequest.of(job.id(), (String) null))
                    .orElseThrow(() -> new RunRefused("no job collects " + feed + ": nothing is written from it"));
        }
        Firing firing = Attempts.firing(latest(run));
        return RunRequest.again(run.job(), run.period(), firing, false, AuditTrail.me());
    }

    private Load unfinished(RunLog.Run run, long loadId) {
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

    /** The last run of each job if its process died or was told to end: nobody gave it up, and nobody stopped it. */
    List<Long> left() {
        return catalog.jobs().stream()
                .flatMap(job -> Stream.ofNullable(attempts.latest(job.id())))
                .filter(last -> last.isRunning()
                        || last.getStatus() == BatchStatus.UNKNOWN
                        || (last.getStatus() == BatchStatus.STOPPED && !audit.isStopped(last.getJobInstanceId())))
                .map(JobExecution::getJobInstanceId)
                .toList();
    }

    /** Goes on with such a run, unless another node is at it, or was. */
    void takeUp(long number) {
        RunLog.Run run = shown.run(number);
        if (OVER.contains(run.status())) {
            return;
        }
        JobExecution last = latest(run);
        RunRequest again = RunRequest.again(run.job(), run.period(), Attempts.firing(last), false, AuditTrail.SCHEDULE);
        audit.note(AuditTrail.SCHEDULE, "rerun", "run " + number, "its process died or was told to end", null);
        if (again.firing() == null) {
            jobs.run(again);
        } else {
            jobs.fire(again);
        }
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
        audit.note(by, "stop", "run " + number, reason, null);
        if (stopping.stop(number) == 0 && !run.status().equals("STOPPING")) {
            throw new RunRefused("run " + number + " has just ended; see 'show " + number + "'");
        }
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
            holds.withdraw(load.loadId(), reason);
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
