package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.bench.PslWeek;
import fr.dmp.pilotage.pipeline.Firing;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import fr.dmp.pilotage.pipeline.RunLog;
import fr.dmp.pilotage.pipeline.Waiting;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a moment of the schedule does: each once, for what is due by its own date, whenever it is run. */
class FiringTests {

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

    private Optional<JobOutcome> fire(String slot) {
        return site.operations().fire("weekly", new Firing(LocalDateTime.parse(slot)), null);
    }

    private void put(String name, String text) throws IOException {
        Path folder = Files.createDirectories(home.resolve("inbox/national"));
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2012-09-25T10:00:00Z")));
    }

    private void putEsOf(String week) throws IOException {
        put("activite_es_" + week + ".csv", EsWeek.good(2).replace("2012-S38", week));
    }

    private static List<String> written(JobOutcome outcome, String report) {
        return outcome.issued().stream()
                .filter(each -> each.written() && each.report().equals(report))
                .map(Workbook::period)
                .distinct()
                .toList();
    }

    @Test
    void aMomentIsRunOnceHoweverOftenItFires() throws IOException {
        DatedTables.putInto(home, 1);
        assertThat(fire("2012-10-01T05:00")).isPresent();
        assertThat(fire("2012-10-01T05:00")).isEmpty();
        assertThat(fire("2012-10-02T05:00")).isPresent();
        assertThat(jobRuns())
                .extracting(RunLog.Run::firedFor, RunLog.Run::by, RunLog.Run::attempts)
                .containsExactly(tuple("2012-10-02T05:00", "schedule", 1), tuple("2012-10-01T05:00", "schedule", 1));
    }

    @Test
    void aMomentWhoseProcessDiedIsRunAgain() throws IOException {
        DatedTables.putInto(home, 1);
        fire("2012-10-01T05:00");
        site.jdbc()
                .sql("update ops.batch_job_execution set status = 'STARTED', end_time = null where job_instance_id = 1")
                .update();

        assertThat(fire("2012-10-01T05:00")).isPresent();

        assertThat(jobRuns()).extracting(RunLog.Run::attempts).containsExactly(2);
        assertThat(fire("2012-10-01T05:00")).isEmpty();
    }

    @Test
    void aMomentWhoseRunFailedIsLeftToTheNextOne() throws IOException {
        DatedTables.putInto(home, 1);
        Path blocked = DatedTables.workbook(home, 0).resolve("in the way");
        Files.createDirectories(blocked);
        assertThat(fire("2012-10-01T05:00").orElseThrow().failed()).hasSize(1);
        assertThat(fire("2012-10-01T05:00")).isEmpty();
        Files.delete(blocked);
        Files.delete(blocked.getParent());

        JobOutcome next = fire("2012-10-02T05:00").orElseThrow();

        assertThat(next.issued()).extracting(Workbook::written).containsExactly(true);
        assertThat(jobRuns())
                .as("the next attempt at the run that failed")
                .extracting(RunLog.Run::status, RunLog.Run::attempts, RunLog.Run::firedFor)
                .containsExactly(tuple("COMPLETED", 2, "2012-10-02T05:00"));
    }

    private void putPslOf(String week) throws IOException {
        Path psl = PslWeek.write(Files.createDirectories(home.resolve("files")), week, 20);
        put(psl.getFileName().toString(), Files.readString(psl));
    }

    /** The week before has both files: from then on both are expected. */
    private void beginWith37() throws IOException {
        putEsOf("2012-S37");
        putPslOf("2012-S37");
        assertThat(written(fire("2012-09-18T05:00").orElseThrow(), "weekly-activity"))
                .containsExactly("2012-S37");
    }

    @Test
    void aWeekWaitsForItsFilesAndIsWrittenWhenTheLastOneIsIn() throws IOException {
        beginWith37();
        putEsOf("2012-S38");
        JobOutcome first = fire("2012-09-25T05:00").orElseThrow();
        assertThat(written(first, "weekly-activity")).isEmpty();
        assertThat(written(first, "weekly-es-focus")).as("it needs no PSL").containsExactly("2012-S38");
        assertThat(first.waiting())
                .containsExactly(new Waiting(
                        "weekly-activity", "2012-S38", List.of("psl-weekly from national"), LocalDate.of(2012, 10, 2)));

        putPslOf("2012-S38");
        JobOutcome second = fire("2012-09-26T05:00").orElseThrow();

        assertThat(second.waiting()).isEmpty();
        assertThat(written(second, "weekly-activity")).containsExactly("2012-S38");
    }

    @Test
    void afterTheDeadlineAWeekIsWrittenWithoutWhatDidNotComeAndSaysSo() throws IOException {
        beginWith37();
        putEsOf("2012-S38");
        assertThat(fire("2012-10-02T05:00").orElseThrow().waiting()).hasSize(1);

        JobOutcome after = fire("2012-10-03T05:00").orElseThrow();

        assertThat(after.waiting()).isEmpty();
        assertThat(written(after, "weekly-activity")).containsExactly("2012-S38");
        assertThat(site.operations().fire("weekly", new Firing(LocalDateTime.parse("2012-10-03T05:00")), null))
                .isEmpty();
        putPslOf("2012-S38");
        JobOutcome late = fire("2012-10-04T05:00").orElseThrow();
        assertThat(late.issued().stream()
                        .filter(each -> each.report().equals("weekly-activity")
                                && each.period().equals("2012-S38"))
                        .map(Workbook::edition)
                        .distinct())
                .as("what comes late makes the next edition, and waits for nothing more")
                .containsExactly(2);
    }

    @Test
    void whatAPersonAsksForWaitsForNothing() throws IOException {
        beginWith37();
        putEsOf("2012-S38");
        JobOutcome outcome = site.operations().run("weekly", null);
        assertThat(outcome.waiting()).isEmpty();
        assertThat(written(outcome, "weekly-activity")).containsExactly("2012-S38");
    }

    @Test
    void afterThreeNightsOffTheMissedWeeksAreWrittenInOrderAndOnce() throws IOException {
        beginWith37();
        for (String week : List.of("2012-S38", "2012-S39", "2012-S40")) {
            putEsOf(week);
            putPslOf(week);
        }
        JobOutcome caughtUp = fire("2012-10-11T05:00").orElseThrow();
        assertThat(written(caughtUp, "weekly-activity")).containsExactly("2012-S38", "2012-S39", "2012-S40");
        assertThat(fire("2012-10-12T05:00").orElseThrow().issued())
                .extracting(Workbook::written)
                .containsOnly(false);
        assertThat(site.count("ops.edition where number > 1")).isZero();
    }

    @Test
    void aRunIsShownWithTheMomentThatItIsFor() throws IOException {
        DatedTables.putInto(home, 1);
        fire("2012-10-01T05:00");
        assertThat(site.cli("show", "1").out()).contains("by        schedule\nfor       2012-10-01T05:00\n");
    }

    private List<RunLog.Run> jobRuns() {
        return site.operations().runs().latest(50).stream()
                .filter(each -> each.job().equals("weekly"))
                .toList();
    }
}
