package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.DeclaredSource;
import fr.dmp.pilotage.catalog.SourceDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/**
 * An application, the folder of a sender that it fetches from, and the secrets for that. It believes that it is Tuesday 25
 * September 2012. A test class that takes it as a parameter has it to itself meanwhile, and shares its start with others.
 */
final class SourceSite implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Waits that a test can afford. */
    static final String QUICK = """
            stability: { wait: 20ms }
            retries: { times: 2, wait: 10ms, at-most: 20ms }
            """;

    private static final Set<String> FEEDS = Set.of("es-weekly", "psl-weekly");

    private final Path folder;
    private final Site site;

    private SourceSite() {
        folder = temporary();
        site = new Site(folder.resolve("home"), "--pilotage.secrets=" + folder.resolve("secrets"))
                .on(LocalDate.of(2012, 9, 25));
        make(folder.resolve("secrets"));
        make(folder.resolve("remote"));
    }

    /** Gives the one of this JVM, which is closed after the last test. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SourceSite.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(SourceSite.class))
                    .computeIfAbsent("site", key -> new SourceSite(), SourceSite.class);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("sources");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path make(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Site site() {
        return site;
    }

    /** A file or folder beside all others. */
    Path beside(String name) {
        return folder.resolve(name);
    }

    /** What the sender sees. */
    Path remote() {
        return folder.resolve("remote");
    }

    /** Puts a file where the sender puts it; it is an hour old. */
    Path put(String name, String text) {
        return put(name, text, Instant.now().minusSeconds(3_600));
    }

    Path put(String name, String text, Instant modified) {
        try {
            Path file = Files.writeString(remote().resolve(name), text);
            return Files.setLastModifiedTime(file, FileTime.from(modified));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void secret(String name, String value) {
        try {
            Files.writeString(folder.resolve("secrets").resolve(name), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Declares a source under a name that no other has; what is not said is as usual. */
    SourceDefinition declare(String yaml) {
        String id = "s" + COUNT.incrementAndGet();
        String path = "jobs/sources/" + id + ".yaml";
        String whole = "source: " + id + "\ntitle: fictive\nsender: national\nfeeds: [es-weekly, psl-weekly]\n" + yaml;
        make(definitions(id).resolve("jobs/sources"));
        try {
            Files.writeString(definitions(id).resolve(path), whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DeclaredSource read = DeclaredSource.read(definitions(id), path, whole);
        assertThat(read.problems()).isEmpty();
        return read.source();
    }

    /** The folder that holds the declaration of a source, and no other's. */
    String definitions(SourceDefinition source) {
        return definitions(source.id()).toString();
    }

    private Path definitions(String id) {
        return folder.resolve("definitions-" + id);
    }

    Visited visit(SourceDefinition source) {
        return site.bean(Sources.class).visit(source, FEEDS, true);
    }

    Path inbox(String name) {
        return site.home().resolve("inbox/national").resolve(name);
    }

    /** Does with a file of the inbox what a run does: loads and archives it, and takes it out. */
    void load(String name) {
        site.operations().load(inbox(name), null, null);
        try {
            Files.delete(inbox(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every name in the inbox of the sender, hidden ones too. */
    List<String> inbox() {
        Path national = site.home().resolve("inbox/national");
        if (!Files.isDirectory(national)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(national)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empties the inbox and the folder of the sender. */
    void clear() {
        for (Path each : List.of(remote(), site.home().resolve("inbox/national"))) {
            if (Files.isDirectory(each)) {
                try (Stream<Path> files = Files.list(each)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** What a visit said of each file, a line each. */
    static List<String> said(Visited visited) {
        return visited.files().stream()
                .map(file -> file.fileName() + " " + file.status() + (file.cause() == null ? "" : ": " + file.cause()))
                .toList();
    }

    @Override
    public void close() {
        site.close();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
