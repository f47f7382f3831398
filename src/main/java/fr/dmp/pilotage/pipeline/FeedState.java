package fr.dmp.pilotage.pipeline;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One period of a feed from one sender.
 *
 * @param period null if nobody ever sent anything and nothing says since when a file is expected
 * @param received when the file that stands for it was taken in, null if none does
 * @param rows in it, those that it carries forward included; null if none were counted yet
 * @param revision of the load that the state is about, null if there is none
 * @param due the last day on which its file is on time, null if none is expected
 * @param lateDays how many days after that its first good file came, null if it was on time or did not come
 * @param reason why it is held, refused, failed or withdrawn, or was released; null if there is nothing to say
 * @param before what stands in its place, or stood, null if nothing does
 * @param load number of the load that the state is about, null if there is none
 */
public record FeedState(
        String feed,
        @Nullable String period,
        String sender,
        State state,
        @Nullable Instant received,
        @Nullable Long rows,
        @Nullable Integer revision,
        @Nullable LocalDate due,
        @Nullable Integer lateDays,
        @Nullable String reason,
        @Nullable String before,
        @Nullable Long load) {

    /** Where a period stands; of several that apply, the first one of these. */
    public enum State {
        /** The last file that came was refused. */
        REFUSED,
        /** The last file that came waits for an operator. */
        HELD,
        /** The run of the last file that came ended before its end: nobody is at it until the next one. */
        FAILED,
        LOADING,
        /** Taken back, and nothing came in its place. */
        WITHDRAWN,
        /** No file came, and the time for it is over. */
        MISSING,
        /** No file came yet, and there still is time. */
        AWAITED,
        /** In force: a part of the period, that completes an earlier load. */
        PARTIAL,
        /** In force, in place of an earlier one. */
        REVISED,
        /** In force; it came after its time. */
        LATE,
        ARRIVED;

        /** Whether a file that can be used is still to come, or came late. */
        public boolean isTrouble() {
            return switch (this) {
                case REFUSED, HELD, FAILED, WITHDRAWN, MISSING, LATE -> true;
                case LOADING, AWAITED, PARTIAL, REVISED, ARRIVED -> false;
            };
        }
    }

    /** Whether this is so, or, asked for what is late, whether it came late whatever became of it since. */
    public boolean is(State asked) {
        return state == asked || (asked == State.LATE && lateDays != null);
    }
}
