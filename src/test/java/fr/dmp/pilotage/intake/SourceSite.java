package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.SourceDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** An application, the folder of a sender that it fetches from, and the secrets for that. */
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

    /** @param home an empty folder */
    SourceSite(Path home, String... properties) {
        folder = home;
        site = new Site(
                home.resolve("home"),
                Stream.concat(Stream.of("--pilotage.secrets=" + home.resolve("secrets")), Stream.of(properties))
                        .toArray(String[]::new));
        make(home.resolve("secrets"));
        make(home.resolve("remote"));
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
        Path own = make(folder.resolve("definitions-" + id));
        make(own.resolve("jobs/sources"));
        try {
            Files.writeString(
                    own.resolve("jobs/sources/" + id + ".yaml"),
                    "source: " + id + "\ntitle: fictive\nsender: national\nfeeds: [es-weekly, psl-weekly]\n" + yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Catalog.read(new Definitions(own)).sources().get(0);
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
    }
}
