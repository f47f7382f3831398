package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.PublishedFigures;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incident is printed where it explains a movement, and a list that says nothing new makes no new edition. */
class IncidentsTests {

    private static final String HEADER = "debut;fin;maille;code;feed;note\n";
    private static final String OUTAGE = "17/09/2012;18/09/2012;REGION;22;es-weekly;hébergeur en panne\n";
    private static final String ELSEWHERE = "17/09/2012;;REGION;53;;réseau coupé\n";

    private Site site;

    @BeforeEach
    void loadAWeek(@TempDir Path home) {
        site = new Site(home);
        EsHistory history = new EsHistory("2012-S38");
        history.add(EsWeek.finess("60", 1), "FICTIF", 1, 1, 1, 1, 1, 1);
        history.load(site, 5);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void anIncidentIsToldInTheWorkbooksThatItTouchesAndInNoOther() {
        list("2012-09-20", OUTAGE);
        Reports.Issued picardie = write("Picardie");
        assertThat(incidents(picardie))
                .containsExactly("Du 17/09/2012 au 18/09/2012 | Picardie, Activité hebdomadaire des établissements de"
                        + " santé : hébergeur en panne");
        assertThat(firstSheet(picardie))
                .anySatisfy(row -> assertThat(row.get(0)).isEqualTo("incidents_2012-09-20.csv"));
        Reports.Issued bretagne = write("Bretagne");
        assertThat(incidents(bretagne)).isEmpty();
        assertThat(firstSheet(bretagne))
                .noneSatisfy(row -> assertThat(row.get(0)).isEqualTo("incidents_2012-09-20.csv"));
    }

    @Test
    void aNewIncidentGivesTheNextEditionWhoseRevisionsSaySo() {
        write("Picardie");
        list("2012-09-20", OUTAGE);
        Reports.Issued second = write("Picardie");
        assertThat(second.edition()).isEqualTo(2);
        String told = "Picardie, Activité hebdomadaire des établissements de santé : hébergeur en panne";
        assertThat(changes(second)).containsExactly("Lisez-moi | Incidents | Incident | absent | " + told);
        assertThat(WrittenSheet.all(second.path()).get("Révisions").column("Cause"))
                .singleElement()
                .asString()
                .startsWith("incidents_2012-09-20.csv, révision 1, SHA-256 ");

        list("2012-09-27", ELSEWHERE);
        Reports.Issued third = write("Picardie");
        assertThat(third.edition()).isEqualTo(3);
        assertThat(incidents(third)).isEmpty();
        assertThat(changes(third)).containsExactly("Lisez-moi | Incidents | Incident | " + told + " | incident retiré");
        assertThat(WrittenSheet.all(third.path()).get("Révisions").column("Cause"))
                .singleElement()
                .asString()
                .startsWith("plus dans la dernière liste d'incidents ; figurait dans incidents_2012-09-20.csv, ");
    }

    @Test
    void aNewerListThatSaysTheSameOfAWorkbookMakesNoNewEditionOfIt() {
        list("2012-09-20", OUTAGE);
        Reports.Issued first = write("Picardie");
        write("Bretagne");
        list("2012-09-27", ELSEWHERE + OUTAGE);
        Reports.Issued again = write("Picardie");
        assertThat(again.edition()).isEqualTo(1);
        assertThat(again.written()).isFalse();
        assertThat(again.sha256()).isEqualTo(first.sha256());
        assertThat(write("Bretagne").edition()).isEqualTo(2);
        // Planned for a job, they stand as well.
        assertThat(site.operations()
                        .report("weekly-es-focus", null, "Picardie")
                        .get(0)
                        .written())
                .isFalse();
    }

    @Test
    void anEditionWithIncidentsIsRebuiltWithThem() {
        list("2012-09-20", OUTAGE);
        Reports.Issued first = write("Picardie");
        list("2012-09-27", ELSEWHERE);
        write("Picardie");
        Site.Said said =
                site.cli("report", "weekly-es-focus", "--period", "2012-S38", "--region", "Picardie", "--edition", "1");
        assertThat(said.out()).contains("edition 1 stands, " + first.path(), "rebuilt: the same bytes as issued");
    }

    @Test
    void aPublishedTableIsTouchedByWhatHappenedInTheWeekThatItIsReconciledWith() {
        // A week of which no file of structures is there to be reconciled with.
        site.load("synthese_regions_2012-10-02.tsv", PublishedFigures.text());
        list("2012-10-01", "30/09/2012;30/09/2012;FRANCE;;synthese-weekly;comptage interrompu\n");
        assertThat(firstSheet(site.operations()
                        .report("activity-figures", null, null)
                        .get(0)
                        .path()))
                .contains(List.of(
                        "Le 30/09/2012", "France, Synthèse nationale publiée, par région : comptage interrompu"));
    }

    @Test
    void anIncidentThatNamesNothingKnownIsAWarningAndOneThatDoesIsNone() {
        LoadOutcome outcome = load(
                "2012-09-20",
                OUTAGE + "17/09/2012;;REGION;99;;panne\n17/09/2012;;DEPARTEMENT;;;panne\n"
                        + "17/09/2012;;FRANCE;;es-hebdo;panne\n");
        assertThat(outcome.status()).isEqualTo(LoadOutcome.Status.PUBLISHED);
        assertThat(outcome.findings()).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("incident-touches-nothing");
            assertThat(found.severity()).isEqualTo("warning");
            assertThat(found.count()).isEqualTo(3);
        });
        assertThat(load("2012-09-27", OUTAGE).findings()).isEmpty();
    }

    @Test
    void anIncidentThatEndsBeforeItBeginsHoldsItsList() {
        LoadOutcome outcome = load("2012-09-20", "18/09/2012;17/09/2012;FRANCE;;;panne\n");
        assertThat(outcome.status()).isEqualTo(LoadOutcome.Status.HELD);
        assertThat(outcome.findings())
                .extracting(LoadOutcome.FoundCount::code)
                .containsExactly("incident-ends-before-it-begins");
        assertThat(load("2012-09-20", "17/09/2012;17/09/2012;FRANCE;;;panne\n").status())
                .isEqualTo(LoadOutcome.Status.PUBLISHED);
    }

    private void list(String date, String rows) {
        assertThat(load(date, rows).status()).isEqualTo(LoadOutcome.Status.PUBLISHED);
    }

    private LoadOutcome load(String date, String rows) {
        return site.load("incidents_" + date + ".csv", HEADER + rows);
    }

    private Reports.Issued write(String region) {
        return Focus.write(site, region, "2012-S38");
    }

    private static List<List<String>> firstSheet(Path file) {
        return WrittenSheet.texts(WrittenSheet.open(file).getSheetAt(0));
    }

    private static List<List<String>> firstSheet(Reports.Issued issued) {
        return firstSheet(issued.path());
    }

    /** The lines below the heading, up to the next one. */
    private static List<String> incidents(Reports.Issued issued) {
        return firstSheet(issued).stream()
                .dropWhile(row -> !row.get(0).equals("Incidents"))
                .skip(1)
                .takeWhile(row -> !row.get(0).equals("Feuilles"))
                .map(row -> String.join(" | ", row))
                .toList();
    }

    private static List<String> changes(Reports.Issued issued) {
        return WrittenSheet.all(issued.path()).get("Révisions").rows().stream()
                .map(row -> String.join(" | ", row.get(1), row.get(2), row.get(4), row.get(5), row.get(6)))
                .toList();
    }
}
