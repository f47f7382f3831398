package fr.dmp.pilotage.sample;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The end of a day, at which figures are taken.
 *
 * @param week number of the week that the day is in
 * @param days how many days of that week have ended, 1 for its Monday to 7 for its Sunday
 */
record Cutoff(int week, int days) {

    static final int WEEK = 7;

    /** The end of a week: of its Sunday. */
    static Cutoff endOf(int week) {
        return new Cutoff(week, WEEK);
    }

    /** The end of a day, before the opening too. */
    static Cutoff endOf(LocalDate day) {
        int since = (int) ChronoUnit.DAYS.between(Weeks.monday(0), day);
        return new Cutoff(Math.floorDiv(since, WEEK), Math.floorMod(since, WEEK) + 1);
    }
}
