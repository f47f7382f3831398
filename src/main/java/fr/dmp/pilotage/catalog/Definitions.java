package fr.dmp.pilotage.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files below {@code jobs/} and {@code sql/}: those packaged with the software, each of which a file of the same
 * path in a directory of the site replaces. The directory may add files too.
 */
public final class Definitions {

    private final @Nullable Path directory;

    /** @param directory holds {@code jobs/} and {@code sql/} of the site, or null to use the packaged files alone */
    public Definitions(@Nullable Path directory) {
        if (directory != null && !Files.isDirectory(directory)) {
            throw new CatalogException(
                    List.of("pilotage.definitions: expected a directory holding jobs/ and sql/, found " + directory));
        }
        this.directory = directory;
    }

    /** Paths such as {@code jobs/feeds/psl-weekly.yaml}, sorted. */
    public List<String> list(String folder, String suffix) {
        TreeSet<String> paths = new TreeSet<>();
        try {
            String pattern = "classpath*:" + folder + "/*" + suffix;
            for (Resource resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                paths.add(folder + "/" + resource.getFilename());
            }
            Path own = directory == null ? null : directory.resolve(folder);
            if (own != null && Files.isDirectory(own)) {
                try (Stream<Path> files = Files.list(own)) {
                    files.map(file -> folder + "/" + file.getFileName())
                            .filter(path -> path.endsWith(suffix))
                            .forEach(paths::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
        return List.copyOf(paths);
    }

    /** Whether a file of this path exists. */
    public boolean has(String path) {
        return own(path) != null || new ClassPathResource(path).exists();
    }

    /** The text of one file, UTF-8. */
    public String read(String path) {
        Path own = own(path);
        try (InputStream bytes =
                own != null ? Files.newInputStream(own) : new ClassPathResource(path).getInputStream()) {
            ByteBuffer read = ByteBuffer.wrap(bytes.readAllBytes());
            return StandardCharsets.UTF_8.newDecoder().decode(read).toString();
        } catch (CharacterCodingException e) {
            throw new CatalogException(List.of(path + ": expected UTF-8, found bytes of another encoding"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /**
     * Where something is that a declaration names by its path: beside the declarations of the site, unless the path is
     * absolute.
     *
     * @throws java.nio.file.InvalidPathException if it is no path
     */
    Path place(String written) {
        return directory == null ? Path.of(written) : directory.resolve(written);
    }

    private @Nullable Path own(String path) {
        Path own = directory == null ? null : directory.resolve(path);
        return own != null && Files.isRegularFile(own) ? own : null;
    }
}
