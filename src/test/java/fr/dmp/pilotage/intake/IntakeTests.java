package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.PackagedFeeds;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.feeds.FileLimits;
import fr.dmp.pilotage.feeds.Survey;
import fr.dmp.pilotage.findings.Nir;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTests {

    private static final Catalog CATALOG = Catalog.read(new Definitions(null));

    private static final String HEADER = "Région;DMP créés par PSL;DMP créés par ES;Total DMP créés;"
            + "DMP alimentés par PSL;DMP alimentés par ES;Total DMP alimentés\n";
    private static final String GOOD = HEADER + "Alsace;1;2;3;1;2;3\nAuvergne;1;2;3;1;2;3\nTotal France;2;4;6;2;4;6\n";

    private final Path folder;

    IntakeTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aGoodFileIsNamedArchivedAndSurveyed() throws IOException {
        Received received = receive("synthese_regions_2012-09-25.csv", "national", null);

        assertThat(feedOf(received)).isEqualTo("synthese-weekly");
        assertThat(received.period())
                .isEqualTo(Period.parse(Period.Cadence.DATED, "2012-09-25").orElseThrow());
        assertThat(received.findings()).isEmpty();
        assertThat(Objects.requireNonNull(received.survey()))
                .extracting(Survey::rows, Survey::pages, Survey::pageLines)
                .containsExactly(3L, 2, List.of(2L, 4L));
        assertThat(archive().path(received.sha256())).hasContent(GOOD);
        assertThat(received.size()).isEqualTo(Files.size(folder.resolve("synthese_regions_2012-09-25.csv")));
    }

    @Test
    void theFileItselfStaysWhereItIs() throws IOException {
        receive("synthese_regions_2012-09-25.csv", "national", null);

        assertThat(folder.resolve("synthese_regions_2012-09-25.csv")).hasContent(GOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rapport.csv", "activite_es.csv", "synthese_regions_25-09-2012.csv"})
    void aNameOfNoFeedIsRefusedButArchived(String name) throws IOException {
        Received received = receive(name, "national", null);

        assertThat(messages(received))
                .containsExactly(
                        "[" + name + "]: no feed takes a file of this name; expected " + PackagedFeeds.PATTERNS);
        assertThat(received.feed()).isNull();
        assertThat(received.survey()).isNull();
        assertThat(archive().path(received.sha256())).exists();
    }

    @Test
    void anUndeclaredSenderIsRefused() throws IOException {
        Received received = receive("synthese_regions_2012-09-25.csv", "inconnu", null);

        assertThat(messages(received))
                .containsExactly("[synthese_regions_2012-09-25.csv]: expected a file from national, found one from"
                        + " \"inconnu\"");
        assertThat(received.survey()).isNull();
        assertThat(archive().path(received.sha256())).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "activite_es_2012-S53.csv, 2012-S53, week",
        "activite_psl_201200.csv, 201200, week",
        "synthese_regions_2012-02-30.csv, 2012-02-30, date"
    })
    void aPeriodThatDoesNotExistIsRefused(String name, String written, String kind) throws IOException {
        Received received = receive(name, "national", null);

        assertThat(messages(received))
                .contains(
                        "[" + name + "]: the name says \"" + written + "\", which is no " + kind + " of the calendar");
        assertThat(received.period()).isNull();
        assertThat(received.survey()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "activite_es_2012-S52.csv, 2012-S52",
        "ACTIVITE_ES_2015-S53_v2.CSV, 2015-S53",
        "activite_psl_201239-corrige.csv, 2012-S39",
        "activite_autres_2012-w39.txt, 2012-S39"
    })
    void aWeekThatExistsIsTakenFromTheName(String name, String week) throws IOException {
        assertThat(Objects.requireNonNull(receive(name, "national", null).period())
                        .label())
                .isEqualTo(week);
    }

    @Test
    void aFeedGivenByHandIsHeldAgainstTheFile() throws IOException {
        Received received = receive("synthese_regions_2012-09-25.csv", "national", "synthese-weekly");

        assertThat(feedOf(received)).isEqualTo("synthese-weekly");
        assertThat(received.findings()).isEmpty();
        assertThat(received.survey()).isNotNull();
    }

    @Test
    void aFeedGivenByHandStillNeedsAPeriodInTheName() throws IOException {
        Received received = receive("rapport.csv", "national", "synthese-weekly");

        assertThat(messages(received))
                .containsExactly("[rapport.csv]: no feed takes a file of this name; expected"
                        + " synthese_regions_<AAAA-MM-JJ>*");
        assertThat(feedOf(received)).isEqualTo("synthese-weekly");
        assertThat(received.survey()).isNull();
    }

    @Test
    void aFeedThatDoesNotExistIsAMistakeOfUsage() {
        assertThatThrownBy(() -> receive("synthese_regions_2012-09-25.csv", "national", "synthese"))
                .isInstanceOf(UnknownName.class)
                .hasMessage("no feed \"synthese\"; expected one of " + PackagedFeeds.NAMES);
    }

    @Test
    void allThatIsWrongWithAFileIsToldAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("synthese_regions_2012-02-30.csv"), "Région\nAlsace\n");

        assertThat(messages(intake().receive(file, "inconnu", null)))
                .containsExactly(
                        "[synthese_regions_2012-02-30.csv]: the name says \"2012-02-30\", which is no date of the"
                                + " calendar",
                        "[synthese_regions_2012-02-30.csv]: expected a file from national, found one from \"inconnu\"",
                        "[synthese_regions_2012-02-30.csv]: the header lacks [DMP créés par PSL, DMP créés par ES,"
                                + " Total DMP créés, DMP alimentés par PSL, DMP alimentés par ES, Total DMP"
                                + " alimentés]; found [Région]");
    }

    @Test
    void aWarningAboutTheHeaderDoesNotRefuseTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("synthese_regions_2012-09-25.csv"), GOOD.replace("\n", ";\n"));
        Received received = intake().receive(file, "national", null);

        assertThat(messages(received))
                .containsExactly("[synthese_regions_2012-09-25.csv] line 1, column (no name): the contract does not"
                        + " know this column; it was ignored");
        assertThat(received.survey()).isNotNull();
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("synthese_regions_2012-09-25.csv"));

        assertThat(messages(intake().receive(file, "national", null)))
                .containsExactly("[synthese_regions_2012-09-25.csv]: expected a header and rows, found 0 bytes");
    }

    /** The archive hands over blocks of a mebibyte: here a letter is cut, and a NUL comes late. */
    @Test
    void aFileOfManyBlocksIsSurveyedWhole() throws IOException {
        String rows = HEADER + "Réunion;1;2;3;1;2;3\n".repeat(100_000);
        Path file = folder.resolve("synthese_regions_2012-09-25.csv");

        Received good = intake().receive(Files.writeString(file, rows), "national", null);
        Received bad = intake().receive(Files.writeString(file, rows + "\0"), "national", null);

        assertThat(good.findings()).isEmpty();
        assertThat(Objects.requireNonNull(good.survey()).rows()).isEqualTo(100_000);
        assertThat(good.survey().charset().name()).isEqualTo("UTF-8");
        assertThat(messages(bad))
                .containsExactly("[synthese_regions_2012-09-25.csv]: expected a text file with fields separated by"
                        + " \";\" tab \",\" \"|\", found binary data (a NUL byte)");
    }

    @Test
    void whatRefusesAFileIsToldAndNotWhatWouldHoldItsLoad() throws IOException {
        String text = GOOD.replace("Auvergne", Nir.USUAL.withoutKey("")) + "\"Bretagne;1;2;3;1;2;3\n";
        Path file = Files.writeString(folder.resolve("synthese_regions_2012-09-25.csv"), text);

        Received received = intake().receive(file, "national", null);

        assertThat(messages(received))
                .containsExactly("[synthese_regions_2012-09-25.csv] line 5: a quote opened here is never closed");
        assertThat(received.survey()).isNull();
    }

    @Test
    void whatAFileExpandsToIsNotLeftBehindWhenItCannotBeTakenIn() throws IOException {
        Path file = folder.resolve("synthese_regions_2012-09-25.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(GOOD.getBytes(StandardCharsets.UTF_8));
        }
        String sha = HexFormat.of().formatHex(Archive.sha256().digest(Files.readAllBytes(file)));
        Files.createDirectories(folder.resolve("archive"));
        Files.writeString(folder.resolve("archive").resolve(sha.substring(0, 2)), "where its folder should be");

        assertThatThrownBy(() -> intake().receive(file, "national", null))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot take in " + file);

        assertThat(folder.resolve("quarantine")).isEmptyDirectory();
    }

    @Test
    void aFileThatIsGoneIsAFailureAndNoFinding() {
        assertThatThrownBy(() -> intake().receive(folder.resolve("activite_es_2012-S39.csv"), "national", null))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot take in " + folder.resolve("activite_es_2012-S39.csv"));
    }

    private Received receive(String name, String sender, @Nullable String feed) throws IOException {
        return intake().receive(Files.writeString(folder.resolve(name), GOOD), sender, feed);
    }

    private Quarantine quarantine() {
        return new Quarantine(folder.resolve("quarantine"));
    }

    private Archive archive() {
        return new Archive(folder.resolve("archive"), quarantine());
    }

    private Intake intake() {
        Archive archive = archive();
        FileLimits limits = FileLimits.USUAL;
        Quarantine quarantine = quarantine();
        Expansions expansions =
                new Expansions(folder.resolve("archive/expanded"), archive, quarantine, limits, Clock.systemUTC());
        return new Intake(CATALOG, archive, expansions, limits, 2);
    }

    private static String feedOf(Received received) {
        FeedDefinition feed = Objects.requireNonNull(received.feed());
        return feed.id();
    }

    private static List<String> messages(Received received) {
        return received.findings().stream()
                .map(finding -> finding.in(received.fileName()))
                .toList();
    }
}
