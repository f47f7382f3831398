package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.warehouse.Load;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One period of a feed from one sender.
 *
 * @param period null if the sender never sent anything
 * @param received when it was taken in, null if it was not
 * @param rows in it, those that it carries forward included; null if none were counted yet
 */
public record FeedState(
        String feed,
        @Nullable String period,
        String sender,
        State state,
        @Nullable Instant received,
        @Nullable Long rows,
        @Nullable Integer revision) {

    /** Where a period stands. */
    public enum State {
        MISSING,
        LOADING,
        HELD,
        ARRIVED,
        /** In force, in place of an earlier one. */
        REVISED,
        SUPERSEDED,
        WITHDRAWN
    }

    static FeedState missing(String feed, String sender) {
        return new FeedState(feed, null, sender, State.MISSING, null, null, null);
    }

    static FeedState of(Load load) {
        Load.Rows rows = load.rows();
        return new FeedState(
                load.feed().id(),
                load.period().label(),
                load.sender(),
                state(load),
                load.openedAt(),
                rows == null ? null : rows.loaded() + rows.carried(),
                load.revision());
    }

    private static State state(Load load) {
        return switch (load.state()) {
            case OPEN -> load.held() ? State.HELD : State.LOADING;
            case CURRENT -> load.revision() > 1 ? State.REVISED : State.ARRIVED;
            case RETIRED -> State.SUPERSEDED;
            case CLOSED -> State.WITHDRAWN;
        };
    }
}
