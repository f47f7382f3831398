package fr.dmp.pilotage.catalog;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Regions in their two vintages and the départements, from {@code jobs/nomenclatures/}. Most codes exist in one vintage
 * only, and a département's region changes from one to the other: a region's key is (code, vintage). The eleven codes
 * that both have (01 to 04, 06, 11, 24, 52, 53, 93, 94) name the same place.
 */
public final class Geography {

    /**
     * A region of one vintage.
     *
     * @param vintage 2012 (27 regions, until 2015) or 2016 (18 regions)
     * @param code INSEE code in that vintage
     */
    public record Region(int vintage, String code, String label, List<String> aliases) {}

    private final List<Region> regions;
    private final Set<String> departements;
    private final Map<Integer, Map<String, Region>> byName = new HashMap<>();
    private final Map<Region, List<String>> departementsByRegion = new HashMap<>();

    private Geography(List<Region> regions, List<List<String>> departements) {
        this.regions = List.copyOf(regions);
        this.departements = departements.stream().map(row -> row.get(0)).collect(Collectors.toUnmodifiableSet());
        for (Region region : regions) {
            Map<String, Region> names = byName.computeIfAbsent(region.vintage(), vintage -> new HashMap<>());
            names.put(region.code(), region);
            names.put(normalised(region.label()), region);
            region.aliases().forEach(alias -> names.put(normalised(alias), region));
            int column = region.vintage() == 2012 ? 2 : 3;
            departementsByRegion.put(
                    region,
                    departements.stream()
                            .filter(row ->
                                    row.size() > column && row.get(column).equals(region.code()))
                            .map(row -> row.get(0))
                            .toList());
        }
    }

    /** Reads {@code jobs/nomenclatures/}, for those that need no other declaration. */
    public static Geography read(Definitions definitions) {
        List<Region> regions = new ArrayList<>();
        for (List<String> row : rows(definitions, "jobs/nomenclatures/regions.csv")) {
            List<String> aliases = row.size() > 3 ? List.of(row.get(3).split(",")) : List.of();
            regions.add(new Region(Integer.parseInt(row.get(0)), row.get(1), row.get(2), aliases));
        }
        return new Geography(regions, rows(definitions, "jobs/nomenclatures/departements.csv"));
    }

    private static List<List<String>> rows(Definitions definitions, String path) {
        return definitions
                .read(path)
                .lines()
                .skip(1)
                .map(line -> List.of(line.split(";")))
                .toList();
    }

    public List<Region> regions() {
        return regions;
    }

    /** Codes of départements and overseas collectivities. */
    public Set<String> departements() {
        return departements;
    }

    /** Codes of the départements of a region, in the order of the nomenclature; none for a region of no vintage here. */
    public List<String> departements(Region region) {
        return departementsByRegion.getOrDefault(region, List.of());
    }

    /** The region that a sender means, by code or by label in any spelling; null if there is none. */
    public @Nullable Region region(int vintage, String codeOrLabel) {
        Map<String, Region> names = byName.getOrDefault(vintage, Map.of());
        return names.get(normalised(codeOrLabel));
    }

    /** A label without regard to case, accents, spaces, hyphens, underscores and the shape of apostrophes. */
    public static String normalised(String label) {
        return Normalizer.normalize(label, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[\\s\\u00a0\\u202f_'’`-]", "")
                .toLowerCase(Locale.ROOT);
    }
}
