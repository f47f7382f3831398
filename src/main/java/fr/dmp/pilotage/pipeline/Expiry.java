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
 * @param busy loads that were being worked on and are left for the next run
 */
public record Expiry(
        List<ExpiredLoad> loads, List<String> partitions, int files, int messages, int quarantined, int busy) {

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
        return loads.isEmpty() && partitions.isEmpty() && files == 0 && messages == 0 && quarantined == 0 && busy == 0;
    }
}
