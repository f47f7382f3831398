package fr.dmp.pilotage.feeds;

import static fr.dmp.pilotage.feeds.PackedFiles.gzip;
import static fr.dmp.pilotage.feeds.PackedFiles.joined;
import static fr.dmp.pilotage.feeds.PackedFiles.zip;
import static fr.dmp.pilotage.feeds.PackedFiles.zipWithComment;
import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Limit;
import fr.dmp.pilotage.feeds.PackedFiles.Told;
import fr.dmp.pilotage.findings.Nir;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data of patients in what a packed file holds beside the rows that are read. */
class UnreadPartsTests {

    private static final String NIR = Nir.USUAL.toString();
    private static final String REFUSED =
            ": expected no patient identifier, found 1 NIR; the file is refused and put in quarantine";
    private static final String TEXT = "libelle;nombre\na;1\n";
    private static final List<?> ROWS = List.of(List.of("libelle", "nombre"), List.of("a", 1));

    private static Path folder;
    private static FeedDefinition feed;

    @BeforeAll
    static void declareAFeed(@TempDir Path directory) throws IOException {
        folder = directory;
        Files.createDirectories(folder.resolve("jobs/feeds"));
        Files.writeString(folder.resolve("jobs/feeds/essai.yaml"), """
                feed: essai
                title: Un flux
                file: essai_<semaine>*
                senders: [essai]
                table: essai
                key: [libelle]
                limits: { columns: 3 }
                columns:
                  - { name: libelle, type: text, required: true }
                  - { name: nombre, type: integer }
                """);
        feed = Catalog.read(new Definitions(folder)).feed("essai");
    }

    private static Told told(byte[] bytes) throws IOException {
        return PackedFiles.told(folder, feed, bytes);
    }

    private static Told withPart(String name, String content) throws IOException {
        return told(WorkbookFile.bytes(Map.of("rows", ROWS, "parts", Map.of(name, content))));
    }

    private static Told withWorkbookPart(String from, String to) throws IOException {
        Map<String, Object> spec = new HashMap<>(Map.of("rows", ROWS));
        String workbook = "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
                + " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
                + "<sheets><sheet name='Feuil1' sheetId='1' r:id='s1'/></sheets></workbook>";
        assertThat(workbook).contains(from);
        spec.put("parts", Map.of("xl/workbook.xml", workbook.replace(from, to)));
        return told(WorkbookFile.bytes(spec));
    }

    @ParameterizedTest
    @ValueSource(strings = {"envoi/.patients.csv", "__MACOSX/._a.csv", "Thumbs.db", "envoi/"})
    void whatLiesBesideTheFileInAZipIsLookedThrough(String name) throws IOException {
        for (String before : List.of("", "x\0\0", "é;")) {
            Told told = told(zip("envoi/a.csv", TEXT, name, before + NIR + "\n"));
            assertThat(told.refusing()).containsExactly("[f] column " + name + REFUSED);
            assertThat(told.lookedThrough()).isTrue();
        }
        assertThat(told(zip("envoi/a.csv", TEXT, name, "rien\n")).refusing()).isEmpty();
    }

    @Test
    void twoPiecesInTwoFilesAreNoIdentifier() throws IOException {
        Told told = told(zip("a.csv", TEXT, ".b", NIR.substring(0, 8), ".c", NIR.substring(8)));
        assertThat(told.refusing()).isEmpty();
        assertThat(told.holding()).isEmpty();
    }

    @Test
    void theNamesAndTheCommentOfAZipAreLookedAt() throws IOException {
        assertThat(told(zip("a.csv", TEXT, "__MACOSX/" + NIR, "")).refusing()).containsExactly("[f]" + REFUSED);
        assertThat(told(zipWithComment("de " + NIR, "a.csv", TEXT)).refusing()).containsExactly("[f]" + REFUSED);
    }

    @Test
    void whatAGzipSaysOfItsFileIsLookedAt() throws IOException {
        byte[] plain = gzip(TEXT);
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        for (String name : List.of(NIR + ".csv", "a.csv", "")) {
            for (String comment : List.of("de " + NIR, "rien")) {
                byte[] head = Arrays.copyOf(plain, 10);
                head[3] = 4 + 8 + 16;
                String said = "\u0003\0abc" + name + "\0" + comment + "\0";
                int found = (said.length() - said.replace(NIR, "").length()) / NIR.length();
                Told told = told(joined(head, said.getBytes(StandardCharsets.US_ASCII), rest));
                assertThat(told.refusing())
                        .isEqualTo(found == 0 ? List.of() : List.of("[f]" + REFUSED.replace("1 NIR", found + " NIR")));
                assertThat(told.lookedThrough()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xl/comments1.xml | <comments><comment><text><r><t>#1</t></r><r><b/><t>#2</t></r></text></comment></comments>",
                "xl/pivotCache/pivotCacheRecords1.xml | <pivotCacheRecords><r><s v='#1#2'/></r></pivotCacheRecords>",
                "xl/pivotCache/pivotCacheRecords2.xml | <pivotCacheRecords><r><n v='#1#2'/></r></pivotCacheRecords>",
                "xl/charts/chart1.xml | <c xmlns:x='urn:x'><x:v>#1#2</x:v></c>",
                "xl/drawings/drawing1.xml | <d><p><r><t>#1</t></r><r><t>#2</t></r></p></d>",
                "docProps/core.xml | <coreProperties><title>de #1&#x32;&#50;</title></coreProperties>",
                "docProps/app.xml | <Properties><Manager><![CDATA[#1#2]]></Manager></Properties>",
                "customXml/item1.xml | <damaged>#1#2",
                "xl/media/image1.bin | #1#2"
            })
    void everyPartOfAWorkbookIsLookedThrough(String name, String content) throws IOException {
        String nir = content.contains("&#x32;") ? nirThatEndsIn22() : NIR;
        int cut = content.contains("&#x32;") ? nir.length() - 2 : 7;
        Told told = withPart(name, content.replace("#1", nir.substring(0, cut)).replace("#2", nir.substring(cut)));

        assertThat(told.refusing()).containsExactly("[f] column " + name + REFUSED);
        assertThat(told.lookedThrough()).isTrue();
        assertThat(told.findings()).containsExactly("[f]: read from the sheet \"Feuil1\" of an Excel workbook");
    }

    private static String nirThatEndsIn22() {
        for (int order = 1; order < 999; order++) {
            Nir nir = new Nir("1", "85", "05", "99", "999", String.format("%03d", order));
            if (nir.key().equals("22")) {
                return nir.toString();
            }
        }
        throw new IllegalStateException("one in 97 has this key");
    }

    @Test
    void whatStandsBesideTheCellsOfASheetIsLookedThrough() throws IOException {
        byte[] formula = WorkbookFile.bytes(List.of(
                List.of("libelle", "nombre"),
                List.of(Map.of("f", "CONCATENATE(\"" + NIR + "\",A1)", "t", "str", "v", "a"), 1)));
        byte[] reading = WorkbookFile.bytes(List.of(
                List.of("libelle", "nombre"),
                List.of(Map.of("xml", "<t>a</t><rPh sb='0' eb='1'><t>" + NIR + "</t></rPh>"), 1)));
        String sheet = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
                + "<row r='1'><c r='A1' t='inlineStr'><is><t>libelle</t></is></c></row>"
                + "<row r='2'><c r='A2' t='inlineStr'><is><t>a</t></is></c></row></sheetData>%s</worksheet>";
        Told header = withPart(
                "xl/worksheets/sheet1.xml",
                sheet.formatted("<headerFooter><oddHeader>&amp;C" + NIR + "</oddHeader></headerFooter>"));
        Told list = withPart(
                "xl/worksheets/sheet1.xml",
                sheet.formatted("<extLst><ext xmlns:x14='urn:x'><x14:f>\"" + NIR + ",b\"</x14:f></ext></extLst>"));

        for (Told each : List.of(told(formula), header, list)) {
            assertThat(each.refusing()).containsExactly("[f] column xl/worksheets/sheet1.xml" + REFUSED);
        }
        assertThat(told(reading).refusing()).containsExactly("[f] column xl/sharedStrings.xml" + REFUSED);
        assertThat(withWorkbookPart(
                                "</sheets>",
                                "</sheets><definedNames><definedName name='x'>\"" + NIR
                                        + "\"</definedName></definedNames>")
                        .refusing())
                .containsExactly("[f] column xl/workbook.xml" + REFUSED);
    }

    @Test
    void aPartWithoutKeyHoldsTheLoad() throws IOException {
        Told told = withPart("xl/comments1.xml", "<comments><t>" + Nir.USUAL.withoutKey(" ") + "</t></comments>");
        assertThat(told.refusing()).isEmpty();
        assertThat(told.holding())
                .containsExactly(
                        "[f] column xl/comments1.xml: expected no patient identifier, found 1 × 13 characters with"
                                + " the shape of a NIR without key; the load waits for an operator");
    }

    @Test
    void figuresWithAFractionAndIdentifiersOfObjectsAreNone() throws IOException {
        String chart = "<c><v>0." + NIR + "</v><v>-12." + NIR.substring(0, 13) + "E-3</v><n v='0." + NIR + "'/>"
                + "<x uid='13_ncr:1_{00000000-0001-0000-00b1-850599999084}'/><id>{a0000000-0001-0000-00b1-850599999084}</id></c>";
        Told told = withPart("xl/charts/chart1.xml", chart);
        assertThat(told.refusing()).isEmpty();
        assertThat(told.holding()).isEmpty();
    }

    @Test
    void anIdentifierInATextOfAnyLengthIsFound() throws IOException {
        String text = "x".repeat(200_000) + " " + NIR + " " + "y".repeat(200_000);
        assertThat(withPart("xl/comments1.xml", "<comments><t>" + text + "</t></comments>")
                        .refusing())
                .containsExactly("[f] column xl/comments1.xml" + REFUSED);
    }

    @Test
    void aSheetThatIsRefusedMidwayIsLookedThroughOnce() throws IOException {
        Told told = told(WorkbookFile.bytes(List.of(
                List.of("libelle", "nombre"), List.of(NIR, 1), List.of("b", 2, "", "", "trop"), List.of("c", 3))));
        assertThat(told.refusing()).containsExactly("[f] line 2, column Feuil1!A" + REFUSED);
        assertThat(told.lookedThrough()).isTrue();
        assertThat(told.findings())
                .containsExactly(
                        "[f]: read from the sheet \"Feuil1\" of an Excel workbook",
                        "[f] line 3: expected at most 3 columns, found 5");
    }

    @Test
    void bytesAfterAGzipRefuseItAsNobodyLooksThroughThem() throws IOException {
        String large = new Random(1)
                .ints(40_000, 0, 1 << 20)
                .mapToObj(number -> "a;" + number + "\n")
                .collect(Collectors.joining("", TEXT, ""));
        for (String text : List.of(TEXT, large)) {
            byte[] whole = gzip(text);
            for (int length : List.of(1, 2, 7, 8, 9, 10, 17, 18, 19, 26, 27, 500, 70_000)) {
                byte[] tail =
                        ("\n" + NIR + "\n".repeat(70_000)).substring(0, length).getBytes(StandardCharsets.UTF_8);
                Told told = told(joined(whole, tail));
                assertThat(told.lookedThrough()).as("%d bytes", length).isFalse();
                assertThat(told.findings())
                        .as("%d bytes", length)
                        .containsExactly(
                                "[f]: expected an intact gzip file, found one that is damaged or cut off (more bytes"
                                        + " after its end)");
            }
            assertThat(told(joined(whole, gzip("b;2\n"))).findings())
                    .as("two gzips in a row are one")
                    .containsExactly("[f]: read from gzip, UTF-8, separator \";\"");
        }
    }

    @Test
    void aPackedFileThatIsNoTextIsNotLookedThrough() throws IOException {
        for (String head : List.of("%PDF-1.7\n", "PK\u0003\u0004", "BZh9", "Rar!")) {
            assertThat(told(zip("a.csv", head + TEXT)).lookedThrough()).as(head).isFalse();
            assertThat(told(gzip(head + TEXT)).lookedThrough()).as(head).isFalse();
        }
        assertThat(told(gzip("\0" + TEXT)).lookedThrough()).isTrue();
    }

    @Test
    void aFileThatWasReadInTimeIsMadeAgainHoweverLongThatTakes() throws IOException {
        Path packed = Files.write(folder.resolve("slow"), gzip(TEXT));
        FileLimits noTime = FileLimits.USUAL.with(Map.of(Limit.TIME, 0L));

        assertThat(new Expander(feed, noTime).again(packed, folder.resolve("again")))
                .isPresent();

        assertThat(folder.resolve("again")).hasContent(TEXT);
    }
}
