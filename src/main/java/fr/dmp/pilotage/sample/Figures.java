package fr.dmp.pilotage.sample;

/**
 * The eight figures of a structure in a week: DMP created, DMP fed (distinct), documents and consultations, each in the week
 * and since the opening. Walks through the structures of a region in order, since each starts from what rounding left over
 * from those before it.
 */
final class Figures {

    /** The columns of the contract that hold them. */
    static final String COLUMNS = "dmp_crees;dmp_crees_cumul;dmp_alimentes;dmp_alimentes_cumul;"
            + "documents;documents_cumul;consultations;consultations_cumul";

    private final Shares created;
    private final Shares fed;
    private final int week;
    private long createdBefore;
    private long fedBefore;

    /**
     * Starts at the first structure of a region.
     *
     * @param created the region's creations
     * @param fed the DMP fed in the region, counted once for each structure
     */
    Figures(Shares created, Shares fed, int week) {
        this.created = created;
        this.fed = fed;
        this.week = week;
    }

    /** Writes the figures of the next structure that is active. */
    void write(Activity activity, RowBuffer row) {
        long left = created.leftOver(createdBefore);
        long createdNow = created.whole(
                created.part(left, activity.creating() * activity.creatingLife().reached(week)));
        long createdThen = created.whole(
                created.part(left, activity.creating() * activity.creatingLife().reached(week - 1)));
        row.figure(createdNow - createdThen).figure(createdNow);
        writeFed(activity, row);
    }

    /**
     * Every document belongs to a DMP fed for the first time, to one fed again, or comes besides: each of the three only
     * grows, so that documents are never fewer than the DMP fed in the week.
     */
    private void writeFed(Activity activity, RowBuffer row) {
        long left = fed.leftOver(fedBefore);
        long now = fed.part(left, activity.feeding() * activity.feedingLife().reached(week));
        long then = fed.part(left, activity.feeding() * activity.feedingLife().reached(week - 1));
        long known = fed.whole(then);
        long first = fed.whole(now) - known;
        long again = grown(now, then, activity.again());
        long further = grown(now, then, activity.further());
        long seen = Math.min(known, again);
        // A document without a DMP would be odd: where there is one, at least one DMP was fed.
        long inWeek = first + seen == 0 && further > 0 ? 1 : first + seen;
        row.figure(inWeek).figure(known + first);
        row.figure(first + again + further)
                .figure(known
                        + first
                        + fed.quartersBeyondFirst(now, activity.again())
                        + fed.quartersBeyondFirst(now, activity.further()));
        row.figure(grown(now, then, activity.consulted())).figure(fed.quartersBeyondFirst(now, activity.consulted()));
    }

    private long grown(long now, long then, int quarters) {
        return fed.quartersBeyondFirst(now, quarters) - fed.quartersBeyondFirst(then, quarters);
    }

    /** Leaves a structure behind, whether or not its row was written. */
    void pass(Activity activity) {
        createdBefore += activity.createdWeight();
        fedBefore += activity.fedWeight();
    }
}
