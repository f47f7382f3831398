package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import fr.dmp.pilotage.pipeline.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Declared sources as operators meet them: the command {@code collect}, a run that collects first, and {@code check}. */
class CollectCommandTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path home;

    @TempDir
    private Path own;

    @TempDir
    private Path remote;

    private Site site;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(own.resolve("jobs/sources"));
        site = new Site(home, "--pilotage.definitions=" + own);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void declare(String id, Path folder, String... more) throws IOException {
        Files.writeString(
                own.resolve("jobs/sources/" + id + ".yaml"), """
                source: %s
                title: fictive
                kind: folder
                sender: national
                feeds: [synthese-weekly, es-weekly]
                folders: [%s]
                stability: { wait: 10ms }
                retries: { times: 0 }
                %s
                """.formatted(id, folder, String.join("\n", more)));
    }

    private void put(String name, String text) throws IOException {
        Path file = Files.writeString(remote.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2012-09-25T10:00:00Z")));
    }

    private Path nowhere() {
        return remote.resolve("nowhere");
    }

    private String absence() {
        return "there is no folder " + nowhere() + "; is it mounted, and its name right?";
    }

    private Path inbox(String name) {
        return home.resolve("inbox/national").resolve(name);
    }

    @Test
    void withoutASourceThereIsNothingToCollect() {
        Site.Said said = site.cli("collect");
        assertThat(said.code()).isZero();
        assertThat(said.out().strip()).isEqualTo("No source is declared; put one into jobs/sources/.");
        assertThat(site.cli("collect", "--feed", "es").err().strip()).startsWith("no feed \"es\"; expected one of ");
    }

    @Test
    void collectFetchesIntoTheInboxAndLoadsNothing() throws IOException {
        declare("depot", remote);
        declare("later", nowhere());
        put(DatedTables.name(0), DatedTables.text(0));

        Site.Said said = site.cli("collect");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).isEmpty();
        assertThat(said.out().lines())
                .containsExactly(
                        "depot: 1 fetched",
                        "  " + remote.resolve(DatedTables.name(0)) + ": fetched, "
                                + String.format("%,d", Files.size(inbox(DatedTables.name(0))))
                                        .replace(',', ' ')
                                + " bytes",
                        "later: failed",
                        "  " + absence());
        assertThat(inbox(DatedTables.name(0))).hasContent(DatedTables.text(0));
        assertThat(site.count("ops.load")).isZero();

        Files.delete(own.resolve("jobs/sources/later.yaml"));
        Site.Said again = site.cli("collect");
        assertThat(again.code()).isZero();
        assertThat(again.out().strip()).isEqualTo("depot: 1 unchanged");
    }

    @Test
    void collectMayBeForOneFeed() throws IOException {
        declare("depot", remote);
        put(DatedTables.name(0), DatedTables.text(0));
        put(EsWeek.NAME, EsWeek.good(1));

        Site.Said said = site.cli("collect", "--feed", "es-weekly");

        assertThat(said.out().lines().findFirst()).contains("depot: 1 fetched");
        assertThat(inbox(EsWeek.NAME)).exists();
        assertThat(inbox(DatedTables.name(0))).doesNotExist();
        assertThat(site.cli("collect", "--feed", "psl-weekly").out().strip())
                .isEqualTo("No source is declared that carries psl-weekly.");
    }

    @Test
    void whatIsCollectedIsAnObjectForEachFileAndSource() throws IOException {
        declare("depot", remote, "patterns: ['*.tsv', '*.csv']", "limits: { bytes: 8KB }");
        declare("later", nowhere());
        put(DatedTables.name(0), DatedTables.text(0));
        put("large.csv", "x".repeat(9_000));

        Site.Said said = site.cli("collect", "--json");

        assertThat(said.code()).isEqualTo(1);
        List<JsonNode> objects = said.out().lines().map(JSON::readTree).toList();
        assertThat(objects)
                .extracting(each ->
                        each.get("record").asString() + " " + each.get("source").asString() + " "
                                + each.get("status").asString())
                .containsExactlyInAnyOrder(
                        "file depot fetched", "file depot refused", "source depot visited", "source later failed");
        JsonNode file = objects.stream()
                .filter(each -> each.get("status").asString().equals("fetched"))
                .findFirst()
                .orElseThrow();
        assertThat(file.propertyNames())
                .containsExactly("record", "source", "file", "remote", "status", "bytes", "sha256", "cause");
        assertThat(file.get("file").asString()).isEqualTo(DatedTables.name(0));
        JsonNode source = objects.get(objects.size() - 1);
        assertThat(source.propertyNames()).containsExactly("record", "source", "status", "unchanged", "cause");
        assertThat(source.get("cause").asString()).isEqualTo(absence());
    }

    @Test
    void aSourceThatIsDownKeepsNothingFromBeingLoadedButFailsTheRunAndTheNextOneGoesOn() throws IOException {
        declare("a-down", nowhere());
        declare("b-up", remote);
        put(DatedTables.name(0), DatedTables.text(0));
        DatedTables.put(home, DatedTables.name(1), DatedTables.text(1));

        Site.Said first = site.cli("run", "weekly");

        assertThat(first.code()).isEqualTo(1);
        assertThat(first.out().lines().toList()).startsWith("a-down: failed", "  " + absence(), "b-up: 1 fetched");
        assertThat(first.out())
                .contains(DatedTables.name(0) + ": published")
                .contains(DatedTables.name(1) + ": published");
        assertThat(theRun().status()).isEqualTo("FAILED");
        assertThat(theRun().cause()).isEqualTo("source a-down: " + absence());
        assertThat(collected(1)).isEqualTo("2 sources: 1 failed, 1 visited; 2 files: 2 published");

        Files.createDirectory(nowhere());
        Files.writeString(nowhere().resolve(DatedTables.name(2)), DatedTables.text(2));
        JobOutcome second = site.operations().run("weekly", null);

        assertThat(second.loaded()).extracting(LoadOutcome::status).containsExactly(LoadOutcome.Status.PUBLISHED);
        assertThat(theRun().attempts()).isEqualTo(2);
        assertThat(theRun().status()).isEqualTo("COMPLETED");
        assertThat(collected(2)).isEqualTo("2 sources: 2 visited; 1 file: 1 published");
    }

    @Test
    void aFileThatASourceRefusesExitsWithOneAndDoesNotFailTheRun() throws IOException {
        declare("depot", remote, "limits: { bytes: 1KB }");
        put(DatedTables.name(0), DatedTables.text(0));

        Site.Said said = site.cli("run", "weekly");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out().lines())
                .containsExactly(
                        "depot: 1 refused",
                        "  " + remote.resolve(DatedTables.name(0))
                                + ": refused: larger than the 1024 bytes allowed (limits.bytes of jobs/sources/depot.yaml);"
                                + " it is not fetched");
        assertThat(theRun().status()).isEqualTo("COMPLETED");
    }

    @Test
    void aNameThatNoFeedKnowsIsFetchedOnceIfDeclaredAndRefusedWhereItIsSeen() throws IOException {
        declare("depot", remote, "patterns: ['*.csv']");
        put("activite-es 2012 S38.csv", "a;b\n");

        assertThat(site.operations().run("weekly", null).loaded())
                .extracting(LoadOutcome::file, LoadOutcome::status)
                .containsExactly(tuple("activite-es 2012 S38.csv", LoadOutcome.Status.REFUSED));
        assertThat(site.operations().run("weekly", null).loaded()).isEmpty();
    }

    @Test
    void checkNamesASecretThatIsMissingAndGoesToASourceOnlyWhenAsked() throws IOException {
        declare("depot", nowhere());
        Files.writeString(own.resolve("jobs/sources/web.yaml"), """
                source: web
                title: fictive
                kind: https
                sender: national
                feeds: [es-weekly]
                urls: ["https://example.invalid/activite_es_<semaine>.csv"]
                secret: web
                """);
        String missing = "jobs/sources/web.yaml: there is no secret web: expected the environment variable"
                + " PILOTAGE_SECRET_WEB or a file web in the folder pilotage.secrets";

        Site.Said without = site.cli("check");
        assertThat(without.code()).isEqualTo(1);
        assertThat(without.out().lines()).containsExactly(missing, "1 problem(s).");

        assertThat(site.cli("check", "--sources").out().lines())
                .containsExactly(missing, "jobs/sources/depot.yaml: " + absence(), "2 problem(s).");
        Files.delete(own.resolve("jobs/sources/web.yaml"));
        Files.createDirectory(nowhere());
        assertThat(site.cli("check", "--sources").out().strip()).isEqualTo("Nothing is wrong.");
        assertThat(site.count("ops.fetch")).isZero();
    }

    @Test
    void sourcesAreInTheDictionary() throws IOException {
        declare("depot", remote);
        assertThat(site.operations().dictionary())
                .contains("## Sources")
                .contains("| depot | fictive | folder | national | synthese-weekly, es-weekly | " + remote
                        + " | unchanged | never |");
    }

    private RunLog.Run theRun() {
        List<RunLog.Run> runs = site.operations().runs().latest(50).stream()
                .filter(each -> each.job().equals("weekly"))
                .toList();
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    private String collected(int attempt) {
        return site.operations().runs().steps(theRun().run()).stream()
                .filter(each -> each.attempt() == attempt && each.step().equals("collect"))
                .map(RunLog.StepRun::said)
                .findFirst()
                .orElseThrow();
    }
}
