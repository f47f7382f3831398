package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.pipeline.FailedWorkbook;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import fr.dmp.pilotage.pipeline.RunLog;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A declared job as a run: what is listed of it, how it fails, and how it is gone on with. */
class JobRunTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path home;

    private Site site;

    @BeforeEach
    void open() {
        site = new Site(home);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aRunIsListedWithTheLoadsThatItMade() throws IOException {
        DatedTables.putInto(home, 2);
        site.cli("run", "weekly");
        assertThat(withoutTimes(site.cli("runs").out()))
                .containsExactly(
                        "run  job  feed  period  status  started  ended  by  for  cause",
                        "3  load  synthese-weekly  2012-10-02  COMPLETED  TIME  TIME  ME  -  -",
                        "2  load  synthese-weekly  2012-09-25  COMPLETED  TIME  TIME  ME  -  -",
                        "1  weekly  -  -  COMPLETED  TIME  TIME  ME  -  -");
    }

    @Test
    void aRunIsShownWithAStepForEachWorkbook() throws IOException {
        DatedTables.putInto(home, 2);
        site.cli("run", "weekly", "--period", "2012-10-02");
        assertThat(withoutTimes(site.cli("show", "1").out()))
                .containsExactly(
                        "run  1",
                        "job  weekly",
                        "feed  -",
                        "period  2012-10-02",
                        "status  COMPLETED",
                        "attempts  1",
                        "started  TIME",
                        "ended  TIME",
                        "by  ME",
                        "for  -",
                        "file  -",
                        "cause  -",
                        "next  nothing",
                        "",
                        "attempt  step  status  started  ended  commits  rollbacks  said",
                        "1  collect  COMPLETED  TIME  TIME  0  0  2 files: 2 published",
                        "1  workbooks  COMPLETED  TIME  TIME  0  0  1 workbook: 1 written",
                        "1  workbook:activity-figures:2012-10-02:france  COMPLETED  TIME  TIME  1  0  edition 1 written",
                        "",
                        "synthese_regions_2012-09-25.tsv: published as synthese-weekly 2012-09-25; 26 rows read, 26 loaded, 0 rejected",
                        "synthese_regions_2012-10-02.tsv: published as synthese-weekly 2012-10-02; 26 rows read, 26 loaded, 0 rejected");
    }

    @Test
    void aWorkbookThatFailsIsPrintedWithItsCauseAndTheOthersAreWritten() throws IOException {
        DatedTables.putInto(home, 3);
        Path blocked = DatedTables.workbook(home, 1);
        Files.createDirectories(blocked.resolve("in the way"));

        Site.Said said = site.cli("run", "weekly");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).isEmpty();
        assertThat(said.out().lines().filter(line -> line.startsWith("activity-figures") || line.startsWith("  /")))
                .containsExactly(
                        "activity-figures 2012-09-25 France: edition 1 written, " + DatedTables.workbook(home, 0),
                        "activity-figures 2012-10-09 France: edition 1 written, " + DatedTables.workbook(home, 2),
                        "activity-figures 2012-10-02 France: failed",
                        "  " + cause(blocked));
        RunLog.Run run = theRun();
        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.cause()).isEqualTo("activity-figures 2012-10-02 France: " + cause(blocked));
    }

    private static String cause(Path blocked) {
        return blocked.resolveSibling("." + blocked.getFileName() + ".tmp") + " -> " + blocked + ": Is a directory";
    }

    @Test
    void aFailedWorkbookIsAnObjectWithItsCause() throws IOException {
        DatedTables.putInto(home, 1);
        Path blocked = DatedTables.workbook(home, 0);
        Files.createDirectories(blocked.resolve("in the way"));
        site.cli("run", "weekly");

        Site.Said said = site.cli("report", "all", "--json");

        assertThat(said.code()).isEqualTo(1);
        JsonNode object = JSON.readTree(said.out());
        assertThat(object.propertyNames())
                .containsExactly(
                        "report",
                        "period",
                        "region",
                        "edition",
                        "state",
                        "path",
                        "sha256",
                        "cause",
                        "superseded",
                        "remark");
        assertThat(object.get("state").asString()).isEqualTo("failed");
        assertThat(object.get("edition").isNull()).isTrue();
        assertThat(object.get("cause").asString()).isEqualTo(cause(blocked));
    }

    @Test
    void theNextRunAfterMendingIsTheSameRunAndWritesOnlyWhatIsMissing(@TempDir Path own) throws IOException {
        DatedTables.putInto(home, 3);
        Path sql = own.resolve("sql/report/activity-figures.sql");
        Files.createDirectories(sql.getParent());
        String packaged = Files.readString(Path.of("sql/report/activity-figures.sql"));
        Files.writeString(
                sql,
                packaged.replace(
                        "order by key = 'FR'",
                        "where 1 / (case when :period = date '2012-10-02' then 0 else 1 end) = 1 order by key = 'FR'"));
        try (Site wrong = site.with("--pilotage.definitions=" + own)) {
            JobOutcome first = wrong.operations().run("weekly", null);
            assertThat(first.failed())
                    .containsExactly(
                            new FailedWorkbook("activity-figures", "2012-10-02", "France", "ERROR: division by zero"));
            assertThat(dates(first.issued())).containsExactly("2012-09-25", "2012-10-09");
        }
        Files.delete(sql);

        JobOutcome second = site.operations().run("weekly", null);

        assertThat(second.failed()).isEmpty();
        assertThat(dates(second.issued())).containsExactly("2012-09-25", "2012-10-02", "2012-10-09");
        assertThat(dates(second.issued().stream().filter(Workbook::written).toList()))
                .containsExactly("2012-10-02");
        assertThat(theRun().attempts()).isEqualTo(2);
        assertThat(theRun().status()).isEqualTo("COMPLETED");
        assertThat(said(2))
                .containsExactly(
                        "collect: 0 files",
                        "workbooks: 3 workbooks: 2 standing, 1 written",
                        "workbook:activity-figures:2012-10-02:france: edition 1 written");
    }

    @Test
    void aWorkbookOfTheFirstAttemptThatACorrectionOvertookIsWrittenAgainInTheNext() throws IOException {
        DatedTables.putInto(home, 2);
        Path blocked = DatedTables.workbook(home, 1).resolve("in the way");
        Files.createDirectories(blocked);
        site.operations().run("weekly", null);
        Files.delete(blocked);
        Files.delete(blocked.getParent());
        DatedTables.put(home, DatedTables.name(0), DatedTables.text(5));

        JobOutcome second = site.operations().run("weekly", null);

        assertThat(second.issued())
                .extracting(Workbook::period, Workbook::edition, Workbook::written)
                .containsExactly(tuple("2012-09-25", 2, true), tuple("2012-10-02", 1, true));
        assertThat(theRun().attempts()).isEqualTo(2);
    }

    @Test
    void aRunThatEndedWellIsFollowedByANewOne() throws IOException {
        DatedTables.putInto(home, 1);
        site.operations().run("weekly", null);
        site.operations().run("weekly", null);
        assertThat(jobRuns()).extracting(RunLog.Run::attempts).containsExactly(1, 1);
    }

    @Test
    void aFailedRunIsNotGoneOnWithWhenAnotherPeriodIsAsked() throws IOException {
        DatedTables.putInto(home, 2);
        Files.createDirectories(DatedTables.workbook(home, 1).resolve("in the way"));
        site.operations().run("weekly", null);
        site.operations().run("weekly", "2012-09-25");
        assertThat(jobRuns())
                .extracting(RunLog.Run::period, RunLog.Run::status, RunLog.Run::attempts)
                .containsExactly(tuple("2012-09-25", "COMPLETED", 1), tuple(null, "FAILED", 1));
    }

    @Test
    void theSamePeriodInAnotherSpellingIsTheSameRun() throws IOException {
        DatedTables.putInto(home, 1);
        Files.createDirectories(DatedTables.workbook(home, 0).resolve("in the way"));
        site.operations().run("weekly", "2012-S38");
        site.operations().run("weekly", "2012-w38");
        assertThat(theRun().attempts()).isEqualTo(2);
        assertThat(theRun().period()).isEqualTo("2012-S38");
    }

    @Test
    void aPeriodThatNothingIsPublishedForFailsTheRunAndWhatWasLoadedIsToldAllTheSame() throws IOException {
        DatedTables.putInto(home, 1);
        Site.Said said = site.cli("run", "weekly", "--period", "2012-10-02");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).startsWith("synthese_regions_2012-09-25.tsv: published as synthese-weekly 2012-09-25");
        assertThat(said.err().strip())
                .isEqualTo(
                        "job weekly failed: no published period of activity-figures, weekly-activity, weekly-es-focus \"2012-10-02\"; expected one of"
                                + " 2012-09-25");
        assertThat(theRun().status()).isEqualTo("FAILED");
    }

    @Test
    void whatIsNoPeriodIsWrongUsageAndNoRun() {
        Site.Said said = site.cli("run", "weekly", "--period", "yesterday");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err().strip())
                .isEqualTo("no period \"yesterday\"; expected one of 2012-S38, 2012-09, 2012-09-25");
        assertThat(site.operations().runs().latest(10)).isEmpty();
    }

    @Test
    void aFileThatFailsFailsTheRunAndWorkbooksAreWrittenAllTheSame() throws IOException {
        DatedTables.putInto(home, 1);
        // Of the week before the table's, which would not agree with two hospitals.
        DatedTables.put(home, "activite_es_2012-S37.csv", EsWeek.good(2).replace("S38", "S37"));
        Files.writeString(home.resolve("archive"), "in the way of the archive");
        JobOutcome first = site.operations().run("weekly", null);
        assertThat(first.loaded()).extracting(LoadOutcome::status).containsOnly(LoadOutcome.Status.FAILED);
        assertThat(theRun().cause()).startsWith("activite_es_2012-S37.csv: ").contains("; synthese_regions_");
        Files.delete(home.resolve("archive"));

        JobOutcome second = site.operations().run("weekly", null);

        assertThat(second.loaded()).extracting(LoadOutcome::status).containsOnly(LoadOutcome.Status.PUBLISHED);
        assertThat(second.issued()).hasSize(1 + 28 + 14); // the table, the activity, the focus ES
        assertThat(said(1)).containsExactly("collect: 2 files: 2 failed", "workbooks: 0 workbooks");
        assertThat(theRun().attempts()).isEqualTo(2);
        assertThat(theRun().status()).isEqualTo("COMPLETED");
    }

    /** A file that cannot be loaded until {@link #mend()}. */
    private void putTableAndAHospitalFileThatFails() throws IOException {
        DatedTables.putInto(home, 1);
        DatedTables.put(home, "activite_es_2012-S37.csv", EsWeek.good(2).replace("S38", "S37"));
        site.jdbc()
                .sql("alter table dwh.es_weekly add constraint closed check (period_start <> date '2012-09-10')")
                .update();
    }

    private void mend() {
        site.jdbc().sql("alter table dwh.es_weekly drop constraint closed").update();
    }

    @Test
    void workbooksThatReadAFileThatFailedWaitForTheNextAttempt() throws IOException {
        putTableAndAHospitalFileThatFails();
        Site.Said first = site.cliHere("run", "weekly");
        assertThat(first.code()).isEqualTo(1);
        assertThat(first.out().lines())
                .contains(
                        "activity-figures 2012-09-25: waits for the next attempt, which tries again what failed of es-weekly")
                .noneMatch(line -> line.contains("edition"));
        assertThat(site.count("ops.edition")).isZero();
        mend();

        JobOutcome second = site.operations().run("weekly", null);

        assertThat(second.waiting()).isEmpty();
        assertThat(second.issued()).hasSize(1 + 28 + 14);
        assertThat(second.issued()).extracting(Workbook::edition).containsOnly(1);
    }

    @Test
    void whatFailsAgainIsAsGoodAsMissing() throws IOException {
        putTableAndAHospitalFileThatFails();
        site.operations().run("weekly", null);

        JobOutcome second = site.operations().run("weekly", null);

        assertThat(second.loaded()).extracting(LoadOutcome::status).containsOnly(LoadOutcome.Status.FAILED);
        assertThat(second.waiting()).isEmpty();
        assertThat(second.issued())
                .extracting(Workbook::report, Workbook::period)
                .containsExactly(tuple("activity-figures", "2012-09-25"));
        mend();
    }

    @Test
    void aHeldFileLetsTheRunCompleteAndExitsWithThree() throws IOException {
        DatedTables.put(home, DatedTables.name(0), DatedTables.text(0).replace("204 180", "204 181"));
        assertThat(site.cli("run", "weekly").code()).isEqualTo(3);
        assertThat(theRun().status()).isEqualTo("HELD");
        assertThat(said(1)).containsExactly("collect: 1 file: 1 held", "workbooks: 0 workbooks");
    }

    @Test
    void aRefusedFileLetsTheRunCompleteAndExitsWithOne() throws IOException {
        DatedTables.put(home, "export.csv", "a;b\n1;2\n");
        assertThat(site.cli("run", "weekly").code()).isEqualTo(1);
        assertThat(theRun().status()).isEqualTo("COMPLETED");
        assertThat(said(1)).containsExactly("collect: 1 file: 1 refused", "workbooks: 0 workbooks");
    }

    @Test
    void aRunIsOneObjectWithAllItsSteps() throws IOException {
        DatedTables.putInto(home, 1);
        site.operations().run("weekly", null);
        JsonNode run = JSON.readTree(site.cli("show", "1", "--json").out());
        assertThat(run.get("job").asString()).isEqualTo("weekly");
        assertThat(run.get("steps").get(2).propertyNames())
                .containsExactly("attempt", "step", "status", "started", "ended", "commits", "rollbacks", "said");
        assertThat(run.get("steps").get(2).get("step").asString())
                .isEqualTo("workbook:activity-figures:2012-09-25:france");
    }

    @Test
    void aJobThatIsRunningIsNotRunTwice() throws Exception {
        try (Connection other = site.bean(Database.class).session();
                PreparedStatement lock =
                        other.prepareStatement("select pg_advisory_lock(hashtextextended('run job weekly', 0))")) {
            lock.execute();
            Site.Said said = site.cli("run", "weekly");
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out()).isEmpty();
            assertThat(said.err().strip())
                    .matches("run failed: job weekly is already running: session \"pilotage \\d+ \\p{XDigit}+\","
                            + " since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        }
        assertThat(site.operations().runs().latest(10)).isEmpty();
    }

    @Test
    void aWorkbookWhoseLastWordToTheDatabaseWasLostIsLookedAtAgain() throws IOException {
        DatedTables.putInto(home, 1);
        site.operations().run("weekly", null);
        site.jdbc()
                .sql("update ops.batch_step_execution set status = 'UNKNOWN' where step_name like 'workbook:%'")
                .update();
        site.jdbc()
                .sql("update ops.batch_job_execution set status = 'FAILED' where job_instance_id = 1")
                .update();
        assertThat(site.operations().run("weekly", null).issued())
                .extracting(Workbook::written)
                .containsExactly(false);
        assertThat(theRun().status()).isEqualTo("COMPLETED");
    }

    @Test
    void aRunWhoseProcessDiedIsEndedEvenWhenAnotherPeriodIsAsked() throws IOException {
        DatedTables.putInto(home, 1);
        site.operations().run("weekly", null);
        site.jdbc()
                .sql("update ops.batch_job_execution set status = 'STARTED', end_time = null where job_instance_id = 1")
                .update();
        site.operations().run("weekly", "2012-09-25");
        assertThat(jobRuns())
                .extracting(RunLog.Run::status, RunLog.Run::cause)
                .containsExactly(tuple("COMPLETED", null), tuple("FAILED", "its process died"));
    }

    @Test
    void anInstanceThatACrashLeftWithoutAnAttemptIsNotInTheWay() throws IOException {
        DatedTables.putInto(home, 1);
        site.operations().run("weekly", null);
        site.jdbc()
                .sql("insert into ops.batch_job_instance values (1000, 0, 'weekly', 'of a start that was killed')")
                .update();
        assertThat(site.operations().run("weekly", null).issued()).hasSize(1);
        assertThat(jobRuns()).hasSize(2);
    }

    @Test
    void oneWriterAndFourGiveTheSameBytes(@TempDir Path other) throws IOException {
        DatedTables.putInto(home, 8);
        DatedTables.putInto(other, 8);
        try (Site four = new Site(home, "--pilotage.report.writers=4");
                Site one = new Site(other, "--pilotage.report.writers=1")) {
            assertThat(four.operations().run("weekly", null).issued()).hasSize(8);
            assertThat(one.operations().run("weekly", null).issued()).hasSize(8);
            assertThat(pairsWrittenAtOnce(four)).isPositive();
            assertThat(pairsWrittenAtOnce(one)).isZero();
        }
        for (int i = 0; i < 8; i++) {
            assertThat(DatedTables.workbook(home, i)).hasSameBinaryContentAs(DatedTables.workbook(other, i));
        }
    }

    private static long pairsWrittenAtOnce(Site site) {
        return site.count("""
                ops.batch_step_execution a join ops.batch_step_execution b
                  on a.step_execution_id < b.step_execution_id
                  and a.start_time < b.end_time and b.start_time < a.end_time
                where a.step_name like 'workbook:%' and b.step_name like 'workbook:%'
                """);
    }

    @Test
    void reportWritesWhatItCanAndNamesWhatItCannot() throws IOException {
        IntStream.range(0, 3).forEach(i -> site.load(DatedTables.name(i), DatedTables.text(i)));
        Path blocked = DatedTables.workbook(home, 0);
        Files.createDirectories(blocked.resolve("in the way"));
        Site.Said said = site.cli("report", "activity-figures");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).isEmpty();
        assertThat(said.out().lines())
                .containsExactly(
                        "activity-figures 2012-10-02 France: edition 1 written, " + DatedTables.workbook(home, 1),
                        "activity-figures 2012-10-09 France: edition 1 written, " + DatedTables.workbook(home, 2),
                        "activity-figures 2012-09-25 France: failed",
                        "  " + cause(blocked));
    }

    private List<RunLog.Run> jobRuns() {
        return site.operations().runs().latest(50).stream()
                .filter(each -> each.job().equals("weekly"))
                .toList();
    }

    private RunLog.Run theRun() {
        assertThat(jobRuns()).hasSize(1);
        return jobRuns().get(0);
    }

    /** What the steps of an attempt at the only run said. */
    private List<String> said(int attempt) {
        return site.operations().runs().steps(theRun().run()).stream()
                .filter(each -> each.attempt() == attempt)
                .map(each -> each.step() + ": " + each.said())
                .toList();
    }

    private static List<String> dates(List<Workbook> workbooks) {
        return workbooks.stream().map(Workbook::period).toList();
    }

    /** Lines with times and the user's name replaced, and the columns of tables two blanks apart. */
    private static List<String> withoutTimes(String out) {
        return out.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "TIME")
                .replaceAll("(?m) " + System.getProperty("user.name") + "(?= |$)", " ME")
                .replaceAll("(?<=\\S) {2,}", "  ")
                .lines()
                .toList();
    }
}
