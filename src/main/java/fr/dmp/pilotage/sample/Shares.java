package fr.dmp.pilotage.sample;

/**
 * Shares a whole number among structures by their weights, by cumulative rounding: the structure between the weights
 * {@code before} and {@code before + own} gets floor(total × (before + own) / weight) − floor(total × before / weight), so
 * that the parts add up to the total whatever the weights. A figure is kept as its numerator over the weight until it is
 * shown.
 *
 * @param total what is shared; 0 if nobody has any weight
 * @param weight of all structures together, at least 1
 */
record Shares(long total, long weight) {

    Shares {
        Math.multiplyExact(total, weight); // else the figures below would silently be wrong
    }

    static Shares of(long total, long weight) {
        return weight == 0 ? new Shares(0, 1) : new Shares(total, weight);
    }

    /** What rounding left over from the structures before. */
    long leftOver(long before) {
        return total * before % weight;
    }

    /** The part of a structure with its left-over, as a numerator. */
    long part(long leftOver, long own) {
        return leftOver + total * own;
    }

    long whole(long part) {
        return part / weight;
    }

    /** A multiple, in quarters, of what a part has above its first unit: 0 as long as the part shows as 0. */
    long quartersBeyondFirst(long part, int quarters) {
        return part <= weight ? 0 : (part - weight) * quarters / (4 * weight);
    }
}
