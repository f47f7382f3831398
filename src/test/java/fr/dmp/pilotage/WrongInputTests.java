package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sender and an admin read when a file is wrong, word for word, and where the file then stands. */
class WrongInputTests {

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
    void aGoodFileIsPublishedWithoutAnyFinding() {
        LoadOutcome outcome = site.load(EsWeek.NAME, EsWeek.good(3));
        assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
        assertThat(List.of(outcome.read(), outcome.loaded(), outcome.rejected()))
                .containsExactly(3L, 3L, 0L);
        assertThat(messages(outcome)).isEmpty();
    }

    @Test
    void aMissingColumnRefusesTheFile() {
        refused(
                EsWeek.NAME,
                EsWeek.good(1).replace(";documents;", ";piecesjointes;"),
                "[activite_es_2012-S38.csv]: the header lacks [documents]; found [semaine, finess_et, finess_ej,"
                        + " raison_sociale, categorie, statut, departement, dmp_compatible, editeur_dpi, date_demarrage,"
                        + " dmp_crees, dmp_crees_cumul, dmp_alimentes, dmp_alimentes_cumul, piecesjointes,"
                        + " documents_cumul, consultations, consultations_cumul]");
    }

    @Test
    void aRepeatedColumnRefusesTheFile() {
        refused(
                EsWeek.NAME,
                EsWeek.good(1).replace("finess_ej", "FINESS ET"),
                "[activite_es_2012-S38.csv] line 1, column finess_et: expected each column once, found finess_et and"
                        + " FINESS ET");
    }

    @Test
    void aWeekThatDoesNotExistRefusesTheFile() {
        refused(
                "activite_es_2012-S53.csv",
                EsWeek.good(1),
                "[activite_es_2012-S53.csv]: the name says \"2012-S53\", which is no week of the calendar");
    }

    @Test
    void aRowOfAnUnknownWeekIsRejected() {
        rejected(
                EsWeek.row(EsWeek.finess(7)).replace("2012-S38", "2012-S60"),
                "[activite_es_2012-S38.csv] line 3, column semaine: expected a week such as 2012-S38, found"
                        + " \"2012-S60\", which is none");
    }

    @Test
    void columnsWithoutANameAreToldEachAndTheirRowsAreLoaded() {
        String rows = EsWeek.good(2).lines().map(line -> line + ";;").collect(Collectors.joining("\n"));
        LoadOutcome outcome = site.load(EsWeek.NAME, rows + "\n");
        assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
        assertThat(outcome.loaded()).isEqualTo(2);
        assertThat(site.jdbc()
                        .sql("select total from ops.finding_count where code = 'unknown-column' and load_id = :id")
                        .param("id", outcome.loadId())
                        .query(Long.class)
                        .list())
                .containsExactly(2L);
    }

    @Test
    void aNegativeCountIsRejected() {
        rejected(
                EsWeek.row(EsWeek.finess(7)).replace(";5;50;", ";-5;50;"),
                "[activite_es_2012-S38.csv] line 3, column documents: \"-5\" is below 0");
    }

    @Test
    void aWrongFinessKeyIsRejected() {
        String good = EsWeek.finess(7);
        char wrong = good.charAt(8) == '9' ? '0' : (char) (good.charAt(8) + 1);
        rejected(
                EsWeek.row(good.substring(0, 8) + wrong),
                "[activite_es_2012-S38.csv] line 3, column finess_et: the check digit of FINESS number \""
                        + good.substring(0, 8) + wrong + "\" is wrong, expected " + good.charAt(8));
    }

    @Test
    void allLinesOfADuplicateKeyAreRejectedAndTheLoadIsHeld() {
        String twice = EsWeek.row(EsWeek.finess(1));
        LoadOutcome outcome = site.load(EsWeek.NAME, EsWeek.file(twice, EsWeek.row(EsWeek.finess(2)), twice));
        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(List.of(outcome.read(), outcome.loaded(), outcome.rejected()))
                .containsExactly(3L, 1L, 2L);
        assertThat(messages(outcome))
                .containsExactly(
                        "[activite_es_2012-S38.csv] line 2: line 2 has the same key as 2 lines of this file; all of them"
                                + " are rejected, none wins",
                        "[activite_es_2012-S38.csv]: 2 of 3 rows were rejected, at most 1 are let through");
        assertThat(site.jdbc()
                        .sql("select line_no from ops.reject where code = 'duplicate-key' order by 1")
                        .query(Long.class)
                        .list())
                .containsExactly(2L, 4L);
    }

    @Test
    void aWrongTotalOfARegionIsAWarningWhereNotAllPartsAreGiven() {
        LoadOutcome outcome = site.load(TABLE, PublishedFigures.text().replace("28 027", "28 028"));
        assertThat(messages(outcome))
                .contains(
                        "[synthese_regions_2012-09-25.tsv] line 2: Alsace: DMP created by PSL, ES add up to 28,027, the"
                                + " total says 28,028 (+1)");
    }

    @Test
    void aFranceRowThatIsNotTheSumOfTheRegionsHoldsTheLoad() {
        LoadOutcome outcome = site.load(TABLE, PublishedFigures.text().replace("204 180", "204 181"));
        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(messages(outcome))
                .contains(
                        "[synthese_regions_2012-09-25.tsv] line 28: Total DMP créés: the regions add up to 204,180, the"
                                + " France row says 204,181 (+1); created DMP add up");
    }

    @Test
    void anUnknownRegionIsRejectedAndHoldsTheLoad() {
        LoadOutcome outcome = site.load(TABLE, PublishedFigures.text().replace("Alsace", "Alsasse"));
        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(messages(outcome))
                .contains(
                        "[synthese_regions_2012-09-25.tsv] line 2, column Région: expected a region of 2012 by label or"
                                + " code, found \"Alsasse\"",
                        "[synthese_regions_2012-09-25.tsv]: 1 of 26 rows were rejected, at most 0 are let through");
    }

    @Test
    void anUndeclaredSenderIsRefused() {
        LoadOutcome outcome = site.operations().load(site.write(EsWeek.NAME, EsWeek.good(1)), "editeur-inconnu", null);
        assertThat(outcome.status()).isEqualTo(Status.REFUSED);
        assertThat(messages(outcome))
                .containsExactly("[activite_es_2012-S38.csv]: expected a file from national, found one from"
                        + " \"editeur-inconnu\"");
    }

    @Test
    void anEmptyFileIsRefused() {
        refused(EsWeek.NAME, "", "[activite_es_2012-S38.csv]: expected a header and rows, found 0 bytes");
    }

    @Test
    void aHeaderWithoutRowsIsRefused() {
        refused(
                EsWeek.NAME,
                EsWeek.HEADER + "\n",
                "[activite_es_2012-S38.csv]: expected at least one row below the header, found none");
    }

    @Test
    void whatIsNoCsvAtAllIsRefused() {
        refused(
                EsWeek.NAME,
                "\ufeffPNG\0",
                "[activite_es_2012-S38.csv]: expected a text file with fields separated by \";\" \",\" tab \"|\", found"
                        + " binary data (a NUL byte)");
    }

    @Test
    void whatIsCompressedAndNobodyCanLookThroughIsRefusedAndKeptInQuarantine() {
        LoadOutcome outcome = refused(
                EsWeek.NAME,
                "%PDF-1.4\n%âãÏÓ\n1 0 obj\n",
                "[activite_es_2012-S38.csv]: expected a text file with fields separated by \";\" \",\" tab \"|\", found a"
                        + " PDF document",
                sha256 -> "quarantine/" + sha256);
        assertThat(messages(outcome)).hasSize(2);
    }

    @Test
    void aFileOfAnUnknownNameIsRefused() {
        refused(
                "export.csv",
                EsWeek.good(1),
                "[export.csv]: no feed takes a file of this name; expected " + PackagedFeeds.PATTERNS);
    }

    @Test
    void aFileWaitsWhileAnEarlierOneOfItsNameCannotBeTakenInAndBothAreLoadedInTheirOrder() throws IOException {
        Path inbox = Files.createDirectories(home.resolve("inbox/national"));
        Files.writeString(inbox.resolve(EsWeek.NAME), EsWeek.good(1));
        Path inTheWay = Files.writeString(home.resolve("quarantine"), "nothing can be taken in");
        assertThat(causes(site.operations().run("weekly", null).loaded())).hasSize(1);
        Files.writeString(inbox.resolve(EsWeek.NAME), EsWeek.good(2));

        assertThat(causes(site.operations().run("weekly", null).loaded()))
                .hasSize(2)
                .last()
                .isEqualTo(
                        "an earlier activite_es_2012-S38.csv could not be taken in and is still in the inbox; this one"
                                + " comes after it");

        assertThat(inbox.resolve(".taking-" + EsWeek.NAME)).hasContent(EsWeek.good(1));
        assertThat(inbox.resolve(EsWeek.NAME)).hasContent(EsWeek.good(2));
        Files.delete(inTheWay);
        assertThat(site.operations().run("weekly", null).loaded())
                .extracting(LoadOutcome::status, LoadOutcome::read, LoadOutcome::revision)
                .containsExactly(tuple(Status.PUBLISHED, 1L, 1), tuple(Status.PUBLISHED, 2L, 2));
        assertThat(inbox).isEmptyDirectory();
    }

    private static List<String> causes(List<LoadOutcome> outcomes) {
        assertThat(outcomes).extracting(LoadOutcome::status).containsOnly(Status.FAILED);
        return outcomes.stream().map(LoadOutcome::cause).toList();
    }

    private void refused(String name, String text, String message) {
        refused(name, text, message, sha256 -> "archive/" + sha256.substring(0, 2) + "/" + sha256);
    }

    private LoadOutcome refused(String name, String text, String message, UnaryOperator<String> place) {
        LoadOutcome outcome = site.load(name, text);
        assertThat(outcome.status()).isEqualTo(Status.REFUSED);
        assertThat(messages(outcome).get(0)).isEqualTo(message);
        assertThat(site.count("ops.load")).isZero();
        assertThat(site.jdbc()
                        .sql("select message from ops.arrival where outcome = 'refused'")
                        .query(String.class)
                        .single())
                .isEqualTo(message);
        // Nothing is lost: what was refused can be looked at.
        assertThat(site.home().resolve(place.apply(Objects.requireNonNull(outcome.sha256()))))
                .exists();
        return outcome;
    }

    /** Beside a good row, the bad one is rejected and the load goes through: one reject is let through for ES. */
    private void rejected(String badRow, String message) {
        LoadOutcome outcome = site.load(EsWeek.NAME, EsWeek.file(EsWeek.row(EsWeek.finess(1)), badRow));
        assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
        assertThat(List.of(outcome.read(), outcome.loaded(), outcome.rejected()))
                .containsExactly(2L, 1L, 1L);
        assertThat(messages(outcome)).containsExactly(message);
        assertThat(site.count("ops.reject where line_no = 3")).isEqualTo(1);
    }

    private static List<String> messages(LoadOutcome outcome) {
        return outcome.findings().stream().map(FoundCount::message).toList();
    }
}
