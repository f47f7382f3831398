package fr.dmp.pilotage.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One declared source beside the packaged declarations, read as {@link Catalog} reads it, without reading all others again.
 *
 * @param source what was read, problems or not
 * @param problems what is wrong with it, a line each
 */
public record DeclaredSource(SourceDefinition source, List<String> problems) {

    private static final Catalog PACKAGED = Catalog.read(new Definitions(null));

    /**
     * Reads one.
     *
     * @param directory of the site, which paths are relative to, or null
     */
    public static DeclaredSource read(@Nullable Path directory, String path, String yaml) {
        List<String> problems = new ArrayList<>();
        YamlMap map = YamlMap.parse(path, yaml, problems);
        SourceDefinition source = SourceReader.read(map, new Definitions(directory));
        SourceReader.check(
                map,
                source,
                PACKAGED.feeds().stream()
                        .filter(feed -> source.feeds().contains(feed.id()))
                        .toList());
        map.refuseUnknownKeys();
        return new DeclaredSource(source, problems);
    }
}
