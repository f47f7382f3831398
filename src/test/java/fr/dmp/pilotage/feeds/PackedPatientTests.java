package fr.dmp.pilotage.feeds;

import static fr.dmp.pilotage.feeds.PackedFiles.gzip;
import static fr.dmp.pilotage.feeds.PackedFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.feeds.PackedFiles.Told;
import fr.dmp.pilotage.findings.Nir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data of patients in files that have to be expanded to be looked through. */
class PackedPatientTests {

    private static final String NIR = Nir.USUAL.toString();
    private static final String REFUSED =
            ": expected no patient identifier, found 1 NIR; the file is refused and put in quarantine";
    private static final String HELD =
            ": expected no patient identifier, found 1 × 13 characters with the shape of a NIR"
                    + " without key; the load waits for an operator";
    private static final List<Object> HEADER = List.of("libelle", "interne");

    private static Path folder;
    private static Catalog catalog;

    @BeforeAll
    static void declareFeeds(@TempDir Path directory) throws IOException {
        folder = directory;
        Files.createDirectories(folder.resolve("jobs/feeds"));
        for (String hidden : List.of("refuse", "skip")) {
            Files.writeString(folder.resolve("jobs/feeds/" + hidden + ".yaml"), """
                    feed: %1$s
                    title: Un flux avec des identifiants internes
                    file: %1$s_<semaine>*
                    senders: [essai]
                    table: interne
                    key: [libelle]
                    workbook: { hidden: %1$s }
                    limits: { cell-length: 100 }
                    columns:
                      - { name: libelle, type: text, required: true }
                      - { name: interne, type: internal-id }
                    """.formatted(hidden));
        }
        catalog = Catalog.read(new Definitions(folder));
    }

    private static Told told(String feed, byte[] bytes) throws IOException {
        return PackedFiles.told(folder, catalog.feed(feed), bytes);
    }

    private static List<String> refusing(Object workbook) throws IOException {
        Told told = told("refuse", WorkbookFile.bytes(workbook));
        assertThat(told.lookedThrough()).isTrue();
        return told.refusing();
    }

    private static Map<String, Object> sheet(String name, String state, List<?> rows) {
        return Map.of("name", name, "state", state, "rows", rows);
    }

    @Test
    void theTextOfAGzipAndOfAZipIsLookedThrough() throws IOException {
        String text = "libelle;interne\na;1\nb " + NIR + ";2\n";
        for (byte[] packed : List.of(gzip(text), zip("a.csv", text))) {
            Told told = told("refuse", packed);
            assertThat(told.refusing()).containsExactly("[f] line 3, column libelle" + REFUSED);
            assertThat(told.lookedThrough()).isTrue();
        }
        assertThat(told("refuse", gzip(text.replace(NIR, "néant"))).refusing()).isEmpty();
    }

    @Test
    void theNameOfTheFileInAZipIsLookedAtAndMasked() throws IOException {
        Told told = told("refuse", zip(NIR + ".csv", "libelle;interne\na;1\n"));
        assertThat(told.refusing()).containsExactly("[f]" + REFUSED);
        assertThat(told.findings()).containsExactly("[f]: read from zip (***.csv), UTF-8, separator \";\"");
    }

    @Test
    void whatCannotBeReadToItsEndIsNotLookedThrough() throws IOException {
        String text = "libelle;interne\na;1\n";
        byte[] whole = gzip(text.repeat(100));
        assertThat(told("refuse", Arrays.copyOf(whole, whole.length - 9)).lookedThrough())
                .isFalse();
        assertThat(told("refuse", zip("a.csv", text, "b.csv", text)).lookedThrough())
                .isFalse();
        assertThat(told("refuse", whole).lookedThrough()).isTrue();
    }

    @Test
    void aCellOfTheSheetThatIsReadIsToldByItsRowAndHeader() throws IOException {
        assertThat(refusing(List.of(HEADER, List.of("a", "1"), List.of(Nir.USUAL.with("\u202f"), "2"))))
                .containsExactly("[f] line 3, column libelle" + REFUSED);
        assertThat(refusing(List.of(List.of("libelle", ""), List.of("a", NIR))))
                .containsExactly("[f] line 2, column B" + REFUSED);
        assertThat(refusing(List.of(List.of("libelle", "n° " + NIR), List.of("a", "b"))))
                .containsExactly("[f] line 1, column B" + REFUSED);
        assertThat(refusing(List.of(List.of("libelle", "IPP"), List.of("a", "b"))))
                .containsExactly(
                        "[f] line 1, column IPP: expected no column about patients, found this one; the file is"
                                + " refused and put in quarantine");
    }

    @Test
    void everyKindOfTextAndWholeNumbersAreLookedAtFractionsAreNot() throws IOException {
        for (Object cell : List.of(
                Map.of("is", "<t>" + NIR + "</t>"),
                Map.of("xml", "<r><t>1850599</t></r><r><t>" + NIR.substring(7) + "</t></r>"),
                Map.of("t", "str", "f", "A1", "v", NIR),
                Map.of("v", NIR),
                Map.of("v", NIR + ".0"),
                Map.of("v", "1." + NIR.substring(1) + "E14"))) {
            assertThat(refusing(List.of(HEADER, List.of(cell, "1"))))
                    .as("%s", cell)
                    .containsExactly("[f] line 2, column libelle" + REFUSED);
        }
        for (String number : List.of("1." + NIR.substring(1), NIR.substring(0, 13) + ".25", "-0." + NIR)) {
            Told told = told("refuse", WorkbookFile.bytes(List.of(HEADER, List.of(Map.of("v", number), "1"))));
            assertThat(told.refusing()).as(number).isEmpty();
            assertThat(told.holding()).as(number).isEmpty();
        }
    }

    @Test
    void anIdentifierBeyondTheLongestCellIsFound() throws IOException {
        String text = "x".repeat(95) + " " + NIR + " " + "x".repeat(50);
        for (Object cell : List.of(text, Map.of("is", "<t>" + text + "</t>"), Map.of("t", "str", "v", text))) {
            assertThat(refusing(List.of(HEADER, List.of(cell, "1")))).containsExactly("[f]" + REFUSED);
        }
    }

    @Test
    void aColumnOfInternalIdentifiersHoldsTheLoadAndSoDoThirteenCharacters() throws IOException {
        Told told = told(
                "refuse",
                WorkbookFile.bytes(List.of(HEADER, List.of("a", NIR), List.of(Nir.USUAL.withoutKey(""), "b"))));
        assertThat(told.refusing()).isEmpty();
        assertThat(told.holding())
                .containsExactly(
                        "[f] line 2, column interne: expected internal identifiers, found 1 with the shape and the key of a"
                                + " NIR; the load waits for an operator",
                        "[f] line 3, column libelle" + HELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"visible", "hidden", "veryHidden"})
    void aSheetThatIsNotReadIsLookedThroughTooWhateverBecomesOfTheFile(String state) throws IOException {
        List<?> read = List.of(HEADER, List.of("a", "1"));
        for (String feed : List.of("refuse", "skip")) {
            Told cell = told(
                    feed,
                    WorkbookFile.bytes(Map.of(
                            "sheets",
                            List.of(
                                    sheet("Un", "visible", read),
                                    sheet("Deux", state, List.of(List.of("x"), List.of("a", "", NIR)))))));
            assertThat(cell.refusing()).containsExactly("[f] line 2, column Deux!C" + REFUSED);
            assertThat(cell.lookedThrough()).isTrue();
            Told column = told(
                    feed,
                    WorkbookFile.bytes(Map.of(
                            "sheets",
                            List.of(
                                    sheet("Un", "visible", read),
                                    sheet("Deux", state, List.of(List.of("a", "Date de naissance")))))));
            assertThat(column.refusing())
                    .containsExactly(
                            "[f] line 1, column Date de naissance: expected no column about patients, found this"
                                    + " one; the file is refused and put in quarantine");
        }
    }

    @Test
    void aHiddenRowIsLookedAtWhetherItRefusesTheFileOrIsLeftOut() throws IOException {
        List<Object> rows = new ArrayList<>(List.of(HEADER, List.of("a", "1")));
        rows.add(Map.of("attributes", "hidden='1'", "cells", List.of(NIR, "2")));
        for (String feed : List.of("refuse", "skip")) {
            assertThat(told(feed, WorkbookFile.bytes(rows)).refusing())
                    .containsExactly("[f] line 3, column libelle" + REFUSED);
        }
    }

    @Test
    void aSheetCalledLikeOneRefusesTheFileAndIsMasked() throws IOException {
        Told told = told(
                "refuse",
                WorkbookFile.bytes(
                        Map.of("sheets", List.of(sheet(NIR, "visible", List.of(HEADER, List.of("a", "1")))))));
        assertThat(told.refusing()).containsExactly("[f] column xl/workbook.xml" + REFUSED);
        assertThat(told.findings()).containsExactly("[f]: read from the sheet \"***\" of an Excel workbook");
    }

    @Test
    void aSheetThatIsDamagedOrALimitThatIsPassedLeavesTheFileNotLookedThrough() throws IOException {
        Map<String, Object> good = sheet("Un", "visible", List.of(HEADER, List.of("a", "1")));
        Map<String, Object> book = Map.of(
                "sheets",
                List.of(good, sheet("Deux", "visible", List.of(List.of("b")))),
                "parts",
                Map.of("xl/worksheets/sheet2.xml", "<worksheet><sheetData>"));
        Told told = told("refuse", WorkbookFile.bytes(book));
        assertThat(told.lookedThrough()).isFalse();
        assertThat(told.findings()).anyMatch(each -> each.contains("sheet2.xml is no well-formed XML"));
    }
}
