package fr.dmp.pilotage.quality;

import static fr.dmp.pilotage.quality.TwoRegions.ALSACE;
import static fr.dmp.pilotage.quality.TwoRegions.ONE;
import static fr.dmp.pilotage.quality.TwoRegions.TABLE;
import static fr.dmp.pilotage.quality.TwoRegions.TWO;
import static fr.dmp.pilotage.quality.TwoRegions.line;
import static fr.dmp.pilotage.quality.TwoRegions.published;
import static fr.dmp.pilotage.quality.TwoRegions.row;
import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the published table and the lines of structures say of the same figure. */
class ReconciliationTests {

    private static TwoRegions regions;

    @BeforeAll
    static void open(@TempDir Path home) {
        regions = new TwoRegions(home, LocalDate.of(2012, 6, 11));
    }

    @AfterAll
    static void close() {
        regions.close();
    }

    @BeforeEach
    void clear() {
        regions.clear();
    }

    @Test
    void aTableAndLinesThatAgreeAreKeptAsEqual() {
        published(regions.detail(line(ONE, 30, 20), line(TWO, 5, 4), line(ALSACE, 7, 3)));
        LoadOutcome table = regions.table(35, 22, 7, 3, 42, 25);
        published(table);
        assertThat(regions.figures(table))
                .containsExactly(
                        "Picardie DMP créés par ES 35 35 0 0 equal",
                        "Alsace DMP créés par ES 7 7 0 0 equal",
                        "France DMP créés par ES 42 42 0 0 equal",
                        "Picardie DMP alimentés par ES 22 22 0 0 equal",
                        "Alsace DMP alimentés par ES 3 3 0 0 equal",
                        "France DMP alimentés par ES 25 25 0 0 equal");
    }

    @Test
    void aTableThatTheLinesContradictIsHeld() {
        regions.detail(line(ONE, 30, 20), line(TWO, 5, 4), line(ALSACE, 7, 3));
        LoadOutcome table = regions.table(37, 22, 7, 3, 44, 25);
        assertThat(regions.unexplained(table))
                .containsExactly(
                        "Picardie, DMP créés par ES: "
                                + regions.said(
                                        "37, the lines of structures 35; nothing known explains -2; looked at: no"
                                                + " silent structure, no correction, no rejected line"),
                        "France, DMP créés par ES: "
                                + regions.said(
                                        "44, the lines of structures 42; nothing known explains -2; looked at: no"
                                                + " silent structure, no correction, no rejected line"));
        assertThat(regions.figures(table)).contains("Picardie DMP créés par ES 37 35 -2 0 unexplained");
    }

    @Test
    void linesThatContradictTheTableBeforeThemAreHeld() {
        published(regions.table(37, 22, 7, 3, 44, 25));
        LoadOutcome detail = regions.detail(line(ONE, 30, 20), line(TWO, 9, 4), line(ALSACE, 7, 3));
        assertThat(regions.unexplained(detail))
                .contains("Picardie, DMP créés par ES: "
                        + regions.said("37, the lines of structures 39; nothing known explains +2; looked at: no silent"
                                + " structure, no correction, no rejected line"));
        assertThat(detail.findings().get(0).todo())
                .isEqualTo("ask the sender which of the two is wrong; load the corrected file, or release the load"
                        + " if the reason is known");
        published(regions.detail(line(ONE, 30, 20), line(TWO, 7, 4), line(ALSACE, 7, 3)));
    }

    @Test
    void withoutAFileOfStructuresThereIsNothingToCompare() {
        LoadOutcome table = regions.table(35, 22, 7, 3, 42, 25);
        published(table);
        assertThat(regions.figures(table)).isEmpty();
    }

    @Test
    void whatASilentStructureHadExplainsWhatIsMissing() {
        regions.detail(-3, line(TWO, "60", 1, 5, 1, 4));
        regions.detail(-1, line(ONE, 30, 20));
        regions.detail(line(ONE, 30, 20), line(ALSACE, 7, 3));
        LoadOutcome table = regions.table(36, 25, 7, 3, 43, 27);
        published(table);
        assertThat(regions.reconciled(table))
                .containsExactly(
                        "Picardie, DMP créés par ES: "
                                + regions.said(
                                        "36, the lines of structures 30; explained by structures that sent nothing"
                                                + " this week: 1, with 5 at their last line"),
                        "France, DMP créés par ES: "
                                + regions.said(
                                        "43, the lines of structures 37; explained by structures that sent nothing"
                                                + " this week: 1, with 5 at their last line"),
                        "Picardie, DMP alimentés par ES: "
                                + regions.said(
                                        "25, the lines of structures allow up to 20 (DMP × structure); explained by"
                                                + " structures that sent nothing this week: 1, with 4 at their last line"),
                        "France, DMP alimentés par ES: "
                                + regions.said(
                                        "27, the lines of structures allow up to 23 (DMP × structure); explained by"
                                                + " structures that sent nothing this week: 1, with 4 at their last line"));
        assertThat(regions.figures(table)).contains("Picardie DMP créés par ES 36 30 -6 -6 explained");
    }

    @Test
    void moreThanASilentStructureCanHaveDoneIsNotExplained() {
        regions.detail(-3, line(TWO, "60", 1, 5, 1, 4));
        regions.detail(line(ONE, 30, 20), line(ALSACE, 7, 3));
        // Five, and one in each of three weeks: nine it cannot be.
        LoadOutcome table = regions.table(39, 20, 7, 3, 46, 23);
        assertThat(regions.unexplained(table))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said(
                                "39, the lines of structures 30; nothing known explains -1; looked at: structures"
                                        + " that sent nothing this week: 1, with 5 at their last line"));
        assertThat(regions.figures(table)).contains("Picardie DMP créés par ES 39 30 -9 -8 unexplained");
    }

    @Test
    void aSilentStructureThatItsRegionDoesNotMissDoesNotSpoilFrance() {
        String gone = EsWeek.finess("67", 4);
        regions.detail(-1, line(TWO, 5, 4), line(gone, 12, 1));
        regions.detail(line(ONE, 30, 20), line(ALSACE, 7, 3));
        LoadOutcome table = regions.table(35, 20, 7, 3, 42, 23);
        published(table);
        assertThat(regions.reconciled(table))
                .last()
                .isEqualTo("France, DMP créés par ES: "
                        + regions.said("42, the lines of structures 37; explained by structures that sent nothing this"
                                + " week: 1, with 5 at their last line"));
    }

    @Test
    void aRegionWithoutAnyLineIsUnknownAndNotZero() {
        regions.detail(line(ONE, 30, 20));
        LoadOutcome table = regions.table(30, 20, 7, 3, 37, 23);
        published(table);
        assertThat(regions.reconciled(table))
                .containsExactly(
                        "Alsace, DMP créés par ES: "
                                + regions.said(
                                        "7, the lines of structures none; no structure of this region sent a line:"
                                                + " unknown, which is not zero"),
                        "France, DMP créés par ES: "
                                + regions.said("37, the lines of structures 30; explained by 7 published for regions"
                                        + " without any line"),
                        "France, DMP alimentés par ES: "
                                + regions.said(
                                        "23, the lines of structures allow up to 20 (DMP × structure); explained by"
                                                + " 3 published for regions without any line"));
        assertThat(regions.figures(table)).contains("Alsace DMP créés par ES 7 0 explained");
    }

    @Test
    void aStructureOverseasCountsForFranceAloneAndIsTold() {
        regions.detail(line(ONE, 30, 20), line(ALSACE, 7, 3), line(EsWeek.finess("60", 9), "975", 0, 4, 0, 2));
        LoadOutcome table = regions.table(30, 20, 7, 3, 37, 23);
        published(table);
        assertThat(regions.reconciled(table))
                .containsExactly("France, DMP créés par ES: "
                        + regions.said(
                                "37, the lines of structures 41; explained by 4 of structures in no region of the"
                                        + " table"));
    }

    @Test
    void aDifferenceOfOneInAThousandIsToleratedAndMoreIsNot() {
        regions.detail(line(ONE, 20_000, 20), line(ALSACE, 7, 3));
        LoadOutcome held = regions.table(20_021, 20, 7, 3, 20_028, 23);
        assertThat(regions.unexplained(held)).hasSize(2);
        LoadOutcome tolerated = regions.table(20_020, 20, 7, 3, 20_027, 23);
        published(tolerated);
        assertThat(regions.reconciled(tolerated))
                .first()
                .isEqualTo(
                        "Picardie, DMP créés par ES: "
                                + regions.said(
                                        "20,020, the lines of structures 20,000; the difference is within the tolerance of 20"));
    }

    @Test
    void moreDmpFedThanAllStructuresTogetherHoldTheLoad() {
        regions.detail(line(ONE, 30, 20), line(TWO, 5, 4), line(ALSACE, 7, 3));
        published(regions.table(35, 24, 7, 3, 42, 27));
        assertThat(regions.unexplained(regions.table(35, 25, 7, 3, 42, 27)))
                .containsExactly("Picardie, DMP alimentés par ES: "
                        + regions.said("25, the lines of structures allow up to 24 (DMP × structure); nothing known"
                                + " explains +1; looked at: no silent structure, no correction, no rejected line"));
    }

    @Test
    void fewerDmpFedThanOneStructureAloneHoldTheLoad() {
        regions.detail(line(ONE, 30, 20), line(TWO, 5, 4), line(ALSACE, 7, 3));
        published(regions.table(35, 20, 7, 3, 42, 23));
        assertThat(regions.unexplained(regions.table(35, 19, 7, 3, 42, 22)))
                .containsExactly("Picardie, DMP alimentés par ES: "
                        + regions.said("19, one structure alone 20; nothing known explains -1; looked at: no silent"
                                + " structure, no correction, no rejected line"));
    }

    @Test
    void fewerDmpFedInFranceThanInOneRegionHoldTheLoadWithoutNamingAStructure() {
        regions.detail(line(ONE, 30, 20), line(TWO, 5, 4), line(ALSACE, 7, 3));
        assertThat(regions.unexplained(regions.table(35, 22, 7, 3, 42, 21)))
                .containsExactly("France, DMP alimentés par ES: "
                        + regions.said(
                                "21, one region alone 22; nothing known explains -1; looked at: no silent structure,"
                                        + " no correction, no rejected line"));
    }

    @Test
    void rejectedLinesAreTold() {
        regions.detail(line(ONE, 30, 20), line(ALSACE, 7, 3), line(TWO, 5, 4).replace(";355;PUBLIC;", ";355;AUTRE;"));
        assertThat(regions.unexplained(regions.table(35, 20, 7, 3, 42, 23)))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said("35, the lines of structures 30; nothing known explains -5; looked at: rejected"
                                + " lines, of unknown figures: 1"));
    }

    @Test
    void theTextsForWorkbooksSayTheSameInFrench() {
        regions.detail(-1, line(TWO, "60", 1, 5, 1, 4));
        regions.detail(line(ONE, 1_030, 20), line(ALSACE, 7, 3));
        LoadOutcome table = regions.table(1_035, 20, 7, 3, 1_049, 23);
        String start = "Depuis le début, à la fin de la semaine : la table publiée le "
                + regions.tuesday().format(DateTimeFormatter.ofPattern("dd/MM/yyyy")) + " donne ";
        assertThat(regions.site()
                        .jdbc()
                        .sql("select message_fr from ops.reconciliation where load_id = :load order by"
                                + " reconciliation_id limit 3")
                        .param("load", table.loadId())
                        .query(String.class)
                        .list())
                .containsExactly(
                        start + "1 035, les lignes des structures 1 030 ; expliqué par structures muettes cette"
                                + " semaine : 1, comptant 5 à leur dernière ligne",
                        start + "7, les lignes des structures 7 ; les deux concordent",
                        start + "1 049, les lignes des structures 1 037 ; la différence n'est pas expliquée (−6) ;"
                                + " examiné : structures muettes cette semaine : 1, comptant 5 à leur dernière ligne");
    }

    @Test
    void practitionersAndOtherStructuresAreHeldAgainstTheirOwnColumns() {
        String psl =
                "semaine;rpps;profession;departement;lieu_exercice;dmp_crees;dmp_crees_cumul;dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul\n"
                        + regions.week(0) + ";10000000017;MEDECIN;60;1;0;8;0;6;0;6;0;0\n";
        String autres =
                "semaine;type_structure;type_identifiant;identifiant;departement;dmp_crees;dmp_crees_cumul;dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul\n"
                        + regions.week(0) + ";AUTRE;INTERNE;A1;60;0;2;0;1;0;1;0;0\n";
        regions.site().load("activite_psl_" + regions.week(0) + ".csv", psl);
        regions.site().load("activite_autres_" + regions.week(0) + ".csv", autres);
        String header = TABLE.replace("Total DMP créés", "DMP créés par autres structures;Total DMP créés");
        LoadOutcome table = regions.site()
                .load(
                        "synthese_regions_" + regions.tuesday() + ".csv",
                        header + "Picardie;8;0;3;11;6;0;6\nTotal France;8;0;3;11;6;0;6\n");
        assertThat(regions.unexplained(table))
                .containsExactly(
                        "Picardie, DMP créés par autres structures: "
                                + regions.said("3, the lines of structures 2; nothing known explains -1; looked at: no"
                                        + " silent structure, no correction, no rejected line"),
                        "France, DMP créés par autres structures: "
                                + regions.said("3, the lines of structures 2; nothing known explains -1; looked at: no"
                                        + " silent structure, no correction, no rejected line"));
        assertThat(regions.figures(table))
                .contains("Picardie DMP créés par PSL 8 8 0 0 equal", "Picardie DMP alimentés par PSL 6 6 0 0 equal");
    }

    @Test
    void theRegionsAreThoseOfTheTableEvenForAWeekOfTheYearBefore() {
        TwoRegions later = regions.at(LocalDate.of(2015, 12, 28));
        later.detail(line(ONE, 30, 20), line(TWO, 5, 4));
        LoadOutcome table = regions.site()
                .load(
                        "synthese_regions_2016-01-05.csv",
                        TABLE + row("Hauts-de-France", 35, 22) + row("Total France", 35, 22));
        published(table);
        assertThat(regions.figures(table)).contains("Hauts-de-France DMP créés par ES 35 35 0 0 equal");
    }

    @Test
    void bothSidesJudgeByTheSameNumbers() {
        Definitions definitions = new Definitions(null);
        assertThat(Stream.of("psl", "es", "autres", "synthese")
                        .map(feed -> definitions.read("jobs/feeds/" + feed + "-weekly.yaml"))
                        .map(text -> text.lines()
                                .dropWhile(each -> !each.contains("detail-against-synthese"))
                                .skip(1)
                                .findFirst()
                                .orElseThrow())
                        .distinct())
                .hasSize(1);
    }
}
