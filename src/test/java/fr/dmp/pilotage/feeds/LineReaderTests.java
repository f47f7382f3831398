package fr.dmp.pilotage.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of a workbook as their sender gets them to correct: what was read of a cell, so that it can be read again. */
class LineReaderTests {

    private final Path folder;
    private final Catalog catalog;

    LineReaderTests(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("jobs/feeds"));
        Files.writeString(folder.resolve("jobs/feeds/essai.yaml"), """
                feed: essai
                title: Un flux mensuel
                file: essai_<mois>*
                senders: [essai]
                table: essai
                key: [libelle]
                limits: { cell-length: 40 }
                columns:
                  - { name: mois, type: month, required: true }
                  - { name: libelle, type: text, required: true }
                  - { name: jour, type: date }
                  - { name: nombre, type: integer }
                """);
        catalog = Catalog.read(new Definitions(folder));
    }

    private List<String> line(Object... cells) throws IOException {
        FeedDefinition feed = catalog.feed("essai");
        FileLimits limits = FileLimits.USUAL.with(feed.limits());
        Path packed = Files.write(
                folder.resolve("packed"),
                WorkbookFile.bytes(List.of(List.of("mois", "libelle", "jour", "nombre"), List.of(cells))));
        Path text = folder.resolve("text");
        Survey survey = new Expander(feed, limits)
                .expand(packed, text, new Surveyor(feed, 1_000, limits))
                .survey();
        Period period = feed.period("2012-09").orElseThrow();
        try (LineReader reader = new LineReader(
                text, Objects.requireNonNull(survey), feed, period, catalog.geography(), limits, Set.of())) {
            return reader.read(0, Set.of(2L)).get(0).cells();
        }
    }

    @Test
    void aNumberAndATruthValueAreWrittenPlainly() throws IOException {
        assertThat(line(201209, Map.of("t", "b", "v", "1"), "", 12.5)).containsExactly("201209", "TRUE", "", "12,5");
    }

    @Test
    void theValueOfAFormulaAnErrorAndAFormulaWithoutValueAreWrittenAsTheyWereRead() throws IOException {
        assertThat(line(
                        Map.of("f", "A1", "t", "str", "v", "2012-09"),
                        Map.of("t", "e", "v", "#N/A"),
                        Map.of("f", "A1"),
                        Map.of("f", "A1", "v", "3")))
                .containsExactly("2012-09", "#N/A", "", "3");
    }

    @Test
    void whatASpreadsheetMadeOfAMonthIsAMonthAgain() throws IOException {
        assertThat(line(Map.of("v", "41153", "s", "1"), "a", Map.of("v", "41153", "s", "1"), 1))
                .containsExactly("2012-09", "a", "2012-09-01", "1");
        assertThat(line(Map.of("f", "A1", "v", "41153", "s", "1"), Map.of("v", "41153", "s", "1"), "", 1))
                .containsExactly("2012-09", "2012-09-01", "", "1");
        assertThat(line(Map.of("v", "41154", "s", "1"), "a", "", 1))
                .as("another day is no month")
                .containsExactly("2012-09-02", "a", "", "1");
    }

    @Test
    void aNumberThatWasReadAsADateIsADate() throws IOException {
        assertThat(line("2012-09", "a", 41177, 41177)).containsExactly("2012-09", "a", "2012-09-25", "41177");
    }

    @Test
    void aTextThatIsNotKeptIsLeftEmptyAndALineEndIsASpace() throws IOException {
        assertThat(line("2012-09", "x".repeat(41), "", "")).containsExactly("2012-09", "", "", "");
        assertThat(line("2012-09", "a<LF>b_x0001_c", "", "")).containsExactly("2012-09", "a b c", "", "");
    }
}
