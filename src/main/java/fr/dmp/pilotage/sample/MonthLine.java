package fr.dmp.pilotage.sample;

/**
 * A structure in a month, or a professional with all places of practice.
 *
 * @param structure it, or a professional's first place
 * @param start week in which it begins to be active, at whichever place; {@link Life#NEVER} if it never is
 * @param counts what it did; another line's once the walk goes on
 */
record MonthLine(Structure structure, int start, Counts counts) {

    /** A number of its own for the month, apart from those of other months. */
    long draw(Trait trait, MonthWalk walk) {
        return SplitMix.mix(structure.draw(trait) + walk.number());
    }
}
