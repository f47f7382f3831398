package fr.dmp.pilotage.schedule;

import fr.dmp.pilotage.pipeline.Operations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node that serves: from its start to its end it fires what is due, as long as no other node does. */
public final class Serving implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Serving.class);

    private final Supplier<Scheduler> scheduler;
    private final Schedules schedules;
    private final Operations operations;
    private final Watch watch;
    private final Duration every;
    private @Nullable ScheduledExecutorService watching;

    Serving(Supplier<Scheduler> scheduler, Schedules schedules, Operations operations, Watch watch, Duration every) {
        this.scheduler = scheduler;
        this.schedules = schedules;
        this.operations = operations;
        this.watch = watch;
        this.every = every;
    }

    /**
     * What a node did when it started.
     *
     * @param changes of the schedules, a line each
     * @param recovered runs that a process which died, or was stopped, had left, and that it went on with
     */
    public record Started(List<String> changes, List<Long> recovered) {}

    /** Applies the schedules, takes up what dead processes left, and begins to fire. Returns at once after that. */
    public synchronized Started start() {
        List<String> changes = schedules.apply();
        List<Long> left = operations.leftRuns();
        try {
            scheduler.get().start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the scheduler does not start", e);
        }
        watching = Executors.newScheduledThreadPool(3);
        // Beside each other: going on with a night of ten million rows must keep nobody from being alerted.
        repeat(watching, watch, every);
        repeat(watching, watch::takeUpLeft, Duration.ZERO);
        watching.execute(() ->
                schedules.firedLast().forEach((job, slot) -> Watch.attempt(() -> operations.fire(job, slot, null))));
        log.info("serving; changes of the schedule: {}; runs taken up: {}", changes, left);
        return new Started(changes, left);
    }

    private void repeat(ScheduledExecutorService on, Runnable look, Duration first) {
        // Neither ever throws: see Watch.
        ScheduledFuture<?> unused =
                on.scheduleWithFixedDelay(look, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it fires. */
    public boolean isStarted() {
        try {
            return watching != null
                    && scheduler.get().isStarted()
                    && !scheduler.get().isInStandbyMode();
        } catch (SchedulerException e) {
            return false; // a scheduler that cannot say so does not
        }
    }

    @Override
    public synchronized void close() {
        if (watching != null) {
            watching.shutdownNow();
        }
    }
}
