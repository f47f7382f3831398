package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Lisez-moi says whether the data is complete, provisional or lacks a file. Each test has half a year of its own. */
@TestInstance(Lifecycle.PER_CLASS)
class DataStatusTests {

    private static final String ES = "jobs/feeds/es-weekly.yaml";

    private Site site;

    @BeforeAll
    void open(@TempDir Path home, @TempDir Path own) throws IOException {
        Files.createDirectories(own.resolve(ES).getParent());
        Files.writeString(
                own.resolve(ES),
                Files.readString(Path.of(ES))
                        .replace("senders: [national]", "senders: [national, ars, ght]")
                        .replace(
                                "{ within-days: 3 }",
                                "{ from: 2013-S29, until: 2013-S31, per-sender: { ars: { from: 2013-S30 },"
                                        + " ght: { from: 2015-S40, until: 2015-S41 } } }"));
        site = new Site(home, "--pilotage.definitions=" + own);
    }

    @AfterAll
    void close() {
        site.close();
    }

    private LoadOutcome send(String sender, String week, int establishments) {
        Path file = site.write(
                "activite_es_" + week + ".csv", EsWeek.good(establishments).replace("2012-S38", week));
        return site.operations().load(file, sender, null);
    }

    /** Two rows with a wrong check digit, where one is let through. */
    private LoadOutcome hold(String week) {
        return hold("national", week);
    }

    private LoadOutcome hold(String sender, String week) {
        String wrong = EsWeek.row("600000000") + "\n" + EsWeek.row("600000008") + "\n";
        Path file = site.write("activite_es_" + week + ".csv", (EsWeek.good(2) + wrong).replace("2012-S38", week));
        LoadOutcome held = site.operations().load(file, sender, null);
        assertThat(held.status()).isEqualTo(LoadOutcome.Status.HELD);
        return held;
    }

    private Workbook write(String week) {
        return site.operations().report("weekly-es-focus", week, "Picardie").get(0);
    }

    private static String status(Workbook workbook) throws IOException {
        return line(workbook.path(), "État des données").get(1);
    }

    /** With the lines that it goes on in. */
    private static String wholeStatus(Workbook workbook) throws IOException {
        try (XSSFWorkbook read = WrittenSheet.open(workbook.path())) {
            List<List<String>> rows = WrittenSheet.texts(read.getSheetAt(0)).stream()
                    .dropWhile(row -> !row.get(0).equals("État des données"))
                    .toList();
            return Stream.concat(Stream.of(rows.get(0)), rows.stream().skip(1).takeWhile(row -> row.size() == 1))
                    .map(row -> row.get(row.size() - 1))
                    .collect(Collectors.joining(" "))
                    .strip();
        }
    }

    private static List<String> line(Path file, String label) throws IOException {
        try (XSSFWorkbook read = WrittenSheet.open(file)) {
            return WrittenSheet.texts(read.getSheetAt(0)).stream()
                    .filter(row -> row.get(0).equals(label))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aPeriodIsProvisionalUntilTheFileThatWaitsIsTakenBack() throws IOException {
        send("national", "2012-S30", 2);
        LoadOutcome held = hold("2012-S30");
        Workbook first = write("2012-S30");
        assertThat(status(first))
                .isEqualTo("données provisoires ; fichier en attente de décision [p] : 2012-S30 (national)");
        assertThat(write("2012-S30").written()).isFalse();

        site.operations().withdraw(Objects.requireNonNull(held.loadId()), "unreadable", "Camille");

        Workbook second = write("2012-S30");
        assertThat(second.edition()).isEqualTo(2);
        assertThat(status(second)).isEqualTo("données complètes");
        try (XSSFWorkbook read = WrittenSheet.open(second.path())) {
            assertThat(WrittenSheet.of(read.getSheet("Révisions")).rows())
                    .containsExactly(List.of(
                            "R001",
                            "Lisez-moi",
                            "État des données",
                            "",
                            "Fichiers en attente",
                            "[p] 2012-S30 (national)",
                            "aucun fichier en attente",
                            "décision sur les fichiers retenus, ou fichier retenu depuis"));
        }
        assertThat(write("2012-S30").written()).as("it stands").isFalse();
        Path copy = site.home().resolve("copy.xlsx");
        Site.Said again = site.cli(
                "report",
                "weekly-es-focus",
                "--period",
                "2012-S30",
                "--region",
                "Picardie",
                "--edition",
                "1",
                "--out",
                copy.toString());
        assertThat(again.out()).contains("rebuilt: the same bytes as issued");
        assertThat(copy).hasSameBinaryContentAs(first.path());
    }

    @Test
    void aReleasedFileMakesThePeriodComplete() throws IOException {
        send("national", "2014-S10", 2);
        LoadOutcome held = hold("2014-S10");
        assertThat(status(write("2014-S10"))).contains("[p]");
        site.operations().release(Objects.requireNonNull(held.loadId()), "two rows of no weight", "Camille");
        assertThat(status(write("2014-S10"))).startsWith("données complètes ; ").doesNotContain("[p]");
    }

    @Test
    void anEditionThatWasIssuedStandsWhenACorrectionOfItIsHeld() throws IOException {
        send("national", "2014-S50", 2);
        Workbook first = write("2014-S50");
        assertThat(status(first)).isEqualTo("données complètes");
        hold("2014-S50");
        assertThat(write("2014-S50").written()).isFalse();
    }

    @Test
    void aFirstFileThatIsHeldWaitsForADecisionAndIsNotMissingToo() throws IOException {
        send("national", "2015-S38", 2);
        hold("2015-S39");
        send("national", "2015-S40", 2);
        send("national", "2015-S41", 2);
        hold("ght", "2015-S41");
        assertThat(wholeStatus(write("2015-S41")))
                .startsWith(
                        "données provisoires ; fichier en attente de décision [p] : 2015-S39 (national), 2015-S41 (ght) ;"
                                + " sans données [x] : 2015-S40 (ght) ; ");
    }

    @Test
    void aSenderThatIsExpectedAndDidNotSendIsNamed() throws IOException {
        for (String week : List.of("2013-S29", "2013-S30", "2013-S31")) {
            send("national", week, 2);
        }
        assertThat(status(write("2013-S29"))).isEqualTo("données complètes");
        assertThat(status(write("2013-S31")))
                .startsWith(
                        "données incomplètes, provisoires jusqu'à l'arrivée des fichiers attendus ; sans données [x] : 2013-S30, 2013-S31 (ars)");
    }
}
