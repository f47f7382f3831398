package fr.dmp.pilotage.quality;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the published table and the lines of structures say of the same figure: two regions, a few establishments, and a
 * quarter between one test and the next, so that none sees the structures of another.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ReconciliationTests {

    private static final String TABLE =
            "Région;DMP créés par PSL;DMP créés par ES;Total DMP créés;DMP alimentés par PSL;DMP alimentés par"
                    + " ES;Total DMP alimentés\n";

    private static final String ONE = EsWeek.finess("60", 1);
    private static final String TWO = EsWeek.finess("60", 2);
    private static final String ALSACE = EsWeek.finess("67", 3);

    private Site site;
    private LocalDate monday = LocalDate.of(2010, 1, 4);

    @BeforeAll
    void open(@TempDir Path home) {
        site = new Site(home);
    }

    @BeforeEach
    void goOnBeyondTheReachOfSilence() {
        monday = monday.plusWeeks(14);
    }

    @AfterAll
    void close() {
        site.close();
    }

    private String week(int later) {
        return Period.weekOf(monday.plusWeeks(later)).label();
    }

    /** The day on which the table of the week is published. */
    private LocalDate tuesday() {
        return monday.plusDays(8);
    }

    /** A line of an establishment: DMP created in the week and since the beginning, and fed. */
    private static String line(
            String finess, String departement, int created, int createdCumul, int fed, int fedCumul) {
        return ";" + finess + ";;FICTIF;355;PUBLIC;" + departement + ";OUI;;;"
                + Stream.of(created, createdCumul, fed, fedCumul, fed, fedCumul, 0, 0)
                        .map(String::valueOf)
                        .reduce((left, right) -> left + ";" + right)
                        .orElseThrow();
    }

    private static String line(String finess, int createdCumul, int fedCumul) {
        return line(finess, finess.substring(0, 2), 0, createdCumul, 0, fedCumul);
    }

    private LoadOutcome detail(int later, String... lines) {
        String text = EsWeek.HEADER + "\n"
                + Stream.of(lines).map(each -> week(later) + each + "\n").reduce("", String::concat);
        return site.load("activite_es_" + week(later) + ".csv", text);
    }

    private LoadOutcome detail(String... lines) {
        return detail(0, lines);
    }

    /** A table of ES alone: created and fed in Picardie, in Alsace and in France. */
    private LoadOutcome table(
            int created, int fed, int createdAlsace, int fedAlsace, int createdFrance, int fedFrance) {
        return site.load(
                "synthese_regions_" + tuesday() + ".csv",
                TABLE
                        + row("Picardie", created, fed)
                        + row("Alsace", createdAlsace, fedAlsace)
                        + row("Total France", createdFrance, fedFrance));
    }

    private static String row(String region, int created, int fed) {
        return region + ";0;" + created + ";" + created + ";0;" + fed + ";" + fed + "\n";
    }

    private List<String> reconciled(LoadOutcome outcome) {
        return site.jdbc()
                .sql("select scope || ', ' || measure || ': ' || message from ops.reconciliation where load_id ="
                        + " :load and verdict <> 'equal' order by reconciliation_id")
                .param("load", outcome.loadId())
                .query(String.class)
                .list();
    }

    /** Scope, measure, expected, found, difference, explained and verdict of each. */
    private List<String> figures(LoadOutcome outcome) {
        return site.jdbc()
                .sql("select concat_ws(' ', scope, measure, expected, found, difference, explained, verdict) from"
                        + " ops.reconciliation where load_id = :load order by reconciliation_id")
                .param("load", outcome.loadId())
                .query(String.class)
                .list();
    }

    private List<String> unexplained(LoadOutcome outcome) {
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(Status.HELD);
        return site.jdbc()
                .sql("select message from ops.finding where load_id = :load and code = 'unexplained-difference'"
                        + " order by finding_id")
                .param("load", outcome.loadId())
                .query(String.class)
                .list();
    }

    private String said(String constat) {
        return "since the beginning, at the end of " + week(0) + ": the table of " + tuesday() + " has " + constat;
    }

    private static void published(LoadOutcome outcome) {
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(Status.PUBLISHED);
        assertThat(outcome.findings()).extracting(FoundCount::code).doesNotContain("unexplained-difference");
    }

    @Test
    void aTableAndLinesThatAgreeAreKeptAsEqual() {
        published(detail(line(ONE, 30, 20), line(TWO, 5, 4), line(ALSACE, 7, 3)));
        LoadOutcome table = table(35, 22, 7, 3, 42, 25);
        published(table);
        assertThat(figures(table))
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
        detail(line(ONE, 30, 20), line(TWO, 5, 4), line(ALSACE, 7, 3));
        LoadOutcome table = table(37, 22, 7, 3, 44, 25);
        assertThat(unexplained(table))
                .containsExactly(
                        "Picardie, DMP créés par ES: "
                                + said("37, the lines of structures 35; nothing known explains -2; looked at: no"
                                        + " silent structure, no correction, no rejected line"),
                        "France, DMP créés par ES: "
                                + said("44, the lines of structures 42; nothing known explains -2; looked at: no"
                                        + " silent structure, no correction, no rejected line"));
        assertThat(figures(table)).contains("Picardie DMP créés par ES 37 35 -2 0 unexplained");
    }

    @Test
    void linesThatContradictTheTableBeforeThemAreHeld() {
        published(table(37, 22, 7, 3, 44, 25));
        LoadOutcome detail = detail(line(ONE, 30, 20), line(TWO, 9, 4), line(ALSACE, 7, 3));
        assertThat(unexplained(detail))
                .contains("Picardie, DMP créés par ES: "
                        + said("37, the lines of structures 39; nothing known explains +2; looked at: no silent"
                                + " structure, no correction, no rejected line"));
        assertThat(detail.findings().get(0).todo())
                .isEqualTo("ask the sender which of the two is wrong; load the corrected file, or release the load"
                        + " if the reason is known");
        published(detail(line(ONE, 30, 20), line(TWO, 7, 4), line(ALSACE, 7, 3)));
    }

    @Test
    void withoutAFileOfStructuresThereIsNothingToCompare() {
        LoadOutcome table = table(35, 22, 7, 3, 42, 25);
        published(table);
        assertThat(figures(table)).isEmpty();
    }

    @Test
    void whatASilentStructureHadExplainsWhatIsMissing() {
        detail(-3, line(TWO, "60", 1, 5, 1, 4));
        detail(-1, line(ONE, 30, 20));
        detail(line(ONE, 30, 20), line(ALSACE, 7, 3));
        LoadOutcome table = table(36, 25, 7, 3, 43, 27);
        published(table);
        assertThat(reconciled(table))
                .containsExactly(
                        "Picardie, DMP créés par ES: "
                                + said("36, the lines of structures 30; explained by structures that sent nothing"
                                        + " this week: 1, with 5 at their last line"),
                        "France, DMP créés par ES: "
                                + said("43, the lines of structures 37; explained by structures that sent nothing"
                                        + " this week: 1, with 5 at their last line"),
                        "Picardie, DMP alimentés par ES: "
                                + said("25, the lines of structures allow up to 20 (DMP × structure); explained by"
                                        + " structures that sent nothing this week: 1, with 4 at their last line"),
                        "France, DMP alimentés par ES: "
                                + said("27, the lines of structures allow up to 23 (DMP × structure); explained by"
                                        + " structures that sent nothing this week: 1, with 4 at their last line"));
        assertThat(figures(table)).contains("Picardie DMP créés par ES 36 30 -6 -6 explained");
    }

    @Test
    void moreThanASilentStructureCanHaveDoneIsNotExplained() {
        detail(-3, line(TWO, "60", 1, 5, 1, 4));
        detail(line(ONE, 30, 20), line(ALSACE, 7, 3));
        // Five, and one in each of three weeks: nine it cannot be.
        LoadOutcome table = table(39, 20, 7, 3, 46, 23);
        assertThat(unexplained(table))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + said("39, the lines of structures 30; nothing known explains -1; looked at: structures"
                                + " that sent nothing this week: 1, with 5 at their last line"));
        assertThat(figures(table)).contains("Picardie DMP créés par ES 39 30 -9 -8 unexplained");
    }

    @Test
    void aSilentStructureThatItsRegionDoesNotMissDoesNotSpoilFrance() {
        String gone = EsWeek.finess("67", 4);
        detail(-1, line(TWO, 5, 4), line(gone, 12, 1));
        detail(line(ONE, 30, 20), line(ALSACE, 7, 3));
        LoadOutcome table = table(35, 20, 7, 3, 42, 23);
        published(table);
        assertThat(reconciled(table))
                .last()
                .isEqualTo("France, DMP créés par ES: "
                        + said("42, the lines of structures 37; explained by structures that sent nothing this"
                                + " week: 1, with 5 at their last line"));
    }

    @Test
    void aCorrectionAfterTheTableExplainsWhatItChanged() {
        detail(line(ONE, 300, 20), line(ALSACE, 7, 3));
        table(300, 20, 7, 3, 307, 23);
        LoadOutcome corrected = detail(line(ONE, 310, 20), line(ALSACE, 7, 3));
        published(corrected);
        assertThat(reconciled(corrected))
                .containsExactly(
                        "Picardie, DMP créés par ES: "
                                + said("300, the lines of structures 310; explained by revision 2 changed the lines"
                                        + " by +10"),
                        "France, DMP créés par ES: "
                                + said("307, the lines of structures 317; explained by revision 2 changed the lines"
                                        + " by +10"));
    }

    @Test
    void aCorrectionOfMoreThanOneInTwentyDoesNotExplainItself() {
        detail(line(ONE, 300, 20), line(ALSACE, 7, 3));
        table(300, 20, 7, 3, 307, 23);
        assertThat(unexplained(detail(line(ONE, 316, 20), line(ALSACE, 7, 3))))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + said("300, the lines of structures 316; nothing known explains +16; looked at: revision 2"
                                + " changed the lines by +16"));
    }

    @Test
    void aRegionWithoutAnyLineIsUnknownAndNotZero() {
        detail(line(ONE, 30, 20));
        LoadOutcome table = table(30, 20, 7, 3, 37, 23);
        published(table);
        assertThat(reconciled(table))
                .containsExactly(
                        "Alsace, DMP créés par ES: "
                                + said("7, the lines of structures none; no structure of this region sent a line:"
                                        + " unknown, which is not zero"),
                        "France, DMP créés par ES: "
                                + said("37, the lines of structures 30; explained by 7 published for regions"
                                        + " without any line"),
                        "France, DMP alimentés par ES: "
                                + said("23, the lines of structures allow up to 20 (DMP × structure); explained by"
                                        + " 3 published for regions without any line"));
        assertThat(figures(table)).contains("Alsace DMP créés par ES 7 0 explained");
    }

    @Test
    void aStructureOverseasCountsForFranceAloneAndIsTold() {
        detail(line(ONE, 30, 20), line(ALSACE, 7, 3), line(EsWeek.finess("60", 9), "975", 0, 4, 0, 2));
        LoadOutcome table = table(30, 20, 7, 3, 37, 23);
        published(table);
        assertThat(reconciled(table))
                .containsExactly("France, DMP créés par ES: "
                        + said("37, the lines of structures 41; explained by 4 of structures in no region of the"
                                + " table"));
    }

    @Test
    void aDifferenceOfOneInAThousandIsToleratedAndMoreIsNot() {
        detail(line(ONE, 20_000, 20), line(ALSACE, 7, 3));
        LoadOutcome held = table(20_021, 20, 7, 3, 20_028, 23);
        assertThat(unexplained(held)).hasSize(2);
        LoadOutcome tolerated = table(20_020, 20, 7, 3, 20_027, 23);
        published(tolerated);
        assertThat(reconciled(tolerated))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + said("20,020, the lines of structures 20,000; the difference is within the tolerance of 20"));
    }

    @Test
    void moreDmpFedThanAllStructuresTogetherHoldTheLoad() {
        detail(line(ONE, 30, 20), line(TWO, 5, 4), line(ALSACE, 7, 3));
        published(table(35, 24, 7, 3, 42, 27));
        assertThat(unexplained(table(35, 25, 7, 3, 42, 27)))
                .containsExactly("Picardie, DMP alimentés par ES: "
                        + said("25, the lines of structures allow up to 24 (DMP × structure); nothing known"
                                + " explains +1; looked at: no silent structure, no correction, no rejected line"));
    }

    @Test
    void fewerDmpFedThanOneStructureAloneHoldTheLoad() {
        detail(line(ONE, 30, 20), line(TWO, 5, 4), line(ALSACE, 7, 3));
        published(table(35, 20, 7, 3, 42, 23));
        assertThat(unexplained(table(35, 19, 7, 3, 42, 22)))
                .containsExactly("Picardie, DMP alimentés par ES: "
                        + said("19, one structure alone 20; nothing known explains -1; looked at: no silent"
                                + " structure, no correction, no rejected line"));
    }

    @Test
    void fewerDmpFedInFranceThanInOneRegionHoldTheLoadWithoutNamingAStructure() {
        detail(line(ONE, 30, 20), line(TWO, 5, 4), line(ALSACE, 7, 3));
        assertThat(unexplained(table(35, 22, 7, 3, 42, 21)))
                .containsExactly("France, DMP alimentés par ES: "
                        + said("21, one region alone 22; nothing known explains -1; looked at: no silent structure,"
                                + " no correction, no rejected line"));
    }

    @Test
    void rejectedLinesAreTold() {
        detail(line(ONE, 30, 20), line(ALSACE, 7, 3), line(TWO, 5, 4).replace(";355;PUBLIC;", ";355;AUTRE;"));
        assertThat(unexplained(table(35, 20, 7, 3, 42, 23)))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + said("35, the lines of structures 30; nothing known explains -5; looked at: rejected"
                                + " lines, of unknown figures: 1"));
    }

    @Test
    void theTextsForWorkbooksSayTheSameInFrench() {
        detail(-1, line(TWO, "60", 1, 5, 1, 4));
        detail(line(ONE, 1_030, 20), line(ALSACE, 7, 3));
        LoadOutcome table = table(1_035, 20, 7, 3, 1_049, 23);
        String start = "Depuis le début, à la fin de la semaine : la table publiée le "
                + tuesday().format(DateTimeFormatter.ofPattern("dd/MM/yyyy")) + " donne ";
        assertThat(site.jdbc()
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
                        + week(0) + ";10000000017;MEDECIN;60;1;0;8;0;6;0;6;0;0\n";
        String autres =
                "semaine;type_structure;type_identifiant;identifiant;departement;dmp_crees;dmp_crees_cumul;dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul\n"
                        + week(0) + ";AUTRE;INTERNE;A1;60;0;2;0;1;0;1;0;0\n";
        site.load("activite_psl_" + week(0) + ".csv", psl);
        site.load("activite_autres_" + week(0) + ".csv", autres);
        String header = TABLE.replace("Total DMP créés", "DMP créés par autres structures;Total DMP créés");
        LoadOutcome table = site.load(
                "synthese_regions_" + tuesday() + ".csv",
                header + "Picardie;8;0;3;11;6;0;6\nTotal France;8;0;3;11;6;0;6\n");
        assertThat(unexplained(table))
                .containsExactly(
                        "Picardie, DMP créés par autres structures: "
                                + said("3, the lines of structures 2; nothing known explains -1; looked at: no"
                                        + " silent structure, no correction, no rejected line"),
                        "France, DMP créés par autres structures: "
                                + said("3, the lines of structures 2; nothing known explains -1; looked at: no"
                                        + " silent structure, no correction, no rejected line"));
        assertThat(figures(table))
                .contains("Picardie DMP créés par PSL 8 8 0 0 equal", "Picardie DMP alimentés par PSL 6 6 0 0 equal");
    }

    @Test
    void theRegionsAreThoseOfTheTableEvenForAWeekOfTheYearBefore() {
        LocalDate before = monday;
        monday = LocalDate.of(2015, 12, 28);
        detail(line(ONE, 30, 20), line(TWO, 5, 4));
        LoadOutcome table = site.load(
                "synthese_regions_2016-01-05.csv",
                TABLE + row("Hauts-de-France", 35, 22) + row("Total France", 35, 22));
        published(table);
        assertThat(figures(table)).contains("Hauts-de-France DMP créés par ES 35 35 0 0 equal");
        monday = before;
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
