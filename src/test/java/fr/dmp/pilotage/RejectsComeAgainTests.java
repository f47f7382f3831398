package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.pipeline.Decided;
import fr.dmp.pilotage.pipeline.FeedState;
import fr.dmp.pilotage.pipeline.FeedsRequest;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrected lines complete what stands of their file, held or published; each test has a week of its own. */
class RejectsComeAgainTests {

    private static final int ROWS = 6;

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

    private static LoadOutcome load(Path file) {
        return site.operations().load(file, null, null);
    }

    private static long id(LoadOutcome outcome) {
        return Objects.requireNonNull(outcome.loadId());
    }

    /** A good file of establishments 0 to 5, of which so many say that they created "trois". */
    private static String file(int bad) {
        return EsWeek.file(IntStream.range(0, ROWS)
                .mapToObj(i -> i < bad
                        ? EsWeek.row(EsWeek.finess(i)).replace(";3;30;", ";trois;30;")
                        : EsWeek.row(EsWeek.finess(i)))
                .toArray(String[]::new));
    }

    /** Writes the rejected lines of a load into a folder, under the name to send them back as. */
    private static Path rejects(LoadOutcome outcome, String format) {
        Path folder = home.resolve("out-" + outcome.loadId());
        folder.toFile().mkdirs();
        Site.Said said =
                site.cli("rejects", String.valueOf(id(outcome)), "--out", folder.toString(), "--format", format);
        assertThat(said.code()).as(said.err()).isZero();
        String sha = Objects.requireNonNull(outcome.sha256()).substring(0, 8);
        String name = outcome.file().replaceAll("(_partiel)?(_rejets-\\w+)?\\.csv$", "");
        return folder.resolve(name + "_partiel_rejets-" + sha + "." + format);
    }

    /** The rejected lines of a load as CSV, corrected, under the name to send them back as. */
    private static Path corrected(LoadOutcome outcome, UnaryOperator<List<List<String>>> correction) {
        Path file = rejects(outcome, "csv");
        return site.write(
                String.valueOf(file.getFileName()), RejectsAgain.saved(correction.apply(RejectsAgain.csv(file))));
    }

    private static List<List<String>> right(List<List<String>> rows) {
        return rows.stream()
                .map(row -> row.stream()
                        .map(cell -> cell.equals("trois") ? "4" : cell)
                        .toList())
                .toList();
    }

    /** Establishment, created, line and file of each row of a load, in the order of their keys. */
    private static List<String> rows(LoadOutcome outcome) {
        return rows(id(outcome));
    }

    private static List<String> rows(long load) {
        return site.jdbc().sql("""
                        select substr(finess_et, 8, 1) || ': ' || dmp_crees || ', line ' || line_no || ' of '
                          || (select min(file_name) from ops.load l where l.file_id = e.file_id)
                        from dwh.es_weekly e where load_id = :id order by finess_et
                        """).param("id", load).query(String.class).list();
    }

    @Test
    void aCellThatASpreadsheetWouldComputeIsTextInACsvAndComesBackAsItWasSent() {
        String named = EsWeek.row(EsWeek.finess(1)).replace(";3;30;", ";trois;30;");
        LoadOutcome held = load(
                "S40",
                EsWeek.file(
                        EsWeek.row(EsWeek.finess(0)),
                        named.replace("ÉTABLISSEMENT FICTIF", "=1+1"),
                        named.replace(EsWeek.finess(1), EsWeek.finess(2))
                                .replace("ÉTABLISSEMENT FICTIF", "'@A1")
                                .replace(";30;", ";-30;")));
        assertThat(held.status()).isEqualTo(Status.HELD);
        Path csv = rejects(held, "csv");
        assertThat(RejectsAgain.csv(csv).get(1)).contains("'=1+1");
        assertThat(RejectsAgain.csv(csv).get(2)).contains("''@A1", "-30");

        LoadOutcome again = load(corrected(held, RejectsComeAgainTests::right));

        assertThat(again.rejected()).isEqualTo(1);
        assertThat(site.jdbc()
                        .sql("select raison_sociale from dwh.es_weekly where load_id = :id order by finess_et")
                        .param("id", id(again))
                        .query(String.class)
                        .list())
                .containsExactly("ÉTABLISSEMENT FICTIF", "=1+1");
        assertThat(RejectsAgain.csv(rejects(again, "csv")).get(1))
                .as("rejected again, it is guarded once")
                .contains("''@A1");
    }

    @Test
    void aHeldLoadIsCompletedByItsWorkbookOnceCorrectedAndSavedAsCsv() {
        LoadOutcome held = load("S01", file(3));
        assertThat(held.status()).isEqualTo(Status.HELD);
        Path workbook = rejects(held, "xlsx");
        RejectsAgain.correct(workbook, cell -> cell.equals("trois") ? "4" : cell);
        Path sent = site.write(
                String.valueOf(workbook.getFileName()).replace(".xlsx", ".csv"),
                RejectsAgain.saved(RejectsAgain.sheet(workbook, "Rejets")));

        Site.Said said = site.cli("load", sent.toString());

        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out().lines().toList())
                .first()
                .isEqualTo(sent.getFileName() + ": published as es-weekly 2012-S01, revision 2; 3 rows read, 3 loaded,"
                        + " 0 rejected, 3 carried forward from the revision before");
        LoadOutcome now = load(sent);
        assertThat(now.status()).isEqualTo(Status.ALREADY_LOADED);
        assertThat(now.findings()).extracting(FoundCount::code).doesNotContain("unknown-column");
        assertThat(rows(now))
                .containsExactly(
                        "0: 4, line 2 of " + sent.getFileName(),
                        "1: 4, line 3 of " + sent.getFileName(),
                        "2: 4, line 4 of " + sent.getFileName(),
                        "3: 3, line 5 of activite_es_2012-S01.csv",
                        "4: 3, line 6 of activite_es_2012-S01.csv",
                        "5: 3, line 7 of activite_es_2012-S01.csv");
        assertThat(site.operations().holds()).noneMatch(each -> each.load() == id(held));
        assertThat(site.cli("rejects", String.valueOf(id(now))).err()).contains("no row was rejected");
        assertThat(site.operations().feeds(FeedsRequest.ALL).states().stream()
                        .filter(each -> each.feed().equals("es-weekly") && "2012-S01".equals(each.period())))
                .extracting(FeedState::revision, FeedState::state, FeedState::rows)
                .containsExactly(tuple(2, FeedState.State.PARTIAL, 6L));
    }

    @Test
    void aPublishedLoadIsCompletedByItsRejectedLineOnceCorrected() {
        LoadOutcome published = load("S02", file(1));
        assertThat(published.status()).isEqualTo(Status.PUBLISHED);

        LoadOutcome now = load(corrected(published, RejectsComeAgainTests::right));

        assertThat(now)
                .extracting(LoadOutcome::status, LoadOutcome::read, LoadOutcome::loaded, LoadOutcome::carried)
                .containsExactly(Status.PUBLISHED, 1L, 1L, 5L);
        assertThat(rows(now)).hasSize(6).first().asString().startsWith("0: 4, line 2 of activite_es_2012-S02_partiel");
    }

    @Test
    void whatIsStillWrongIsRejectedAgainAndNothingElse() {
        LoadOutcome held = load("S03", file(4));
        LoadOutcome second = load(corrected(held, rows -> {
            List<List<String>> some = new ArrayList<>(right(rows));
            some.set(1, rows.get(1));
            some.set(2, rows.get(2));
            return some;
        }));
        assertThat(second)
                .extracting(LoadOutcome::status, LoadOutcome::rejected, LoadOutcome::carried)
                .containsExactly(Status.HELD, 2L, 2L);

        Path again = rejects(second, "csv");
        assertThat(RejectsAgain.csv(again)).hasSize(3);
        assertThat(RejectsAgain.csv(again).get(0))
                .as("the sender's own columns once")
                .containsOnlyOnce("Ligne", "Motif", "Colonne");
        assertThat(RejectsAgain.csv(again).get(1)).startsWith("2", "2012-S03");
        LoadOutcome third = load(corrected(second, RejectsComeAgainTests::right));
        assertThat(third)
                .extracting(LoadOutcome::status, LoadOutcome::revision, LoadOutcome::carried)
                .containsExactly(Status.PUBLISHED, 3, 4L);
        assertThat(rows(third)).hasSize(6);
    }

    @Test
    void aLineThatDoesNotComeAgainKeepsTheLoadHeld() {
        LoadOutcome held = load("S04", file(4));
        LoadOutcome second = load(corrected(held, rows -> right(rows).subList(0, 3)));
        assertThat(second.status()).isEqualTo(Status.HELD);
        assertThat(second.findings().get(0))
                .extracting(FoundCount::code, FoundCount::severity, FoundCount::count, FoundCount::message)
                .containsExactly(
                        "rejected-lines-missing",
                        "error",
                        2L,
                        "[" + second.file() + "]: of the lines that were rejected in activite_es_2012-S04.csv, 2 did"
                                + " not come again");
        // The others, from the first list, come under a name of their own; what is made from it may follow.
        Path others = corrected(
                held,
                rows -> List.of(rows.get(0), right(rows).get(3), right(rows).get(4)));

        LoadOutcome third = load(others);

        assertThat(third).extracting(LoadOutcome::status, LoadOutcome::carried).containsExactly(Status.PUBLISHED, 4L);
        assertThat(rows(third)).hasSize(6);
    }

    @Test
    void ofLinesWithOneKeyOneIsEnough() {
        LoadOutcome held = load(
                "S05",
                EsWeek.file(
                        EsWeek.row(EsWeek.finess(0)),
                        EsWeek.row(EsWeek.finess(1)),
                        EsWeek.row(EsWeek.finess(1)).replace(";3;30;", ";4;30;"),
                        EsWeek.row(EsWeek.finess(2))));
        assertThat(held).extracting(LoadOutcome::status, LoadOutcome::rejected).containsExactly(Status.HELD, 2L);
        LoadOutcome now = load(corrected(held, rows -> List.of(rows.get(0), rows.get(2))));
        assertThat(now.status()).isEqualTo(Status.PUBLISHED);
        assertThat(now.findings()).extracting(FoundCount::code).doesNotContain("rejected-lines-missing");
        assertThat(rows(now)).hasSize(3).element(1).asString().startsWith("1: 4, line 2 of ");
    }

    @Test
    void aHeldLoadThatCorrectsAPublishedOneIsCompletedInItsPlace() {
        LoadOutcome published = load("S06", file(0));
        LoadOutcome held = load("S06", file(2).replace(";3;30;", ";5;30;"));
        assertThat(held.status()).isEqualTo(Status.HELD);
        LoadOutcome now = load(corrected(held, RejectsComeAgainTests::right));
        assertThat(now.status()).isEqualTo(Status.PUBLISHED);
        assertThat(rows(now).stream().map(row -> row.substring(0, 4)))
                .containsExactly("0: 4", "1: 4", "2: 5", "3: 5", "4: 5", "5: 5");

        Decided back = site.operations().withdraw(id(now), "the corrections were wrong", null);

        assertThat(back.restores()).isEqualTo(id(published));
        assertThat(rows(Objects.requireNonNull(back.inForce())).stream().map(row -> row.substring(0, 4)))
                .containsExactly("0: 3", "1: 3", "2: 3", "3: 3", "4: 3", "5: 3");
    }

    @Test
    void aWithdrawnRevisionThatHadCompletedAHeldLoadLeavesNothingInForce() {
        LoadOutcome held = load("S07", file(2));
        Path sent = corrected(held, RejectsComeAgainTests::right);
        LoadOutcome now = load(sent);
        assertThat(site.operations().withdraw(id(now), "wrong", null).inForce()).isNull();
        LoadOutcome again = load(sent);
        assertThat(again.status()).isEqualTo(Status.REFUSED);
        assertThat(again.findings()).extracting(FoundCount::code).containsExactly("partial-of-nothing");
        // The file itself is what can be begun with anew.
        LoadOutcome anew = load("S07", file(2));
        assertThat(anew).extracting(LoadOutcome::status, LoadOutcome::revision).containsExactly(Status.HELD, 3);
        assertThat(load(sent).status()).isEqualTo(Status.PUBLISHED);
    }

    @Test
    void linesOfAFileThatWasReplacedAreRefused() {
        LoadOutcome first = load("S08", file(1));
        Path late = corrected(first, RejectsComeAgainTests::right);
        LoadOutcome second = load("S08", file(0).replace(";3;30;", ";5;30;"));
        LoadOutcome outcome = load(late);
        assertThat(outcome.status()).isEqualTo(Status.REFUSED);
        assertThat(outcome.findings().get(0).message())
                .isEqualTo("[" + late.getFileName() + "]: expected rejected lines of activite_es_2012-S08.csv ("
                        + Objects.requireNonNull(second.sha256()).substring(0, 8)
                        + "…), found those of a file with SHA-256 "
                        + Objects.requireNonNull(first.sha256()).substring(0, 8)
                        + "…, which is no longer what stands");
        assertThat(site.count("ops.load where period_start = date '2012-02-20'"))
                .as("loads of 2012-S08")
                .isEqualTo(2);
    }

    @Test
    void linesAloneUnderTheNameOfTheWholeFileAreRefused() {
        LoadOutcome first = load("S09", file(1));
        Path sent = corrected(first, RejectsComeAgainTests::right);
        String text = RejectsAgain.saved(right(RejectsAgain.csv(sent)));
        LoadOutcome outcome = site.load("activite_es_2012-S09.csv", text);
        assertThat(outcome.status()).isEqualTo(Status.REFUSED);
        assertThat(outcome.findings().get(0).message())
                .isEqualTo("[activite_es_2012-S09.csv]: the columns Ligne, Motif and Colonne say that the file holds"
                        + " rejected lines alone, which would replace all others; expected \"_partiel\" in its name");
    }

    @Test
    void aReleasedLoadWasAcceptedWithoutTheLinesThatAreMissing() {
        LoadOutcome held = load("S10", file(4));
        site.operations().release(id(held), "the sender is on holiday", null);
        LoadOutcome now = load(corrected(held, rows -> right(rows).subList(0, 2)));
        assertThat(now).extracting(LoadOutcome::status, LoadOutcome::carried).containsExactly(Status.PUBLISHED, 2L);
        assertThat(now.findings()).extracting(FoundCount::code).doesNotContain("rejected-lines-missing");
    }

    @Test
    void theHeldLoadIsNotReleasedOnceItIsCompleted() {
        LoadOutcome held = load("S11", file(4));
        load(corrected(held, RejectsComeAgainTests::right));
        Site.Said said = site.cli("release", String.valueOf(id(held)), "--reason", "too late");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err().strip())
                .isEqualTo("release failed: load " + id(held) + " is not held: there is nothing to release");
    }

    @Test
    void aColumnThatTheSenderAddsIsStillAFinding() {
        LoadOutcome held = load("S12", file(2));
        Path sent = corrected(held, rows -> {
            List<List<String>> wider = new ArrayList<>();
            right(rows).forEach(row -> {
                List<String> cells = new ArrayList<>(row);
                cells.add("fait");
                wider.add(cells);
            });
            wider.get(0).set(wider.get(0).size() - 1, "Suivi");
            return wider;
        });
        assertThat(load(sent).findings())
                .filteredOn(each -> each.code().equals("unknown-column"))
                .extracting(FoundCount::column)
                .containsExactly("Suivi");
    }

    @Test
    void aLineWhoseKeyLacksAPartIsReplacedAndNotDoubled() {
        String header =
                "mois;volet;type_identifiant;identifiant;departement;profession;mode_acces;dmp_consultes;connexions\n";
        String line = "2013-01;ES;FINESS;" + EsWeek.finess(1) + ";60;;NORMAL;%d;9\n";
        site.load("usage_acces_2013-01.csv", header + String.format(line, 2));
        LoadOutcome now = site.load("usage_acces_2013-01_partiel.csv", header + String.format(line, 3));
        assertThat(now)
                .extracting(LoadOutcome::status, LoadOutcome::loaded, LoadOutcome::carried)
                .containsExactly(Status.PUBLISHED, 1L, 0L);
    }
}
