package fr.dmp.pilotage.sample;

import org.jspecify.annotations.Nullable;

/** One of the three kinds of files: which structures it has, how their rows begin, and what the region's add up to. */
interface Volet {

    /** Its part of the file's name. */
    String name();

    /** The contract's columns between the week and the figures, in its order. */
    String columns();

    /** Structures in the country at scale 1. */
    int structures();

    /** DMP created until the published week by all structures of the region. */
    int created(PublishedRegion region);

    /**
     * DMP fed until the published week, each counted once for every structure that fed it.
     *
     * @param largest weight of the structure that feeds most
     * @param all weight of all structures of the region, at least 1
     */
    int fed(PublishedRegion region, long largest, long all);

    /** What a structure does; null if it never does anything. */
    @Nullable
    Activity activity(Structure structure);

    /** Whether the structure's row is missing in the week, as it would be if it sent nothing. */
    default boolean isMissing(Structure structure, int week) {
        return false;
    }

    /** Writes the cells between the week and the figures. */
    void identify(Structure structure, @Nullable Activity activity, int week, RowBuffer row);

    /** Its code in the contract. */
    String code();

    /** Whether it is a second place of the structure before, which monthly files know as one. */
    default boolean isSecondPlace(Structure structure) {
        return false;
    }

    /** Writes the type of the structure's identifier, a separator and the identifier, as in monthly files. */
    void number(Structure structure, RowBuffer row);

    /** What kind of structure it is; empty for a person. */
    String type(Structure structure);

    /** A person's profession; empty for a structure. */
    default String profession(Structure structure) {
        return "";
    }

    /** Who writes and reads its documents, a name in the packaged tables of types of documents and of accesses. */
    String author(Structure structure);

    /**
     * A few per cent above the distinct count, as several structures feed the same DMP; fewer where a structure that feeds
     * nearly all of them would have fed more DMP than there are.
     */
    static int aboveDistinct(int distinct, long largest, long all) {
        return (int) Math.min(distinct + distinct / 25, distinct * all / largest);
    }
}
