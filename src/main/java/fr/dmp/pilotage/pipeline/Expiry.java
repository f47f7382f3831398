package fr.dmp.pilotage.pipeline;

import java.util.List;

/**
 * What the retention job removed.
 *
 * @param loads whose rows went
 * @param partitions of facts that were dropped as a whole
 * @param files how many archived files went
 * @param messages how many texts went that may quote a file: why it was refused, or its load failed
 * @param quarantined how many files of the quarantine went
 * @param setAside how many files of the inbox went that were too large to be read
 * @param busy loads that were being worked on and are left for the next run
 * @param records how many runs and alerts of old went
 */
public record Expiry(
        List<ExpiredLoad> loads,
        List<String> partitions,
        int files,
        int messages,
        int quarantined,
        int setAside,
        int busy,
        int records) {

    /**
     * A load whose rows went.
     *
     * @param rows of the fact
     * @param findings kept ones that could quote a nominative value
     */
    public record ExpiredLoad(
            long load, String feed, String period, String sender, int revision, long rows, long findings) {}

    /** Whether there was nothing to do. */
    public boolean isNothing() {
        return loads.isEmpty()
                && partitions.isEmpty()
                && files + messages + quarantined + setAside + busy + records == 0;
    }
}
