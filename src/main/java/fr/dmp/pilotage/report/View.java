package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which data a workbook is to show, and in which regions.
 *
 * @param asOf the loads in force at the end of this day; null for those in force now
 * @param geography vintage of the regions, 2012 or 2016; null for the vintage of the period
 */
public record View(@Nullable LocalDate asOf, @Nullable Integer geography) {

    /** The loads in force now, in the regions of the period: what editions are made of. */
    public static final View CURRENT = new View(null, null);

    /** Vintage of the regions that a period is told in. */
    int vintage(Period period) {
        return geography == null ? period.vintage() : geography;
    }

    /** What a workbook that is no edition adds to its name, so that it never takes the place of one. */
    String suffix() {
        return (geography == null ? "" : "_geographie-" + geography) + (asOf == null ? "" : "_au-" + asOf);
    }
}
