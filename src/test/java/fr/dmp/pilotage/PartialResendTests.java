package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with a part of its week completes what was published of it; each test has a week of its own. */
class PartialResendTests {

    @TempDir
    private static Path home;

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.loading(home);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static LoadOutcome load(String week, String text) {
        return site.load("activite_es_2012-" + week + ".csv", text.replace("2012-S38", "2012-" + week));
    }

    private static LoadOutcome partial(String week, String text) {
        return site.load("activite_es_2012-" + week + "_partiel.csv", text.replace("2012-S38", "2012-" + week));
    }

    private static String row(int number, int documents) {
        return EsWeek.row(EsWeek.finess(number)).replace(";5;50;1;10", ";" + documents + ";50;1;10");
    }

    /** Establishment, documents, line and file of each row of a load, in the order of their keys. */
    private static List<String> rows(LoadOutcome outcome) {
        return site.jdbc()
                .sql("""
                        select substr(finess_et, 8, 1) || ': ' || documents || ', line ' || line_no || ' of '
                          || (select min(file_name) from ops.load l where l.file_id = e.file_id)
                        from dwh.es_weekly e where load_id = :id order by finess_et
                        """)
                .param("id", outcome.loadId())
                .query(String.class)
                .list();
    }

    @Test
    void keysThatAPartialFileLacksStayWithTheirFileAndLine() {
        load("S10", EsWeek.file(row(1, 5), row(2, 5), row(3, 5)));

        LoadOutcome outcome = partial("S10", EsWeek.file(row(2, 7), row(4, 9)));

        assertThat(outcome)
                .extracting(
                        LoadOutcome::status,
                        LoadOutcome::revision,
                        LoadOutcome::read,
                        LoadOutcome::loaded,
                        LoadOutcome::rejected,
                        LoadOutcome::carried)
                .containsExactly(Status.PUBLISHED, 2, 2L, 2L, 0L, 2L);
        assertThat(rows(outcome))
                .containsExactly(
                        "1: 5, line 2 of activite_es_2012-S10.csv",
                        "2: 7, line 2 of activite_es_2012-S10_partiel.csv",
                        "3: 5, line 4 of activite_es_2012-S10.csv",
                        "4: 9, line 3 of activite_es_2012-S10_partiel.csv");
    }

    @Test
    void aFileThatIsNotPartialReplacesAllThatWasPublished() {
        load("S11", EsWeek.file(row(1, 5), row(2, 5)));
        LoadOutcome outcome = load("S11", EsWeek.file(row(2, 7)));
        assertThat(outcome.carried()).isZero();
        assertThat(rows(outcome)).containsExactly("2: 7, line 2 of activite_es_2012-S11.csv");
    }

    @Test
    void aPartialFileAfterAPartialFileCompletesBoth() {
        load("S12", EsWeek.file(row(1, 5), row(2, 5), row(3, 5)));
        partial("S12", EsWeek.file(row(2, 7)));
        LoadOutcome outcome = site.load(
                "activite_es_2012-S12_PARTIEL_2.csv", EsWeek.file(row(3, 8)).replace("2012-S38", "2012-S12"));
        assertThat(rows(outcome))
                .containsExactly(
                        "1: 5, line 2 of activite_es_2012-S12.csv",
                        "2: 7, line 2 of activite_es_2012-S12_partiel.csv",
                        "3: 8, line 2 of activite_es_2012-S12_PARTIEL_2.csv");
        assertThat(outcome.carried()).isEqualTo(2);
    }

    @Test
    void aPartialFileThatHasNothingToCompleteIsRefused() {
        LoadOutcome outcome = partial("S13", EsWeek.file(row(1, 5)));
        assertThat(outcome.status()).isEqualTo(Status.REFUSED);
        assertThat(outcome.findings())
                .extracting(FoundCount::code, FoundCount::message)
                .containsExactly(tuple(
                        "partial-of-nothing",
                        "[activite_es_2012-S13_partiel.csv]: expected a published load of es-weekly 2012-S13 from"
                                + " national that this partial file completes, found none"));
        assertThat(site.count("ops.load where file_name like '%S13%'")).isZero();
    }

    @Test
    void aPartialFileDoesNotTakeThePlaceOfALoadThatWaits() {
        load("S14", EsWeek.file(row(1, 5)));
        LoadOutcome held = load("S14", EsWeek.file(row(1, 6), EsWeek.row("600000000"), EsWeek.row("600000008")));
        assertThat(held.status()).isEqualTo(Status.HELD);

        LoadOutcome outcome = partial("S14", EsWeek.file(row(1, 7)));

        assertThat(outcome.status()).isEqualTo(Status.REFUSED);
        assertThat(outcome.findings())
                .extracting(FoundCount::message)
                .containsExactly(
                        "[activite_es_2012-S14_partiel.csv]: a partial file completes what is published, but load "
                                + held.loadId() + " is waiting; release or withdraw that first, or send its rejected"
                                + " lines again with their columns Ligne, Motif and Colonne");
        assertThat(site.operations().holds()).anyMatch(each -> each.load() == Objects.requireNonNull(held.loadId()));
    }

    @Test
    void aKeyThatIsTwiceInAPartialFileStaysAsItWas() {
        load("S15", EsWeek.file(row(1, 5), row(2, 5)));
        // Two rejects of four rows would hold the load: this is about what is carried.
        LoadOutcome outcome = partial("S15", EsWeek.file(row(1, 7), row(1, 8), row(3, 9)));
        assertThat(outcome)
                .extracting(LoadOutcome::status, LoadOutcome::rejected, LoadOutcome::carried)
                .containsExactly(Status.HELD, 2L, 2L);
        assertThat(rows(outcome))
                .containsExactly(
                        "1: 5, line 2 of activite_es_2012-S15.csv",
                        "2: 5, line 3 of activite_es_2012-S15.csv",
                        "3: 9, line 4 of activite_es_2012-S15_partiel.csv");
    }

    @Test
    void anAuditThatIsDoneAgainCarriesEachRowOnce() {
        load("S16", EsWeek.file(row(1, 5), row(2, 5), row(3, 5)));
        LoadOutcome outcome = partial("S16", EsWeek.file(row(2, 7)));
        List<String> before = rows(outcome);
        // As if the run had died after its audit, and nobody had noted that the audit had ended.
        site.jdbc()
                .sql("update ops.load set published_at = null where load_id = :id")
                .param("id", outcome.loadId())
                .update();
        site.jdbc()
                .sql("update ops.load set retired_at = null where file_name = 'activite_es_2012-S16.csv'")
                .update();
        site.jdbc().sql("update ops.batch_job_execution set status = 'FAILED'").update();
        site.jdbc()
                .sql("update ops.batch_step_execution set status = 'FAILED' where step_name in ('audit', 'publish')")
                .update();

        List<LoadOutcome> resumed = site.operations().run("weekly", null).loaded();

        assertThat(resumed)
                .extracting(LoadOutcome::status, LoadOutcome::loaded, LoadOutcome::carried)
                .containsExactly(tuple(Status.PUBLISHED, 1L, 2L));
        assertThat(rows(outcome)).isEqualTo(before);
    }

    @Test
    void aPartialLoadWhoseBaseWasWithdrawnIsNotPublished() {
        LoadOutcome base = load("S17", EsWeek.file(row(1, 5), row(2, 5)));
        LoadOutcome held = partial("S17", EsWeek.file(row(1, 6), EsWeek.row("600000000"), EsWeek.row("600000008")));
        site.operations().withdraw(Objects.requireNonNull(base.loadId()), "wrong", null);

        Site.Said said =
                site.cli("release", Objects.requireNonNull(held.loadId()).toString(), "--reason", "go on");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err().strip())
                .isEqualTo(
                        "release failed: load " + held.loadId() + " is not open, audited and let through, or completes"
                                + " a load that is no longer in force: not published");
        assertThat(site.operations().holds())
                .as("nothing changed")
                .anyMatch(each -> each.load() == Objects.requireNonNull(held.loadId()));
    }

    @Test
    void aWithdrawnPartialFileGivesBackWhatItHadCompleted() {
        load("S18", EsWeek.file(row(1, 5), row(2, 5)));
        LoadOutcome outcome = partial("S18", EsWeek.file(row(2, 7)));
        long back = Objects.requireNonNull(site.operations()
                .withdraw(Objects.requireNonNull(outcome.loadId()), "wrong", null)
                .inForce());
        assertThat(site.jdbc()
                        .sql("select documents from dwh.es_weekly where load_id = :id")
                        .param("id", back)
                        .query(Integer.class)
                        .list())
                .containsExactly(5, 5);
    }

    @Test
    void theWorkbookNamesBothFiles() throws IOException {
        load("S19", EsWeek.file(row(1, 5), row(2, 5)));
        partial("S19", EsWeek.file(row(2, 7)));
        Workbook workbook = site.operations()
                .report("weekly-es-focus", "2012-S19", "Picardie")
                .get(0);
        List<String> texts = new ArrayList<>();
        try (InputStream in = Files.newInputStream(workbook.path());
                XSSFWorkbook read = new XSSFWorkbook(in)) {
            for (Row row : read.getSheet("Lisez-moi")) {
                if (row.getCell(0) != null && row.getCell(0).getCellType() == CellType.STRING) {
                    texts.add(row.getCell(0).getStringCellValue());
                }
            }
        }
        assertThat(texts).contains("activite_es_2012-S19_partiel.csv", "activite_es_2012-S19.csv");
    }
}
