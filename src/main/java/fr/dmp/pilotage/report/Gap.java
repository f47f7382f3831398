package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
import java.time.DayOfWeek;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that a workbook was made without.
 *
 * @param period for which it is expected or, of a held one, its own
 * @param load the one that waits for an operator's decision; null if no file came
 */
record Gap(
        String feed, String sender, Period period, @Nullable Long load) {

    /** Whether the figures that there are may still change by a decision. */
    boolean pending() {
        return load != null;
    }

    /** Those of one period, as {@code psl-weekly from national}. */
    static List<String> files(List<Gap> gaps, Period period) {
        Period week = period.subject().startingOn(DayOfWeek.MONDAY);
        return gaps.stream()
                .filter(gap ->
                        gap.period().subject().startingOn(DayOfWeek.MONDAY).equals(week))
                .map(gap -> gap.feed() + " from " + gap.sender() + (gap.pending() ? ", held" : ""))
                .distinct()
                .toList();
    }
}
