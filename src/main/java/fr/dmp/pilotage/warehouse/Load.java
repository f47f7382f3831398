package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.feeds.Survey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring a period of a feed into the warehouse.
 *
 * @param revision 1 for the first content of this feed, sender and period, then counting up
 * @param sha256 of the file's bytes, by which the archive knows them
 * @param rows null until the audit has counted them
 * @param verdict null until the audit
 * @param base the load that a partial file completes, or null
 * @param restores the earlier load that it repeats after a withdrawal, or null
 */
public record Load(
        long loadId,
        FeedDefinition feed,
        String sender,
        Period period,
        int revision,
        long fileId,
        String fileName,
        String sha256,
        Survey survey,
        @Nullable Rows rows,
        @Nullable Verdict verdict,
        State state,
        Instant openedAt,
        @Nullable Long base,
        @Nullable Long restores) {

    /** What a file would become of which no more is known than its place. */
    public static Load toCome(FeedDefinition feed, String sender, Period period) {
        Survey unread = new Survey(StandardCharsets.UTF_8, ';', null, null, List.of(), 0, List.of(), List.of(), null);
        return new Load(
                0, feed, sender, period, 0, 0, "", "", unread, null, null, State.OPEN, Instant.EPOCH, null, null);
    }

    /** Whether a run left it before its end: open, and not held for an operator. */
    public boolean unfinished() {
        return state == State.OPEN && verdict != Verdict.HOLD;
    }

    /** Whether it waits for an operator's release or withdrawal. */
    public boolean held() {
        return state == State.OPEN && verdict == Verdict.HOLD;
    }

    /** Records below the header, as the survey counted them. */
    public long rowsSurveyed() {
        return survey.rows();
    }

    /**
     * Rows of a file: {@code loaded + rejected = read}.
     *
     * @param carried rows of the base load that were copied beside them, 0 if the file is not partial
     */
    public record Rows(long read, long loaded, long rejected, long carried) {}

    /** What the audit says of a load. */
    public enum Verdict {
        PASS,
        WARN,
        /** Not published until an operator releases it. */
        HOLD
    }

    /** Where a load stands. */
    public enum State {
        /** Being loaded, or held. */
        OPEN,
        /** Published and in force. */
        CURRENT,
        /** Published, then corrected by a later revision. */
        RETIRED,
        /** Given up: withdrawn or failed. */
        CLOSED
    }
}
