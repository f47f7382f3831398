package fr.dmp.pilotage.report;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One workbook as it was issued.
 *
 * @param number from 1
 * @param loads ids of the loads that it was made from, ascending
 * @param pending ids of the loads that waited for a decision and that it was made without
 * @param definitionSha of the declarations that made it
 * @param contentSha of what its sheets said, whatever build of the software wrote it
 * @param fileSha of its bytes
 * @param path of its file, below the folder of all reports
 * @param supersededBy number of the edition that replaced it, null while it is the last
 */
record Edition(
        long id,
        Place place,
        int number,
        List<Long> loads,
        List<Long> pending,
        String definitionSha,
        String contentSha,
        String fileSha,
        String path,
        @Nullable Integer supersededBy) {

    /** Whether it says what one of these would: from the same loads, and nothing that it calls provisional was decided. */
    boolean isFrom(Sources sources) {
        return loads.equals(List.of(sources.loadIds())) && sources.pending().containsAll(pending);
    }

    /**
     * Where an edition stands among those of its report.
     *
     * @param scope slug of whom it covers
     */
    record Place(String scope, LocalDate periodStart) {}
}
