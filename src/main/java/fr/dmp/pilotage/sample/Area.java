package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Geography;
import java.util.ArrayList;
import java.util.List;

/**
 * The structures of one volet in one region.
 *
 * @param published what the region's structures must add up to
 * @param blocks its départements, which follow each other in the numbering
 * @param structures how many there are
 * @param first number in the country of the region's first structure
 * @param seed of everything drawn for them
 */
record Area(PublishedRegion published, List<Block> blocks, int structures, long first, long seed) {

    /** So few structures still share a region's figures among them. */
    private static final int FEWEST = 3;

    /**
     * The structures of a département.
     *
     * @param departement its code, as the files write it
     * @param finessPrefix the two characters that FINESS numbers begin with
     * @param first index in the region of its first structure
     * @param count how many there are
     */
    record Block(Utf8 departement, Utf8 finessPrefix, int first, int count) {

        static Block of(String departement, int first, int count) {
            // Overseas, FINESS writes 9A for 971 to 9F for 976.
            String prefix = departement.length() == 2 ? departement : "9" + (char) ('A' + departement.charAt(2) - '1');
            return new Block(Utf8.of(departement), Utf8.of(prefix), first, count);
        }
    }

    /** All regions of the published table, with the structures of a country shared among them by weight. */
    static List<Area> all(Geography geography, long structures, long seed) {
        List<PublishedRegion> regions = PublishedRegion.all(geography);
        long[] weights =
                regions.stream().mapToLong(each -> weight(each.region().code())).toArray();
        long[] counts = shared(structures, weights);
        List<Area> areas = new ArrayList<>();
        long first = 0;
        for (int i = 0; i < weights.length; i++) {
            int count = Math.toIntExact(Math.max(FEWEST, counts[i]));
            Geography.Region region = regions.get(i).region();
            List<Block> blocks = blocks(geography.departements(region), count);
            areas.add(new Area(regions.get(i), blocks, count, first, SplitMix.mix(seed, i)));
            first += count;
        }
        return List.copyOf(areas);
    }

    private static long weight(String region) {
        return PackagedTable.rows("regions.csv", ";").stream()
                .filter(row -> row.get(0).equals(region))
                .mapToLong(row -> Long.parseLong(row.get(1)))
                .sum();
    }

    /** Départements of a region differ by up to a factor of 5 : 2, by their code alone. */
    private static List<Block> blocks(List<String> departements, int structures) {
        long[] weights = departements.stream()
                .mapToLong(code -> 2 + SplitMix.below(4, SplitMix.mix(Long.parseLong(code, 36))))
                .toArray();
        long[] counts = shared(structures, weights);
        List<Block> blocks = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < counts.length; i++) {
            blocks.add(Block.of(departements.get(i), first, (int) counts[i]));
            first += (int) counts[i];
        }
        return List.copyOf(blocks);
    }

    /** Whole parts that add up to the whole. */
    private static long[] shared(long whole, long[] weights) {
        long sum = 0;
        for (long weight : weights) {
            sum += weight;
        }
        long[] parts = new long[weights.length];
        long before = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = whole * (before + weights[i]) / sum - whole * before / sum;
            before += weights[i];
        }
        return parts;
    }
}
