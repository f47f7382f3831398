package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.FeedState.State;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which periods of feeds are asked for.
 *
 * @param feed only this one, or null for every one
 * @param sender only this one, or null for every one
 * @param states only these; empty for every one
 * @param from no period that ends before this one begins, or null for the first
 * @param to no period that begins after this one ends, or null for the last
 * @param last how many periods of each feed, counted back from the last one that matters; 0 for every one
 */
public record FeedsRequest(
        @Nullable String feed,
        @Nullable String sender,
        Set<State> states,
        @Nullable Period from,
        @Nullable Period to,
        int last) {

    /** How many periods fit a screen with several feeds. */
    public static final int LAST = 8;

    /** Every period of every feed. */
    public static final FeedsRequest ALL = new FeedsRequest(null, null, Set.of(), null, null, 0);

    /** Whether no period is left out for being long ago. */
    boolean unlimited() {
        return last == 0 || from != null || to != null;
    }

    boolean asksFor(Period period) {
        return (from == null || !period.end().isBefore(from.start()))
                && (to == null || !period.start().isAfter(to.end()));
    }

    boolean asksFor(FeedState state) {
        return (sender == null || sender.equals(state.sender()))
                && (states.isEmpty() || states.stream().anyMatch(state::is));
    }
}
