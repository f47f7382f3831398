package fr.dmp.pilotage.sample;

/** Distinct counts of parts that share some of what they count: the whole has the largest's at least, and their sum at most. */
final class Parts {

    private long largest;
    private long sum;

    void add(long part) {
        largest = Math.max(largest, part);
        sum += part;
    }

    /**
     * The distinct count of the whole, where so many in so many are counted by one part alone. Rounded up, so that what is
     * fed in a month and what was fed before are never less than both together.
     */
    long distinct(long of, long in) {
        return Math.max(largest, in == 0 ? sum : (sum * of + in - 1) / in);
    }
}
