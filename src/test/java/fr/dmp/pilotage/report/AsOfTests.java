package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.ReportRequest;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A report as it would have been at the end of a day. The last week came on 24 September, was corrected on the 27th at
 * 23:30 in Paris, and again on 3 October; the week before came on 1 October only. Editions are counted by region: each test
 * has a region of its own.
 */
@TestInstance(Lifecycle.PER_CLASS)
class AsOfTests {

    private static final String WEEK = "2012-S38";

    private Site site;

    @BeforeAll
    void load(@TempDir Path home) {
        site = new Site(home);
        history(5).load(site, 5);
        history(6).load(site, 5);
        history(6).load(site, 4);
        history(7).load(site, 5);
        inForce(1, "2012-09-24 10:00 Europe/Paris", "2012-09-27 23:30 Europe/Paris");
        inForce(2, "2012-09-27 23:30 Europe/Paris", "2012-10-03 08:00 Europe/Paris");
        inForce(3, "2012-10-01 12:00 Europe/Paris", null);
        inForce(4, "2012-10-03 08:00 Europe/Paris", null);
    }

    @AfterAll
    void close() {
        site.close();
    }

    private static EsHistory history(int documents) {
        EsHistory history = new EsHistory(WEEK);
        for (String departement : List.of("60", "35", "67", "21", "54")) {
            history.add(EsWeek.finess(departement, 1), "FICTIF " + departement, 1, 1, 1, 1, 1, documents)
                    .in(departement);
        }
        return history;
    }

    /** The clock of the warehouse is the server's: what it noted is moved to the days of the story. */
    private void inForce(long load, String from, String until) {
        site.jdbc()
                .sql("update ops.load set published_at = :from::timestamptz, retired_at = :until::timestamptz"
                        + " where load_id = :load")
                .param("from", from)
                .param("until", until)
                .param("load", load)
                .update();
    }

    @Test
    void aDayBeforeTheCorrectionHasTheFiguresBeforeIt() {
        Workbook workbook = asOf("Picardie", "2012-09-26");
        assertThat(documents(workbook)).isEqualTo("5");
        assertThat(workbook.edition()).isZero();
        assertThat(workbook.path().getFileName()).hasToString("focus-es_2012-S38_picardie_au-2012-09-26.xlsx");
        assertThat(WrittenSheet.texts(WrittenSheet.open(workbook.path()).getSheetAt(0)))
                .contains(List.of("Édition", "hors édition, état au 26 septembre 2012"));
    }

    @Test
    void theDayEndsAtMidnightInParis() {
        assertThat(documents(asOf("Picardie", "2012-09-27"))).isEqualTo("6");
    }

    @Test
    void aFileThatCameLaterIsNotThereYet() {
        assertThat(WrittenSheet.all(asOf("Picardie", "2012-09-30").path())
                        .get("Données")
                        .column("Semaine"))
                .containsExactly("2012-S38");
        assertThat(WrittenSheet.all(asOf("Picardie", "2012-10-01").path())
                        .get("Données")
                        .column("Semaine"))
                .containsExactly("2012-S37", "2012-S38");
    }

    @Test
    void aDayWhoseLoadsMadeAnEditionIsThatEditionAndEditionsGoOnUndisturbed() {
        Workbook first = write("Bretagne");
        Workbook asOf = asOf("Bretagne", "2012-10-03");
        assertThat(asOf)
                .isEqualTo(new Workbook(
                        first.report(),
                        first.period(),
                        first.region(),
                        1,
                        false,
                        first.path(),
                        first.sha256(),
                        null,
                        "that day's figures are those of edition 1"));
        assertThat(asOf("Bretagne", "2012-10-02").edition()).isZero();
        assertThat(write("Bretagne").edition()).isEqualTo(1);
        assertThat(site.count("ops.edition where scope = 'bretagne'")).isEqualTo(1);
    }

    @Test
    void anEditionWhoseWorkbookIsLostIsBroughtBack() throws IOException {
        Workbook first = write("Alsace");
        Files.delete(first.path());
        Workbook asOf = asOf("Alsace", "2012-10-04");
        assertThat(asOf.written()).isTrue();
        assertThat(asOf.path()).isEqualTo(first.path());
        assertThat(EditionFiles.sha256(Files.readAllBytes(first.path()))).isEqualTo(first.sha256());
    }

    @Test
    void theSameDayAskedAgainGivesTheSameBytesAndWritesNothing() {
        Workbook first = asOf("Bourgogne", "2012-09-26");
        Workbook again = asOf("Bourgogne", "2012-09-26");
        assertThat(first.written()).isTrue();
        assertThat(again.written()).isFalse();
        assertThat(again.sha256()).isEqualTo(first.sha256());
    }

    @Test
    void aDayOnWhichNothingWasThereIsAMistakeOfUsage() {
        Site.Said said = site.cli("report", "weekly-es-focus", "--period", WEEK, "--as-of", "2012-09-23");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .isEqualTo("no published period of weekly-es-focus \"2012-S38\"; there is none at all"
                        + System.lineSeparator());
    }

    @Test
    void aDayInTheRegionsOfAnotherVintageIsBoth() {
        Workbook workbook = site.operations()
                .report(new ReportRequest(
                        "weekly-es-focus", WEEK, "Hauts-de-France", null, null, LocalDate.parse("2012-09-26"), 2016))
                .get(0);
        assertThat(documents(workbook)).isEqualTo("5");
        assertThat(workbook.path().getFileName())
                .hasToString("focus-es_2012-S38_hauts-de-france_geographie-2016_au-2012-09-26.xlsx");
    }

    @Test
    void whatCannotBeAskedForTogetherIsAMistakeOfUsage() {
        Site.Said both =
                site.cli("report", "weekly-es-focus", "--period", WEEK, "--edition", "1", "--as-of", "2012-09-26");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err())
                .startsWith("an edition is rebuilt as it was issued, not as of a day or in other regions");
        assertThat(site.cli("report", "weekly-es-focus", "--edition", "1").err())
                .startsWith("editions are counted by period: name the period of the edition to rebuild");
        assertThat(site.cli("report", "all", "--geography", "2014").err())
                .startsWith("expected 2012 or 2016 as geography, found 2014");
        assertThat(site.cli("report", "all", "--out", "x.xlsx").err())
                .startsWith("only an edition is rebuilt into a file of another name: name the edition");
    }

    private Workbook asOf(String region, String day) {
        return site.operations()
                .report(new ReportRequest("weekly-es-focus", WEEK, region, null, null, LocalDate.parse(day), null))
                .get(0);
    }

    private Workbook write(String region) {
        return site.operations().report("weekly-es-focus", WEEK, region).get(0);
    }

    private static String documents(Workbook workbook) {
        return WrittenSheet.all(workbook.path())
                .get("Établissements")
                .column("Documents, semaine")
                .get(0);
    }
}
