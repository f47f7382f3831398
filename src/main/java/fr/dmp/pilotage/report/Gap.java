package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
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
}
