package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.findings.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file of a source.
 *
 * @param remote path or address at the source, as it may be shown
 * @param fileName its name
 * @param bytes how many came, null if it was not fetched
 * @param sha256 of them, null if it was not fetched
 * @param cause why it was not fetched, in one line; null if it was, or is removed
 */
public record Fetched(
        String remote,
        String fileName,
        Status status,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable String cause) {

    /** What a source says may name a patient. */
    public Fetched {
        remote = PatientText.masked(remote);
        fileName = PatientText.masked(fileName);
        cause = cause == null ? null : PatientText.masked(cause);
    }

    /** Where the file stands. */
    public enum Status {
        /** It is in the inbox. */
        FETCHED,
        /** It is archived, and was removed at the source, as declared. */
        DELETED,
        /** It is not complete yet, or its place in the inbox is not free; the next visit looks again. */
        WAITING,
        /** An address that was asked for on the chance that it is there. */
        ABSENT,
        /** It is not fetched, at any time, until somebody does something. */
        REFUSED,
        /** It could not be fetched; the next visit tries again. */
        FAILED
    }
}
