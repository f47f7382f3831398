package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Geography;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * Insured people of each département, and of the one caisse that it has: round numbers that go with the sample's weights of
 * regions and départements, some sixty million in the country whatever the scale.
 *
 * @param areas those of scale 1, however large the sample is
 */
record Population(List<Area> areas, LocalDate day, long seed) implements OutgoingFile.Rows {

    static final String COLUMNS = "maille;code;annee;assures";

    private static final int ROUND = 1_000;

    /** The départements by the private practitioners that they have at scale 1. */
    static List<Area> areas(Geography geography, long seed) {
        return Area.all(geography, new Practitioners(seed).structures(), seed);
    }

    @Override
    public void write(RowBuffer row) throws IOException {
        write("DEPARTEMENT;", row);
        write("CAISSE;" + OtherStructures.CAISSE, row);
    }

    private void write(String start, RowBuffer row) throws IOException {
        for (Area area : areas) {
            for (Area.Block block : area.blocks()) {
                row.ascii(start).text(block.departement());
                row.figure(day.getYear()).figure(insured(area, block));
                row.endRow();
            }
        }
    }

    /** From 220 to 260 for each of the private practitioners. */
    private long insured(Area area, Area.Block block) {
        long drawn = SplitMix.mix(SplitMix.mix(seed, area.first() + block.first()));
        return (long) block.count() * (220 + SplitMix.below(41, drawn)) / ROUND * ROUND;
    }
}
