package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.pipeline.ReportRequest;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever brought the loads in force into force, Qualité shows how these very loads agree; and an edition made before says
 * again what it said. One region, one establishment of a sender, and a quarter between one test and the next.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ReconciledAgainTests {

    private static final String ONE = EsWeek.finess("60", 1);
    private static final String TWO = EsWeek.finess("60", 2);

    private Site site;
    private Path home;
    private LocalDate monday = LocalDate.of(2010, 1, 4);

    /** Establishments come from two senders, so that what is in force for a week can be more than one load. */
    @BeforeAll
    void open(@TempDir Path home, @TempDir Path definitions) throws IOException {
        this.home = home;
        Path feed = definitions.resolve("jobs/feeds/es-weekly.yaml");
        Files.createDirectories(feed.getParent());
        Files.writeString(
                feed,
                new Definitions(null)
                        .read("jobs/feeds/es-weekly.yaml")
                        .replace("senders: [national]", "senders: [national, fictif]"));
        site = new Site(home, "--pilotage.definitions=" + definitions);
    }

    @BeforeEach
    void goOnBeyondTheReachOfSilence() {
        monday = monday.plusWeeks(14);
    }

    @AfterAll
    void close() {
        site.close();
    }

    private String week() {
        return Period.weekOf(monday).label();
    }

    private LocalDate tuesday() {
        return monday.plusDays(8);
    }

    private String detail(String finess, int created) {
        return EsWeek.HEADER + "\n" + week() + ";" + finess + ";;FICTIF;355;PUBLIC;60;OUI;;;0;" + created
                + ";0;20;0;20;0;0\n";
    }

    private String name() {
        return "activite_es_" + week() + ".csv";
    }

    private LoadOutcome load(int created) {
        return site.load(name(), detail(ONE, created));
    }

    private LoadOutcome table(LocalDate day, int created) {
        String row = ";0;" + created + ";" + created + ";0;20;20\n";
        return site.load(
                "synthese_regions_" + day + ".csv",
                "Région;DMP créés par PSL;DMP créés par ES;Total DMP créés;DMP alimentés par PSL;DMP alimentés par ES;"
                        + "Total DMP alimentés\nPicardie" + row + "Total France" + row);
    }

    private LoadOutcome table(int created) {
        return table(tuesday(), created);
    }

    private static long id(LoadOutcome outcome) {
        return Objects.requireNonNull(outcome.loadId());
    }

    private static void held(LoadOutcome outcome) {
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(Status.HELD);
    }

    private static void published(LoadOutcome outcome) {
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(Status.PUBLISHED);
    }

    private Workbook report(LocalDate day) {
        return site.operations()
                .report("activity-figures", day.toString(), null)
                .get(0);
    }

    /** What Qualité says of the DMP created in France: severity, rule, expected, found and the end of the explanation. */
    private static List<String> quality(Workbook workbook) {
        return WrittenSheet.all(workbook.path()).get("Qualité").rows().stream()
                .filter(row -> row.get(2).equals("France") && row.get(3).equals("DMP créés par ES"))
                .map(row -> String.join(" ", row.get(1), row.get(8), row.get(4), row.get(5))
                        + row.get(7).substring(row.get(7).lastIndexOf(" ; ")))
                .toList();
    }

    private List<String> quality() {
        return quality(report(tuesday()));
    }

    private static String agree(int created) {
        return "Information detail-against-synthese " + created + " " + created + " ; les deux concordent";
    }

    private static String corrected(int expected, int found) {
        return "Information detail-against-synthese " + expected + " " + found
                + " ; expliqué par la révision 2 a changé les lignes de " + (found > expected ? "+" : "−")
                + Math.abs(found - expected) + " depuis la révision 1";
    }

    private static String unexplained(int expected, int found) {
        return "Erreur detail-against-synthese " + expected + " " + found
                + " ; examiné : ni structure muette, ni correction, ni ligne rejetée";
    }

    private void assertRebuiltAsIssued(Workbook issued) throws IOException {
        Path out = home.resolve("rebuilt.xlsx");
        Workbook rebuilt = site.operations()
                .report(new ReportRequest(issued.report(), issued.period(), null, issued.edition(), out, null, null))
                .get(0);
        assertThat(rebuilt.remark()).isEqualTo("rebuilt: the same bytes as issued");
        assertThat(EditionFiles.sha256(Files.readAllBytes(out))).isEqualTo(issued.sha256());
    }

    @Test
    void aWithdrawnCorrectionGivesBackTheReconciliationToo() throws IOException {
        published(load(300));
        published(table(300));
        Workbook first = report(tuesday());
        assertThat(quality(first)).containsExactly(agree(300));
        LoadOutcome correction = load(310);
        Workbook second = report(tuesday());
        assertThat(quality(second)).containsExactly(corrected(300, 310));

        site.operations().withdraw(id(correction), "wrong month", null);

        Workbook third = report(tuesday());
        assertThat(third.edition()).isEqualTo(3);
        assertThat(quality(third)).containsExactly(agree(300));
        assertRebuiltAsIssued(first);
        assertRebuiltAsIssued(second);
        assertRebuiltAsIssued(third);
    }

    @Test
    void aWithdrawnTableGivesBackTheReconciliationToo() throws IOException {
        published(table(300));
        published(load(300));
        Workbook first = report(tuesday());
        LoadOutcome correction = table(301);
        held(correction);
        site.operations().release(id(correction), "as published", null);
        Workbook second = report(tuesday());
        assertThat(quality(second)).containsExactly(unexplained(301, 300));

        site.operations().withdraw(id(correction), "not published after all", null);

        assertThat(quality()).containsExactly(agree(300));
        assertRebuiltAsIssued(first);
        assertRebuiltAsIssued(second);
    }

    @Test
    void aLoadReleasedAfterTheTableWasCorrectedIsShownAgainstTheCorrectedTable() {
        published(table(301));
        LoadOutcome lines = load(310);
        held(lines);
        published(table(310));

        site.operations().release(id(lines), "the table was wrong", null);

        assertThat(quality()).containsExactly(agree(310));
    }

    @Test
    void whatIsFoundAfterADecisionIsShownAndUndoesNothing() throws IOException {
        published(table(301));
        LoadOutcome lines = load(310);
        held(lines);
        published(table(302));

        site.operations().release(id(lines), "the tables are both wrong", null);

        Workbook issued = report(tuesday());
        assertThat(quality(issued)).containsExactly(unexplained(302, 310));
        assertThat(site.operations().outcome(id(lines)).status()).isEqualTo(Status.PUBLISHED);
        assertRebuiltAsIssued(issued);
    }

    @Test
    void aDayOnWhichNobodyWroteAWorkbookIsShownWithWhatWasInForceThen() {
        long first = id(load(300));
        long table = id(table(300));
        LoadOutcome correction = load(310);
        long back = Objects.requireNonNull(
                site.operations().withdraw(id(correction), "wrong", null).inForce());
        // The clock of the warehouse is the server's: what it noted is moved to the days of the story.
        inForce(first, 8, 10);
        inForce(table, 8, null);
        inForce(id(correction), 10, 12);
        inForce(back, 12, null);

        assertThat(quality(asOf(9))).containsExactly(agree(300));
        assertThat(quality(asOf(11))).containsExactly(corrected(300, 310));
        assertThat(quality(asOf(12))).containsExactly(agree(300));
    }

    private void inForce(long load, int from, Integer until) {
        site.jdbc()
                .sql("update ops.load set published_at = :monday::date + :from::int,"
                        + " retired_at = :monday::date + :until::int where load_id = :load")
                .param("monday", monday)
                .param("from", from)
                .param("until", until)
                .param("load", load)
                .update();
    }

    private Workbook asOf(int days) {
        return site.operations()
                .report(new ReportRequest(
                        "activity-figures", tuesday().toString(), null, null, null, monday.plusDays(days), null))
                .get(0);
    }

    @Test
    void twoTablesOfOneWeekAreBothHeldAgainstItsCorrection() {
        published(load(300));
        published(table(300));
        published(table(tuesday().plusDays(3), 300));

        published(load(301));

        assertThat(quality(report(tuesday()))).containsExactly(corrected(300, 301));
        assertThat(quality(report(tuesday().plusDays(3)))).containsExactly(corrected(300, 301));
    }

    @Test
    void oneOfTwoSendersTakenBackLeavesTheOtherAloneAgainstTheTable() throws IOException {
        published(load(300));
        LoadOutcome other = site.operations().load(site.write("fictif/" + name(), detail(TWO, 7)), "fictif", null);
        published(other);
        published(table(307));
        Workbook first = report(tuesday());
        assertThat(quality(first)).containsExactly(agree(307));

        site.operations().withdraw(id(other), "sent by mistake", null);

        assertThat(quality()).containsExactly(unexplained(307, 300));
        // A part of its loads was held against the table since: the whole of them is what it shows.
        assertRebuiltAsIssued(first);
    }

    @Test
    void aLoadKilledBeforeItsPublicationIsHeldAgainstTheTableThatCameMeanwhile() {
        killedBeforePublication(300);
        published(table(301));

        LoadOutcome resumed = load(300);

        held(resumed);
        assertThat(resumed.findings()).anyMatch(each -> each.code().equals("unexplained-difference"));
    }

    @Test
    void aLoadKilledBeforeItsPublicationIsPublishedWithTheTableThatCameMeanwhile() {
        killedBeforePublication(300);
        published(table(300));

        published(load(300));

        assertThat(quality()).containsExactly(agree(300));
    }

    /** As if its process had died between the audit and the publication. */
    private void killedBeforePublication(int created) {
        long load = id(load(created));
        site.jdbc()
                .sql("update ops.load set published_at = null where load_id = :load")
                .param("load", load)
                .update();
        for (String table : List.of("batch_step_execution", "batch_job_execution")) {
            site.jdbc()
                    .sql("update ops." + table + " set status = 'FAILED' where job_execution_id = (select"
                            + " max(job_execution_id) from ops.batch_job_execution)"
                            + (table.startsWith("batch_step") ? " and step_name = 'publish'" : ""))
                    .update();
        }
    }
}
