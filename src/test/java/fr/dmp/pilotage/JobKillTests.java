package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import fr.dmp.pilotage.pipeline.RunLog;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process of a declared job dies while workbooks are being written. */
@Timeout(120)
@Tag("faults")
class JobKillTests {

    private static final int TABLES = 12;

    /** The workbook that the killed process never gets to write, as the test holds the lock of its edition. */
    private static final int WITHHELD = 7;

    @TempDir
    private Path home;

    @Test
    void aKilledRunIsGoneOnWithAndOnlyWhatIsMissingIsWritten(@TempDir Path other) throws Exception {
        try (Site site = new Site(home);
                Site undisturbed = new Site(other)) {
            DatedTables.putInto(home, TABLES);
            DatedTables.putInto(other, TABLES);
            undisturbed.operations().run("weekly", null);
            killWhileWriting(site);
            long before = site.count("ops.edition");
            assertThat(before).isBetween(1L, TABLES - 1L);
            assertThat(DatedTables.workbook(home, WITHHELD)).doesNotExist();
            assertThat(theRun(site).status()).isEqualTo("STARTED");
            leaveHalfAWorkbook();

            JobOutcome second = site.operations().run("weekly", null);

            assertThat(second.loaded()).isEmpty();
            assertThat(second.failed()).isEmpty();
            assertThat(second.issued())
                    .extracting(Workbook::period)
                    .containsExactlyElementsOf(IntStream.range(0, TABLES)
                            .mapToObj(DatedTables::date)
                            .toList());
            assertThat(second.issued().stream().filter(Workbook::written)).hasSize((int) (TABLES - before));
            assertThat(second.issued()).extracting(Workbook::edition).containsOnly(1);
            assertThat(theRun(site).status()).isEqualTo("COMPLETED");
            assertThat(theRun(site).attempts()).isEqualTo(2);
        }
        assertThat(files(home.resolve("reports"))).isEqualTo(files(other.resolve("reports")));
        for (int i = 0; i < TABLES; i++) {
            assertThat(DatedTables.workbook(home, i)).hasSameBinaryContentAs(DatedTables.workbook(other, i));
        }
    }

    /** Kills the job when three workbooks are there; one can not be, so that the job is not over however slow the kill. */
    private void killWhileWriting(Site site) throws Exception {
        Process process = null;
        try (Connection session = site.bean(Database.class).session();
                PreparedStatement lock = session.prepareStatement(
                        "select pg_advisory_lock(hashtextextended('edition activity-figures france "
                                + DatedTables.date(WITHHELD) + "', 0))")) {
            lock.execute();
            process = site.process("run", "weekly")
                    .redirectErrorStream(true)
                    .redirectOutput(Files.createTempFile(home, "run", ".out").toFile())
                    .start();
            Process running = process;
            await(() -> !running.isAlive() || workbooks() >= 3);
        } finally {
            if (process != null) {
                process.destroyForcibly().waitFor();
            }
        }
        assertThat(process.exitValue()).isEqualTo(137);
        String owner = "pilotage " + process.pid() + " %";
        await(() -> site.jdbc()
                        .sql("select count(*) from pg_stat_activity where application_name like :owner")
                        .param("owner", owner)
                        .query(Long.class)
                        .single()
                == 0);
    }

    /** A kill may land in the middle of the writing of a file. */
    private void leaveHalfAWorkbook() throws IOException {
        Path file = DatedTables.workbook(home, WITHHELD);
        Files.createDirectories(file.getParent());
        Files.writeString(file.resolveSibling("." + file.getFileName() + ".tmp"), "half");
    }

    private long workbooks() {
        return IntStream.range(0, TABLES)
                .filter(i -> Files.exists(DatedTables.workbook(home, i)))
                .count();
    }

    private static RunLog.Run theRun(Site site) {
        List<RunLog.Run> runs = site.operations().runs().latest(50).stream()
                .filter(each -> each.job().equals("weekly"))
                .toList();
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    /** Every file below a folder, hidden ones too. */
    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(each -> folder.relativize(each).toString())
                    .sorted()
                    .toList();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited too long").isBefore(deadline);
            Thread.sleep(5);
        }
    }
}
