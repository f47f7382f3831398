package fr.dmp.pilotage.sample;

/**
 * What an active structure does.
 *
 * @param creating how much it creates, against the others
 * @param creatingLife when it creates
 * @param feeding how much it feeds, against the others
 * @param feedingLife when it feeds
 * @param again quarters of a DMP fed again later, for each DMP that it fed
 * @param further quarters of a document besides the first, for each DMP that it fed
 * @param consulted quarters of a consultation for each DMP that it fed
 */
record Activity(
        long creating, Life creatingLife, long feeding, Life feedingLife, int again, int further, int consulted) {

    /** Few large structures and many small ones. */
    static final int SIZES = 1_024;

    /** Keeps the first from dwarfing all others: the largest is some 65 times the smallest. */
    private static final int FLATTENING = 16;

    /** Size rank from 0, the largest, evenly spread. A region's first structure is a large one, as the largest of some twenty. */
    static int rank(Structure structure) {
        return structure.below(Trait.SIZE, structure.isFirst() ? SIZES / 16 : SIZES);
    }

    /**
     * Draws what a structure does.
     *
     * @param largest weight of the largest structures
     */
    static Activity of(Structure structure, int largest) {
        Life life = Life.of(structure);
        long size = largest / (FLATTENING + rank(structure));
        long feeding = Math.max(1, size * (4 + structure.below(Trait.FEEDING, 8)) / 8);
        int again = 1 + structure.below(Trait.DOCUMENTS, 8);
        int consulted = structure.below(Trait.CONSULTATIONS, 6);
        return new Activity(size, life, feeding, feeding(structure, life), again, 2 * again + consulted, consulted);
    }

    /** One in six of the steady structures goes on creating and feeds nothing for five to eight weeks. */
    private static Life feeding(Structure structure, Life life) {
        int drawn = structure.below(Trait.SILENCE, 6 * 20 * 4);
        if (drawn % 6 > 0 || structure.isFirst() || !life.isSteady()) {
            return life;
        }
        int from = Weeks.PUBLISHED - 12 + drawn / 6 % 20;
        return from > life.start() ? life.silent(from, 5 + drawn / 120) : life;
    }

    Activity withoutCreating() {
        return new Activity(0, creatingLife, feeding, feedingLife, again, further, consulted);
    }

    /** Weight in the creations of the region, as of the published table. */
    long createdWeight() {
        return creating * creatingLife.reached(Weeks.PUBLISHED);
    }

    /** Weight in the DMP fed in the region, as of the published table. */
    long fedWeight() {
        return feeding * feedingLife.reached(Weeks.PUBLISHED);
    }
}
