package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory of a site, filled with packaged declarations that a test has changed. */
final class Site {

    private static final Definitions PACKAGED = new Definitions(null);

    private final Path directory;

    Site(Path directory) {
        this.directory = directory;
    }

    /** The packaged file of this path with {@code from}, which stands in it once, replaced. */
    static String changed(String path, String from, String to) {
        String text = PACKAGED.read(path);
        assertThat(text).as("%s must hold what is to be replaced", path).containsOnlyOnce(from);
        return text.replace(from, to);
    }

    /** Puts a changed copy of a packaged file in its place. */
    Site with(String path, String from, String to) throws IOException {
        return with(path, changed(path, from, to));
    }

    Site with(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    Definitions definitions() {
        return new Definitions(directory);
    }

    Catalog catalog() {
        return Catalog.read(definitions());
    }

    List<String> problems() {
        try {
            catalog();
            return List.of();
        } catch (CatalogException e) {
            return e.problems();
        }
    }
}
