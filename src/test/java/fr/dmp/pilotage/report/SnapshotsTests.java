package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot of reference data is in force from its day until the next one's, and a new one changes nothing before it. */
class SnapshotsTests {

    private static final String PROGRAMME = "maille;code;programme;debut;fin\n";
    private static final String POPULATION = "maille;code;annee;assures\n";

    private static final String REPORT = """
            report: assures
            title: Assurés
            reads: [{ feed: es-weekly }, { feed: population, snapshot: true }]
            file-name: assures_<periode>_<perimetre>.xlsx
            scope: france
            contact: personne
            next-edition: jamais
            sheets:
              - name: Assurés
                title: Assurés des départements
                sql: sql/report/assures.sql
                columns:
                  - { name: departement, label: Département, format: text }
                  - { name: assures, label: Assurés, format: count, fold: { kind: sum, of: assures } }
            """;

    private static final String SHEET = """
            -- grain: one row per département
            with lines as (
              select p.code as key, p.file_id, p.line_no, p.period_start, p.assures
              from ops.load l
              join dwh.population p on p.period_start = l.period_start and p.load_id = l.load_id
              where l.load_id = any(:loads) and l.feed = 'population' and p.maille = 'DEPARTEMENT'
            ), departements as (
              select key, key as departement, sum(assures) as assures from lines group by key
            )
            select * from departements order by key
            """;

    private static Site site;

    @BeforeAll
    static void start(@TempDir Path home, @TempDir Path own) throws IOException {
        Files.createDirectories(own.resolve("jobs/reports"));
        Files.createDirectories(own.resolve("sql/report"));
        Files.writeString(own.resolve("jobs/reports/assures.yaml"), REPORT);
        Files.writeString(own.resolve("sql/report/assures.sql"), SHEET);
        site = new Site(home, "--pilotage.definitions=" + own);
        for (String week : List.of("2012-S38", "2012-S40", "2016-S10")) {
            site.load("activite_es_" + week + ".csv", EsWeek.good(2).replace("2012-S38", week));
        }
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static List<String> regions(String week) {
        ReportDefinition report = site.bean(Catalog.class).report("weekly-es-focus");
        Period period = Period.parse(Period.Cadence.WEEKLY, week).orElseThrow();
        return site.bean(Reports.class).scopes(report, period).stream()
                .map(Scope::label)
                .toList();
    }

    private static LoadOutcome programme(String day, String rows) {
        return site.load("programme_" + day + ".csv", PROGRAMME + rows);
    }

    @Test
    void aProgrammeIsWhatItsLastSnapshotSaysAndBeforeTheFirstWhatIsDeclared() {
        List<String> declared = regions("2012-S38");
        assertThat(declared).hasSize(14).contains("Picardie");
        Reports.Issued issued = Focus.write(site, "Alsace", "2012-S38");
        LoadOutcome outcome = programme("2012-10-03", """
                REGION;22;DMP en région;2012-01-01;31/12/2015
                REGION;32;DMP en région;01/01/2016;
                DEPARTEMENT;60;DMP en région;2012-01-01;
                ES;600000010;DMP en établissement;2012-01-01;
                """);
        assertThat(outcome.findings()).isEmpty();
        assertThat(regions("2012-S38")).isEqualTo(declared);
        assertThat(regions("2012-S39")).isEqualTo(declared);
        assertThat(regions("2012-S40")).containsExactly("Picardie");
        assertThat(regions("2016-S10")).containsExactly("Hauts-de-France");

        // A correction of the snapshot leaves workbooks that were issued: they still explain themselves.
        programme("2012-09-01", "REGION;22;DMP en région;2012-01-01;2015-12-31\n");
        assertThat(regions("2012-S38")).containsExactly("Picardie");
        assertThat(issued.path()).exists();
        Site.Said said = site.cli(
                "explain",
                "weekly-es-focus",
                "--period",
                "2012-S38",
                "--region",
                "Alsace",
                "--sheet",
                "Synthèse",
                "--cell",
                "connus/valeur");
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
    }

    @Test
    void aRegionThatDidNotExistHoldsTheSnapshot() {
        LoadOutcome wrong = programme("2020-01-01", """
                REGION;22;DMP en région;2012-01-01;
                REGION;22;DMP en établissement;01/01/2012;31/12/2015
                DEPARTEMENT;100;DMP en région;2012-01-01;
                REGION;32;SUN-ES;2021-03-01;2020-03-01
                """);
        assertThat(wrong.status()).isEqualTo(Status.HELD);
        assertThat(wrong.findings())
                .extracting(FoundCount::message)
                .containsExactlyInAnyOrder(
                        "[programme_2020-01-01.csv] line 2: line 2: \"22\" is the code of no region of 2016, in a membership"
                                + " that holds after 2015",
                        "[programme_2020-01-01.csv] line 4: line 4: DEPARTEMENT \"100\" is not known; the line is about no"
                                + " place that a report shows",
                        "[programme_2020-01-01.csv] line 5: line 5: what begins on 2021-03-01 cannot end on 2020-03-01");
    }

    @Test
    void aReportReadsTheSnapshotInForceAtTheEndOfItsPeriod() {
        assertThat(site.operations().check()).isEmpty();
        site.load("population_2012-01-01.csv", POPULATION + "DEPARTEMENT;60;2012;100\nCAISSE;601;2012;7\n");
        Reports.Issued first = write("2012-S38");
        assertThat(assures(first)).containsExactly("60 100");
        // One of a later day is another period's; one in between takes the place of the first.
        site.load("population_2012-09-24.csv", POPULATION + "DEPARTEMENT;60;2012;102\n");
        assertThat(write("2012-S38"))
                .extracting(Reports.Issued::written, Reports.Issued::edition)
                .containsExactly(false, 1);
        assertThat(assures(write("2012-S40"))).containsExactly("60 102");
        site.load("population_2012-09-23.csv", POPULATION + "DEPARTEMENT;60;2012;101\n");
        Reports.Issued second = write("2012-S38");
        assertThat(second.edition()).isEqualTo(2);
        assertThat(assures(second)).containsExactly("60 101");
    }

    private static Reports.Issued write(String week) {
        ReportDefinition report = site.bean(Catalog.class).report("assures");
        Period period = Period.parse(Period.Cadence.WEEKLY, week).orElseThrow();
        return site.bean(Reports.class).write(report, period, Scope.FRANCE, false);
    }

    private static List<String> assures(Reports.Issued issued) {
        return WrittenSheet.all(issued.path()).get("Assurés").rows().stream()
                .map(row -> String.join(" ", row))
                .toList();
    }
}
