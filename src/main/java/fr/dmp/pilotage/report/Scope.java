package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Geography;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom a workbook covers: the country, or one region. Rows finer than the region are the recipient's own only.
 *
 * @param label as written in the workbook
 * @param slug the same for file names: lower case, hyphens, no accents
 * @param region null for the country
 */
public record Scope(String label, String slug, Geography.@Nullable Region region) {

    static final Scope FRANCE = new Scope("France", "france", null);

    /** Whether someone who writes this means it: its label in any spelling, or the region's code. */
    public boolean isCalled(String name) {
        return Geography.normalised(label).equals(Geography.normalised(name))
                || (region != null && region.code().equals(name.strip()));
    }

    static Scope of(Geography.Region region) {
        String plain = Normalizer.normalize(region.label(), Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        String slug = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return new Scope(region.label(), slug, region);
    }
}
