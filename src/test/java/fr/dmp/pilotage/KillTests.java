package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.bench.PslWeek;
import fr.dmp.pilotage.database.EmbeddedServer;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes and servers die at bad moments; each row is loaded exactly once all the same. */
@Timeout(120)
class KillTests {

    private static final int ROWS = 30_000;

    /** Small pages make many commits, so that a kill lands between two of them. */
    private static final int PAGE_ROWS = 250;

    /** Some pages, and far from all. */
    private static final int MIDWAY = 1_500;

    @TempDir
    private static Path first;

    /** A load that was killed midway, for tests that look at what comes after: each goes on from a copy of it. */
    private static Site killed;

    @TempDir
    private Path home;

    @BeforeAll
    static void killALoad() throws Exception {
        killed = new Site(first);
        killMidway(killed, PslWeek.write(first, "2012-S38", ROWS));
    }

    @AfterAll
    static void close() {
        killed.close();
    }

    @Test
    void aKilledLoadGoesOnWhereItStopped() throws Exception {
        try (Site site = new Site(home)) {
            Path file = PslWeek.write(home, "2012-S38", ROWS);
            killMidway(site, file);
            long before = site.count("dwh.psl_weekly");
            assertThat(before).isBetween(1L, ROWS - 1L);
            assertThat(site.count("ops.load where published_at is not null")).isZero();

            LoadOutcome outcome = site.operations().load(file, null, null);

            assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
            assertEachRowOnce(site);
            assertThat(site.jdbc()
                            .sql(
                                    "select sum(commit_count) from ops.batch_step_execution where step_name like 'pages:%'")
                            .query(Long.class)
                            .single())
                    .as("pages committed over both attempts, and one empty chunk each range")
                    .isLessThan(ROWS / PAGE_ROWS + 10);
        }
    }

    @Test
    void aKilledLoadIsNotResumedFromBytesThatChanged() throws Exception {
        try (Site site = killed.copy(home)) {
            String sha = site.jdbc()
                    .sql("select sha256 from ops.file")
                    .query(String.class)
                    .single();
            Path archived = home.resolve("archive").resolve(sha.substring(0, 2)).resolve(sha);
            Files.writeString(archived, Files.readString(archived).replaceFirst("SAGE_FEMME", "MEDECINXXX"));

            Site.Said refused = site.cli("run", "weekly");

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.out().lines().toList())
                    .containsExactly(
                            "activite_psl_2012-S38.csv: failed as psl-weekly 2012-S38",
                            "  [activite_psl_2012-S38.csv] the archived bytes of load 1 no longer have SHA-256 " + sha
                                    + "; it is not resumed; load the file again to archive it anew");
            assertThat(site.count("ops.load where published_at is not null")).isZero();

            // The sender's file is intact: offered again it mends the archive, and the load goes on.
            assertThat(site.operations().load(theFile(), null, null).status()).isEqualTo(Status.PUBLISHED);
            assertEachRowOnce(site);
        }
    }

    @Test
    void sessionsThatTheServerEndsMidwayCostNoPage() throws Exception {
        try (Site site = new Site(home, "--pilotage.intake.page-rows=" + PAGE_ROWS)) {
            Path file = PslWeek.write(home, "2012-S38", ROWS);
            AtomicReference<LoadOutcome> first = new AtomicReference<>();
            site.operations(); // started before the watching begins
            Thread loading = new Thread(() -> first.set(site.operations().load(file, null, null)));
            loading.start();
            await(() -> site.count("ops.page") > 5);
            site.jdbc()
                    .sql(
                            "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                                    + " where datname = current_database() and pid <> pg_backend_pid() and query like 'copy dwh%'")
                    .query(Long.class)
                    .single();
            loading.join();

            // The pool has new sessions at once, so that everything after the lost pages is written down.
            LoadOutcome second = site.operations().load(file, null, null);

            assertThat(List.of(first.get().status(), second.status()))
                    .isIn(List.of(Status.FAILED, Status.PUBLISHED), List.of(Status.PUBLISHED, Status.ALREADY_LOADED));
            assertEachRowOnce(site);
            assertThat(site.count("ops.page")).isEqualTo(ROWS / PAGE_ROWS);
        }
    }

    private static void loseTheLastWord(Site site) {
        for (String table : List.of("batch_job_execution", "batch_step_execution")) {
            site.jdbc().sql("update ops." + table + " set status = 'UNKNOWN'").update();
        }
    }

    @Test
    void aLoadWhoseLastWordToTheDatabaseWasLostIsResumedWhenItsRowsAgreeWithItsPages() throws Exception {
        try (Site site = killed.copy(home)) {
            loseTheLastWord(site);
            long rows = site.count("dwh.psl_weekly");

            assertThat(site.operations().load(theFile(), null, null).status()).isEqualTo(Status.PUBLISHED);
            assertEachRowOnce(site);
            assertThat(reconciliations(site))
                    .containsExactly(rows / PAGE_ROWS + " pages are committed, with " + rows
                            + " rows and 0 rejected lines; none outside of them");
        }
    }

    @Test
    void oneWhoseRowsDoNotAgreeWithItsPagesIsLoadedAnewOnly() throws Exception {
        try (Site site = killed.copy(home)) {
            loseTheLastWord(site);
            site.jdbc().sql("delete from ops.page where page = 0").update();
            String counted = site.count("ops.page") + " pages are committed, with " + site.count("dwh.psl_weekly")
                    + " rows and 0 rejected lines; " + PAGE_ROWS + " outside of them";

            LoadOutcome refused = site.operations().load(theFile(), null, null);

            assertThat(refused.status()).isEqualTo(Status.FAILED);
            assertThat(refused.cause())
                    .isEqualTo("[activite_psl_2012-S38.csv] it is not known how run 1 ended, and of load 1 " + counted
                            + "; 'rerun 1 --from-start' throws them away and loads it anew");
            assertThat(reconciliations(site)).containsExactly(counted);
            assertThat(site.cliHere("rerun", "1", "--from-start").code()).isZero();
            assertEachRowOnce(site);
        }
    }

    private static List<String> reconciliations(Site site) {
        return site.jdbc()
                .sql("select detail from ops.audit where action = 'reconcile'")
                .query(String.class)
                .list();
    }

    @Test
    void aLoadThatACorrectionTookThePlaceOfIsNotResumed() throws Exception {
        try (Site site = killed.copy(home)) {
            Path corrected = PslWeek.write(Files.createDirectories(home.resolve("corrected")), "2012-S38", 1_000);
            assertThat(site.operations().load(corrected, null, null).revision()).isEqualTo(2);

            assertThat(site.operations().run("weekly", null).loaded()).isEmpty();

            assertThat(site.jdbc()
                            .sql("select revision from ops.load where published_at is not null and retired_at is null")
                            .query(Integer.class)
                            .list())
                    .containsExactly(2);
        }
    }

    @Test
    void aFirstStartThatWasKilledIsBegunAgain() throws Exception {
        Path data = Files.createDirectories(home.resolve("postgres/data"));
        Files.writeString(data.resolve("PG_VERSION"), "18\n");
        Files.writeString(data.resolve("postgresql.conf"), "");
        try (EmbeddedServer server = new EmbeddedServer(home.resolve("postgres"))) {
            assertThat(server.pid()).isPresent();
        }
    }

    /** What the killed load was of, where the test has a copy of it. */
    private Path theFile() {
        return home.resolve("activite_psl_2012-S38.csv");
    }

    private static void killMidway(Site site, Path file) throws Exception {
        Process process = start(site.process("load", file.toString()));
        await(() -> !process.isAlive() || site.count("dwh.psl_weekly") > MIDWAY);
        process.destroyForcibly().waitFor();
        assertThat(process.exitValue()).isEqualTo(137);
    }

    @Test
    void aKilledServerFailsTheLoadWithItsCauseAndTheNextRunGoesOn() throws Exception {
        Path file = PslWeek.write(home, "2012-S38", ROWS);
        Process loading = start(Site.processIn(home, "load", file.toString()));
        Path pidFile = home.resolve("postgres/data/postmaster.pid");
        await(() -> !loading.isAlive() || rowsIn(home) > MIDWAY);
        long server = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        ProcessHandle.of(server).orElseThrow().destroyForcibly();
        assertThat(loading.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(loading.exitValue()).as(said(loading)).isEqualTo(1);
        assertThat(said(loading)).containsIgnoringCase("connection");

        Process again = start(Site.processIn(home, "load", "--json", file.toString()));
        assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said(again)).contains("\"read\":30000,\"loaded\":30000,\"rejected\":0");
    }

    /** Rows that the embedded server of a home shows, 0 while it does not answer. */
    private static long rowsIn(Path home) {
        try {
            String port = Files.readAllLines(home.resolve("postgres/data/postmaster.pid"))
                    .get(3)
                    .strip();
            String password = Files.readString(home.resolve("postgres/password"));
            try (Connection connection = DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
                    ResultSet row = connection.createStatement().executeQuery("select count(*) from dwh.psl_weekly")) {
                row.next();
                return row.getLong(1);
            }
        } catch (IOException | SQLException | IndexOutOfBoundsException e) {
            return 0; // not there yet
        }
    }

    @Test
    void twoProcessesThatLoadTheSameFileMakeOneLoad() throws Exception {
        try (Site site = new Site(home)) {
            Path file = PslWeek.write(home, "2012-S38", ROWS);
            Process one = start(site.process("load", "--json", file.toString()));
            Process other = start(site.process("load", "--json", file.toString()));
            assertThat(one.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(List.of(one.exitValue(), other.exitValue()))
                    .as(said(one) + said(other))
                    .containsExactly(0, 0);
            assertThat(site.count("ops.load")).isEqualTo(1);
            assertEachRowOnce(site);
            assertThat(said(one) + said(other)).containsOnlyOnce("\"status\":\"published\"");
            assertThat(said(one) + said(other)).containsOnlyOnce("\"status\":\"already-loaded\"");
        }
    }

    @Test
    void fiveProcessesShareOneEmbeddedServerAndTheLastOneStopsIt() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int week = 34; week < 39; week++) {
            Path folder = Files.createDirectories(home.resolve("week" + week));
            Path file = PslWeek.write(folder, "2012-S" + week, 2_000);
            processes.add(start(Site.processIn(home, "load", "--json", file.toString())));
        }
        for (Process process : processes) {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said(process)).isZero();
            assertThat(said(process)).contains("\"status\":\"published\"");
        }
        assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
        try (EmbeddedServer server = new EmbeddedServer(home.resolve("postgres"));
                Connection connection = DriverManager.getConnection(server.url(), server.user(), server.secret());
                ResultSet row = connection
                        .createStatement()
                        .executeQuery(
                                "select count(*), sum(rows_loaded) from ops.load where published_at is not null")) {
            row.next();
            assertThat(row.getLong(1)).isEqualTo(5);
            assertThat(row.getLong(2)).isEqualTo(5 * 2_000);
        }
    }

    @Test
    void anOrphanedServerIsAdopted() throws Exception {
        Path file = PslWeek.write(home, "2012-S38", ROWS);
        Process loading = start(Site.processIn(home, "load", file.toString()));
        Path pidFile = home.resolve("postgres/data/postmaster.pid");
        await(() -> Files.exists(pidFile) && hasFiles(home.resolve("archive")));
        loading.destroyForcibly().waitFor();
        long orphan = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (EmbeddedServer adopted = new EmbeddedServer(home.resolve("postgres"))) {
            assertThat(adopted.pid()).contains(orphan);
        }

        // Its process may stay in the table until somebody asks for it; its file is the last thing it removes.
        assertThat(pidFile).as("the last one to leave stops it").doesNotExist();
    }

    private static void assertEachRowOnce(Site site) {
        assertThat(site.count("dwh.psl_weekly")).isEqualTo(ROWS);
        assertThat(site.count("(select distinct line_no from dwh.psl_weekly where load_id = 1) as lines"))
                .isEqualTo(ROWS);
        assertThat(site.jdbc()
                        .sql("select sum(dmp_crees_cumul) from dwh.psl_weekly")
                        .query(Long.class)
                        .single())
                .isEqualTo(site.jdbc()
                        .sql("select sum(dmp_crees + 40) from dwh.psl_weekly")
                        .query(Long.class)
                        .single());
    }

    private static boolean hasFiles(Path archive) {
        File[] folders = archive.toFile().listFiles(each -> each.getName().length() == 2);
        return folders != null && folders.length > 0;
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        builder.environment().put("PILOTAGE_INTAKE_PAGEROWS", String.valueOf(PAGE_ROWS));
        File output = File.createTempFile("pilotage", ".out");
        output.deleteOnExit();
        builder.redirectErrorStream(true).redirectOutput(output);
        Process process = builder.start();
        OUTPUTS.put(process, output.toPath());
        return process;
    }

    private static final Map<Process, Path> OUTPUTS = new ConcurrentHashMap<>();

    private static String said(Process process) throws IOException {
        return Files.readString(OUTPUTS.get(process));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited too long").isBefore(deadline);
            Thread.sleep(10);
        }
    }
}
