package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.ops.Cli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line as operators and scripts meet it: what is printed where, and with which exit code. */
class CliTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Snapshots come when they come. */
    private static final Set<String> UNEXPECTED =
            Set.of("cibles", "dmp-compatibilite", "finess", "ght", "incidents", "population", "programme", "rpps");

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "collect",
                "load",
                "report",
                "explain",
                "run",
                "runs",
                "show",
                "rejects",
                "feeds",
                "generate",
                "check"
            })
    void everyCommandHasHelpAndNeedsNoApplicationForIt(String command) {
        StringWriter out = new StringWriter();
        int code = new Cli(CliTests::mustNotStart, CliTests::mustNotStart)
                .writingTo(new PrintWriter(out), new PrintWriter(out))
                .run(command, "--help");
        assertThat(code).isZero();
        assertThat(out.toString()).contains("Usage: pilotage-dmp " + command);
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        Site.Said said = site.cli("runs", "--jason");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("Unknown option: '--jason'");
    }

    @Test
    void noCommandAtAllShowsTheUsageOnTheErrorStream() {
        Site.Said said = site.cli();
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("Usage: pilotage-dmp");
    }

    @Test
    void anUnknownReportNamesThoseThatExist() {
        Site.Said said = site.cli("report", "activity-figure");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err().strip())
                .isEqualTo(
                        "no report \"activity-figure\"; expected one of activity-figures, monthly-usage, weekly-activity, weekly-es-focus");
    }

    @Test
    void aPeriodWithoutDataNamesThoseThatHaveSome() {
        site.load(PublishedFigures.NAME, PublishedFigures.text());
        Site.Said said = site.cli("report", "activity-figures", "--period", "2012-10-02");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err().strip())
                .isEqualTo("no published period of activity-figures \"2012-10-02\"; expected one of 2012-09-25");
    }

    @Test
    void aFileThatIsNotThereFailsAndSaysSo() {
        Site.Said said = site.cli("load", home.resolve("nowhere.csv").toString());
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains(home.resolve("nowhere.csv") + ": there is no such file");
    }

    @Test
    void loadPrintsOneObjectAFileWithTheFieldsOfTheContract() {
        Path good = site.write(EsWeek.NAME, EsWeek.good(2));
        Path bad = site.write("export.csv", "a;b\n1;2\n");
        Site.Said said = site.cli("load", "--json", good.toString(), bad.toString());
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).isEmpty();
        List<JsonNode> objects = objects(said.out());
        assertThat(objects).hasSize(2);
        assertThat(objects.get(0).propertyNames())
                .startsWith(
                        "file",
                        "sha256",
                        "feed",
                        "period",
                        "revision",
                        "status",
                        "read",
                        "loaded",
                        "rejected",
                        "findings");
        assertThat(objects.get(0).get("status").asString()).isEqualTo("published");
        assertThat(objects.get(0).get("period").asString()).isEqualTo("2012-S38");
        assertThat(objects.get(0).get("readAs").asString()).isEqualTo("UTF-8, separator \";\", no quotes, line end lf");
        assertThat(objects.get(1).get("readAs").isNull()).isTrue();
        assertThat(objects.get(1).get("status").asString()).isEqualTo("refused");
        assertThat(objects.get(1).get("findings").get(0).propertyNames())
                .containsExactlyInAnyOrder("code", "severity", "line", "column", "count", "message", "todo");
    }

    @Test
    void aHeldFileExitsWithThreeEachTimeItIsOffered() {
        Path held = site.write(PublishedFigures.NAME, PublishedFigures.text().replace("204 180", "204 181"));
        assertThat(site.cli("load", held.toString()).code()).isEqualTo(3);
        Site.Said again = site.cli("load", "--json", held.toString());
        assertThat(again.code()).isEqualTo(3);
        assertThat(objects(again.out()).get(0).get("status").asString()).isEqualTo("held");
    }

    @Test
    void runsListsWhatRanAndShowExplainsIt() {
        Path held = site.write(PublishedFigures.NAME, PublishedFigures.text().replace("204 180", "204 181"));
        site.cli("load", held.toString());
        JsonNode run = objects(site.cli("runs", "--json").out()).get(0);
        assertThat(run.propertyNames())
                .containsExactlyInAnyOrder(
                        "run", "job", "feed", "period", "status", "started", "ended", "by", "for", "cause");
        assertThat(run.get("status").asString()).isEqualTo("HELD");

        Site.Said shown = site.cli("show", run.get("run").asString());

        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("status    HELD")
                .contains(
                        "next      ask the sender for a corrected file and load it: it becomes the next revision; or see 'holds' and release it")
                .contains("  read as UTF-8, separator tab, no quotes, line end lf")
                .contains("the France row says 204,181 (+1)")
                .contains("to do: look for a missing region or a wrong figure; hold the file against the one before")
                .containsPattern("1 +audit +COMPLETED");
    }

    @Test
    void showOfNoRunNamesTheLatest() {
        site.load(EsWeek.NAME, EsWeek.good(1));
        Site.Said said = site.cli("show", "99");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err().strip()).isEqualTo("no run \"99\"; expected one of 1");
    }

    @Test
    void feedsShowsWhatArrivedAndWhatNeverDid() {
        site.load(EsWeek.NAME, EsWeek.good(2));
        List<JsonNode> feeds = objects(site.cli("feeds", "--json").out());
        assertThat(feeds)
                .extracting(each ->
                        each.get("feed").asString() + " " + each.get("state").asString())
                .isEqualTo(PackagedFeeds.IDS.stream()
                        .filter(id -> !UNEXPECTED.contains(id))
                        .map(id -> id + (id.equals("es-weekly") ? " arrived" : " missing"))
                        .toList());
        assertThat(feeds.stream()
                        .filter(each -> each.get("state").asString().equals("arrived"))
                        .findFirst()
                        .orElseThrow()
                        .propertyNames())
                .contains("feed", "period", "sender", "state", "received", "rows", "revision");
    }

    @Test
    void aReportMayBeWrittenForOneRegionByNameOrCode() {
        site.load(EsWeek.NAME, EsWeek.good(2));
        Site.Said said = site.cli(
                "report", "weekly-es-focus", "--period", "2012-S38", "--region", "nord pas de calais", "--json");
        assertThat(said.code()).isZero();
        assertThat(said.out().lines()).singleElement().asString().contains("\"region\":\"Nord-Pas-de-Calais\"");
        assertThat(site.operations().report("weekly-es-focus", "2012-S38", "22"))
                .singleElement()
                .satisfies(each -> assertThat(each.region()).isEqualTo("Picardie"));
    }

    @Test
    void aWeekThatIsAskedForIsNotTakenForTheOneAfterIt() {
        site.load("activite_es_2012-S37.csv", EsWeek.good(2).replace("S38", "S37"));
        site.load(EsWeek.NAME, EsWeek.good(2));
        assertThat(site.operations().report("weekly-es-focus", "2012-S37", "Picardie"))
                .singleElement()
                .satisfies(each -> assertThat(each.period()).isEqualTo("2012-S37"));
    }

    @Test
    void aRegionThatTheReportDoesNotCoverNamesThoseThatItDoes() {
        site.load(PublishedFigures.NAME, PublishedFigures.text());
        Site.Said said = site.cli("report", "activity-figures", "--region", "Corse");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err().strip()).isEqualTo("no region of activity-figures \"Corse\"; expected one of France");
    }

    @Test
    void checkFindsNothingWrongWithWhatIsPackaged() {
        Site.Said said = site.cli("check");
        assertThat(said.out().strip()).isEqualTo("Nothing is wrong.");
        assertThat(said.code()).isZero();
    }

    @Test
    void checkNamesAMissingColumnOfATable() {
        site.jdbc().sql("alter table dwh.psl_weekly drop column mode_exercice").update();
        Site.Said said = site.cli("check");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out().lines())
                .containsExactly(
                        "jobs/feeds/psl-weekly.yaml, columns: expected columns mode_exercice in dwh.psl_weekly, found none;"
                                + " add a migration",
                        "1 problem(s).");
    }

    @Test
    void wrongDeclarationsOfASiteAreToldWithFileLineAndKey(@TempDir Path own) throws IOException {
        Files.createDirectories(own.resolve("jobs"));
        Files.writeString(own.resolve("jobs/nightly.yaml"), "job: nightly\ntitle: x\nfeeds: [psl]\nreports: []\n");
        try (Site wrong = new Site(home, "--pilotage.definitions=" + own)) {
            Site.Said said = wrong.cli("check");
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.err().lines())
                    .containsExactly(
                            "The declarations are wrong:",
                            "  jobs/nightly.yaml line 3, feeds: expected any of " + PackagedFeeds.NAMES
                                    + ", found \"psl\"");
        }
    }

    @Test
    void demoWritesTheWorkbooksAndTheSecondTimeNothingIsNew() throws IOException {
        Site.Said first = site.cli("demo", "--weeks", "3", "--months", "1", "--scale", "0.02");
        assertThat(first.code()).isZero();
        assertThat(first.err()).isEmpty();
        List<String> said = first.out().lines().toList();
        assertThat(said.subList(0, 10))
                .containsExactly(
                        "job        weekly",
                        "files      10: 10 published",
                        "rows       18 018 read, 18 018 loaded, 0 rejected",
                        "findings   5 kinds, shown in the sheet Qualité",
                        "  info fed-france-below-regions: 2",
                        "  info structures-silent: 1",
                        "  warning fed-france-above-regions: 1",
                        "  warning fed-profile-looks-swapped: 1",
                        "  warning region-without-row: 1",
                        "workbooks  43: 43 written, 0 standing");
        assertThat(said.subList(10, 53))
                .allSatisfy(path -> assertThat(Path.of(path.strip())).exists());
        assertThat(said.get(53))
                .matches("time       generate [\\d.]+ s, survey [\\d.]+ s, load [\\d.]+ s, audit [\\d.]+ s,"
                        + " publish [\\d.]+ s, report [\\d.]+ s");
        assertThat(said.subList(54, 56)).containsExactly("job        monthly", "files      10: 10 published");
        assertThat(said.subList(57, 59)).containsExactly("findings   none", "workbooks  14: 14 written, 0 standing");
        assertThat(said.subList(59, 73))
                .allSatisfy(path -> assertThat(Path.of(path.strip())).exists());
        assertThat(said).hasSize(74);
        List<String> before = snapshot();
        Site.Said second = site.cli("demo", "--weeks", "3", "--months", "1", "--scale", "0.02");
        assertThat(second.out())
                .startsWith("job        weekly" + System.lineSeparator() + "files      10: 10 already-loaded")
                .contains("workbooks  43: 0 written, 43 standing", "workbooks  14: 0 written, 14 standing")
                .endsWith("Nothing is new." + System.lineSeparator());
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void demoRefusesWrongOptionsAllAtOnce() {
        Site.Said said = site.cli("demo", "--weeks", "0", "--months", "121", "--scale", "-1");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err().lines())
                .containsExactly(
                        "--weeks: expected 1 to 520, found 0",
                        "--months: expected 0 to 120, found 121",
                        "--scale: expected a number above 0 and up to 100, found -1.0");
    }

    /** Every file below reports with its size and time. */
    private List<String> snapshot() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(home.resolve("reports"))) {
            for (Path each : paths.filter(Files::isRegularFile).sorted().toList()) {
                files.add(each + " " + Files.size(each) + " " + Files.getLastModifiedTime(each));
            }
        }
        return files;
    }

    private static List<JsonNode> objects(String lines) {
        return lines.lines().map(JSON::readTree).toList();
    }

    private static ConfigurableApplicationContext mustNotStart() {
        throw new AssertionError("help must not start the application");
    }
}
