package fr.dmp.pilotage.schedule;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Schedule;
import fr.dmp.pilotage.pipeline.Firing;
import fr.dmp.pilotage.pipeline.Operations;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One firing of a declared job, on whichever node has it. What it is for is the moment of the schedule, and no clock: a night that
 * is caught up, or taken over from a node that died, is for the moment that it was missed at.
 */
@DisallowConcurrentExecution
final class FiringJob implements Job {

    /** Who asked for it, where a person did. */
    static final String BY = "by";

    private static final Logger log = LoggerFactory.getLogger(FiringJob.class);

    private final Operations operations;
    private final Catalog catalog;

    FiringJob(Operations operations, Catalog catalog) {
        this.operations = operations;
        this.catalog = catalog;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        String job = context.getJobDetail().getKey().getName();
        Firing firing = firing(context, schedule(job));
        log.info("{} fires for {}", job, firing.label());
        try {
            Optional<JobOutcome> outcome =
                    operations.fire(job, firing, context.getMergedJobDataMap().getString(BY));
            log.info(
                    "{} for {}: {}",
                    job,
                    firing.label(),
                    outcome.map(FiringJob::said).orElse("had its run already"));
        } catch (RuntimeException e) {
            // The next firing takes up what this one could not.
            throw new JobExecutionException(job + " for " + firing.label() + " could not be run", e, false);
        }
    }

    private static String said(JobOutcome outcome) {
        return outcome.cause() != null
                ? "failed: " + outcome.cause()
                : outcome.loaded().size() + " files, "
                        + outcome.issued().stream()
                                .filter(each -> each.written())
                                .count() + " workbooks written, "
                        + outcome.failed().size() + " failed, "
                        + outcome.waiting().size() + " periods waiting";
    }

    private Schedule schedule(String job) throws JobExecutionException {
        return catalog.jobs().stream()
                .filter(each -> each.id().equals(job))
                .flatMap(each -> Stream.ofNullable(each.schedule()))
                .findFirst()
                .orElseThrow(
                        () -> new JobExecutionException(
                                job
                                        + " fires, but this node knows no schedule of it: its declarations are not those of the others"));
    }

    private static Firing firing(JobExecutionContext context, Schedule schedule) {
        Slots slots = new Slots(schedule);
        Instant due = due(context);
        boolean byHand = context.getMergedJobDataMap().containsKey(BY);
        // Quartz gives a firing that was missed the time at which it noticed.
        return new Firing(slots.local(byHand ? due : slots.atOrBefore(due).orElse(due)));
    }

    /** The time of the firing or, if it is taken over from a node that died, of that one's. */
    private static Instant due(JobExecutionContext context) {
        JobDataMap data = context.getTrigger().getJobDataMap();
        String lost = data.getString(Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS);
        return lost == null ? context.getScheduledFireTime().toInstant() : Instant.ofEpochMilli(Long.parseLong(lost));
    }
}
