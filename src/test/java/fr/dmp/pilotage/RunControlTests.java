package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.bench.PslWeek;
import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.pipeline.AuditTrail;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operators do about runs: go on with them, begin them again, stop them, give them up, and look before. */
@Timeout(120)
class RunControlTests {

    private static final int ROWS = 10_000;

    @TempDir
    private Path home;

    private Site site;

    @BeforeEach
    void open() {
        site = new Site(home, "--pilotage.intake.page-rows=50");
        site.operations(); // started before anything runs beside the test
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Path blockTable(int number) throws IOException {
        return Files.createDirectories(DatedTables.workbook(home, number).resolve("in the way"));
    }

    private void unblock(Path blocked) throws IOException {
        Files.delete(blocked);
        Files.delete(blocked.getParent());
    }

    private List<RunLog.Run> weekly() {
        return site.operations().runs().latest(50).stream()
                .filter(each -> each.job().equals("weekly"))
                .toList();
    }

    @Test
    void aFailedRunIsGoneOnWithUnderItsNumber() throws IOException {
        DatedTables.putInto(home, 2);
        Path blocked = blockTable(1);
        assertThat(site.cliHere("run", "weekly").code()).isEqualTo(1);
        unblock(blocked);

        Site.Said said = site.cliHere("rerun", "1", "--by", "Camille", "--reason", "folder was in the way");

        assertThat(said.code()).isZero();
        assertThat(said.out().lines())
                .containsExactly(
                        "activity-figures 2012-09-25 France: edition 1 stands, " + DatedTables.workbook(home, 0),
                        "activity-figures 2012-10-02 France: edition 1 written, " + DatedTables.workbook(home, 1));
        assertThat(weekly())
                .extracting(RunLog.Run::run, RunLog.Run::status, RunLog.Run::attempts, RunLog.Run::by)
                .containsExactly(tuple(1L, "COMPLETED", 2, "Camille"));
        assertThat(site.operations().audit().list(null, 10))
                .extracting(
                        AuditTrail.Entry::who,
                        AuditTrail.Entry::action,
                        AuditTrail.Entry::subject,
                        AuditTrail.Entry::reason)
                .containsExactly(
                        tuple("Camille", "rerun", "run 1", "folder was in the way"),
                        tuple(AuditTrail.me(), "run", "job weekly", null));
    }

    @Test
    void ofARunThatEndedWellThereIsAnotherOneLikeIt() throws IOException {
        DatedTables.putInto(home, 1);
        site.operations().run("weekly", "2012-09-25");
        assertThat(site.cliHere("rerun", "1").code()).isZero();
        assertThat(weekly())
                .extracting(RunLog.Run::period, RunLog.Run::status, RunLog.Run::attempts)
                .containsExactly(tuple("2012-09-25", "COMPLETED", 1), tuple("2012-09-25", "COMPLETED", 1));
    }

    @Test
    void aRunThatAnotherFollowedIsNotGoneOnWith() throws IOException {
        DatedTables.putInto(home, 2);
        Path blocked = blockTable(1);
        site.operations().run("weekly", "2012-10-02");
        unblock(blocked);
        long second = run(site.operations().run("weekly", null).job());

        Site.Said said = site.cliHere("rerun", "1");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err().strip())
                .isEqualTo("rerun failed: run 1 was followed by run " + second
                        + ", which did what it had left; see 'show " + second + "'");
    }

    private long run(String job) {
        return site.operations().runs().latest(50).stream()
                .filter(each -> each.job().equals(job))
                .findFirst()
                .orElseThrow()
                .run();
    }

    @Test
    void aRunThatDoesNotExistIsWrongUsage() {
        assertThat(site.cliHere("rerun", "99").code()).isEqualTo(2);
        assertThat(site.cliHere("stop", "99").err().strip()).startsWith("no run \"99\"");
        assertThat(site.cliHere("abandon", "99", "--reason", "none").code()).isEqualTo(2);
    }

    @Test
    void anAbandonedRunIsFollowedByANewOne() throws IOException {
        DatedTables.putInto(home, 1);
        Path blocked = blockTable(0);
        site.operations().run("weekly", null);
        assertThat(site.cliHere("abandon", "1", "--reason", "another disk")
                        .out()
                        .strip())
                .isEqualTo("run 1 is given up; the next run is a new one");
        unblock(blocked);

        site.operations().run("weekly", null);

        assertThat(weekly())
                .extracting(RunLog.Run::status, RunLog.Run::attempts)
                .containsExactly(tuple("COMPLETED", 1), tuple("ABANDONED", 1));
        assertThat(site.cliHere("abandon", "1", "--reason", "again").err().strip())
                .isEqualTo("abandon failed: run 1 is ABANDONED: there is nothing to give up");
    }

    @Test
    void aLoadIsStoppedByAnotherProcessAtAPageAndGoneOnWith() throws Exception {
        Path file = PslWeek.write(home, "2012-S38", ROWS);
        CompletableFuture<LoadOutcome> loading;
        try (Site other = site.with()) {
            other.operations(); // started before there is something to stop
            loading = CompletableFuture.supplyAsync(() -> site.operations().load(file, null, null));
            whileAtAPage(() -> assertThat(other.cliHere("stop", "1", "--reason", "the disk fills")
                            .code())
                    .isZero());
        }
        LoadOutcome stopped = loading.get(60, TimeUnit.SECONDS);

        assertThat(stopped.status()).isEqualTo(LoadOutcome.Status.FAILED);
        assertThat(stopped.cause()).isEqualTo("stopped before its end; the next run goes on with it");
        long pages = site.count("ops.page");
        assertThat(pages).isBetween(4L, ROWS / 50 - 1L);
        RunLog.Run run = site.operations().runs().find(1).orElseThrow();
        assertThat(run.status()).isEqualTo("STOPPED");
        assertThat(run.cause()).isEqualTo("stopped by " + AuditTrail.me() + ": the disk fills");

        assertThat(site.cliHere("rerun", "1").out())
                .startsWith("activite_psl_2012-S38.csv: published as psl-weekly 2012-S38; 10 000 rows read");
        assertThat(site.count("(select distinct line_no from dwh.psl_weekly) as lines"))
                .isEqualTo(ROWS);
        assertThat(site.count("dwh.psl_weekly")).isEqualTo(ROWS);
    }

    @Test
    void aRunWhoseLockTheDatabaseFreedIsNotTakenFromAProcessThatLives() throws Exception {
        Path file = PslWeek.write(home, "2012-S38", ROWS);
        CompletableFuture<LoadOutcome> loading;
        try (Site other = site.with("--pilotage.silence=2s")) {
            other.operations(); // started before there is something to take
            loading = CompletableFuture.supplyAsync(() -> site.operations().load(file, null, null));
            whileAtAPage(() -> {
                assertThat(site.jdbc()
                                .sql(
                                        "select count(pg_terminate_backend(pid, 10000)) from pg_locks where locktype = 'advisory'"
                                                + " and database = (select oid from pg_database where datname = current_database())")
                                .query(Long.class)
                                .single())
                        .isEqualTo(1);
                Site.Said said = other.cliHere("rerun", "1");
                assertThat(said.code()).isEqualTo(1);
                assertThat(said.err().strip())
                        .matches("rerun failed: process "
                                + ProcessHandle.current().pid()
                                + " on \\S+ is alive, but the database ended its session and its lock is free; a node that serves"
                                + " goes on with its run by itself; else end the process, then try again");
            });
            assertThat(loading.get(60, TimeUnit.SECONDS).status()).isEqualTo(LoadOutcome.Status.PUBLISHED);
        }
        assertThat(site.count("(select distinct line_no from dwh.psl_weekly) as lines"))
                .isEqualTo(ROWS);
        assertThat(site.count("dwh.psl_weekly")).isEqualTo(ROWS);
        assertThat(site.count("ops.audit where action = 'recover'")).isZero();
    }

    @Test
    void aStoppedJobStopsItsLoadAndTakesNoFurtherFile() throws Exception {
        Path folder = Files.createDirectories(home.resolve("inbox/national"));
        PslWeek.write(folder, "2012-S37", ROWS);
        PslWeek.write(folder, "2012-S38", ROWS);
        CompletableFuture<?> running = CompletableFuture.supplyAsync(
                () -> site.cliHere("run", "weekly").code());
        whileAtAPage(() -> assertThat(
                        site.cliHere("stop", Long.toString(run("weekly"))).code())
                .isZero());
        assertThat(running.get(60, TimeUnit.SECONDS)).isEqualTo(1);

        assertThat(weekly()).extracting(RunLog.Run::status).containsExactly("STOPPED");
        assertThat(site.count("ops.load")).isEqualTo(1);
        assertThat(site.count("ops.edition")).isZero();

        assertThat(site.cliHere("rerun", Long.toString(run("weekly"))).code()).isZero();
        assertThat(weekly())
                .extracting(RunLog.Run::status, RunLog.Run::attempts)
                .containsExactly(tuple("COMPLETED", 2));
        assertThat(site.count("dwh.psl_weekly")).isEqualTo(2L * ROWS);
    }

    @Test
    void whatDoesNotRunCannotBeStopped() throws IOException {
        DatedTables.putInto(home, 1);
        site.operations().run("weekly", null);
        assertThat(site.cliHere("stop", "1").err().strip()).isEqualTo("stop failed: run 1 is not running: COMPLETED");
    }

    @Test
    void fromStartALoadIsReadAgainFromItsFirstLine() throws Exception {
        Path file = PslWeek.write(home, "2012-S38", ROWS);
        CompletableFuture<LoadOutcome> loading =
                CompletableFuture.supplyAsync(() -> site.operations().load(file, null, null));
        whileAtAPage(() -> site.operations().stop(1, null, null));
        loading.get(60, TimeUnit.SECONDS);

        assertThat(site.cliHere("rerun", "1", "--from-start").code()).isZero();

        assertThat(site.operations().runs().latest(2))
                .extracting(RunLog.Run::run, RunLog.Run::status, RunLog.Run::attempts)
                .containsExactly(tuple(2L, "COMPLETED", 1), tuple(1L, "ABANDONED", 1));
        assertThat(site.jdbc()
                        .sql("select sum(s.commit_count) from ops.batch_step_execution s"
                                + " join ops.batch_job_execution e using (job_execution_id)"
                                + " where e.job_instance_id = 2 and s.step_name like 'pages:%'")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(ROWS / 50);
        assertThat(site.count("(select distinct line_no from dwh.psl_weekly) as lines"))
                .isEqualTo(ROWS);
        assertThat(site.count("dwh.psl_weekly")).isEqualTo(ROWS);
    }

    @Test
    void anAbandonedLoadIsWithdrawn() throws Exception {
        Path file = PslWeek.write(home, "2012-S38", ROWS);
        CompletableFuture<LoadOutcome> loading =
                CompletableFuture.supplyAsync(() -> site.operations().load(file, null, null));
        whileAtAPage(() -> site.operations().stop(1, null, null));
        loading.get(60, TimeUnit.SECONDS);

        assertThat(site.cliHere("abandon", "1", "--reason", "wrong file").code())
                .isZero();

        assertThat(site.count("ops.load where closed = 'withdrawn'")).isEqualTo(1);
        assertThat(site.operations().runs().find(1).orElseThrow().status()).isEqualTo("ABANDONED");
        assertThat(site.operations().run("weekly", null).loaded()).isEmpty();
    }

    @Test
    void ofTenThatRunTheSameOneRunsAndNineAreToldWhoDoes() throws Exception {
        DatedTables.putInto(home, 3);
        try (Connection session = site.bean(Database.class).session();
                PreparedStatement lock = session.prepareStatement(
                        "select pg_advisory_lock(hashtextextended('edition activity-figures france 2012-10-09', 0))")) {
            lock.execute();
            List<CompletableFuture<Site.Said>> runs = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                runs.add(CompletableFuture.supplyAsync(() -> site.cliHere("run", "weekly")));
            }
            await(() -> runs.stream().filter(CompletableFuture::isDone).count() == 9);
            List<Site.Said> told = runs.stream()
                    .filter(CompletableFuture::isDone)
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(told).extracting(Site.Said::code).containsOnly(1);
            assertThat(told)
                    .extracting(each -> each.err().strip())
                    .allMatch(line -> line.matches("run failed: job weekly is already running: (run \\d+, started by "
                            + AuditTrail.me() + ", )?process \\d+ on \\S+, since .*|.*session \"pilotage .*"));
            unlock(session);
            assertThat(runs.stream().map(CompletableFuture::join).filter(each -> each.code() == 0))
                    .hasSize(1);
        }
        assertThat(weekly()).hasSize(1);
    }

    /** Does something while the load waits for a page to be let in, so that no machine is too fast for it. */
    private void whileAtAPage(Runnable work) throws Exception {
        await(() -> site.count("ops.page") > 3);
        try (Connection session = site.bean(Database.class).session();
                PreparedStatement lock = session.prepareStatement("lock table ops.page in share mode")) {
            session.setAutoCommit(false);
            lock.execute();
            work.run();
            session.rollback();
        }
    }

    private static void unlock(Connection session) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement("select pg_advisory_unlock_all()")) {
            statement.execute();
        }
    }

    @Test
    void aDryRunTellsWhatWouldChangeAndChangesNothing() throws IOException {
        DatedTables.putInto(home, 1);
        site.operations().run("weekly", null);
        DatedTables.put(home, DatedTables.name(1), DatedTables.text(1));
        DatedTables.put(home, "export.csv", "a;b\n");
        DatedTables.put(home, "population_2012-01-01.csv", "departement;population\n");

        Site.Said said = site.cliHere("run", "weekly", "--dry-run");

        assertThat(said.code()).isZero();
        assertThat(said.out().lines())
                .containsExactly(
                        "export.csv: would be refused, as no feed takes files of this name, from national",
                        "synthese_regions_2012-10-02.tsv: would be loaded as synthese-weekly 2012-10-02, from national",
                        "activity-figures 2012-10-02: 1 workbook would be written (France): synthese_regions_2012-10-02.tsv",
                        "recipients: equipe-nationale");
        assertThat(site.count("ops.load")).isEqualTo(1);
        assertThat(home.resolve("inbox/national/export.csv")).exists();
        assertThat(weekly()).hasSize(1);
    }

    @Test
    void aDryRunOfACorrectionNamesTheWorkbooksThatWouldHaveANewEdition() throws IOException {
        DatedTables.putInto(home, 2);
        site.operations().run("weekly", null);
        DatedTables.put(home, DatedTables.name(0), DatedTables.text(5));
        assertThat(site.cliHere("run", "weekly", "--dry-run", "--json").out().lines())
                .anyMatch(line -> line.contains("\"would\":\"write\"") && line.contains("\"period\":\"2012-09-25\""))
                .anyMatch(line -> line.contains("\"would\":\"write\"") && line.contains("\"period\":\"2012-10-02\""));
    }

    @Test
    void aDryRunOfAPeriodThatIsStillToBeLoadedNamesItsWorkbooksAlone() throws IOException {
        DatedTables.putInto(home, 1);
        site.operations().run("weekly", null);
        DatedTables.put(home, DatedTables.name(0), DatedTables.text(5));
        DatedTables.put(home, DatedTables.name(1), DatedTables.text(1));
        assertThat(site.cliHere("run", "weekly", "--period", "2012-10-02", "--dry-run")
                        .out()
                        .lines()
                        .filter(line -> line.contains("would be written")))
                .containsExactly(
                        "activity-figures 2012-10-02: 1 workbook would be written (France): synthese_regions_2012-10-02.tsv");
    }

    @Test
    void retentionCannotBeRehearsed() {
        assertThat(site.cliHere("run", "retention", "--dry-run").err().strip())
                .isEqualTo(
                        "run failed: job retention neither loads nor writes, and what it would remove is not told before");
        assertThat(site.cliHere("backfill", "retention", "--from", "2012-S38", "--to", "2012-S39")
                        .err()
                        .strip())
                .isEqualTo("backfill failed: job retention has no periods");
    }

    @Test
    void whenNothingHasComeADryRunSaysSo() throws IOException {
        DatedTables.putInto(home, 1);
        site.operations().run("weekly", null);
        assertThat(site.cliHere("run", "weekly", "--dry-run").out().strip()).isEqualTo("Nothing would change.");
    }

    @Test
    void aDryRerunTellsWhatIsLeft() throws IOException {
        DatedTables.putInto(home, 2);
        blockTable(1);
        site.operations().run("weekly", null);
        assertThat(site.cliHere("rerun", "1", "--dry-run").out().lines())
                .containsExactly(
                        "activity-figures 2012-10-02: 1 workbook would be written (France): none is there that says what is in force now",
                        "recipients: equipe-nationale");
    }

    @Test
    void aBackfillWritesTheRangeAndNoMoreTheNewestFirstIfAsked() throws IOException {
        DatedTables.putInto(home, 4);
        site.operations().run("weekly", "2012-09-25");

        Site.Said said = site.cliHere(
                "backfill", "weekly", "--from", "2012-S39", "--to", "2012-S40", "--newest-first", "--json");

        assertThat(said.code()).isZero();
        assertThat(said.out().lines().filter(line -> line.contains("\"state\":\"written\"")))
                .extracting(line -> line.replaceAll(".*\"period\":\"([^\"]*)\".*", "$1"))
                .containsExactly("2012-10-09", "2012-10-02");
        assertThat(site.jdbc()
                        .sql(
                                "select substring(step_name from '2012.{6}') from ops.batch_step_execution"
                                        + " where step_name like 'workbook:%' and step_name not like '%2012-09-25%' order by start_time")
                        .query(String.class)
                        .list())
                .as("begun in this order, not only told")
                .containsExactly("2012-10-09", "2012-10-02");
        assertThat(weekly().get(0).period()).isEqualTo("2012-S39..2012-S40 newest first");
        assertThat(DatedTables.workbook(home, 3)).doesNotExist();
    }

    @Test
    void aBackfillThatFailedIsGoneOnWithByTheSameRange() throws IOException {
        DatedTables.putInto(home, 3);
        Path blocked = blockTable(1);
        String[] backfill = {"backfill", "weekly", "--from", "2012-S38", "--to", "2012-S40"};
        assertThat(site.cliHere(backfill).code()).isEqualTo(1);
        unblock(blocked);
        assertThat(site.cliHere(backfill).out().lines().filter(line -> line.contains(" written, ")))
                .hasSize(1);
        assertThat(weekly())
                .extracting(RunLog.Run::period, RunLog.Run::attempts)
                .containsExactly(tuple("2012-S38..2012-S40", 2));
    }

    @Test
    void aBackfillOfOneKindToAnotherOrBackwardsIsWrongUsage() {
        Site.Said kinds = site.cliHere("backfill", "weekly", "--from", "2012-S38", "--to", "2012-10");
        assertThat(kinds.code()).isEqualTo(2);
        assertThat(kinds.err())
                .startsWith("expected two periods of a kind, the earlier one first, found 2012-S38 and 2012-10");
        assertThat(site.cliHere("backfill", "weekly", "--from", "2012-S38", "--to", "2012-S37")
                        .code())
                .isEqualTo(2);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited too long").isBefore(deadline);
            Thread.sleep(5);
        }
    }
}
