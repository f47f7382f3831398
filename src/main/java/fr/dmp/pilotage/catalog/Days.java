package fr.dmp.pilotage.catalog;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.stream.Stream;

/** On which days a schedule fires, among those that its cron expression names. */
public enum Days {
    EVERY_DAY,
    /** Neither a Saturday or Sunday nor a public holiday of France. */
    WORKING_DAYS,
    /** The first working day of its ISO week; a week without any has none. */
    FIRST_WORKING_DAY_OF_WEEK,
    /** The first working day of its month. */
    FIRST_WORKING_DAY_OF_MONTH;

    /** Whether a day is one of them. */
    public boolean include(LocalDate day) {
        return switch (this) {
            case EVERY_DAY -> true;
            case WORKING_DAYS -> isWorked(day);
            case FIRST_WORKING_DAY_OF_WEEK ->
                isFirst(day, day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case FIRST_WORKING_DAY_OF_MONTH -> isFirst(day, day.withDayOfMonth(1));
        };
    }

    private static boolean isFirst(LocalDate day, LocalDate start) {
        return isWorked(day)
                && Stream.iterate(start, each -> each.isBefore(day), each -> each.plusDays(1))
                        .noneMatch(Days::isWorked);
    }

    private static boolean isWorked(LocalDate day) {
        return day.getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue() && !PublicHolidays.contains(day);
    }
}
