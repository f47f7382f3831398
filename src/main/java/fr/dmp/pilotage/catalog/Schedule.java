package fr.dmp.pilotage.catalog;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a job is run without anybody asking: {@code schedule} of {@code jobs/<job>.yaml}.
 *
 * @param cron six fields as Quartz reads them: second, minute, hour, day of the month, month, day of the week; one of the two
 *     days is {@code ?}, and days of the week are named
 * @param zone whose clock it is
 * @param days of the days that cron names, those on which it fires
 * @param misfire what becomes of firings that nobody was there for
 * @param waitDays how many days after its end a period waits for all its expected files; null if it waits for none
 * @param finishWithin how long a run takes at most; one that takes longer is late
 */
public record Schedule(
        String cron,
        ZoneId zone,
        Days days,
        Misfire misfire,
        @Nullable Integer waitDays,
        Duration finishWithin) {

    /** What becomes of firings that nobody was there for. */
    public enum Misfire {
        /** One run for all of them, as soon as somebody is there. */
        ONCE,
        /** A run for each of them, in order. */
        EACH,
        /** Nothing: the next one comes in its time. */
        SKIP
    }

    /** Quartz begins to count on Sunday, most others on Monday; the second Friday, {@code FRI#2}, is no number of a day. */
    private static final Pattern NUMBERED_WEEKDAY = Pattern.compile("(?<![#0-9])[0-9]");

    private static final int FIELDS = 6;

    static Schedule read(YamlMap yaml) {
        Long wait = yaml.optionalWhole("wait-days");
        Schedule schedule = new Schedule(
                yaml.text("cron"),
                zone(yaml),
                yaml.oneOf("days", Days.class, Days.EVERY_DAY),
                yaml.oneOf("misfire", Misfire.class, Misfire.ONCE),
                wait == null ? null : (int) Math.min(wait, Integer.MAX_VALUE),
                SourceLimits.duration(yaml, "finish-within", Duration.ofHours(3)));
        if (wait != null && (wait < 0 || wait > 366)) {
            yaml.problem("wait-days", "expected 0 to 366, found " + wait);
        }
        String problem = problem(schedule.cron);
        if (problem != null) {
            yaml.problem("cron", problem);
        }
        return schedule;
    }

    private static ZoneId zone(YamlMap yaml) {
        String written = yaml.text("zone", "Europe/Paris");
        try {
            return ZoneId.of(written);
        } catch (DateTimeException e) {
            yaml.problem("zone", "expected a time zone such as Europe/Paris, found \"" + written + "\"");
            return ZoneId.of("Europe/Paris");
        }
    }

    private static @Nullable String problem(String cron) {
        String found = ", found \"" + cron + "\"";
        List<String> fields = List.of(cron.strip().split("\\s+"));
        if (fields.size() != FIELDS) {
            return "expected six fields, such as \"0 0 5 * * ?\" for 05:00 every day" + found;
        }
        if (fields.get(3).equals("?") == fields.get(5).equals("?")) {
            return "expected ? for either the day of the month or the day of the week" + found;
        }
        if (NUMBERED_WEEKDAY.matcher(fields.get(5)).find()) {
            return "expected days of the week by their names, such as MON-FRI" + found;
        }
        try {
            CronExpression.parse(cron);
            return null;
        } catch (IllegalArgumentException e) {
            return "expected a cron expression" + found + ": " + e.getMessage();
        }
    }

    /** The last day on which a period waits for files that are expected of it; null if it waits for none. */
    public @Nullable LocalDate deadline(Period period) {
        return waitDays == null ? null : period.end().plusDays(waitDays);
    }
}
