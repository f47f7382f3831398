package fr.dmp.pilotage.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param sha256 of its bytes, null if they could not be read
 * @param feed null if no feed takes files of this name
 * @param period null if the name gives none
 * @param revision of the load, 0 if there is none
 * @param readAs how its text was found to be written, in words; null for a workbook and where there is no load
 * @param read rows, 0 if none were
 * @param carried rows of the revision before that a partial file does not have and that stay, 0 for other files
 * @param findings by code and column, the gravest first
 * @param loadId null if no load was opened
 * @param cause why it failed, else null
 */
public record LoadOutcome(
        String file,
        @Nullable String sha256,
        @Nullable String feed,
        @Nullable String period,
        int revision,
        Status status,
        @Nullable String readAs,
        long read,
        long loaded,
        long rejected,
        long carried,
        List<FoundCount> findings,
        @Nullable Long loadId,
        @Nullable String cause) {

    /** Where the file stands. */
    public enum Status {
        PUBLISHED,
        HELD,
        REFUSED,
        ALREADY_LOADED,
        FAILED
    }

    /**
     * Findings of one code and column.
     *
     * @param line of the first one, null if about the file
     * @param column null if about the line or the file
     * @param count how often, kept or not
     * @param message of the first one, with its place
     * @param todo what to do about it, null if the finding says it all
     */
    public record FoundCount(
            String code,
            String severity,
            @Nullable Long line,
            @Nullable String column,
            long count,
            String message,
            @Nullable String todo) {}
}
