package fr.dmp.pilotage.sample;

/**
 * A structure's place in the numbering, from which everything else about it follows.
 *
 * @param area its region
 * @param block its département
 * @param index its number in the region, from 0
 * @param hash its own number, from seed, volet, region and index
 */
record Structure(Area area, Area.Block block, int index, long hash) {

    static Structure at(Area area, Area.Block block, int index) {
        return new Structure(area, block, index, SplitMix.mix(area.seed(), index));
    }

    /** The first structure of a region is active from the beginning, so that the region's figures have someone's life. */
    boolean isFirst() {
        return index == 0;
    }

    /** Its number in the département, from 1. */
    int inBlock() {
        return index - block.first() + 1;
    }

    /** Its number in the country, from 0. */
    long inCountry() {
        return area.first() + index;
    }

    long draw(Trait trait) {
        return SplitMix.mix(hash + trait.salt());
    }

    int below(Trait trait, int bound) {
        return SplitMix.below(bound, draw(trait));
    }
}
