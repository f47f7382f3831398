package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rejected lines as their sender gets them; each test has a week of its own. */
class RejectsTests {

    private static final String GOOD = EsWeek.finess(1);

    /** Wrong check digit: 600000015 would be right, which is {@link EsWeek#finess} of 1. */
    private static final String BAD = GOOD.substring(0, 8) + (GOOD.charAt(8) == '0' ? '1' : '0');

    @TempDir
    private static Path home;

    private static Site site;

    @BeforeAll
    static void start() {
        site = new Site(home, "--pilotage.intake.page-rows=400");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static LoadOutcome load(String week, String text) {
        return site.load("activite_es_2012-" + week + ".csv", text.replace("2012-S38", "2012-" + week));
    }

    private static String rejects(String... options) {
        Site.Said said =
                site.cli(Stream.concat(Stream.of("rejects"), Stream.of(options)).toArray(String[]::new));
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
        return said.out();
    }

    private static String reason() {
        return "la clé du numéro FINESS « " + BAD + " » est fausse, attendu : " + GOOD.charAt(8);
    }

    @Test
    void everyRejectedLineIsToldWithTheSendersOwnColumnsAndItsReason() {
        String bad = EsWeek.row(BAD).replace("FICTIF;355", " FICTIF  ;355");
        String twice = EsWeek.row(EsWeek.finess(2)).replace(";3;30;", ";trois;-30;");
        load("S01", EsWeek.file(EsWeek.row(GOOD), bad, twice).replace("finess_et", "N° FINESS"));

        List<List<String>> rows = RejectsAgain.csv(rejects("activite_es_2012-S01.csv"));

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0))
                .startsWith("Ligne", "semaine", "N° FINESS", "finess_ej")
                .endsWith("consultations_cumul", "Motif", "Colonne")
                .hasSize(21);
        assertThat(rows.get(1))
                .startsWith("3", "2012-S01", BAD, "", "ÉTABLISSEMENT  FICTIF  ", "355")
                .endsWith("10", reason(), "N° FINESS");
        assertThat(rows.get(2))
                .startsWith("4", "2012-S01")
                .endsWith(
                        "dmp_crees : attendu : un nombre entier ; trouvé : « trois »"
                                + " — dmp_crees_cumul : « -30 » est inférieur à 0",
                        "dmp_crees, dmp_crees_cumul");
    }

    @Test
    void aLoadIsNamedByItsNumberItsFileOrItsSha256() {
        LoadOutcome first = load("S02", EsWeek.file(EsWeek.row(GOOD), EsWeek.row(BAD)));
        String sha = Objects.requireNonNull(first.sha256());
        String told = rejects("activite_es_2012-s02.csv");
        assertThat(told).contains(BAD);
        assertThat(rejects(String.valueOf(first.loadId()))).isEqualTo(told);
        assertThat(rejects(sha.substring(0, 12))).isEqualTo(told);
        // By name, the latest load of it is meant.
        load("S02", EsWeek.file(EsWeek.row(GOOD), EsWeek.row(BAD), EsWeek.row("6A")));
        assertThat(rejects("activite_es_2012-S02.csv")).contains("6A");
        assertThat(rejects(String.valueOf(first.loadId()))).isEqualTo(told);
    }

    @Test
    void anUnknownLoadIsAnsweredWithThoseThatRejectedLines() {
        LoadOutcome some = load("S03", EsWeek.file(EsWeek.row(GOOD), EsWeek.row(BAD)));
        for (String unknown : List.of("99999", "nowhere.csv", "abcdef0123")) {
            Site.Said said = site.cli("rejects", unknown);
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.out()).isEmpty();
            assertThat(said.err())
                    .startsWith("no load or loaded file \"" + unknown + "\"; expected one of ")
                    .contains(some.loadId() + " (activite_es_2012-S03.csv)");
        }
    }

    @Test
    void aLoadWithoutRejectsSaysSoAndWritesNothing() {
        LoadOutcome good = load("S04", EsWeek.good(2));
        String said = "activite_es_2012-S04.csv: load " + good.loadId() + ", es-weekly 2012-S04; no row was rejected";
        Path out = home.resolve("none.xlsx");
        Site.Said printed = site.cli("rejects", "activite_es_2012-S04.csv");
        assertThat(printed).isEqualTo(new Site.Said(0, "", said + System.lineSeparator()));
        assertThat(rejects("activite_es_2012-S04.csv", "--out", out.toString()).strip())
                .isEqualTo(said);
        assertThat(out).doesNotExist();
        assertThat(site.cli("rejects", "activite_es_2012-S04.csv", "--json"))
                .isEqualTo(new Site.Said(0, "", said + System.lineSeparator()));
    }

    @Test
    void wrongUsageIsToldBeforeTheApplicationStarts() {
        assertThat(site.cli("rejects", "1", "--format", "xlsx").err()).startsWith("a workbook needs --out FILE");
        assertThat(site.cli("rejects", "1", "--out", "rejets.ods").err())
                .startsWith("expected --out to end in .xlsx or .csv, or --format, found rejets.ods");
        assertThat(site.cli("rejects", "1", "--nominative").err()).startsWith("--nominative needs --reason TEXT");
        Site.Said said = site.cli("rejects", "1", "--by", "Camille FICTIF");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).startsWith("--reason and --by go with --nominative");
    }

    @Test
    void reasonsBeyondTheSampleAreFoundAgain() {
        // Seven pages of 400, of each of which at most 142 findings of a code are kept.
        String[] rows = IntStream.range(0, 2_800)
                .mapToObj(i -> EsWeek.row(EsWeek.finess(i)).replace(";3;30;", ";n" + i + ";30;"))
                .toArray(String[]::new);
        LoadOutcome outcome = load("S05", EsWeek.file(rows));
        assertThat(outcome.rejected()).isEqualTo(2_800);
        assertThat(site.count("ops.finding where line_no is not null and load_id = " + outcome.loadId()))
                .isLessThanOrEqualTo(1_000);

        List<List<String>> told = RejectsAgain.csv(rejects(String.valueOf(outcome.loadId())));

        assertThat(told).hasSize(2_801);
        for (int i = 0; i < 2_800; i++) {
            assertThat(told.get(i + 1))
                    .startsWith(String.valueOf(i + 2))
                    .endsWith("attendu : un nombre entier ; trouvé : « n" + i + " »", "dmp_crees");
        }
    }

    @Test
    void linesThatACheckRejectedAreToldBeyondTheSampleToo() {
        String[] rows = IntStream.range(0, 1_400)
                .mapToObj(i -> EsWeek.row(EsWeek.finess(i / 2)))
                .toArray(String[]::new);
        rows[1_399] = EsWeek.row(EsWeek.finess(0));
        LoadOutcome outcome = load("S06", EsWeek.file(rows));
        assertThat(outcome.rejected()).isEqualTo(1_399);
        assertThat(site.count("ops.finding where code = 'duplicate-key' and load_id = " + outcome.loadId()))
                .isEqualTo(1_000);

        List<List<String>> told = RejectsAgain.csv(rejects(String.valueOf(outcome.loadId())));

        assertThat(told).hasSize(1_400);
        assertThat(told.get(1))
                .startsWith("2", "2012-S06", EsWeek.finess(0))
                .endsWith("La ligne 2 porte la même clé que 3 lignes de ce fichier ; toutes sont rejetées", "");
        assertThat(told.get(1_399))
                .startsWith("1401")
                .endsWith("La ligne 1 401 porte la même clé que 3 lignes de ce fichier ; toutes sont rejetées", "");
        assertThat(told.get(1_398))
                .startsWith("1399")
                .endsWith("La ligne 1 399 porte la même clé que 2 lignes de ce fichier ; toutes sont rejetées", "");
    }

    @Test
    void accentsQuotesAndLineEndsOfAnotherEncodingAreKept() throws IOException {
        String odd = EsWeek.row(BAD).replace("ÉTABLISSEMENT FICTIF", "\"Clinique \"\"L'Été\"\";\nsite n° 2 – œuvre\"");
        Path file = site.write(
                "activite_es_2012-S07.csv",
                EsWeek.file(EsWeek.row(GOOD), odd).replace("2012-S38", "2012-S07"),
                Charset.forName("windows-1252"));
        site.operations().load(file, null, null);
        Path csv = home.resolve("odd.csv");
        Path xlsx = home.resolve("odd.xlsx");

        rejects("activite_es_2012-S07.csv", "--out", csv.toString());
        rejects("activite_es_2012-S07.csv", "--out", xlsx.toString());

        String name = "Clinique \"L'Été\";\nsite n° 2 – œuvre";
        assertThat(Files.readString(csv)).startsWith("\ufeffLigne;");
        assertThat(RejectsAgain.csv(csv).get(1)).contains(name).endsWith(reason(), "finess_et");
        assertThat(RejectsAgain.sheet(xlsx, "Rejets").get(1)).contains(name).endsWith(reason(), "finess_et");
    }

    @Test
    void theWorkbookIsATableOfTextWhateverTheCellsHold() throws IOException {
        String formula = EsWeek.row(BAD).replace("ÉTABLISSEMENT FICTIF", "=1+1").replace(";355;", ";0355;");
        String odd = EsWeek.row("60").replace("ÉTABLISSEMENT FICTIF", "_x0041_\u0007 @A1");
        load("S08", EsWeek.file(EsWeek.row(GOOD), formula, odd));
        Path out = home.resolve("texts.xlsx");
        rejects("activite_es_2012-S08.csv", "--out", out.toString());

        try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(out))) {
            assertThat(book.getNumberOfSheets()).isEqualTo(2);
            XSSFSheet sheet = book.getSheetAt(0);
            assertThat(sheet.getSheetName()).isEqualTo("Rejets");
            assertThat(book.getSheetAt(1).getSheetName()).isEqualTo("Lisez-moi");
            XSSFTable table = sheet.getTables().get(0);
            assertThat(table.getArea().formatAsString()).isEqualTo("A1:U3");
            sheet.forEach(row -> row.forEach(cell -> {
                assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
                assertThat(row.getRowNum() == 0
                                || cell.getCellStyle().getDataFormatString().equals("@"))
                        .isTrue();
            }));
            XSSFCell name = sheet.getRow(1).getCell(4);
            assertThat(name.getStringCellValue()).isEqualTo("=1+1");
            assertThat(sheet.getRow(1).getCell(5).getStringCellValue()).isEqualTo("0355");
            assertThat(sheet.getRow(2).getCell(4).getStringCellValue()).isEqualTo("_x0041_  @A1");
            assertThat(sheet.getRow(1).getCell(2).getCellStyle()).isNotEqualTo(name.getCellStyle());
            assertThat(book.getProperties().getCoreProperties().getTitle()).isEqualTo("Lignes rejetées à corriger");
        }
        Path again = home.resolve("texts-again.xlsx");
        rejects("activite_es_2012-S08.csv", "--out", again.toString());
        assertThat(again).hasSameBinaryContentAs(out);
    }

    @Test
    void theSecondSheetTellsTheSenderWhichFileAndWhatToDo() {
        LoadOutcome outcome = load("S09", EsWeek.file(EsWeek.row(GOOD), EsWeek.row(BAD)));
        String sha = Objects.requireNonNull(outcome.sha256());
        Path folder = home.resolve("out");
        folder.toFile().mkdirs();

        String said = rejects("activite_es_2012-S09.csv", "--out", folder.toString());

        String name = "activite_es_2012-S09_partiel_rejets-" + sha.substring(0, 8);
        assertThat(said.lines())
                .containsExactly(
                        "activite_es_2012-S09.csv: load " + outcome.loadId() + ", es-weekly 2012-S09; 1 of 2 rows"
                                + " rejected, written to " + folder.resolve(name + ".xlsx"),
                        "  corrected, it is loaded as " + name + ".xlsx");
        List<List<String>> rows = RejectsAgain.sheet(folder.resolve(name + ".xlsx"), "Lisez-moi");
        assertThat(rows.stream().map(row -> String.join("|", row)))
                .contains(
                        "Lignes rejetées à corriger",
                        "Activité hebdomadaire des établissements de santé — semaine 2012-S09, du 27 février 2012 au 4"
                                + " mars 2012",
                        "Fichier|activite_es_2012-S09.csv",
                        "Émetteur|national",
                        "SHA-256|" + sha,
                        "Lignes lues|2",
                        "Lignes chargées|1",
                        "Lignes rejetées|1",
                        "État|publié sans les lignes rejetées")
                .containsSequence(
                        "5|Enregistrez et renvoyez comme votre fichier, sous ce nom :",
                        name + ".xlsx",
                        "ou, en CSV :",
                        name + ".csv");
    }

    @Test
    void fieldsBeyondTheHeaderAreShownInColumnsOfTheirOwn() {
        load("S10", EsWeek.file(EsWeek.row(GOOD) + ";de trop", EsWeek.row(EsWeek.finess(2)), "2012-S38;60"));
        List<List<String>> rows = RejectsAgain.csv(rejects("activite_es_2012-S10.csv"));
        assertThat(rows.get(0)).endsWith("consultations_cumul", "En trop 1", "Motif", "Colonne");
        assertThat(rows.get(1)).endsWith("de trop", "attendu : 18 champs comme dans l'en-tête ; trouvé : 19", "");
        assertThat(rows.get(2)).startsWith("4", "2012-S10", "60", "", "");
        assertThat(rows.get(2).get(20))
                .startsWith("finess_et : attendu : un numéro FINESS de 9 caractères")
                .contains(" — attendu : 18 champs comme dans l'en-tête ; trouvé : 2");
    }

    @Test
    void scriptsGetOneObjectALine() {
        LoadOutcome outcome = load("S11", EsWeek.file(EsWeek.row(GOOD), EsWeek.row(BAD)));
        List<String> lines =
                rejects("activite_es_2012-S11.csv", "--json").lines().toList();
        assertThat(lines).hasSize(1);
        JsonNode line = JsonMapper.builder().build().readTree(lines.get(0));
        assertThat(line.propertyNames())
                .containsExactly("load", "file", "sha256", "line", "code", "column", "reason", "message", "cells");
        assertThat(line.get("load").asLong()).isEqualTo(outcome.loadId());
        assertThat(line.get("line").asLong()).isEqualTo(3);
        assertThat(line.get("code").asString()).isEqualTo("bad-finess-key");
        assertThat(line.get("reason").asString()).isEqualTo(reason());
        assertThat(line.get("message").asString())
                .isEqualTo("the check digit of FINESS number \"" + BAD + "\" is wrong, expected " + GOOD.charAt(8));
        assertThat(line.get("cells").get("finess_et").asString()).isEqualTo(BAD);
    }

    @Test
    void linesOfAFeedThatTakesWholeFilesAreToRead() {
        String text = PublishedFigures.text().replace("Auvergne", "Auverne");
        LoadOutcome outcome = site.load(PublishedFigures.NAME, text);
        String sha = Objects.requireNonNull(outcome.sha256()).substring(0, 8);
        Path folder = home.resolve("whole");
        folder.toFile().mkdirs();
        String said = rejects(PublishedFigures.NAME, "--out", folder.toString(), "--format", "csv");
        assertThat(said.lines().skip(1))
                .containsExactly("  synthese-weekly takes whole files only: the sender corrects "
                        + PublishedFigures.NAME + " and sends it again");
        String name = PublishedFigures.NAME.replaceFirst("\\.\\w+$", "") + "_rejets-" + sha + ".csv";
        assertThat(folder.resolve(name)).content(StandardCharsets.UTF_8).contains("Auverne");

        LoadOutcome again = site.operations().load(folder.resolve(name), null, null);

        assertThat(again.status()).isEqualTo(Status.REFUSED);
        assertThat(again.findings().get(0).message())
                .isEqualTo("[" + name + "]: the columns Ligne, Motif and Colonne say that the file holds rejected lines"
                        + " alone, but synthese-weekly takes whole files only; correct the lines in the whole file and"
                        + " send that");
    }

    @Test
    void aDamagedArchiveIsToldAndNothingIsWritten() throws IOException {
        LoadOutcome outcome = load("S12", EsWeek.file(EsWeek.row(GOOD), EsWeek.row(BAD)));
        String sha = Objects.requireNonNull(outcome.sha256());
        Files.writeString(home.resolve("archive").resolve(sha.substring(0, 2)).resolve(sha), "x");
        Site.Said said = site.cli("rejects", "activite_es_2012-S12.csv");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().strip())
                .isEqualTo("rejects failed: [activite_es_2012-S12.csv] the rejected lines of load " + outcome.loadId()
                        + " cannot be read again: the archived bytes are gone, or no longer have SHA-256 " + sha
                        + "; offer the same file to 'load', which archives it anew");
    }
}
