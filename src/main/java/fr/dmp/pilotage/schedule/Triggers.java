package fr.dmp.pilotage.schedule;

import static org.quartz.CronScheduleBuilder.cronSchedule;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import fr.dmp.pilotage.catalog.Days;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.catalog.Schedule;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobDetail;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;

/** The trigger of a declared schedule in the job store; a pause of the one that it takes the place of stays. */
final class Triggers {

    private Triggers() {}

    /** Puts it there, unless it is there already. */
    static void put(Scheduler store, JobDefinition job, Schedule schedule) throws SchedulerException {
        Trigger before = store.getTrigger(TriggerKey.triggerKey(job.id()));
        if (before instanceof CronTrigger cron && ScheduleWords.inWords(cron).equals(ScheduleWords.inWords(schedule))) {
            return;
        }
        String calendar = null;
        if (schedule.days() != Days.EVERY_DAY) {
            calendar = ScheduleWords.word(schedule.days()) + " " + schedule.zone();
            store.addCalendar(calendar, new DaysCalendar(schedule.days(), schedule.zone()), true, false);
        }
        Trigger trigger = newTrigger()
                .withIdentity(TriggerKey.triggerKey(job.id()))
                .forJob(job.id())
                .modifiedByCalendar(calendar)
                .withSchedule(cron(schedule))
                .usingJobData(ScheduleWords.WAITS, ScheduleWords.waits(schedule))
                .build();
        boolean paused = before != null && store.getTriggerState(before.getKey()) == Trigger.TriggerState.PAUSED;
        store.addJob(detail(job), true);
        if (before == null) {
            schedule(store, trigger);
        } else {
            store.rescheduleJob(before.getKey(), trigger);
        }
        if (paused) {
            store.pauseTrigger(trigger.getKey());
        }
    }

    private static void schedule(Scheduler store, Trigger trigger) throws SchedulerException {
        try {
            store.scheduleJob(trigger);
        } catch (ObjectAlreadyExistsException e) {
            // Another node that started at the same time did it, from the same declaration.
            store.rescheduleJob(trigger.getKey(), trigger);
        }
    }

    private static JobDetail detail(JobDefinition job) {
        return newJob(FiringJob.class)
                .withIdentity(job.id())
                .withDescription(job.title())
                .storeDurably()
                .requestRecovery() // by another node, if this one dies
                .build();
    }

    private static CronScheduleBuilder cron(Schedule schedule) {
        CronScheduleBuilder cron = cronSchedule(schedule.cron()).inTimeZone(TimeZone.getTimeZone(schedule.zone()));
        return switch (schedule.misfire()) {
            case ONCE -> cron.withMisfireHandlingInstructionFireAndProceed();
            case EACH -> cron.withMisfireHandlingInstructionIgnoreMisfires();
            case SKIP -> cron.withMisfireHandlingInstructionDoNothing();
        };
    }
}
