package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.bench.PslWeek;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not plain text, from where they are sent to their publication, through kills and damage. */
@Timeout(120)
class ExpandedLoadTests {

    private static final int ROWS = 20_000;

    @TempDir
    private Path home;

    @Test
    void aGzipAZipAndAWorkbookAreLoadedLikeTheTextInThem() throws IOException {
        try (Site site = new Site(home)) {
            LoadOutcome text = site.operations().load(esWeek(site, "2012-S08"), null, null);
            LoadOutcome gzip = site.operations().load(PackedFile.gzip(esWeek(site, "2012-S18")), null, null);
            LoadOutcome zip = site.operations().load(PackedFile.zip(esWeek(site, "2012-S28")), null, null);
            LoadOutcome workbook = site.operations().load(PackedFile.xlsx(esWeek(site, "2012-S38"), true), null, null);

            assertThat(List.of(text.status(), gzip.status(), zip.status(), workbook.status()))
                    .containsOnly(Status.PUBLISHED);
            assertThat(informing(text)).isEmpty();
            assertThat(informing(gzip))
                    .containsExactly("[activite_es_2012-S18.csv.gz]: read from gzip, UTF-8, separator \";\"");
            assertThat(informing(zip))
                    .containsExactly(
                            "[activite_es_2012-S28.zip]: read from zip (envoi/activite_es_2012-S28.csv), UTF-8,"
                                    + " separator \";\"");
            assertThat(informing(workbook))
                    .containsExactly(
                            "[activite_es_2012-S38.xlsx]: read from the sheet \"Activité\" of an Excel workbook");
            assertThat(rows(site, text)).hasSize(3);
            for (LoadOutcome packed : List.of(gzip, zip, workbook)) {
                assertThat(rows(site, packed)).as(packed.file()).isEqualTo(rows(site, text));
            }
            assertThat(expanded())
                    .as("texts are removed once their load is published")
                    .isEmpty();
            assertThat(site.operations()
                            .load(home.resolve("files/activite_es_2012-S38.xlsx"), null, null)
                            .status())
                    .isEqualTo(Status.ALREADY_LOADED);
            assertThat(expanded()).isEmpty();
        }
    }

    @Test
    void whatIsRefusedIsArchivedUnlessItCouldNotBeLookedThroughOrIsTooLargeAndThenItIsLeftWhereItIs()
            throws IOException {
        try (Site site = new Site(home, "--pilotage.intake.limits.file-size=4KB", "--pilotage.intake.limits.rows=1")) {
            Path inbox = Files.createDirectories(home.resolve("inbox/national"));
            PackedFile.zipOfTwo(inbox.resolve("activite_es_2012-S37.zip"), EsWeek.good(1));
            Files.writeString(inbox.resolve("activite_es_2012-S38.csv"), EsWeek.good(2));
            Files.writeString(inbox.resolve("activite_es_2012-S39.csv"), EsWeek.good(50));

            List<LoadOutcome> loaded = site.operations().run("weekly", null).loaded();

            assertThat(loaded).extracting(LoadOutcome::status).containsOnly(Status.REFUSED);
            long size = Files.size(inbox.resolve(".too-large-activite_es_2012-S39.csv"));
            assertThat(loaded.stream().flatMap(each -> each.findings().stream()).map(FoundCount::message))
                    .containsExactly(
                            "[activite_es_2012-S37.zip]: expected a zip archive with one file in it, found 2 (a.csv, b.csv)",
                            "[activite_es_2012-S37.zip]: the file could not be looked through for data of patients: it is put"
                                    + " in quarantine and not in the archive",
                            "[activite_es_2012-S38.csv]: expected at most 1 rows, found more",
                            "[activite_es_2012-S39.csv]: expected a file of at most 4 096 bytes, found "
                                    + ("" + size).replaceFirst("(\\d+)(\\d{3})", "$1 $2")
                                    + "; it was not read and is in no archive");
            assertThat(loaded).extracting(each -> each.sha256() != null).containsExactly(true, true, false);
            for (String sha : site.jdbc()
                    .sql("select sha256 from ops.file")
                    .query(String.class)
                    .list()) {
                assertThat(home.resolve("archive").resolve(sha.substring(0, 2)).resolve(sha))
                        .exists();
            }
            assertThat(site.count("ops.file")).isEqualTo(1);
            assertThat(home.resolve("quarantine")
                            .resolve(String.valueOf(loaded.get(0).sha256())))
                    .exists();
            assertThat(site.jdbc()
                            .sql("select code from ops.arrival order by file_name")
                            .query(String.class)
                            .list())
                    .containsExactly("not-one-file", "too-many-rows", "file-too-large");
            try (Stream<Path> left = Files.list(inbox)) {
                assertThat(left).containsExactly(inbox.resolve(".too-large-activite_es_2012-S39.csv"));
            }
            assertThat(site.operations().run("weekly", null).loaded())
                    .as("it is not tried again")
                    .isEmpty();
            assertThat(site.cli("run", "retention").out().strip()).isEqualTo("Nothing is left to remove.");
            Instant longAgo = Instant.now().minus(Duration.ofDays(37 * 31));
            Files.setLastModifiedTime(inbox.resolve(".too-large-activite_es_2012-S39.csv"), FileTime.from(longAgo));
            assertThat(site.cli("run", "retention").out().strip())
                    .isEqualTo("files of the inbox removed that were too large to be read: 1");
            assertThat(inbox).isEmptyDirectory();
        }
    }

    @Test
    @Tag("faults")
    void aKilledLoadOfAWorkbookGoesOnFromItsTextWhichIsMadeAgainWhereItIsDamaged() throws Exception {
        try (Site site = new Site(home)) {
            Path file = PackedFile.xlsx(PslWeek.write(home, "2012-S38", ROWS), false);
            killMidway(site, file);
            Path text = home.resolve("archive/expanded/1");
            Files.writeString(text, "damage", StandardOpenOption.APPEND);
            Path old =
                    Files.writeString(home.resolve("archive/expanded/incoming-old"), "of a process that is long gone");
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

            LoadOutcome outcome = site.operations().load(file, null, null);

            assertThat(outcome.status()).as("%s", outcome.cause()).isEqualTo(Status.PUBLISHED);
            assertThat(outcome.revision()).isEqualTo(1);
            assertThat(site.count("dwh.psl_weekly")).isEqualTo(ROWS);
            assertThat(site.count("(select distinct line_no from dwh.psl_weekly) as lines"))
                    .isEqualTo(ROWS);
            assertThat(expanded()).isEmpty();
        }
    }

    @Test
    @Tag("faults")
    void aKilledLoadIsNotResumedIfItsFileNowExpandsToSomethingElse() throws Exception {
        try (Site site = new Site(home)) {
            Path file = PackedFile.gzip(PslWeek.write(home, "2012-S38", ROWS));
            killMidway(site, file);
            site.jdbc()
                    .sql("update ops.load set expanded_sha256 = repeat('0', 64)")
                    .update();

            LoadOutcome refused = site.operations().load(file, null, null);

            assertThat(refused.status()).isEqualTo(Status.FAILED);
            assertThat(refused.cause())
                    .isEqualTo(
                            "[activite_psl_2012-S38.csv.gz] the archived bytes of load 1 expand to another text than the"
                                    + " one it was begun with: the declaration of psl-weekly or a limit has changed; it is not"
                                    + " resumed; withdraw load 1, then load the file again");
            Site.Said withdrawn = site.cli("withdraw", "1", "--reason", "the declaration changed");
            assertThat(withdrawn.code()).as(withdrawn.err()).isZero();
            LoadOutcome again = site.operations().load(file, null, null);
            assertThat(again.status()).isEqualTo(Status.PUBLISHED);
            assertThat(again.revision()).isEqualTo(2);
            assertThat(site.count("dwh.psl_weekly where load_id = 2")).isEqualTo(ROWS);
        }
    }

    /** A week of its own, so that no check compares it with another. */
    private static Path esWeek(Site site, String week) {
        return site.write(EsWeek.NAME.replace("2012-S38", week), EsWeek.good(3).replace("2012-S38", week));
    }

    private static List<String> informing(LoadOutcome outcome) {
        return outcome.findings().stream()
                .filter(each -> each.severity().equals("info"))
                .map(FoundCount::message)
                .toList();
    }

    /** All that is kept of the rows of a load but to which load, file and period they belong. */
    private static List<String> rows(Site site, LoadOutcome outcome) {
        return site.jdbc()
                .sql("select (to_jsonb(w) - 'load_id' - 'file_id' - 'period_start')::text from dwh.es_weekly w"
                        + " where load_id = :load order by line_no")
                .param("load", outcome.loadId())
                .query(String.class)
                .list();
    }

    private List<Path> expanded() throws IOException {
        try (Stream<Path> texts = Files.list(home.resolve("archive/expanded"))) {
            return texts.toList();
        }
    }

    private void killMidway(Site site, Path file) throws Exception {
        ProcessBuilder builder = site.process("load", file.toString());
        builder.environment().put("PILOTAGE_INTAKE_PAGEROWS", "200");
        Path said = Files.createTempFile(home, "said", ".txt");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (process.isAlive() && site.count("dwh.psl_weekly") < 1_000) {
            assertThat(Instant.now()).as("waited too long").isBefore(deadline);
            Thread.sleep(10);
        }
        process.destroyForcibly().waitFor();
        assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(137);
        assertThat(site.count("dwh.psl_weekly")).isBetween(1L, ROWS - 1L);
    }
}
