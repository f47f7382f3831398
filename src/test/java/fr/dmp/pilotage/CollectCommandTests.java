package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.intake.Sources;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import fr.dmp.pilotage.pipeline.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Declared sources as operators meet them: the command {@code collect}, a run that collects first, and {@code check}. All
 * in one application, as each start of one would take longer than what is tested.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CollectCommandTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Path home;
    private Path remote;
    private Path mount;
    private Site site;

    @BeforeAll
    void open(@TempDir Path temporary) throws IOException {
        home = temporary.resolve("home");
        remote = Files.createDirectories(temporary.resolve("remote"));
        mount = temporary.resolve("mount");
        Path own = temporary.resolve("own");
        declare(own, "a-mounted", "kind: folder", "folders: [" + mount + "]");
        declare(
                own,
                "b-depot",
                "kind: folder",
                "folders: [" + remote + "]",
                "patterns: ['*.tsv', '*.csv']",
                "limits: { bytes: 8KB }");
        declare(
                own,
                "c-web",
                "kind: https",
                "urls: ['https://example.invalid/incidents_<AAAA-MM-JJ>.csv']",
                "secret: web");
        Files.writeString(
                own.resolve("jobs/nightly.yaml"),
                "job: nightly\ntitle: fictive\nfeeds: [synthese-weekly, es-weekly]\nreports: []\n");
        site = new Site(home, "--pilotage.definitions=" + own);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @BeforeEach
    void clear() throws IOException {
        Files.createDirectories(mount);
        for (Path each : List.of(mount, remote, inbox(""))) {
            empty(each);
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void declare(Path own, String id, String... lines) throws IOException {
        Files.createDirectories(own.resolve("jobs/sources"));
        Files.writeString(own.resolve("jobs/sources/" + id + ".yaml"), """
                source: %s
                title: fictive
                sender: national
                feeds: [%s]
                retries: { times: 0 }
                %s
                %s
                """.formatted(
                        id,
                        id.equals("c-web") ? "incidents" : "synthese-weekly, es-weekly",
                        id.equals("c-web") ? "" : "stability: { wait: 10ms }",
                        String.join("\n", lines)));
    }

    private void put(String name, String text) throws IOException {
        Path file = Files.writeString(remote.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2012-09-25T10:00:00Z")));
    }

    private String absence() {
        return "there is no folder " + mount + "; is it mounted, and its name right?";
    }

    private static String missingSecret() {
        return "there is no secret web: expected the environment variable PILOTAGE_SECRET_WEB or a file web in the"
                + " folder pilotage.secrets";
    }

    private Path inbox(String name) {
        return home.resolve("inbox/national").resolve(name);
    }

    @Test
    void collectFetchesIntoTheInboxAndLoadsNothing() throws IOException {
        Files.delete(mount);
        put(DatedTables.name(0), DatedTables.text(0));
        put("large.csv", "x".repeat(9_000));
        String refusal =
                "larger than the 8192 bytes allowed (limits.bytes of jobs/sources/b-depot.yaml); it is not fetched";
        long loads = site.count("ops.load");

        Site.Said said = site.cliHere("collect");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).isEmpty();
        assertThat(said.out().lines())
                .containsExactlyInAnyOrder(
                        "a-mounted: failed",
                        "  " + absence(),
                        "b-depot: 1 fetched, 1 refused",
                        "  " + remote.resolve(DatedTables.name(0)) + ": fetched, " + size(DatedTables.name(0))
                                + " bytes",
                        "  " + remote.resolve("large.csv") + ": refused: " + refusal,
                        "c-web: failed",
                        "  " + missingSecret());
        assertThat(inbox(DatedTables.name(0))).hasContent(DatedTables.text(0));
        assertThat(site.count("ops.load")).isEqualTo(loads);
    }

    @Test
    void collectMayBeForOneFeedAndIsAsObjectsAContract() throws IOException {
        Files.delete(mount);
        put(EsWeek.NAME, EsWeek.good(1));
        site.cliHere("collect");
        put("activite_es_2012-S39.csv", "a\n");
        put(DatedTables.name(1), DatedTables.text(1));

        Site.Said said = site.cliHere("collect", "--feed", "es-weekly", "--json");

        assertThat(said.code()).isEqualTo(1);
        List<JsonNode> objects = said.out().lines().map(JSON::readTree).toList();
        assertThat(objects).hasSize(3);
        assertThat(objects.get(0).propertyNames()).containsExactly("record", "source", "status", "unchanged", "cause");
        assertThat(texts(objects.get(0), "record", "source", "status", "cause"))
                .containsExactly("source", "a-mounted", "failed", absence());
        assertThat(objects.get(1).propertyNames())
                .containsExactly("record", "source", "file", "remote", "status", "bytes", "sha256", "cause");
        assertThat(texts(objects.get(1), "record", "source", "file", "status"))
                .containsExactly("file", "b-depot", "activite_es_2012-S39.csv", "fetched");
        assertThat(texts(objects.get(2), "record", "source", "status", "unchanged"))
                .containsExactly("source", "b-depot", "visited", "1");
        assertThat(inbox(DatedTables.name(1))).doesNotExist();
    }

    private String size(String name) throws IOException {
        return String.format("%,d", Files.size(inbox(name))).replace(',', ' ');
    }

    private static List<String> texts(JsonNode object, String... names) {
        return Stream.of(names).map(name -> object.get(name).asString()).toList();
    }

    @Test
    void aSourceThatIsDownKeepsNothingFromBeingLoadedButFailsTheRunAndTheNextOneGoesOn() throws IOException {
        Files.delete(mount);
        put(DatedTables.name(3), DatedTables.text(3));
        DatedTables.put(home, DatedTables.name(4), DatedTables.text(4));

        Site.Said first = site.cliHere("run", "nightly");

        assertThat(first.code()).isEqualTo(1);
        assertThat(first.out().lines().toList())
                .startsWith("a-mounted: failed", "  " + absence(), "b-depot: 1 fetched");
        assertThat(first.out())
                .contains(DatedTables.name(3) + ": published")
                .contains(DatedTables.name(4) + ": published");
        RunLog.Run failed = theRun();
        assertThat(failed.status()).isEqualTo("FAILED");
        assertThat(failed.cause()).isEqualTo("source a-mounted: " + absence());
        assertThat(collected(failed)).isEqualTo("2 sources: 1 failed, 1 visited; 2 files: 2 published");

        Files.createDirectory(mount);
        Files.writeString(mount.resolve(DatedTables.name(5)), DatedTables.text(5));
        JobOutcome second = site.operations().run("nightly", null);

        assertThat(second.loaded()).extracting(LoadOutcome::status).containsExactly(LoadOutcome.Status.PUBLISHED);
        assertThat(theRun().run()).isEqualTo(failed.run());
        assertThat(theRun().attempts()).isEqualTo(failed.attempts() + 1);
        assertThat(theRun().status()).isEqualTo("COMPLETED");
        assertThat(collected(theRun())).isEqualTo("2 sources: 2 visited; 1 file: 1 published");
    }

    @Test
    void aFileThatASourceRefusesExitsWithOneAndDoesNotFailTheRun() throws IOException {
        put("large.csv", "x".repeat(9_000));

        Site.Said said = site.cliHere("run", "nightly");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out().lines())
                .containsExactly(
                        "a-mounted: nothing there",
                        "b-depot: 1 refused",
                        "  " + remote.resolve("large.csv")
                                + ": refused: larger than the 8192 bytes allowed (limits.bytes of"
                                + " jobs/sources/b-depot.yaml); it is not fetched");
        assertThat(theRun().status()).isEqualTo("COMPLETED");
    }

    @Test
    void aNameThatNoFeedKnowsIsFetchedOnceIfDeclaredAndRefusedWhereItIsSeen() throws IOException {
        put("activite-es 2012 S38.csv", "a;b\n");

        assertThat(site.operations().run("nightly", null).loaded())
                .extracting(LoadOutcome::file, LoadOutcome::status)
                .containsExactly(tuple("activite-es 2012 S38.csv", LoadOutcome.Status.REFUSED));
        assertThat(site.operations().run("nightly", null).loaded()).isEmpty();
    }

    @Test
    void checkNamesASecretThatIsMissingAndGoesToSourcesWhenAsked() throws IOException {
        Files.delete(mount);
        long fetches = site.count("ops.fetch");
        String secret = "jobs/sources/c-web.yaml: " + missingSecret();

        assertThat(site.bean(Sources.class).problems()).containsExactly(secret);
        assertThat(site.cliHere("check", "--sources"))
                .isEqualTo(new Site.Said(
                        1,
                        String.join(
                                System.lineSeparator(),
                                secret,
                                "jobs/sources/a-mounted.yaml: " + absence(),
                                "2 problem(s).",
                                ""),
                        ""));
        assertThat(site.count("ops.fetch")).isEqualTo(fetches);
    }

    @Test
    void theDictionaryListsTheSources() {
        assertThat(site.operations().dictionary())
                .contains("## Sources")
                .contains("| a-mounted | fictive | folder | national | synthese-weekly, es-weekly | " + mount
                        + " | unchanged | never |");
    }

    private RunLog.Run theRun() {
        return site.operations().runs().latest(50).stream()
                .filter(each -> each.job().equals("nightly"))
                .findFirst()
                .orElseThrow();
    }

    /** What the step collect said in the last attempt. */
    private String collected(RunLog.Run run) {
        return site.operations().runs().steps(run.run()).stream()
                .filter(each -> each.attempt() == run.attempts() && each.step().equals("collect"))
                .map(RunLog.StepRun::said)
                .findFirst()
                .orElseThrow();
    }
}
