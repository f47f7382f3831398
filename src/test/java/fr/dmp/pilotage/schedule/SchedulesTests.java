package fr.dmp.pilotage.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Days;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.pipeline.AuditTrail;
import fr.dmp.pilotage.pipeline.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Schedules in the job store of a real database: as declared, paused, missed and caught up. */
@Timeout(120)
class SchedulesTests {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @TempDir
    private Path home;

    @TempDir
    private Path own;

    private Site site;

    @BeforeEach
    void open() {
        site = new Site(home, "--pilotage.definitions=" + own, "--pilotage.serve.misfire=5s");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Schedules schedules() {
        return site.bean(Schedules.class);
    }

    /** Another node with other declarations: what is open has read those of before. */
    private void redeclare(String from, String to) throws IOException {
        String packaged = Files.readString(Path.of("jobs/weekly.yaml"));
        assertThat(packaged).contains(from);
        Files.createDirectories(own.resolve("jobs"));
        Files.writeString(own.resolve("jobs/weekly.yaml"), packaged.replace(from, to));
        site.close();
        site = site.with("--pilotage.definitions=" + own, "--pilotage.serve.misfire=5s");
    }

    @Test
    void beforeAnyNodeStartedNothingIsAppliedAndNothingDiffers() {
        assertThat(schedules().list()).extracting(Schedules.Entry::state).containsOnly("not applied");
        assertThat(schedules().differences()).isEmpty();
        assertThat(site.cliHere("schedule", "list").out()).endsWith("No node serves this database: nothing fires.\n");
    }

    @Test
    void whatIsDeclaredIsAppliedOnceAndKeptWithWhoDidIt() {
        assertThat(schedules().apply())
                .containsExactly(
                        "monthly: not scheduled → 0 30 5 * * ? Europe/Paris, every-day, misfire once",
                        "reference: not scheduled → 0 0 4 * * ? Europe/Paris, every-day, misfire once",
                        "retention: not scheduled → 0 30 6 ? * SUN Europe/Paris, every-day, misfire once",
                        "weekly: not scheduled → 0 0 5 * * ? Europe/Paris, every-day, misfire once");
        assertThat(schedules().apply()).isEmpty();
        assertThat(schedules().list()).extracting(Schedules.Entry::state).containsOnly("active");
        assertThat(site.operations().audit().list(null, 10))
                .extracting(AuditTrail.Entry::action, AuditTrail.Entry::subject)
                .contains(tuple("reschedule", "job weekly"))
                .hasSize(4);
    }

    @Test
    void aChangedDeclarationIsToldByCheckAndAppliedByTheNextNode() throws IOException {
        schedules().apply();
        redeclare("0 0 5 * * ?", "0 15 5 * * ?");
        String change =
                "weekly: 0 0 5 * * ? Europe/Paris, every-day, misfire once → 0 15 5 * * ? Europe/Paris, every-day, misfire once";
        Site.Said check = site.cliHere("check");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out())
                .contains("jobs/: the schedule differs from what nodes fire: " + change
                        + "; it is applied when 'serve' starts");

        assertThat(schedules().apply()).containsExactly(change);

        assertThat(site.cliHere("check").out()).doesNotContain("the schedule differs");
        assertThat(local(entry().next()).toLocalTime()).hasToString("05:15");
    }

    @Test
    void aScheduleThatIsNoLongerDeclaredFiresNoMore() throws IOException {
        schedules().apply();
        String packaged = Files.readString(Path.of("jobs/weekly.yaml"));
        redeclare(packaged.substring(packaged.indexOf("schedule:")), "");
        assertThat(schedules().apply())
                .containsExactly("weekly: 0 0 5 * * ? Europe/Paris, every-day, misfire once → not scheduled");
        assertThat(schedules().list()).extracting(Schedules.Entry::job).doesNotContain("weekly");
        assertThat(site.count("ops.qrtz_triggers where trigger_name = 'weekly'"))
                .isZero();
    }

    @Test
    void workingDaysLeaveOutWeekendsAndHolidays() throws IOException {
        redeclare("misfire: once", "misfire: once\n  days: working-days");
        schedules().apply();
        Instant next = entry().next();
        for (int i = 0; i < 12; i++) {
            LocalDate day = local(next).toLocalDate();
            assertThat(Days.WORKING_DAYS.include(day)).as("%s", day).isTrue();
            next = new Slots(site.bean(Catalog.class).job("weekly").schedule())
                    .after(next)
                    .orElseThrow();
        }
        assertThat(schedules().differences()).isEmpty();
    }

    @Test
    void aPauseIsKeptWhenTheScheduleChangesAndUntilItIsResumed() throws IOException {
        schedules().apply();
        assertThat(site.cliHere("schedule", "pause", "weekly", "--by", "Camille", "--reason", "migration")
                        .code())
                .isZero();
        assertThat(entry().state()).isEqualTo("paused");
        assertThat(entry().next()).isNull();
        assertThat(schedules().next(20))
                .extracting(Schedules.Coming::job)
                .doesNotContain("weekly")
                .contains("monthly");

        redeclare("0 0 5 * * ?", "0 15 5 * * ?");
        schedules().apply();
        assertThat(entry().state()).isEqualTo("paused");

        schedules().resume("weekly", "Camille", null);
        assertThat(entry().state()).isEqualTo("active");
        assertThat(site.operations().audit().list(null, 3))
                .extracting(AuditTrail.Entry::who, AuditTrail.Entry::action, AuditTrail.Entry::reason)
                .contains(tuple("Camille", "resume", null), tuple("Camille", "pause", "migration"));
    }

    @Test
    void aJobWithoutScheduleIsUnknownAndOneThatIsNotAppliedCannotBePaused() {
        assertThatThrownBy(() -> schedules().pause("yearly", null, null))
                .isInstanceOf(UnknownName.class)
                .hasMessage("no scheduled job \"yearly\"; expected one of monthly, reference, retention, weekly");
        assertThat(site.cliHere("schedule", "pause", "weekly").err().strip())
                .isEqualTo(
                        "pause failed: the schedule of weekly is not applied yet: no node has started since it was declared");
    }

    @Test
    void nothingIsTriggeredWhereNobodyServes() {
        schedules().apply();
        assertThat(site.cliHere("schedule", "trigger", "weekly").err().strip())
                .isEqualTo("trigger failed: no node serves this database: start 'serve', or use 'run weekly'");
    }

    @Test
    void aNodeFiresWhatIsTriggeredByHandAndSaysWhoDid() throws Exception {
        site.bean(Serving.class).start();
        await(() -> !schedules().nodes().isEmpty());
        schedules().trigger("weekly", "Camille", "the sender was late");
        await(() -> ended() == 1);
        assertThat(weekly()).extracting(RunLog.Run::by).containsExactly("Camille");
    }

    @Test
    void threeNightsThatNobodyWasThereForAreOneRunForTheLastOfThem() throws Exception {
        schedules().apply();
        missSince(3);
        site.bean(Serving.class).start();
        await(() -> ended() == 1);
        Thread.sleep(500);
        assertThat(weekly())
                .extracting(RunLog.Run::firedFor)
                .containsExactly(lastSlot().toString());
    }

    @Test
    void threeNightsThatNobodyWasThereForAreThreeRunsInOrderWhereEachIsAsked() throws Exception {
        redeclare("misfire: once", "misfire: each");
        schedules().apply();
        missSince(3);
        site.bean(Serving.class).start();
        await(() -> ended() == 3);
        assertThat(weekly())
                .extracting(RunLog.Run::firedFor)
                .as("the newest first")
                .containsExactly(
                        lastSlot().toString(),
                        lastSlot().minusDays(1).toString(),
                        lastSlot().minusDays(2).toString());
    }

    @Test
    void nightsThatNobodyWasThereForAreLeftOutWhereSkipIsAsked() throws Exception {
        redeclare("misfire: once", "misfire: skip");
        schedules().apply();
        missSince(3);
        site.bean(Serving.class).start();
        await(() -> entry().next() != null && entry().next().isAfter(Instant.now()));
        assertThat(weekly()).isEmpty();
    }

    @Test
    void aPauseOverSomeNightsIsCaughtUpOnceWhenItIsResumed() throws Exception {
        site.bean(Serving.class).start();
        schedules().pause("weekly", null, "a long weekend");
        missSince(3);
        schedules().resume("weekly", null, null);
        await(() -> ended() == 1);
        assertThat(weekly())
                .extracting(RunLog.Run::firedFor)
                .containsExactly(lastSlot().toString());
    }

    @Test
    void aTriggerThatQuartzGaveUpFiresAgain() throws Exception {
        schedules().apply();
        site.jdbc()
                .sql("update ops.qrtz_triggers set trigger_state = 'ERROR' where trigger_name = 'weekly'")
                .update();
        assertThat(schedules().unstick()).containsExactly("weekly");
        assertThat(entry().state()).isEqualTo("active");
        assertThat(schedules().unstick()).isEmpty();
    }

    @Test
    void theNightlyCheckComplainsUntilAGoodRunAndAgainWhenItIsTooOld() throws Exception {
        assertThat(nightly().out()).startsWith("no schedule is applied: 'serve' never started on this database\n");
        schedules().apply();
        assertThat(nightly().code()).as("a new site has missed nothing").isZero();
        site.jdbc()
                .sql("update ops.qrtz_triggers set start_time = start_time - 30 * 86400000::bigint")
                .update();
        Site.Said never = nightly();
        assertThat(never.code()).isEqualTo(1);
        assertThat(never.out()).contains("weekly: no good run since ").contains("; there never was one\n");

        site.operations().run("weekly", null);
        assertThat(nightly().out()).doesNotContain("weekly:");

        site.jdbc()
                .sql("update ops.batch_job_execution set start_time = start_time - interval '9 days'")
                .update();
        assertThat(nightly().out()).contains("weekly: no good run since ").contains("; the last one began ");
        schedules().pause("monthly", null, null);
        assertThat(nightly().out()).contains("monthly: the schedule is paused\n");
    }

    private Site.Said nightly() {
        return site.cliHere("check", "--nightly");
    }

    /** As if the store had last been looked at so many nights ago. */
    private void missSince(int nights) {
        Instant first = lastSlot().minusDays(nights - 1L).atZone(PARIS).toInstant();
        site.jdbc()
                .sql(
                        "update ops.qrtz_triggers set next_fire_time = :first, start_time = :first where trigger_name = 'weekly'")
                .param("first", first.toEpochMilli())
                .update();
    }

    private static LocalDateTime lastSlot() {
        LocalDateTime today = LocalDate.now(PARIS).atTime(5, 0);
        return today.isAfter(LocalDateTime.now(PARIS)) ? today.minusDays(1) : today;
    }

    private Schedules.Entry entry() {
        return schedules().list().stream()
                .filter(each -> each.job().equals("weekly"))
                .findFirst()
                .orElseThrow();
    }

    private static LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, PARIS);
    }

    private List<RunLog.Run> weekly() {
        return site.operations().runs().latest(50).stream()
                .filter(each -> each.job().equals("weekly"))
                .toList();
    }

    private long ended() {
        return weekly().stream().filter(each -> each.ended() != null).count();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited too long").isBefore(deadline);
            Thread.sleep(50);
        }
    }
}
