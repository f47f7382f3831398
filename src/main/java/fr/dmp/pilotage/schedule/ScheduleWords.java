package fr.dmp.pilotage.schedule;

import fr.dmp.pilotage.catalog.Days;
import fr.dmp.pilotage.catalog.Schedule;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.quartz.CronTrigger;
import org.quartz.Trigger;
import org.springframework.boot.convert.DurationStyle;

/** Schedules in words, which are the same for one that is declared and for its trigger: by them the two are held together. */
final class ScheduleWords {

    /** Of a trigger's data: what a trigger has no word for. */
    static final String WAITS = "waits";

    private ScheduleWords() {}

    /** How what is there, by job, differs from what is declared, a line each. */
    static List<String> differences(Map<String, String> there, Map<String, String> declared) {
        List<String> differences = new ArrayList<>();
        declared.forEach((job, now) -> {
            String before = there.get(job);
            if (!now.equals(before)) {
                differences.add(job + ": " + (before == null ? "not scheduled" : before) + " → " + now);
            }
        });
        there.forEach((job, before) -> {
            if (!declared.containsKey(job)) {
                differences.add(job + ": " + before + " → not scheduled");
            }
        });
        return differences;
    }

    static String inWords(Schedule schedule) {
        return schedule.cron() + " " + schedule.zone() + ", " + word(schedule.days()) + ", misfire "
                + word(schedule.misfire()) + waits(schedule);
    }

    /** What the trigger has no word for. */
    static String waits(Schedule schedule) {
        return (schedule.waitDays() == null ? "" : ", wait-days " + schedule.waitDays()) + ", finish-within "
                + DurationStyle.SIMPLE.print(schedule.finishWithin(), ChronoUnit.MINUTES);
    }

    static String inWords(CronTrigger trigger) {
        Schedule.Misfire misfire =
                switch (trigger.getMisfireInstruction()) {
                    case Trigger.MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY -> Schedule.Misfire.EACH;
                    case CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING -> Schedule.Misfire.SKIP;
                    default -> Schedule.Misfire.ONCE;
                };
        String calendar = trigger.getCalendarName();
        String days = calendar == null ? word(Days.EVERY_DAY) : calendar.split(" ", 2)[0];
        return trigger.getCronExpression() + " " + trigger.getTimeZone().toZoneId() + ", " + days + ", misfire "
                + word(misfire) + String.valueOf(trigger.getJobDataMap().getString(WAITS));
    }

    static String word(Enum<?> constant) {
        return constant == Trigger.TriggerState.NORMAL
                ? "active"
                : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
