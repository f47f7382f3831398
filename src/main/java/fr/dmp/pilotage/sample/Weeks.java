package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Period;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The weeks since the DMP opened, and how busy each is. A week is known by its number: 0 is 2011-S01; those before are
 * negative, and nothing happens in them.
 */
final class Weeks {

    /** Monday of the first week: the DMP opened in January 2011. */
    private static final LocalDate OPENING = LocalDate.of(2011, 1, 3);

    /** The week that the published table is reconciled with. */
    static final int PUBLISHED = number(Period.weekOf(LocalDate.of(2012, 9, 17)));

    /** The last week that files are made for; ten years keep every figure far below what its arithmetic can hold. */
    static final Period LAST = Period.weekOf(LocalDate.of(2020, 12, 28));

    private static final int FULL = 16;

    /** The month of the last week's Sunday is looked at to its end, and the week after that. */
    private static final int COUNT = number(LAST) + 6;

    private static final long[] BUSY_BEFORE = new long[COUNT + 1];
    private static final long[] MOMENT_BEFORE = new long[COUNT + 1];

    static {
        for (int week = 0; week < COUNT; week++) {
            long busy = season(OPENING.plusWeeks(week));
            BUSY_BEFORE[week + 1] = BUSY_BEFORE[week] + busy;
            MOMENT_BEFORE[week + 1] = MOMENT_BEFORE[week] + busy * week;
        }
    }

    private Weeks() {}

    /** The week in which the DMP opened. */
    static Period first() {
        return Period.weekOf(OPENING);
    }

    static int number(Period week) {
        return (int) ChronoUnit.WEEKS.between(OPENING, week.start());
    }

    static LocalDate monday(int week) {
        return OPENING.plusWeeks(week);
    }

    /** Sixteenths of a usual week: fewer in the summer holidays, around 1 May and around Christmas. */
    private static long season(LocalDate monday) {
        LocalDate sunday = monday.plusDays(6);
        int year = sunday.getYear();
        if (sunday.isAfter(LocalDate.of(year, 12, 24)) || !monday.isAfter(LocalDate.of(year, 1, 1))) {
            return 5;
        }
        if (sunday.isAfter(LocalDate.of(year, 8, 5)) && monday.isBefore(LocalDate.of(year, 8, 20))) {
            return 6;
        }
        if (sunday.isAfter(LocalDate.of(year, 7, 14)) && monday.isBefore(LocalDate.of(year, 9, 1))) {
            return 9;
        }
        boolean labourDay = !LocalDate.of(year, 5, 1).isBefore(monday)
                && !LocalDate.of(year, 5, 1).isAfter(sunday);
        return labourDay ? 11 : FULL;
    }

    /** How busy a week is, from 1 to 16. */
    static long busy(int week) {
        return BUSY_BEFORE[week + 1] - BUSY_BEFORE[week];
    }

    /** The sum of {@link #busy} from a week to the one before another, neither before the opening. */
    static long busy(int from, int to) {
        return BUSY_BEFORE[to] - BUSY_BEFORE[from];
    }

    /** The same sum with each week weighted by its number: what makes linear growth a matter of two look-ups. */
    static long moment(int from, int to) {
        return MOMENT_BEFORE[to] - MOMENT_BEFORE[from];
    }
}
