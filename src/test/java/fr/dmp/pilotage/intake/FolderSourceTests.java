package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.findings.Nir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every source, shown with the one that needs no server; files are fetched once, and nothing is lost. */
@ExtendWith(SourceSite.Shared.class)
class FolderSourceTests {

    private static final String NAME = "activite_es_2012-S38.csv";

    private static SourceSite site;

    @BeforeAll
    static void open(SourceSite shared) {
        site = shared;
    }

    @BeforeEach
    void clear() {
        site.clear();
    }

    private static SourceDefinition source(String... more) {
        return site.declare(
                "kind: folder\nfolders: [" + site.remote() + "]\n" + SourceSite.QUICK + String.join("\n", more));
    }

    @Test
    void aFileIsFetchedWithItsTimeAndStaysAtTheSource() throws IOException {
        Path file = site.put(NAME, "a;b\n");

        Visited visited = site.visit(source());

        assertThat(SourceSite.said(visited)).containsExactly(NAME + " FETCHED");
        assertThat(visited.files().get(0).bytes()).isEqualTo(4);
        assertThat(visited.files().get(0).sha256()).isEqualTo(Hash.of("a;b\n"));
        assertThat(visited.cause()).isNull();
        assertThat(site.inbox(NAME)).hasContent("a;b\n");
        assertThat(Files.getLastModifiedTime(site.inbox(NAME)).toMillis())
                .isEqualTo(Files.getLastModifiedTime(file).toMillis());
        assertThat(site.inbox()).containsExactly(NAME);
        assertThat(file).exists();
    }

    @Test
    void aFileThatWaitsInTheInboxIsNotFetchedAgain() {
        site.put(NAME, "a;b\n");
        SourceDefinition source = source();
        site.visit(source);

        Visited second = site.visit(source);

        assertThat(second).isEqualTo(new Visited(source.id(), List.of(), 1, null));
    }

    @Test
    void aFileThatIsArchivedIsNotFetchedAgainUnlessItChanges() {
        site.put(NAME, EsWeek.good(1));
        SourceDefinition source = source();
        site.visit(source);
        site.load(NAME);
        assertThat(site.inbox()).isEmpty();

        assertThat(site.visit(source).unchanged()).isEqualTo(1);
        assertThat(site.inbox()).isEmpty();

        site.put(NAME, EsWeek.good(2), Instant.now().minusSeconds(60));
        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox(NAME)).hasContent(EsWeek.good(2));
    }

    @Test
    void aFileWhoseTimeAloneChangedDoesNotComeToTheInboxAgain() {
        site.put(NAME, EsWeek.good(3));
        SourceDefinition source = source();
        site.visit(source);
        site.load(NAME);
        site.put(NAME, EsWeek.good(3), Instant.now().minusSeconds(60));

        Visited touched = site.visit(source);

        assertThat(touched.files()).isEmpty();
        assertThat(touched.unchanged()).isEqualTo(1);
        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void aFileThatIsInQuarantineIsNeitherFetchedAgainNorRemovedAtTheSource() {
        Path file = site.put(NAME, EsWeek.good(1).replace("ÉTABLISSEMENT FICTIF", Nir.USUAL.toString()));
        SourceDefinition source = source("delete: after-archive");
        site.visit(source);
        site.load(NAME);

        Visited second = site.visit(source);

        assertThat(second).isEqualTo(new Visited(source.id(), List.of(), 1, null));
        assertThat(site.inbox()).isEmpty();
        assertThat(file).exists();
    }

    @Test
    void aFileThatIsNamedLikeAPatientIsNotFetchedAndItsNameIsMasked() {
        site.put("activite_es_2012-S38_" + Nir.USUAL + ".csv", EsWeek.good(1));

        Visited visited = site.visit(source());

        assertThat(SourceSite.said(visited))
                .containsExactly(
                        "activite_es_2012-S38_***.csv REFUSED: its name holds a patient identifier; it is not fetched");
        assertThat(site.inbox()).isEmpty();
        assertThat(site.site().count("ops.fetch f where f::text like '%" + Nir.USUAL + "%'"))
                .isZero();
    }

    @Test
    void aFileThatWasLostBeforeItWasArchivedIsFetchedAgain() throws IOException {
        site.put(NAME, "lost\n");
        SourceDefinition source = source();
        site.visit(source);
        Files.delete(site.inbox(NAME));

        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox(NAME)).hasContent("lost\n");
    }

    @Test
    void aFileThatARunHasTakenAndNotYetArchivedIsNotFetchedAgain() throws IOException {
        site.put(NAME, "taken\n");
        SourceDefinition source = source();
        site.visit(source);
        Files.move(site.inbox(NAME), site.inbox(".taking-" + NAME));

        assertThat(site.visit(source).unchanged()).isEqualTo(1);
        assertThat(site.inbox()).containsExactly(".taking-" + NAME);
    }

    @Test
    void aVisitThatDiedBetweenTheRenameAndTheNoteIsMended() {
        site.put(NAME, "noted\n");
        SourceDefinition source = source();
        site.visit(source);
        site.site()
                .jdbc()
                .sql("delete from ops.fetch where source = '" + source.id() + "'")
                .update();

        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox()).containsExactly(NAME);
        assertThat(site.visit(source).unchanged()).isEqualTo(1);
    }

    @Test
    void whatAVisitLeftThatDiedIsRemovedAndNeverSeen() throws IOException {
        SourceDefinition source = source();
        Files.createDirectories(site.inbox("").toAbsolutePath());
        Files.writeString(site.inbox(".fetching-" + source.id() + "." + NAME), "half");

        assertThat(site.site().bean(Inbox.class).list().ready()).isEmpty();
        site.visit(source);

        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void anotherFileOfTheNameInTheInboxIsNotOverwritten() throws IOException {
        site.put(NAME, "first\n");
        SourceDefinition source = source();
        site.visit(source);
        site.put(NAME, "second\n", Instant.now().minusSeconds(60));

        assertThat(SourceSite.said(site.visit(source)))
                .containsExactly(
                        NAME
                                + " WAITING: another file of this name is in the inbox and not loaded yet; it comes after that one");
        assertThat(site.inbox(NAME)).hasContent("first\n");
        assertThat(site.inbox()).containsExactly(NAME);

        Files.delete(site.inbox(NAME));
        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox(NAME)).hasContent("second\n");
    }

    @Test
    void onlyNamesOfItsFeedsAreFetched() {
        site.put("activite_psl_2012-S38.csv", "a\n");
        site.put("activite_autres_2012-S38.csv", "a\n");
        site.put("notes.txt", "a\n");
        site.put(".activite_es_2012-S38.csv", "a\n");
        site.put("activite_es_2012-S38.csv.part", "a\n");

        assertThat(SourceSite.said(site.visit(source()))).containsExactly("activite_psl_2012-S38.csv FETCHED");
    }

    @Test
    void aDeclaredPatternLetsANameInThatNoFeedKnows() {
        site.put("activite-es 2012-S38.CSV", "a\n");
        site.put("notes.txt", "a\n");

        Visited visited = site.visit(source("patterns: ['activite*.csv']"));

        assertThat(SourceSite.said(visited)).containsExactly("activite-es 2012-S38.CSV FETCHED");
    }

    @Test
    void linksAndFoldersAreNotFetched() throws IOException {
        Path outside = Files.writeString(site.beside("secret.txt"), "s");
        Files.createSymbolicLink(site.remote().resolve(NAME), outside);
        Files.createDirectory(site.remote().resolve("activite_es_2012-S39.csv"));

        assertThat(site.visit(source()).files()).isEmpty();
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        site.put(NAME, "x".repeat(2_000));
        SourceDefinition source = source("limits: { bytes: 1KB }");

        assertThat(SourceSite.said(site.visit(source)))
                .containsExactly(NAME + " REFUSED: larger than the 1024 bytes allowed (limits.bytes of jobs/sources/"
                        + source.id() + ".yaml); it is not fetched");
        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void aFolderWithTooManyNamesIsLeft() {
        for (int i = 0; i < 4; i++) {
            site.put("file-" + i, "");
        }

        Visited visited = site.visit(source("limits: { names: 3 }"));

        assertThat(visited.cause())
                .isEqualTo(
                        "more than 3 names in " + site.remote() + " (limits.names); nothing is fetched from there until"
                                + " its owner tidies up or the limit is raised");
    }

    @Test
    void ofManyFilesThatAreRefusedTheFirstAreToldAndTheOthersCounted() {
        for (int i = 0; i < 60; i++) {
            site.put(i + "x".repeat(200) + ".csv", "");
        }

        List<Fetched> told = site.visit(source("patterns: ['*.csv']")).files();

        assertThat(told).hasSize(51).extracting(Fetched::status).containsOnly(Fetched.Status.REFUSED);
        assertThat(told.get(50).cause()).isEqualTo("and 10 more files");
    }

    @Test
    void withoutASourceThereIsNothingToCollect() {
        assertThat(site.site().cliHere("collect"))
                .isEqualTo(new Site.Said(
                        0, "No source is declared; put one into jobs/sources/." + System.lineSeparator(), ""));
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        SourceDefinition source =
                site.declare("kind: folder\nfolders: [" + site.beside("nowhere") + "]\n" + SourceSite.QUICK);

        assertThat(site.visit(source).cause())
                .isEqualTo("there is no folder " + site.beside("nowhere") + "; is it mounted, and its name right?");
        assertThat(site.site()
                        .jdbc()
                        .sql("select outcome || ': ' || cause from ops.fetch where source = '" + source.id() + "'")
                        .query(String.class)
                        .single())
                .isEqualTo("failed: there is no folder " + site.beside("nowhere")
                        + "; is it mounted, and its name right?");
    }
}
