package fr.dmp.pilotage.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.findings.Nir;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a file holds data of patients, and what that means for it; each file in blocks of every size up to its own. */
class SurveyorPatientTests {

    private static final String HEADER = "libelle;interne;nombre\n";
    private static final String REFUSED =
            ": expected no patient identifier, found 1 NIR; the file is refused and put in" + " quarantine";
    private static final String HELD =
            ": expected no patient identifier, found 1 × 13 characters with the shape of a NIR"
                    + " without key; the load waits for an operator";
    private static final String NIR = Nir.USUAL.toString();

    private static FeedDefinition feed;

    @BeforeAll
    static void declareAFeed(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("jobs/feeds"));
        Files.writeString(folder.resolve("jobs/feeds/interne.yaml"), """
                feed: interne
                title: Un flux avec des identifiants internes
                file: interne_<semaine>*
                senders: [essai]
                table: interne
                key: [libelle]
                columns:
                  - { name: libelle, type: text, required: true }
                  - { name: interne, type: internal-id }
                  - { name: nombre, type: integer }
                """);
        feed = Catalog.read(new Definitions(folder)).feed("interne");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s;x;1", "a;x;%s", "a;x;1;%s", "a;x;1\nb;y;2 %s", "é;x;1\n\n\n%s;y;2", "\"a\";x;\"b %s\""})
    void anIdentifierRefusesTheFileWhereverItStands(String row) {
        for (String bom : List.of("", "\ufeff")) {
            assertThat(refusing(bom + HEADER + row.formatted(NIR))).hasSize(1);
            assertThat(refusing(bom + HEADER + row.formatted("185059999908400")))
                    .isEmpty();
        }
    }

    @Test
    void itsPlaceIsTheLineOnWhichItsRecordStartsAndItsColumn() {
        assertThat(refusing(HEADER + "a;x;1\nb;y;" + NIR + "\n"))
                .containsExactly("[f] line 3, column nombre" + REFUSED);
        assertThat(refusing(HEADER + NIR + ";y;1\n")).containsExactly("[f] line 2, column libelle" + REFUSED);
        assertThat(refusing(HEADER + "a;x;1\r\n\r\n" + NIR)).containsExactly("[f] line 4, column libelle" + REFUSED);
    }

    @Test
    void aQuotedLineBreakOrSeparatorDoesNotMoveIt() {
        assertThat(refusing(HEADER + "\"a\n;b\";x;1\n\"c;\nd\"\"\n\n" + NIR + "\";\"y\";2\n"))
                .containsExactly("[f] line 4, column libelle" + REFUSED);
        assertThat(refusing(HEADER + "\"a\n;b\";x;" + NIR + "\nc;y;2\n"))
                .containsExactly("[f] line 2, column nombre" + REFUSED);
        assertThat(refusing(HEADER + "x\"y;\"z;\";" + NIR + "\nc;y;2\n"))
                .containsExactly("[f] line 2, column nombre" + REFUSED);
    }

    @Test
    void aFieldThatTheHeaderDoesNotNameIsToldByItsNumber() {
        assertThat(refusing("libelle;;nombre\na;" + NIR + ";1\nb;x;2;" + NIR + "\n"))
                .containsExactly("[f] line 2, column 2" + REFUSED, "[f] line 3, column 4" + REFUSED);
    }

    @Test
    void anIdentifierInTheHeaderIsToldByItsNumberAndNotByTheHeader() {
        assertThat(refusing("libelle;NIR " + NIR + ";nombre\na;x;1\n"))
                .containsExactly("[f] line 1, column 2" + REFUSED);
        assertThat(survey("libelle;n° " + Nir.USUAL.withoutKey(" ") + "\na;x\n")
                        .outcome()
                        .survey())
                .as("a held load keeps its header")
                .extracting(Survey::header)
                .isEqualTo(List.of("libelle", "n° ***"));
    }

    @Test
    void allOfAColumnAreCountedAndTheFirstIsTold() {
        String row = "a " + NIR + " et " + Nir.USUAL.with("-") + ";x;1\n";
        assertThat(refusing(HEADER + "a;x;1\n" + row.repeat(500) + "b;x;" + NIR + "\n"))
                .containsExactly(
                        "[f] line 3, column libelle" + REFUSED.replace("1 NIR", "1000 NIR"),
                        "[f] line 503, column nombre" + REFUSED);
    }

    @Test
    void anInternalIdentifierThatLooksLikeOneHoldsTheLoadButNotInItsHeader() {
        PatientData patients =
                survey(HEADER + "a;" + NIR + ";1\nb;" + NIR + ";2\n").patients();
        assertThat(patients.refuses()).isFalse();
        assertThat(told(patients.holding()))
                .containsExactly(
                        "[f] line 2, column interne: expected internal identifiers, found 2 with the shape and the"
                                + " key of a NIR; the load waits for an operator");
        assertThat(refusing(HEADER.replace("interne", "interne " + NIR) + "a;x;1\n"))
                .hasSize(1);
        assertThat(refusing(HEADER + "a;" + NIR + ";1\nb;x;" + NIR + "\n"))
                .containsExactly("[f] line 3, column nombre" + REFUSED);
    }

    @Test
    void thirteenCharactersWithoutKeyHoldTheLoadInEveryColumn() {
        String bare = Nir.USUAL.withoutKey("");
        PatientData patients =
                survey(HEADER + "a;" + bare + ";1\nb;x;" + bare + "\n").patients();
        assertThat(patients.refuses()).isFalse();
        assertThat(told(patients.holding()))
                .containsExactly("[f] line 2, column interne" + HELD, "[f] line 3, column nombre" + HELD);
        assertThat(survey(HEADER + "a;" + bare + "0;1\n").patients().holding()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NIR",
                "nir",
                "INS",
                "INS-C",
                "ins c",
                "Matricule INS",
                "MATRICULE_INS",
                "IPP",
                "Date de naissance",
                "date-de-naissance",
                "DATE_DE_NAISSANCE",
                "Nom de naissance"
            })
    void aColumnAboutPatientsRefusesTheFile(String name) {
        for (String text :
                List.of("libelle;%s\na;1\n", "libelle;\"%s\"\n", "\"x\"y;%s\na;1\n", "libelle\t%s\na\t1\n")) {
            assertThat(refusing(text.formatted(name)))
                    .containsExactly(
                            "[f] line 1, column " + name + ": expected no column about patients, found this one; the"
                                    + " file is refused and put in quarantine");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSEE", "unir", "ipp_service", "date", "nom", "naissance", "INS-X", "numéro INS", ""})
    void aColumnThatOnlyHoldsSuchAWordDoesNot(String name) {
        assertThat(refusing("libelle;" + name + "\na;1\n")).isEmpty();
    }

    @Test
    void aFileThatNoContractFitsIsLookedThroughAllTheSame() {
        String nul = HEADER + "a\0;x;1\nb;" + NIR + ";2;" + NIR;
        assertThat(told(survey(null, StandardCharsets.UTF_8, HEADER + "a;" + NIR + ";1\n")
                        .patients()
                        .refusing()))
                .containsExactly("[f] line 2, column interne" + REFUSED);
        assertThat(refusing(HEADER + "\"a;x;1\nb " + NIR)).containsExactly("[f] line 2, column libelle" + REFUSED);
        assertThat(refusing("%PDF-1.4\n" + NIR + "\n")).containsExactly("[f]" + REFUSED);
        assertThat(refusing(nul)).contains("[f] line 3, column 4" + REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void theTwoBytesOfEachCharacterOfUtf16HideNothing(String charset) {
        for (String mark : List.of("\ufeff", "")) {
            for (String separator : List.of("", " ", "\u00a0", ".")) {
                String text = mark + HEADER + "a;x;" + Nir.USUAL.with(separator) + "\n";
                assertThat(told(survey(feed, Charset.forName(charset), text)
                                .patients()
                                .refusing()))
                        .containsExactly("[f]" + REFUSED);
            }
        }
    }

    @Test
    void aRecordOfVeryManyFieldsIsRefusedAndDoesNotFillTheMemory() {
        PatientData patients = survey(HEADER + (NIR + ";").repeat(5_000)).patients();
        assertThat(patients.refusing()).hasSize(100);
        assertThat(told(patients.refusing())).last().isEqualTo("[f] line 2" + REFUSED.replace("1 NIR", "4900 NIR"));
    }

    private static List<String> refusing(String text) {
        List<String> whole = told(survey(text).patients().refusing());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int blockSize : List.of(1, 2, 7, 33, 34, 35, 64, bytes.length)) {
            assertThat(told(survey(feed, bytes, blockSize).patients().refusing()))
                    .as("in blocks of %d", blockSize)
                    .isEqualTo(whole);
        }
        return whole;
    }

    private static Surveyor survey(String text) {
        return survey(feed, StandardCharsets.UTF_8, text);
    }

    private static Surveyor survey(@Nullable FeedDefinition of, Charset charset, String text) {
        byte[] bytes = text.getBytes(charset);
        return survey(of, bytes, bytes.length);
    }

    /** The first block has the header at least, as all files are read in large ones. */
    private static Surveyor survey(@Nullable FeedDefinition of, byte[] bytes, int blockSize) {
        Surveyor surveyor = new Surveyor(of, 1_000, FileLimits.USUAL);
        int header = 1;
        while (header < bytes.length && bytes[header - 1] != '\n') {
            header++;
        }
        int to;
        for (int from = 0; from < bytes.length; from = to) {
            to = Math.min(bytes.length, from == 0 ? Math.max(header, blockSize) : from + blockSize);
            byte[] block = Arrays.copyOfRange(bytes, from, to);
            surveyor.block(block, block.length);
        }
        return surveyor;
    }

    private static List<String> told(List<Finding> findings) {
        return findings.stream().map(each -> each.in("f")).toList();
    }
}
