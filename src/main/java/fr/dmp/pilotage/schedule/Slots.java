package fr.dmp.pilotage.schedule;

import fr.dmp.pilotage.catalog.Schedule;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/** The moments of one schedule, as Quartz reads its cron expression and the clock of its zone shows them. */
final class Slots {

    /** The longest stretch without any that is looked back over; 29 February comes every eighth year at worst. */
    private static final Duration LONGEST = Duration.ofDays(8 * 366L);

    private final Schedule schedule;
    private final CronExpression cron;

    Slots(Schedule schedule) {
        this.schedule = schedule;
        try {
            cron = new CronExpression(schedule.cron());
            cron.setTimeZone(TimeZone.getTimeZone(schedule.zone()));
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "\"" + schedule.cron() + "\" is no cron expression: " + e.getMessage(), e);
        }
    }

    /** The first one after a moment, if there ever is one. */
    Optional<Instant> after(Instant moment) {
        Date next = cron.getNextValidTimeAfter(Date.from(moment));
        while (next != null && !included(next)) {
            next = cron.getNextValidTimeAfter(next);
        }
        return Optional.ofNullable(next).map(Date::toInstant);
    }

    private boolean included(Date date) {
        return schedule.days().include(local(date.toInstant()).toLocalDate());
    }

    /** Those after a moment, so many at most. */
    List<Instant> after(Instant moment, int count) {
        List<Instant> slots = new ArrayList<>();
        Instant last = moment;
        while (slots.size() < count) {
            Optional<Instant> next = after(last);
            if (next.isEmpty()) {
                return slots;
            }
            last = next.get();
            slots.add(last);
        }
        return slots;
    }

    /** The last one that is not after a moment, if there is one in living memory. */
    Optional<Instant> atOrBefore(Instant moment) {
        for (Duration back = Duration.ofHours(1); back.compareTo(LONGEST) < 0; back = back.multipliedBy(4)) {
            Instant found = last(moment.minus(back), moment);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private @Nullable Instant last(Instant from, Instant until) {
        Instant found = null;
        Optional<Instant> next = after(from.minusMillis(1));
        while (next.isPresent() && !next.get().isAfter(until)) {
            found = next.get();
            next = after(found);
        }
        return found;
    }

    /** As the clock of the zone shows it, to the second. */
    LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(moment, schedule.zone()).truncatedTo(ChronoUnit.SECONDS);
    }
}
