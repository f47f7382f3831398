package fr.dmp.pilotage.pipeline;

import java.time.Instant;
import java.util.List;

/**
 * A load that waits for an operator, and what depends on it.
 *
 * @param load its number, by which it is released or withdrawn
 * @param since when its file was taken in
 * @param reasons the errors that hold it, and those of its rows
 * @param workbooks what it would be in
 */
public record Hold(
        long load,
        String feed,
        String period,
        String sender,
        int revision,
        String file,
        Instant since,
        List<LoadOutcome.FoundCount> reasons,
        List<Touched> workbooks) {

    /** Who gets any of the workbooks, names in {@code jobs/recipients.yaml}, each once. */
    public List<String> recipients() {
        return Touched.recipients(workbooks);
    }
}
