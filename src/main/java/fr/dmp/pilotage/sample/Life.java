package fr.dmp.pilotage.sample;

/**
 * How active a structure is over the weeks: it starts, grows, may turn down at some week and turn again at a later one. In
 * closed form, so that any week is known without those before it.
 *
 * @param start first week with activity
 * @param turn first week of the second stretch, or {@link #NEVER}
 * @param back first week of the third stretch, or {@link #NEVER}
 * @param during eighths of the full level in the second stretch
 * @param after eighths of the full level in the third stretch
 * @param growth added to the level for each week since the start, in 24ths of the first week's
 * @param unrest makes each week differ from its neighbours
 */
record Life(int start, int turn, int back, int during, int after, int growth, long unrest) {

    static final int NEVER = 10_000;

    private static final int FULL = 8;
    private static final int AT_START = 24;

    /** Most structures start within the first 140 weeks: some only after the published table. */
    private static final int LATEST_START = 140;

    private static final int[] GROWTHS = {0, 0, 1, 1, 2, 3};

    /** A structure's life: 54 % run steadily, 10 % stop for good, 18 % pause for weeks, 18 % fall to half or less. */
    static Life of(Structure structure) {
        int start = structure.isFirst() ? structure.below(Trait.START, 8) : structure.below(Trait.START, LATEST_START);
        int growth = GROWTHS[structure.below(Trait.GROWTH, GROWTHS.length)];
        int turn = turn(structure, start);
        int kind = structure.isFirst() ? NEVER : structure.below(Trait.KIND_OF_LIFE, 100);
        if (kind < 10) {
            return new Life(start, turn, NEVER, 0, 0, growth, structure.hash());
        }
        if (kind < 28) {
            int weeks = 3 + structure.below(Trait.PAUSE, 8);
            return new Life(start, turn, turn + weeks, 0, FULL, growth, structure.hash());
        }
        if (kind < 46) {
            int left = 1 + structure.below(Trait.PAUSE, FULL / 2);
            return new Life(start, turn, NEVER, left, left, growth, structure.hash());
        }
        return new Life(start, NEVER, NEVER, FULL, FULL, growth, structure.hash());
    }

    /** Five turns in eight fall around the published table, where they are looked at. */
    private static int turn(Structure structure, int start) {
        int turn = structure.below(Trait.TURN, 200);
        int near = Weeks.PUBLISHED - 12 + turn % 20;
        return turn < 125 && near > start + 3 ? near : start + 4 + turn / 2;
    }

    /** The same life with nothing for some weeks; only for one without turns. */
    Life silent(int from, int weeks) {
        return new Life(start, from, from + weeks, 0, FULL, growth, unrest);
    }

    boolean isSteady() {
        return turn == NEVER;
    }

    /**
     * What was done until the end of a week, in units of no meaning but their proportions; never less than a week earlier.
     * A part of the last week's work is left for the next, by chance, unless that one is without activity.
     */
    long reached(int week) {
        if (week < start) {
            return 0;
        }
        int end = week + 1;
        long full = FULL * work(start, Math.min(turn, end));
        if (end > turn) {
            full += during * work(turn, Math.min(back, end));
        }
        if (end > back) {
            full += after * work(back, end);
        }
        long left = (rate(week) * (SplitMix.mix(unrest + week) & 511)) >> 10;
        return level(end) == 0 ? full : full - left;
    }

    /**
     * What was done until the end of a day: within a week, as if it were done evenly over its seven days. So it is never less
     * than a day earlier, and that of a week at the end of its Sunday.
     */
    long reached(Cutoff cutoff) {
        long end = reached(cutoff.week());
        if (cutoff.days() == Cutoff.WEEK) {
            return end;
        }
        long begin = reached(cutoff.week() - 1);
        return begin + (end - begin) * cutoff.days() / Cutoff.WEEK;
    }

    /** Work at level 1 from a week to the one before another. */
    private long work(int from, int to) {
        return (AT_START - (long) growth * start) * Weeks.busy(from, to) + growth * Weeks.moment(from, to);
    }

    private long rate(int week) {
        return level(week) * Weeks.busy(week) * (AT_START + (long) growth * (week - start));
    }

    private int level(int week) {
        return week < turn ? FULL : week < back ? during : after;
    }
}
