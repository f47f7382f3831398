package fr.dmp.pilotage.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator's decision did.
 *
 * @param decision {@code released} or {@code withdrawn}
 * @param by who took it
 * @param reason why
 * @param inForce number of the load that is in force for the period now, or null if none is
 * @param revision of that load, or null
 * @param restores number of the earlier load that it repeats, or null
 * @param shared what the load that came back has in common with another sender's in force, in words, or null
 * @param workbooks those whose data changed
 */
public record Decided(
        String decision,
        long load,
        String feed,
        String period,
        String by,
        String reason,
        @Nullable Long inForce,
        @Nullable Integer revision,
        @Nullable Long restores,
        @Nullable String shared,
        List<Touched> workbooks) {

    /** Who gets any of the workbooks, names in {@code jobs/recipients.yaml}, each once. */
    public List<String> recipients() {
        return Touched.recipients(workbooks);
    }
}
