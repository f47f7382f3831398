package fr.dmp.pilotage.pipeline;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * One moment of a schedule. What is due is told by it and by no clock, so that a night that is caught up later does what it
 * would have done in its time.
 *
 * @param slot the moment, as the clock of the schedule's time zone shows it: one that this clock shows twice, in autumn, is one
 */
public record Firing(LocalDateTime slot) {

    /** The day on which deadlines are held against it. */
    public LocalDate day() {
        return slot.toLocalDate();
    }

    static Firing of(String label) {
        return new Firing(LocalDateTime.parse(label));
    }

    /** Its name: {@code 2012-10-01T05:00}. */
    public String label() {
        return slot.toString();
    }
}
