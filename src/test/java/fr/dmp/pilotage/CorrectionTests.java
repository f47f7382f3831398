package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.intake.Inbox;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New content for a period becomes the next revision; the same content never loads twice. */
class CorrectionTests {

    private static final String TABLE = PublishedFigures.NAME;

    @TempDir
    private Path home;

    private Site site;

    @BeforeEach
    void open() {
        site = Site.loading(home);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theSameContentUnderAnotherNameIsAlreadyLoaded() {
        site.load(EsWeek.NAME, EsWeek.good(2));
        LoadOutcome again = site.load("activite_es_2012-S38_copie.csv", EsWeek.good(2));
        assertThat(again.status()).isEqualTo(Status.ALREADY_LOADED);
        assertThat(site.count("ops.load")).isEqualTo(1);
        assertThat(site.count("dwh.es_weekly")).isEqualTo(2);
    }

    @Test
    void otherContentRetiresTheEarlierLoadAndDeletesNothing() {
        site.load(EsWeek.NAME, EsWeek.good(2));
        LoadOutcome corrected = site.load(EsWeek.NAME, EsWeek.good(3));
        assertThat(corrected.status()).isEqualTo(Status.PUBLISHED);
        assertThat(corrected.revision()).isEqualTo(2);
        assertThat(site.count("dwh.es_weekly")).isEqualTo(5);
        assertThat(site.count("ops.load where published_at is not null and retired_at is null"))
                .isEqualTo(1);
    }

    @Test
    void theFirstContentSentAgainIsAThirdRevision() {
        site.load(EsWeek.NAME, EsWeek.good(2));
        site.load(EsWeek.NAME, EsWeek.good(3));
        LoadOutcome third = site.load(EsWeek.NAME, EsWeek.good(2));
        assertThat(third.status()).isEqualTo(Status.PUBLISHED);
        assertThat(third.revision()).isEqualTo(3);
    }

    @Test
    void aCorrectedFileTakesThePlaceOfAHeldOne() {
        LoadOutcome held = site.load(TABLE, PublishedFigures.text().replace("204 180", "204 181"));
        LoadOutcome corrected = site.load(TABLE, PublishedFigures.text());
        assertThat(held.status()).isEqualTo(Status.HELD);
        assertThat(corrected.status()).isEqualTo(Status.PUBLISHED);
        assertThat(corrected.revision()).isEqualTo(2);
        assertThat(site.jdbc()
                        .sql("select closed from ops.load where revision = 1")
                        .query(String.class)
                        .single())
                .isEqualTo("withdrawn");
    }

    @Test
    void aFileSentWhileOneOfItsNameIsWorkedOnStaysForTheNextRun() throws IOException {
        Path folder = Files.createDirectories(site.operations().inboxOf("national"));
        Files.writeString(folder.resolve(EsWeek.NAME), EsWeek.good(2));
        Inbox inbox = site.bean(Inbox.class);
        Path claimed = inbox.claim(inbox.list().ready().get(0));
        Files.writeString(folder.resolve(EsWeek.NAME), EsWeek.good(3));
        inbox.remove(claimed);
        assertThat(site.operations().run("weekly", null).loaded())
                .extracting(LoadOutcome::loaded)
                .containsExactly(3L);
    }

    @Test
    void aFileThatADeadRunHadTakenIsTakenAgainUnderItsName() throws IOException {
        Path folder = Files.createDirectories(site.operations().inboxOf("national"));
        Files.writeString(folder.resolve(EsWeek.NAME), EsWeek.good(2));
        Inbox inbox = site.bean(Inbox.class);
        inbox.claim(inbox.list().ready().get(0));
        assertThat(site.operations().run("weekly", null).loaded())
                .extracting(LoadOutcome::file, LoadOutcome::status)
                .containsExactly(tuple(EsWeek.NAME, Status.PUBLISHED));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void oneFileThatCannotBeReadDoesNotKeepTheOthersFromLoading() throws IOException {
        Path folder = Files.createDirectories(site.operations().inboxOf("national"));
        Files.writeString(folder.resolve(EsWeek.NAME), EsWeek.good(2));
        // Its place in the archive is taken by something that is no folder.
        Files.writeString(
                folder.resolve("activite_es_2012-S37.csv"), EsWeek.good(1).replace("S38", "S37"));
        Files.createDirectories(site.home().resolve("archive"));
        String sha = sha256(EsWeek.good(1).replace("S38", "S37"));
        Files.writeString(site.home().resolve("archive").resolve(sha.substring(0, 2)), "in the way");

        List<LoadOutcome> outcomes = site.operations().run("weekly", null).loaded();

        assertThat(outcomes)
                .extracting(LoadOutcome::file, LoadOutcome::status)
                .containsExactly(
                        tuple("activite_es_2012-S37.csv", Status.FAILED), tuple(EsWeek.NAME, Status.PUBLISHED));
        assertThat(outcomes.get(0).cause()).isNotBlank();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLoadWhoseRunDiedBetweenAuditAndPublicationIsPublishedByTheNextRun() {
        site.load(EsWeek.NAME, EsWeek.good(2));
        site.jdbc().sql("update ops.load set published_at = null").update();
        site.jdbc().sql("update ops.batch_job_execution set status = 'FAILED'").update();
        site.jdbc()
                .sql("update ops.batch_step_execution set status = 'FAILED' where step_name = 'publish'")
                .update();
        assertThat(site.operations().run("weekly", null).loaded())
                .extracting(LoadOutcome::status)
                .containsExactly(Status.PUBLISHED);
        assertThat(site.count("dwh.es_weekly")).isEqualTo(2);
    }

    @Test
    void aHeldTableIsInNoWorkbook() {
        site.load(TABLE, PublishedFigures.text().replace("204 180", "204 181"));
        assertThat(site.operations().report("all", null, null)).isEmpty();
    }

    @Test
    void aCorrectionGivesTheNextEditionAndTheEarlierOneStays() throws IOException {
        site.load(TABLE, PublishedFigures.text());
        Workbook first = only(site.operations().report("activity-figures", null, null));
        byte[] before = Files.readAllBytes(first.path());
        // One DMP more in Alsace, in the region, its total and France.
        site.load(
                TABLE,
                PublishedFigures.text()
                        .replace("7 394\t20 633\t28 027", "7 395\t20 633\t28 028")
                        .replace("65 753\t138 427\t204 180", "65 754\t138 427\t204 181"));

        Workbook second = only(site.operations().report("activity-figures", null, null));

        assertThat(second.edition()).isEqualTo(2);
        assertThat(second.path().getFileName()).hasToString("chiffres-activite_2012-09-25_france_edition-2.xlsx");
        assertThat(Files.readAllBytes(first.path())).isEqualTo(before);
        assertThat(cell(second.path(), 1, 1)).isEqualTo(7_395);
    }

    @Test
    void partsThatOnlySomeTablesGiveAreShownWhereTheyAreGiven() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : PublishedFigures.text().lines().toList()) {
            String[] cells = line.split("\t", -1);
            String autres = cells[0].equals("Région") ? "DMP créés par autres structures" : "0";
            text.append(String.join("\t", cells[0], cells[1], cells[2], autres, cells[3], cells[4], cells[5], cells[6]))
                    .append("\n");
        }
        site.load(TABLE, text.toString());
        Path file =
                only(site.operations().report("activity-figures", null, null)).path();
        try (InputStream in = Files.newInputStream(file);
                XSSFWorkbook workbook = new XSSFWorkbook(in)) {
            var sheet = workbook.getSheet("Chiffres par région");
            assertThat(sheet.getRow(0).getCell(3).getStringCellValue()).isEqualTo("DMP créés par autres structures");
            assertThat(sheet.getRow(27).getCell(3).getNumericCellValue()).isZero();
            assertThat(sheet.getRow(27).getCell(4).getNumericCellValue()).isEqualTo(204_180);
            assertThat(sheet.getDrawingPatriarch()
                            .getCharts()
                            .get(0)
                            .getCTChart()
                            .getPlotArea()
                            .getBarChartArray(0)
                            .getSerArray())
                    .hasSize(3);
        }
    }

    @Test
    void theNextPublicationShowsTheChangeSinceTheOneBefore() throws IOException {
        site.load(TABLE, PublishedFigures.text());
        site.load(
                "synthese_regions_2012-10-02.tsv",
                PublishedFigures.text()
                        .replace("7 394\t20 633\t28 027", "7 400\t20 633\t28 033")
                        .replace("65 753\t138 427\t204 180", "65 759\t138 427\t204 186"));
        Workbook next = only(site.operations().report("activity-figures", "2012-10-02", null));
        assertThat(cell(next.path(), 1, 7)).isEqualTo(6);
        assertThat(cell(next.path(), 2, 7)).isZero();
        assertThat(cell(next.path(), 27, 7)).isEqualTo(6);
    }

    private static Workbook only(List<Workbook> workbooks) {
        assertThat(workbooks).hasSize(1);
        return workbooks.get(0);
    }

    private static double cell(Path file, int row, int column) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                XSSFWorkbook workbook = new XSSFWorkbook(in)) {
            return workbook.getSheet("Chiffres par région")
                    .getRow(row)
                    .getCell(column)
                    .getNumericCellValue();
        }
    }
}
