package fr.dmp.pilotage.catalog;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    /**
     * A département or an overseas collectivity.
     *
     * @param regions code of its region in each vintage; empty for a collectivity, which is in none
     */
    public record Departement(String code, String label, Map<Integer, String> regions) {}

    private final List<Region> regions;
    private final Map<String, Departement> departements = new LinkedHashMap<>();
    private final Map<Integer, Map<String, Region>> byName = new HashMap<>();

    Geography(List<Region> regions, List<Departement> departements) {
        this.regions = List.copyOf(regions);
        departements.forEach(each -> this.departements.put(each.code(), each));
        for (Region region : regions) {
            Map<String, Region> names = byName.computeIfAbsent(region.vintage(), vintage -> new HashMap<>());
            names.put(region.code(), region);
            names.put(normalised(region.label()), region);
            region.aliases().forEach(alias -> names.put(normalised(alias), region));
        }
    }

    /**
     * Reads {@code jobs/nomenclatures/}, for those that need no other declaration.
     *
     * @throws CatalogException with every row that is wrong, if there is any
     */
    public static Geography read(Definitions definitions) {
        List<String> problems = new ArrayList<>();
        List<Region> regions =
                NomenclatureRow.read(definitions, "jobs/nomenclatures/regions.csv", 3, problems, Geography::region);
        List<Departement> departements = NomenclatureRow.read(
                definitions,
                "jobs/nomenclatures/departements.csv",
                2,
                problems,
                row -> new Departement(row.text(0), row.text(1), regions(row)));
        if (!problems.isEmpty()) {
            throw new CatalogException(problems);
        }
        return new Geography(regions, departements);
    }

    private static Region region(NomenclatureRow row) {
        List<String> aliases =
                row.text(3).isEmpty() ? List.of() : List.of(row.text(3).split(","));
        return new Region(row.vintage(0), row.text(1), row.text(2), aliases);
    }

    private static Map<Integer, String> regions(NomenclatureRow row) {
        if (row.cells().size() == 2) {
            return Map.of();
        }
        if (row.text(3).isEmpty()) {
            row.problem(3, "expected a region in both vintages or in none");
        }
        return Map.of(2012, row.text(2), 2016, row.text(3));
    }

    public List<Region> regions() {
        return regions;
    }

    /** Codes of départements and overseas collectivities. */
    public Set<String> departements() {
        return Collections.unmodifiableSet(departements.keySet());
    }

    /** Départements and overseas collectivities, in the order of their codes. */
    public Collection<Departement> departementList() {
        return Collections.unmodifiableCollection(departements.values());
    }

    /** Codes of the départements of a region, in order. */
    public List<String> departements(Region region) {
        return departements.values().stream()
                .filter(each -> region.code().equals(each.regions().get(region.vintage())))
                .map(Departement::code)
                .toList();
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
