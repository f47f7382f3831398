package fr.dmp.pilotage.sample;

/**
 * What the structures of a region did between the ends of two days, and since the opening. Walks through them in order, since
 * each starts from what rounding left over from those before it.
 */
final class Figures {

    private final Shares created;
    private final Shares fed;
    private final Cutoff since;
    private final Cutoff until;
    private long createdBefore;
    private long fedBefore;

    /**
     * Starts at the first structure of a region.
     *
     * @param created the region's creations
     * @param fed the DMP fed in the region, counted once for each structure
     * @param since the end of the last day before the period
     * @param until the end of its last day
     */
    Figures(Shares created, Shares fed, Cutoff since, Cutoff until) {
        this.created = created;
        this.fed = fed;
        this.since = since;
        this.until = until;
    }

    /** Adds the figures of the next structure that is active. */
    void add(Activity activity, Counts counts) {
        long left = created.leftOver(createdBefore);
        long createdNow = created.whole(
                created.part(left, activity.creating() * activity.creatingLife().reached(until)));
        long createdThen = created.whole(
                created.part(left, activity.creating() * activity.creatingLife().reached(since)));
        counts.addCreated(createdNow - createdThen, createdNow);
        addFed(activity, counts);
    }

    /**
     * Every document belongs to a DMP fed for the first time, to one fed again, or comes besides: each of the three only
     * grows, so that documents are never fewer than the DMP fed in the period.
     */
    private void addFed(Activity activity, Counts counts) {
        long left = fed.leftOver(fedBefore);
        long now = fed.part(left, activity.feeding() * activity.feedingLife().reached(until));
        long then = fed.part(left, activity.feeding() * activity.feedingLife().reached(since));
        long known = fed.whole(then);
        long first = fed.whole(now) - known;
        long again = grown(now, then, activity.again());
        long further = grown(now, then, activity.further());
        long seen = Math.min(known, again);
        // A document without a DMP would be odd: where there is one, at least one DMP was fed.
        long inPeriod = first + seen == 0 && further > 0 ? 1 : first + seen;
        counts.addFed(inPeriod, known + first);
        counts.addDocuments(
                first + again + further,
                known
                        + first
                        + fed.quartersBeyondFirst(now, activity.again())
                        + fed.quartersBeyondFirst(now, activity.further()));
        counts.addConsultations(
                grown(now, then, activity.consulted()), fed.quartersBeyondFirst(now, activity.consulted()));
    }

    private long grown(long now, long then, int quarters) {
        return fed.quartersBeyondFirst(now, quarters) - fed.quartersBeyondFirst(then, quarters);
    }

    /** Leaves a structure behind, whether or not its figures were wanted. */
    void pass(Activity activity) {
        createdBefore += activity.createdWeight();
        fedBefore += activity.fedWeight();
    }
}
