package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.pipeline.Decided;
import fr.dmp.pilotage.pipeline.Hold;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.pipeline.Operations;
import fr.dmp.pilotage.pipeline.Workbook;
import fr.dmp.pilotage.warehouse.DecisionRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Operators release and withdraw loads; each test has weeks of its own. */
class DecisionTests {

    /** One establishment of the second has a check digit that is wrong twice: two rejects, where one is let through. */
    private static final String WRONG = EsWeek.row("600000000") + "\n" + EsWeek.row("600000008");

    @TempDir
    private static Path home;

    private static Site site;

    @BeforeAll
    static void start() {
        site = new Site(home);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static LoadOutcome load(String week, String text) {
        return site.load("activite_es_2012-" + week + ".csv", text.replace("2012-S38", "2012-" + week));
    }

    private static long id(LoadOutcome outcome) {
        return Objects.requireNonNull(outcome.loadId());
    }

    private static Operations operations() {
        return site.operations();
    }

    /** What was in force at a moment, asked of the ledger as reports ask. */
    private static List<Integer> inForce(String week, String at) {
        return site.jdbc()
                .sql("""
                        select revision from ops.load
                        where file_name like '%' || :week || '%' and published_at <= %1$s
                          and (retired_at is null or retired_at > %1$s)
                        """.replace("%1$s", at))
                .param("week", week)
                .query(Integer.class)
                .list();
    }

    @Test
    void aWithdrawnCorrectionGivesBackWhatItHadReplaced() {
        LoadOutcome first = load("S10", EsWeek.good(2));
        LoadOutcome second = load("S10", EsWeek.good(3));

        Decided done = operations().withdraw(id(second), "wrong month", "Camille");

        assertThat(done.decision()).isEqualTo("withdrawn");
        assertThat(done.revision()).isEqualTo(3);
        assertThat(done.restores()).isEqualTo(first.loadId());
        long back = Objects.requireNonNull(done.inForce());
        assertThat(site.jdbc()
                        .sql("select finess_et || line_no || file_id from dwh.es_weekly where load_id = :id order by 1")
                        .param("id", back)
                        .query(String.class)
                        .list())
                .hasSize(2)
                .isEqualTo(site.jdbc()
                        .sql("select finess_et || line_no || file_id from dwh.es_weekly where load_id = :id order by 1")
                        .param("id", id(first))
                        .query(String.class)
                        .list());
        assertThat(site.jdbc()
                        .sql("select kind || ' ' || who || ': ' || reason from ops.decision where load_id = :id")
                        .param("id", id(second))
                        .query(String.class)
                        .list())
                .containsExactly("withdraw Camille: wrong month");
    }

    @Test
    void whatWasInForceAtAnyTimeIsStillKnownAfterAWithdrawal() {
        load("S11", EsWeek.good(2));
        LoadOutcome second = load("S11", EsWeek.good(3));
        operations().withdraw(id(second), "wrong month", null);
        for (int revision = 1; revision <= 3; revision++) {
            String published =
                    "(select published_at from ops.load where file_name like '%S11%' and revision = " + revision + ")";
            assertThat(inForce("S11", published)).containsExactly(revision);
        }
        assertThat(inForce("S11", "now()")).containsExactly(3);
    }

    @Test
    void aContentThatWasItselfWithdrawnDoesNotComeBack() {
        LoadOutcome first = load("S12", EsWeek.good(2));
        LoadOutcome second = load("S12", EsWeek.good(3));
        Decided back = operations().withdraw(id(second), "wrong", null);
        Decided none = operations().withdraw(Objects.requireNonNull(back.inForce()), "wrong too", null);
        assertThat(none.inForce()).isNull();
        assertThat(inForce("S12", "now()")).isEmpty();
        assertThatThrownBy(() -> operations().withdraw(id(first), "and this", null))
                .isInstanceOf(DecisionRefused.class)
                .hasMessage("load " + id(first)
                        + " is no longer in force: a later revision took its place; withdraw that one");
        assertThatThrownBy(() -> operations().withdraw(id(second), "again", null))
                .isInstanceOf(DecisionRefused.class)
                .hasMessage("load " + id(second) + " is closed already: withdrawn or failed");
    }

    @Test
    void aPeriodWhoseOnlyLoadIsWithdrawnHasNothingPublishedAndItsWorkbooksStay() {
        LoadOutcome only = load("S13", EsWeek.good(2));
        Path written = operations()
                .report("weekly-es-focus", "2012-S13", "Picardie")
                .get(0)
                .path();

        Site.Said said =
                site.cli("withdraw", Long.toString(id(only)), "--reason", "sent by mistake", "--by", "Camille");

        assertThat(said.code()).isZero();
        assertThat(said.out().lines().findFirst())
                .hasValue("load " + id(only) + ": withdrawn by Camille; es-weekly 2012-S13: nothing is in force");
        assertThat(said.out().lines())
                .anyMatch(line ->
                        line.startsWith("  touches weekly-activity 2012-S13, 28 workbooks: France, Guadeloupe, "))
                .anyMatch(line -> line.startsWith(
                        "  touches weekly-es-focus 2012-S13, 14 workbooks: Champagne-Ardenne, Picardie, "));
        assertThat(written).exists();
        // The week after is not meant, though it ended last before.
        load("S14", EsWeek.good(1));
        Site.Said report = site.cli("report", "weekly-es-focus", "--period", "2012-S13");
        assertThat(report.code()).isEqualTo(2);
        assertThat(report.err()).startsWith("no published period of weekly-es-focus \"2012-S13\"; expected ");
    }

    @Test
    void theSameFileSentAgainAfterItsWithdrawalIsTheNextRevision() {
        LoadOutcome only = load("S20", EsWeek.good(2));
        operations().withdraw(id(only), "doubt", null);
        assertThat(load("S20", EsWeek.good(2)))
                .extracting(LoadOutcome::status, LoadOutcome::revision)
                .containsExactly(Status.PUBLISHED, 2);
    }

    @Test
    void aHeldLoadIsListedWithItsReasonsWorkbooksAndRecipients() {
        LoadOutcome held = load("S15", EsWeek.file(EsWeek.row(EsWeek.finess(1)), WRONG));
        assertThat(held.status()).isEqualTo(Status.HELD);

        Hold hold = operations().holds().stream()
                .filter(each -> each.load() == id(held))
                .findFirst()
                .orElseThrow();

        assertThat(hold.period()).isEqualTo("2012-S15");
        assertThat(hold.reasons())
                .extracting(LoadOutcome.FoundCount::code)
                .containsExactlyInAnyOrder("bad-finess-key", "too-many-rejects");
        assertThat(hold.workbooks())
                .filteredOn(each -> each.report().equals("weekly-es-focus"))
                .first()
                .satisfies(each -> {
                    assertThat(each.period()).isEqualTo("2012-S15");
                    assertThat(each.regions()).hasSize(14).contains("Picardie");
                });
        assertThat(hold.recipients()).containsExactly("equipe-nationale");
        assertThat(site.cli("holds").out())
                .contains("load " + id(held) + ": es-weekly 2012-S15 from national, revision 1,"
                        + " activite_es_2012-S15.csv, held since ")
                .contains("error too-many-rejects: ")
                .contains("  touches weekly-es-focus 2012-S15, 14 workbooks: ")
                .contains("  recipients: equipe-nationale");

        operations().withdraw(id(held), "unreadable", null);

        assertThat(operations().holds()).noneMatch(each -> each.load() == id(held));
        assertThat(inForce("S15", "now()")).isEmpty();
    }

    @Test
    void aReleasedLoadIsPublishedAndItsWorkbooksSayByWhomAndWhy() throws IOException {
        LoadOutcome held = load("S16", EsWeek.file(EsWeek.row(EsWeek.finess(1)), WRONG));

        Site.Said said = site.cli(
                "release", Long.toString(id(held)), "--reason", "deux lignes sans enjeu", "--by", "Camille", "--json");

        assertThat(said.code()).isZero();
        JsonNode object = JsonMapper.builder().build().readTree(said.out());
        assertThat(object.propertyNames())
                .containsExactly(
                        "load",
                        "decision",
                        "feed",
                        "period",
                        "by",
                        "reason",
                        "inForce",
                        "revision",
                        "restores",
                        "shared",
                        "workbooks",
                        "recipients");
        assertThat(object.get("decision").asString()).isEqualTo("released");
        assertThat(inForce("S16", "now()")).containsExactly(1);
        Workbook workbook =
                operations().report("weekly-es-focus", "2012-S16", "Picardie").get(0);
        assertThat(quality(workbook))
                .contains("Fichier publié malgré ses erreurs, sur décision de Camille : deux lignes sans enjeu")
                .anyMatch(text -> text.contains("sont rejetées, 1 au plus sont admises"));
    }

    private static List<String> quality(Workbook workbook) throws IOException {
        List<String> texts = new ArrayList<>();
        try (InputStream in = Files.newInputStream(workbook.path());
                XSSFWorkbook read = new XSSFWorkbook(in)) {
            read.getSheet("Qualité").forEach(row -> texts.add(row.getCell(7).getStringCellValue()));
        }
        return texts;
    }

    @Test
    void onlyAHeldLoadCanBeReleased() {
        LoadOutcome published = load("S17", EsWeek.good(1));
        Site.Said said = site.cli("release", Long.toString(id(published)), "--reason", "why not");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err().strip())
                .isEqualTo("release failed: load " + id(published) + " is not held: there is nothing to release");
    }

    @Test
    void aDecisionWithoutAReasonOrAboutNoLoadIsWrongUsage() {
        LoadOutcome published = load("S18", EsWeek.good(1));
        assertThat(site.cli("withdraw", Long.toString(id(published))).code()).isEqualTo(2);
        assertThatThrownBy(() -> operations().withdraw(id(published), " ", null))
                .isInstanceOf(DecisionRefused.class)
                .hasMessage("expected a name and a reason that say something, found none");
        Site.Said none = site.cli("withdraw", "987654", "--reason", "x");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).startsWith("no load \"987654\"; expected one of");
        assertThat(inForce("S18", "now()")).containsExactly(1);
    }

    @Test
    void whatWasDecidedCanBeAddedToButNeitherChangedNorRemoved() {
        LoadOutcome published = load("S19", EsWeek.good(1));
        operations().withdraw(id(published), "wrong month", "Camille");
        for (String change : List.of(
                "update ops.decision set who = 'another'", "delete from ops.decision", "truncate ops.decision")) {
            assertThatThrownBy(() -> site.jdbc().sql(change).update())
                    .rootCause()
                    .hasMessageStartingWith("ERROR: rows of ops.decision are added, never changed or removed: "
                            + change.substring(0, change.indexOf(' ')) + " refused");
        }
        assertThat(site.jdbc()
                        .sql("select who from ops.decision where load_id = :id")
                        .param("id", id(published))
                        .query(String.class)
                        .list())
                .containsExactly("Camille");
    }

    @Test
    void aHeldListOfIncidentsTouchesTheWorkbooksThatWouldTellIt() {
        load("S21", EsWeek.good(1));
        load("S22", EsWeek.good(1));
        LoadOutcome held = site.load("incidents_2012-06-10.csv", """
                        debut;fin;maille;code;feed;note
                        2012-05-29;2012-05-29;REGION;22;;hébergeur en panne (fictif)
                        bientôt;;FRANCE;;;date illisible (fictif)
                        """);
        assertThat(held.status()).isEqualTo(Status.HELD);
        Hold hold = operations().holds().stream()
                .filter(each -> each.load() == id(held))
                .findFirst()
                .orElseThrow();
        assertThat(hold.workbooks())
                .filteredOn(each ->
                        each.report().equals("weekly-es-focus") && each.period().equals("2012-S22"))
                .singleElement()
                .satisfies(each -> assertThat(each.regions()).containsExactly("Picardie"));
        assertThat(hold.workbooks()).noneMatch(each -> each.period().equals("2012-S21"));
        assertThat(hold.recipients()).containsExactly("equipe-nationale");
        assertThat(hold.reasons())
                .filteredOn(each -> each.code().equals("too-many-rejects"))
                .singleElement()
                .satisfies(each -> assertThat(each.todo())
                        .isEqualTo("ask the sender for a corrected file, or release the load without these rows"));
    }
}
