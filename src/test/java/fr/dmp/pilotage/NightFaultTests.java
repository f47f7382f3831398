package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.database.EmbeddedServer;
import fr.dmp.pilotage.sample.Generator;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A nightly run is disturbed at a random moment and followed by a normal one: what the database holds and every byte of every
 * workbook is as if nothing had happened. A night is a generated week and the published table: 43 workbooks.
 */
@Tag("faults")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(7_200)
class NightFaultTests {

    /** How many moments; a hundred in the long profile. */
    private static final int TRIES = Integer.getInteger("faults.tries", 10);

    /** Printed, so that what was found can be found again. */
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

    private static final String PAGE_ROWS = "300";

    /** A little more than a new home's server takes. */
    private static final Duration SERVER_START = Duration.ofSeconds(4);

    private final Random random = new Random(SEED);
    private Path folder;
    private Path files;
    private Map<String, String> undisturbed;
    private Duration night;

    @BeforeAll
    void undisturbed(@TempDir Path temporary) throws Exception {
        folder = temporary;
        files = Files.createDirectories(temporary.resolve("files"));
        Catalog catalog = Catalog.read(new Definitions(null));
        Period week = Period.written("2012-S38");
        new Generator(catalog.geography(), 0.02, 38).write(files, week, 1);
        Files.writeString(files.resolve(PublishedFigures.NAME), PublishedFigures.text());
        Path home = home("undisturbed");
        try (Site site = new Site(home)) {
            Instant begun = Instant.now();
            Process run = start(site.process("run", "weekly"), home);
            assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
            night = Duration.between(begun, Instant.now());
            assertThat(run.exitValue()).as(said(home)).isZero();
            undisturbed = Picture.of(site.jdbc(), home);
            assertThat(undisturbed.keySet().stream().filter(each -> each.endsWith(".xlsx")))
                    .hasSize(43);
        }
        System.out.println("faults.seed=" + SEED + ", a night takes " + night.toMillis() + " ms");
    }

    @AfterAll
    void forget() {
        undisturbed = Map.of();
    }

    /** A home with the night's files, for each of the moments. */
    private Path home(String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        putFiles(home);
        return home;
    }

    private void putFiles(Path home) throws IOException {
        Path inbox = Files.createDirectories(home.resolve("inbox/national"));
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.toList()) {
                Path copy = Files.copy(file, inbox.resolve(file.getFileName()));
                Files.setLastModifiedTime(copy, FileTime.from(Instant.parse("2012-09-25T10:00:00Z")));
            }
        }
    }

    private static Process start(ProcessBuilder builder, Path home) throws IOException {
        builder.environment().put("PILOTAGE_INTAKE_PAGEROWS", PAGE_ROWS);
        return builder.redirectErrorStream(true)
                .redirectOutput(output(home).toFile())
                .start();
    }

    private static Path output(Path home) {
        return home.resolveSibling(home.getFileName() + ".out");
    }

    private static String said(Path home) throws IOException {
        return Files.readString(output(home));
    }

    /** Waits for a moment of the night, or its end. */
    private boolean someMomentOf(Process run) throws InterruptedException {
        return run.waitFor((long) (random.nextDouble() * night.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** The same of a run that makes and starts its server first. */
    private boolean someMomentOfWhole(Process run) throws InterruptedException {
        long whole = night.plus(SERVER_START).toMillis();
        return run.waitFor((long) (random.nextDouble() * whole), TimeUnit.MILLISECONDS);
    }

    private void assertAsIfNothingHadHappened(Site site, Path home, String what) throws IOException {
        Site.Said again = site.cliHere("run", "weekly");
        assertThat(again.code())
                .as("%s, seed %d: %s%s%s", what, SEED, again.out(), again.err(), said(home))
                .isZero();
        assertThat(Picture.of(site.jdbc(), home)).as("%s, seed %d", what, SEED).isEqualTo(undisturbed);
    }

    @Test
    void aKilledProcessLeavesNoTrace() throws Exception {
        for (int i = 0; i < TRIES; i++) {
            Path home = home("killed" + i);
            try (Site site = new Site(home, "--pilotage.intake.page-rows=" + PAGE_ROWS)) {
                Process run = start(site.process("run", "weekly"), home);
                someMomentOf(run);
                run.destroyForcibly().waitFor();
                assertAsIfNothingHadHappened(site, home, "kill " + i);
            }
        }
    }

    @Test
    void aProcessThatIsToldToEndLeavesNoTraceAndEndsInTime() throws Exception {
        for (int i = 0; i < TRIES; i++) {
            Path home = home("told" + i);
            try (Site site = new Site(home, "--pilotage.intake.page-rows=" + PAGE_ROWS)) {
                Process run = start(site.process("run", "weekly"), home);
                boolean ended = someMomentOf(run);
                run.destroy();
                assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(run.exitValue()).isIn(ended ? 0 : 143, 0, 143);
                assertAsIfNothingHadHappened(site, home, "SIGTERM " + i);
                assertThat(site.count("ops.audit where action = 'recover'"))
                        .as("it came to a boundary: %s", said(home))
                        .isZero();
            }
        }
    }

    @Test
    void aKilledServerLeavesNoTrace() throws Exception {
        for (int i = 0; i < TRIES; i++) {
            Path home = home("server" + i);
            Process run = start(Site.processIn(home, "run", "weekly"), home);
            someMomentOfWhole(run);
            serverOf(home).ifPresent(ProcessHandle::destroyForcibly);
            assertThat(run.waitFor(180, TimeUnit.SECONDS)).isTrue();
            assertSecondRunIsAsIfNothingHadHappened(home, "server " + i);
            FileSystemUtils.deleteRecursively(home);
        }
    }

    private static Optional<ProcessHandle> serverOf(Path home) throws IOException {
        Path file = home.resolve("postgres/data/postmaster.pid");
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .findFirst()
                        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                : Optional.empty();
    }

    private void assertSecondRunIsAsIfNothingHadHappened(Path home, String what) throws Exception {
        String first = said(home);
        Process again = start(Site.processIn(home, "run", "weekly"), home);
        assertThat(again.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(again.exitValue())
                .as("%s, seed %d: %s%s", what, SEED, first, said(home))
                .isZero();
        try (EmbeddedServer server = new EmbeddedServer(home.resolve("postgres"))) {
            JdbcClient jdbc =
                    JdbcClient.create(new DriverManagerDataSource(server.url(), server.user(), server.secret()));
            assertThat(Picture.of(jdbc, home))
                    .as("%s, seed %d: %s", what, SEED, first)
                    .isEqualTo(undisturbed);
        }
    }

    /** On a file system of its own that is filled up: the server's data too are on it. */
    @Test
    void aFullDiskLeavesNoTraceOnceThereIsRoom() throws Exception {
        for (int i = 0; i < TRIES; i++) {
            Path home = Files.createDirectories(folder.resolve("full" + i));
            assumeTrue(mount(home), "a file system can only be mounted by root");
            try {
                putFiles(home);
                runOnADiskThatFillsUp(home);
                assertSecondRunIsAsIfNothingHadHappened(home, "full disk " + i);
            } finally {
                command("umount", "-l", home.toString());
            }
        }
    }

    private void runOnADiskThatFillsUp(Path home) throws Exception {
        Process run = start(Site.processIn(home, "run", "weekly"), home);
        someMomentOfWhole(run);
        Path ballast = home.resolve("ballast");
        fill(ballast, Files.getFileStore(home).getUsableSpace() - 200_000);
        assertThat(run.waitFor(240, TimeUnit.SECONDS)).isTrue();
        if (run.exitValue() != 0) {
            assertThat(said(home)).containsPattern("No space left on device|\\d+ MB (are )?free");
        }
        Files.delete(ballast);
    }

    /** As far as it goes: the run writes at the same time. */
    private static void fill(Path ballast, long bytes) throws IOException {
        byte[] block = new byte[1 << 20];
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
            for (long written = 0; written < bytes; written += block.length) {
                file.write(block, 0, (int) Math.min(block.length, bytes - written));
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left on device");
        }
    }

    private static boolean mount(Path home) throws Exception {
        return command("mount", "-t", "tmpfs", "-o", "size=2g", "tmpfs", home.toString());
    }

    private static boolean command(String... words) throws Exception {
        try {
            return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such command here
        }
    }
}
