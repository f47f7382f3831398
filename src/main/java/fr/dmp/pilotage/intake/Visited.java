package fr.dmp.pilotage.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one visit to a source brought.
 *
 * @param source its name
 * @param files those that are new or not as they should be, in the order of the source
 * @param unchanged how many files were fetched before and are the same still
 * @param cause why the source as a whole could not be used, or not to the end; null if it could
 */
public record Visited(
        String source,
        List<Fetched> files,
        int unchanged,
        @Nullable String cause) {}
