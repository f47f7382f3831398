package fr.dmp.pilotage.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.util.FileSystemUtils;

/** Whatever a sender may legitimately write of some rows, the rows come out of it. */
class RoundTripPropertyTests {

    private static final String FEED = """
            feed: places
            title: Un flux de deux colonnes
            file: places_<semaine>*
            senders: [essai]
            table: places
            key: [libelle]
            separators: [";", ",", tab, "|"]
            columns:
              - { name: libelle, type: text, required: true }
              - { name: nombre, type: integer, required: true }
            """;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static Path folder;
    private static Catalog catalog;

    record Row(String label, int number) {}

    /** How a sender writes. */
    record Dialect(char separator, String lineEnd, boolean mark, Charset charset, boolean quoteAll, String thousands) {}

    @BeforeContainer
    static void declareTheFeed() throws IOException {
        folder = Files.createTempDirectory("round-trip");
        Path feeds = Files.createDirectories(folder.resolve("jobs/feeds"));
        Files.writeString(feeds.resolve("places.yaml"), FEED);
        catalog = Catalog.read(new Definitions(folder));
    }

    @AfterContainer
    static void removeIt() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        // Letters of western languages and what must be quoted; not what the contract replaces or trims.
        Arbitrary<String> label = Arbitraries.strings()
                .withChars("abzéÀçœ€0189 ;,|'\"\t\n-=+@.")
                .ofMinLength(1)
                .ofMaxLength(24)
                .map(text -> "x" + text + "x");
        Arbitrary<Integer> number = Arbitraries.integers().edgeCases(config -> config.add(0, 999, 1_000, 1_000_000));
        return Combinators.combine(label, number)
                .as(Row::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<Dialect> dialects() {
        return Combinators.combine(
                        Arbitraries.of(';', ',', '\t', '|'),
                        Arbitraries.of("\n", "\r\n", "\r"),
                        Arbitraries.of(true, false),
                        Arbitraries.of(StandardCharsets.UTF_8, WINDOWS_1252),
                        Arbitraries.of(true, false),
                        Arbitraries.of("", " ", "\u00a0"))
                .as((separator, lineEnd, mark, charset, quoteAll, thousands) -> new Dialect(
                        separator,
                        lineEnd,
                        mark && charset.equals(StandardCharsets.UTF_8),
                        charset,
                        quoteAll,
                        thousands));
    }

    @Property(seed = "20120925", shrinking = ShrinkingMode.BOUNDED)
    void rowsComeBackFromWhateverDialectTheyAreWrittenIn(
            @ForAll("rows") List<Row> rows, @ForAll("dialects") Dialect dialect, @ForAll("pageSizes") int pageRows)
            throws IOException {
        byte[] bytes = written(rows, dialect);
        FeedDefinition feed = catalog.feed("places");
        Period week = Period.parse(Period.Cadence.WEEKLY, "2012-S39").orElseThrow();
        Surveyor surveyor = new Surveyor(feed, pageRows, FileLimits.USUAL);
        surveyor.block(bytes, bytes.length);
        Survey survey = Objects.requireNonNull(surveyor.outcome().survey());
        Path file = Files.write(folder.resolve("places_2012-S39.csv"), bytes);

        List<String> read = new ArrayList<>();
        try (PageReader reader = new PageReader(file, survey, feed, week, catalog.geography(), FileLimits.USUAL)) {
            for (int page = 0; page < survey.pages(); page++) {
                read.addAll(texts(reader.read(page)));
            }
        }

        assertThat(read)
                .containsExactlyElementsOf(
                        rows.stream().map(RoundTripPropertyTests::loaded).toList());
    }

    @Provide
    Arbitrary<Integer> pageSizes() {
        return Arbitraries.of(1, 3, 1_000);
    }

    private static byte[] written(List<Row> rows, Dialect dialect) {
        StringBuilder text = new StringBuilder(dialect.mark() ? "\ufeff" : "");
        text.append("Libellé").append(dialect.separator()).append("NOMBRE").append(dialect.lineEnd());
        for (Row row : rows) {
            text.append(cell(row.label(), dialect))
                    .append(dialect.separator())
                    .append(cell(grouped(row.number(), dialect.thousands()), dialect))
                    .append(dialect.lineEnd());
        }
        return text.toString().getBytes(dialect.charset());
    }

    private static String cell(String value, Dialect dialect) {
        boolean needed = value.indexOf(dialect.separator()) >= 0
                || value.indexOf('"') >= 0
                || value.indexOf('\n') >= 0
                || value.indexOf('\r') >= 0;
        return needed || dialect.quoteAll() ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }

    private static String grouped(int number, String thousands) {
        return thousands.isEmpty()
                ? Integer.toString(number)
                : String.format(Locale.ROOT, "%,d", number).replace(",", thousands);
    }

    /** The row as COPY gets it: control characters are spaces, text is NFC. */
    private static String loaded(Row row) {
        String label = Normalizer.normalize(row.label().replaceAll("\\p{Cc}", " "), Normalizer.Form.NFC);
        return label + "\t" + row.number();
    }

    private static List<String> texts(RowPage page) {
        List<String> rows = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < page.rows(); i++) {
            rows.add(new String(page.text(), start, page.ends()[i] - start, StandardCharsets.UTF_8));
            start = page.ends()[i];
        }
        return rows;
    }
}
