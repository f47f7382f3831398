package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Period;
import java.time.ZoneId;
import java.util.List;

/**
 * Where periods of feeds stand.
 *
 * @param states by feed, the latest period first
 * @param unseen what is missing besides
 * @param zone in which days were counted, and times are to be told
 */
public record FeedListing(List<FeedState> states, List<Unseen> unseen, ZoneId zone) {

    /**
     * Periods of a feed without a file that are not listed one by one.
     *
     * @param count how many periods, be one sender's file missing or several
     * @param first the earliest one
     * @param last the latest one
     * @param since whether they come after those listed; else before
     */
    public record Unseen(String feed, int count, Period first, Period last, boolean since) {}

    /** Whether something is held, refused, failed, withdrawn, missing or came late. */
    public boolean isTrouble() {
        return !unseen.isEmpty()
                || states.stream().anyMatch(each -> each.state().isTrouble() || each.lateDays() != null);
    }
}
