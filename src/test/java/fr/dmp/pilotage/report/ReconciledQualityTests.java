package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Workbook;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What Qualité says of the figures that two sources give: a region's own and those of France, with what explains them. */
@TestInstance(Lifecycle.PER_CLASS)
class ReconciledQualityTests {

    private static final String SAID =
            "Depuis le début, à la fin de la semaine : la table publiée le 25/09/2012 donne ";
    private static final String SILENT = " structures muettes cette semaine : 1, comptant ";

    private Site site;
    private Path figures;

    @BeforeAll
    void loadAWeekWithASilentHospitalAndItsTable(@TempDir Path home) {
        site = new Site(home);
        EsHistory history = new EsHistory("2012-S38");
        history.add(EsWeek.finess("60", 1), "FICTIF", 1, 1, 1, 1, 1, 1)
                .before(94)
                .created(0, 0, 0, 0, 0, 0);
        history.add(EsWeek.finess("60", 2), "FICTIF MUET", 1, 1, 1, 1, 1, EsHistory.NO_LINE)
                .before(5)
                .created(0, 0, 0, 0, 0, 0);
        history.add(EsWeek.finess("67", 3), "FICTIF", 1, 1, 1, 1, 1, 1).in("67").before(7);
        history.load(site);
        LoadOutcome table = site.load(
                "synthese_regions_2012-09-25.csv",
                "Région;DMP créés par PSL;DMP créés par ES;Total DMP créés;DMP alimentés par PSL;DMP alimentés par ES;"
                        + "Total DMP alimentés\n"
                        + "Picardie;0;99;99;0;100;100\nAlsace;0;7;7;0;13;13\nTotal France;0;106;106;0;113;113\n");
        assertThat(table.status()).as("%s", table).isEqualTo(LoadOutcome.Status.PUBLISHED);
        figures = site.operations().report("activity-figures", null, null).stream()
                .map(Workbook::path)
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    void close() {
        site.close();
    }

    /** Severity, scope, measure, expected, found, difference and explanation. */
    private static List<List<String>> reconciled(Path workbook) {
        return WrittenSheet.all(workbook).get("Qualité").rows().stream()
                .filter(row -> row.get(8).equals("detail-against-synthese"))
                .map(row -> row.subList(1, 8))
                .toList();
    }

    private List<List<String>> focus(String region) {
        return reconciled(Focus.write(site, region, "2012-S38").path());
    }

    private static List<String> row(
            String scope, String measure, int expected, int found, String constat, String explanation) {
        return List.of(
                "Information",
                scope,
                measure,
                Integer.toString(expected),
                Integer.toString(found),
                Integer.toString(found - expected),
                SAID + constat + explanation);
    }

    private static final List<String> PICARDIE = row(
            "Picardie",
            "DMP créés par ES",
            99,
            94,
            "99, les lignes des structures 94 ; expliqué par",
            SILENT + "5 à leur dernière ligne");

    private static final List<String> FRANCE = row(
            "France",
            "DMP créés par ES",
            106,
            101,
            "106, les lignes des structures 101 ; expliqué par",
            SILENT + "5 à leur dernière ligne");

    @Test
    void aRegionSeesItsOwnFiguresAndThoseOfFrance() {
        assertThat(focus("Picardie"))
                .contains(PICARDIE, FRANCE)
                .extracting(row -> row.get(1))
                .containsOnly("Picardie", "France");
    }

    @Test
    void anotherRegionSeesNothingOfIt() {
        assertThat(focus("Alsace"))
                .contains(
                        row(
                                "Alsace",
                                "DMP créés par ES",
                                7,
                                7,
                                "7, les lignes des structures 7 ; les deux concordent",
                                ""),
                        FRANCE)
                .doesNotContain(PICARDIE)
                .extracting(row -> row.get(1))
                .containsOnly("Alsace", "France");
    }

    @Test
    void theNationalFiguresShowFranceAndTheRegionsThatDiffer() {
        assertThat(reconciled(figures))
                .contains(PICARDIE, FRANCE)
                .extracting(row -> row.get(1))
                .containsOnly("Picardie", "France");
    }
}
