package fr.dmp.pilotage.quality;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of the national table on small tables of all 27 regions, each with a file that passes and one that fails. */
class SyntheseChecksTests {

    private static final String NAME = "synthese_regions_2012-09-25.csv";
    private static final String HEADER = "Région;DMP créés par PSL;DMP créés par ES;Total DMP créés;"
            + "DMP alimentés par PSL;DMP alimentés par ES;Total DMP alimentés\n";

    @TempDir
    private Path home;

    private Site site;

    @BeforeEach
    void open() {
        site = new Site(home);
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** Every region alike: 100 + 50 created, 60 and 30 fed, 85 altogether; France counts three DMP once. */
    private static List<String> regions() {
        List<String> rows = new ArrayList<>();
        for (String line : new Definitions(null)
                .read("jobs/nomenclatures/regions.csv")
                .lines()
                .filter(each -> each.startsWith("2012;"))
                .toList()) {
            rows.add(line.split(";", -1)[2] + ";100;50;150;60;30;85");
        }
        return rows;
    }

    private static final String FRANCE = "Total France;2700;1350;4050;1617;807;2290";

    private LoadOutcome load(List<String> regions, String france) {
        return site.load(NAME, HEADER + String.join("\n", regions) + "\n" + france + "\n");
    }

    private List<String> codes(LoadOutcome outcome) {
        return outcome.findings().stream()
                .map(each -> each.severity() + " " + each.code())
                .toList();
    }

    private static String message(LoadOutcome outcome, String code) {
        return outcome.findings().stream()
                .filter(each -> each.code().equals(code))
                .map(FoundCount::message)
                .findFirst()
                .orElse("no finding of " + code);
    }

    @Test
    void aTableThatAddsUpHasOnlyTheExpectedDifferences() {
        LoadOutcome outcome = load(regions(), FRANCE);
        assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
        assertThat(codes(outcome)).containsExactly("info fed-france-below-regions");
    }

    @Test
    void aTableWithoutTotalRowIsAWarning() {
        LoadOutcome outcome = load(regions(), "");
        assertThat(outcome.cause()).isNull();
        assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
        assertThat(codes(outcome)).containsExactly("warning total-row-missing");
    }

    @Test
    void aTotalThatIsNotTheSumOfAllPartsHoldsTheLoad() {
        String header = HEADER.replace(
                "Total DMP créés", "DMP créés par autres structures;DMP créés par les patients;Total DMP créés");
        List<String> rows = new ArrayList<>();
        regions().forEach(row -> rows.add(row.replace(";150;", ";7;3;160;")));
        String france = "Total France;2700;1350;189;81;4320;1617;807;2290";
        LoadOutcome good = site.load(NAME, header + String.join("\n", rows) + "\n" + france + "\n");
        assertThat(codes(good)).containsExactly("info fed-france-below-regions");

        rows.set(0, rows.get(0).replace(";160;", ";161;"));
        LoadOutcome bad =
                site.load(NAME, header + String.join("\n", rows) + "\n" + france.replace(";4320;", ";4321;") + "\n");
        assertThat(bad.status()).isEqualTo(Status.HELD);
        assertThat(message(bad, "created-parts-differ-from-total"))
                .isEqualTo("[" + NAME + "] line 2: Alsace: DMP created by PSL, ES, autres, patients add up to 160, the"
                        + " total says 161 (+1)");
    }

    @Test
    void aWarningBesideItDoesNotHideAnErrorOfTheSameCheck() {
        String header = HEADER.replace(
                "Total DMP créés", "DMP créés par autres structures;DMP créés par les patients;Total DMP créés");
        List<String> rows = new ArrayList<>();
        regions().forEach(row -> rows.add(row.replace(";150;", ";7;3;160;")));
        rows.set(0, rows.get(0).replace(";160;", ";161;")); // all parts given: an error
        rows.set(1, rows.get(1).replace(";7;3;160;", ";7;;160;")); // a part left out: a warning
        LoadOutcome outcome = site.load(
                NAME, header + String.join("\n", rows) + "\nTotal France;2700;1350;189;81;4321;1617;807;2290\n");
        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(codes(outcome))
                .contains("error created-parts-differ-from-total", "warning created-parts-differ-from-total");
    }

    @Test
    void aFedTotalAboveTheSumOfItsPartsHoldsTheLoad() {
        List<String> rows = regions();
        rows.set(3, rows.get(3).replace(";85", ";91"));
        LoadOutcome outcome = load(rows, FRANCE);
        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(message(outcome, "fed-outside-distinct-bounds"))
                .isEqualTo("[" + NAME + "] line 5: Basse-Normandie: the total of DMP fed is 91, expected between 60 and"
                        + " 90: a DMP counts once");
    }

    @Test
    void aFedTotalBelowItsLargestPartHoldsTheLoad() {
        List<String> rows = regions();
        rows.set(3, rows.get(3).replace(";85", ";59"));
        assertThat(codes(load(rows, FRANCE))).contains("error fed-outside-distinct-bounds");
    }

    @Test
    void aFedTotalAtEitherBoundIsRight() {
        List<String> rows = regions();
        rows.set(3, rows.get(3).replace(";85", ";60"));
        rows.set(4, rows.get(4).replace(";85", ";90"));
        assertThat(codes(load(rows, FRANCE.replace(";2290", ";2270"))))
                .containsExactly("info fed-france-below-regions");
    }

    @Test
    void moreDmpFedThanCreatedIsRight() {
        List<String> rows = regions();
        rows.set(3, rows.get(3).replace(";50;150;60;30;85", ";2;102;60;30;85"));
        assertThat(codes(load(rows, "Total France;2700;1302;4002;1617;807;2290")))
                .containsExactly("info fed-france-below-regions");
    }

    @Test
    void franceAboveTheRegionsIsAWarningWithItsCandidates() {
        LoadOutcome outcome = load(regions(), "Total France;2700;1350;4050;1617;811;2290");
        assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
        assertThat(message(outcome, "fed-france-above-regions"))
                .isEqualTo(
                        "[" + NAME + "] line 29: DMP alimentés par ES: the regions add up to 810, France was published"
                                + " as 811 (+1); a distinct count cannot exceed the sum of its parts unless some structures are in"
                                + " no row; candidates: overseas collectivities, military hospitals");
    }

    @Test
    void franceEqualToTheRegionsSaysNothing() {
        LoadOutcome outcome = load(regions(), "Total France;2700;1350;4050;1620;810;2295");
        assertThat(codes(outcome)).isEmpty();
    }

    @Test
    void aMissingRegionIsNamedAndNotCountedAsZero() {
        List<String> rows = regions();
        assertThat(rows.remove(8)).startsWith("Corse;");
        LoadOutcome outcome = load(rows, "Total France;2600;1300;3900;1557;777;2205");
        assertThat(message(outcome, "region-without-row"))
                .isEqualTo("[" + NAME + "]: Corse has no row; its figures are unknown, which is not zero");
    }

    @Test
    void aProfileThatStandsApartAndIsNotContradictedSaysSo() {
        List<String> rows = regions();
        // Varied enough to have a spread, one region with its two columns exchanged.
        for (int i = 0; i < rows.size(); i++) {
            rows.set(i, rows.get(i).replace(";60;30;85", ";" + (20 + i % 5) + ";80;" + (90 + i % 5)));
        }
        rows.set(7, rows.get(7).replaceFirst(";100;50;150;.*", ";100;50;150;80;22;92"));
        LoadOutcome outcome = load(rows, "Total France;2700;1350;4050;560;2100;2400");
        assertThat(message(outcome, "fed-profile-looks-swapped"))
                .startsWith(
                        "[" + NAME + "] line 9: Champagne-Ardenne: DMP fed by PSL (80) are 0.8 times those created by"
                                + " PSL (100), ")
                .endsWith(" robust deviations from the other regions; fed by PSL and fed by ES (22) look swapped; the"
                        + " France row does not contradict it; left as sent");
    }

    @Test
    void everyCheckSaysWhatItFindsAndWhatToDo() {
        Definitions definitions = new Definitions(null);
        for (String path : definitions.list("sql/check", ".sql")) {
            SqlFile file = SqlFile.read(definitions, path);
            for (String key : List.of("code", "severity", "grain", "says", "dit", "do")) {
                assertThat(file.optional(key)).as(path + ": " + key).isNotBlank();
            }
            assertThat(path).isEqualTo("sql/check/" + file.require("code") + ".sql");
        }
    }
}
