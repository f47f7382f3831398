package fr.dmp.pilotage.schedule;

import fr.dmp.pilotage.catalog.Days;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.TimeZone;
import org.quartz.impl.calendar.BaseCalendar;

/**
 * Lets a trigger fire on declared days only. Public holidays are computed, so that what the job store keeps of this never runs
 * out of years.
 */
final class DaysCalendar extends BaseCalendar {

    private static final long serialVersionUID = 1L;

    private final Days days;

    DaysCalendar(Days days, ZoneId zone) {
        super(TimeZone.getTimeZone(zone));
        this.days = days;
    }

    private ZoneId zone() {
        return getTimeZone().toZoneId();
    }

    @Override
    public boolean isTimeIncluded(long time) {
        return days.include(LocalDate.ofInstant(Instant.ofEpochMilli(time), zone()));
    }

    @Override
    public long getNextIncludedTime(long time) {
        if (isTimeIncluded(time)) {
            return time;
        }
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(time), zone()).plusDays(1);
        while (!days.include(day)) {
            day = day.plusDays(1);
        }
        return day.atStartOfDay(zone()).toInstant().toEpochMilli();
    }
}
