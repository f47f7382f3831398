package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.catalog.SourceDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a file is complete, and when it may be removed at its source. */
@ExtendWith(SourceSite.Shared.class)
class StableFileTests {

    private static final String NAME = "activite_es_2012-S38.csv";

    private static SourceSite site;

    @BeforeAll
    static void open(SourceSite shared) {
        site = shared;
    }

    @BeforeEach
    void clear() {
        site.clear();
    }

    private static SourceDefinition source(String... more) {
        return site.declare(
                "kind: folder\nfolders: [" + site.remote() + "]\n" + SourceSite.QUICK + String.join("\n", more));
    }

    private static SourceDefinition sourceWith(String stability, String... more) {
        return site.declare("kind: folder\nfolders: [" + site.remote() + "]\n"
                + "retries: { times: 2, wait: 10ms, at-most: 20ms }\nstability: " + stability + "\n"
                + String.join("\n", more));
    }

    @Test
    void aFileThatGrowsBetweenTwoLooksWaits() {
        Path file = site.put(NAME, "half");
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        Future<?> sending = sender.scheduleAtFixedRate(() -> append(file), 0, 10, TimeUnit.MILLISECONDS);
        try {
            Visited visited = site.visit(sourceWith("{ wait: 400ms }"));

            assertThat(SourceSite.said(visited))
                    .singleElement()
                    .asString()
                    .matches(NAME + " WAITING: still being written: \\d+ bytes, then \\d+");
            assertThat(site.inbox()).isEmpty();
        } finally {
            sending.cancel(false);
            sender.shutdown();
        }
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, "a", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFileIsFetchedOnceItsMarkerIsThere() {
        SourceDefinition source = sourceWith("{ rule: ok-marker }");
        site.put(NAME, "a\n");
        assertThat(SourceSite.said(site.visit(source)))
                .containsExactly(NAME + " WAITING: " + NAME + ".ok is not there yet");

        site.put(NAME + ".ok", "", Instant.now().minusSeconds(7_200));
        assertThat(SourceSite.said(site.visit(source)))
                .containsExactly(NAME + " WAITING: " + NAME + ".ok is older than the file: it is of the one before");

        site.put(NAME + ".ok", "");
        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox()).containsExactly(NAME);
    }

    @Test
    void aFileIsFetchedIfItHasTheHashOfItsCompanion() {
        SourceDefinition source = sourceWith("{ rule: sha256 }");
        site.put(NAME, "a\n");
        assertThat(SourceSite.said(site.visit(source)))
                .containsExactly(NAME + " WAITING: " + NAME + ".sha256 is not there yet");

        site.put(NAME + ".sha256", Hash.of("b\n") + "  " + NAME + "\n");
        assertThat(SourceSite.said(site.visit(source)))
                .containsExactly(NAME + " FAILED: expected the SHA-256 " + Hash.of("b\n") + " of " + NAME
                        + ".sha256, found " + Hash.of("a\n") + ": one of the two is not the right one");
        assertThat(site.inbox()).isEmpty();

        site.put(NAME + ".sha256", "soon");
        assertThat(SourceSite.said(site.visit(source)))
                .containsExactly(NAME + " FAILED: " + NAME + ".sha256 holds no SHA-256");

        site.put(NAME + ".sha256", Hash.of("a\n").toUpperCase(Locale.ROOT) + "  " + NAME + "\n");
        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
    }

    @Test
    void aFileIsRemovedAtTheSourceOnceItIsArchivedAndOnlyIfDeclared() {
        Path file = site.put(NAME, EsWeek.good(4));
        Path marker = site.put(NAME + ".ok", "");
        SourceDefinition keeping = sourceWith("{ rule: ok-marker }");
        SourceDefinition removing = sourceWith("{ rule: ok-marker }", "delete: after-archive");
        site.visit(removing);
        assertThat(site.visit(removing).unchanged()).isEqualTo(1);
        assertThat(file).exists();

        site.load(NAME);
        site.visit(keeping);
        assertThat(site.visit(keeping).unchanged()).isEqualTo(1);
        assertThat(file).exists();

        assertThat(SourceSite.said(site.visit(removing))).containsExactly(NAME + " DELETED");
        assertThat(file).doesNotExist();
        assertThat(marker).doesNotExist();
        assertThat(site.site()
                        .jdbc()
                        .sql("select count(*) from ops.fetch where deleted_at is not null and source = '"
                                + removing.id() + "'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aFileWhoseArchivedBytesAreDamagedIsNotRemovedButFetchedAgain() throws IOException {
        Path file = site.put(NAME, EsWeek.good(5));
        SourceDefinition source = source("delete: after-archive");
        site.visit(source);
        site.load(NAME);
        Files.writeString(site.site().bean(Archive.class).path(Hash.of(EsWeek.good(5))), "damaged");

        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
        assertThat(file).exists();
    }
}
