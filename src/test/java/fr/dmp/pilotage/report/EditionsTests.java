package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Issued is issued: the same data gives nothing new, other data the next edition, and a lost file comes back as it was.
 * Editions are counted by region: each test has a region of its own.
 */
@TestInstance(Lifecycle.PER_CLASS)
class EditionsTests {

    private static final String WEEK = "2012-S38";
    private static final String STATEMENT = "sql/report/es-focus-donnees.sql";

    private Path home;
    private Path definitions;
    private Site site;

    @BeforeAll
    void loadTwoWeeks(@TempDir Path home, @TempDir Path definitions) {
        this.home = home;
        this.definitions = definitions;
        site = new Site(home, "--pilotage.definitions=" + definitions);
        history(8).load(site, 4, 5);
    }

    @AfterEach
    void takeTheChangedStatementAway() throws IOException {
        Files.deleteIfExists(definitions.resolve(STATEMENT));
    }

    @AfterAll
    void close() {
        site.close();
    }

    private static EsHistory history(int documentsOfTheLastWeek) {
        EsHistory history = new EsHistory(WEEK);
        history.add(EsWeek.finess("60", 1), "FICTIF A", 1, 2, 3, 4, 5, documentsOfTheLastWeek);
        history.add(EsWeek.finess("60", 2), "FICTIF B", 1, 1, 1, 1, 1, EsHistory.NO_LINE);
        return history;
    }

    @Test
    void unchangedDataStandsAndACorrectedFileGivesEveryRegionASecondEditionBesideTheFirst(@TempDir Path other)
            throws IOException {
        try (Site own = new Site(other)) {
            history(8).load(own, 4, 5);
            List<Workbook> first = own.operations().report("weekly-es-focus", WEEK, null);
            assertThat(first).hasSize(14).allSatisfy(each -> {
                assertThat(each.edition()).isEqualTo(1);
                assertThat(each.written()).isTrue();
            });
            Map<Path, String> before = contents(first);
            List<Workbook> again = own.operations().report("weekly-es-focus", WEEK, null);
            assertThat(again).extracting(Workbook::written).containsOnly(false);
            assertThat(again).extracting(Workbook::edition).containsOnly(1);
            assertThat(contents(again)).isEqualTo(before);

            history(9).load(own, 5);
            List<Workbook> second = own.operations().report("weekly-es-focus", WEEK, null);

            assertThat(second).extracting(Workbook::edition).containsOnly(2);
            assertThat(second).extracting(Workbook::written).containsOnly(true);
            assertThat(second)
                    .extracting(each -> each.path().getFileName().toString())
                    .containsExactlyElementsOf(first.stream()
                            .map(each -> each.path().getFileName().toString().replace(".xlsx", "_edition-2.xlsx"))
                            .toList());
            assertThat(contents(first)).isEqualTo(before);
            assertThat(documents(first)).isEqualTo("8");
            assertThat(documents(second)).isEqualTo("9");
        }
    }

    private static String documents(List<Workbook> workbooks) {
        Workbook picardie = workbooks.stream()
                .filter(each -> each.region().equals("Picardie"))
                .findFirst()
                .orElseThrow();
        return WrittenSheet.all(picardie.path())
                .get("Établissements")
                .column("Documents, semaine", "Établissement")
                .get("FICTIF A");
    }

    private static Map<Path, String> contents(List<Workbook> workbooks) throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        for (Workbook each : workbooks) {
            contents.put(each.path(), sha256(each.path()));
            assertThat(contents.get(each.path())).isEqualTo(each.sha256());
        }
        return contents;
    }

    @Test
    void anEditionKeepsWhatItsSheetsSaidByKeyAndColumn() throws IOException {
        write("Picardie");
        List<String> sheets = site.jdbc()
                .sql(
                        "select sheet from ops.edition_sheet join ops.edition using (edition_id) where scope = 'picardie' order by position")
                .query(String.class)
                .list();
        assertThat(sheets)
                .containsExactly(
                        "Synthèse",
                        "Établissements",
                        "Évolution",
                        "Départements",
                        "Éditeurs",
                        "Alertes",
                        "Données",
                        "Qualité");
        for (SheetDefinition sheet :
                site.bean(Catalog.class).report("weekly-es-focus").sheets()) {
            List<String> header = body(sheet.name()).get(0);
            assertThat(header.get(0)).isEqualTo("key");
            assertThat(header.subList(1, header.size()))
                    .containsExactlyElementsOf(sheet.columns().stream()
                            .map(SheetDefinition.Column::name)
                            .toList());
        }
        // Raw values: no format, nothing for what is not known, and what is only there to derive from.
        assertThat(body("Établissements"))
                .extracting(row ->
                        String.join("|", row.get(0), row.get(2), row.get(8), row.get(9), row.get(10), row.get(19)))
                .containsExactly(
                        "key|raison_sociale|documents|documents_precedents|evolution|debut",
                        EsWeek.finess("60", 1) + "|FICTIF A|8|5|3|2012-03-01",
                        EsWeek.finess("60", 2) + "|FICTIF B||1||2012-03-01");
        assertThat(body("Départements").get(1)).contains("60", "60 Oise", "1.00000000000000000000");
    }

    private List<List<String>> body(String sheet) throws IOException {
        byte[] gzip = site.jdbc()
                .sql("select body from ops.edition_sheet join ops.edition using (edition_id)"
                        + " where scope = 'picardie' and sheet = :sheet")
                .param("sheet", sheet)
                .query((row, index) -> row.getBytes(1))
                .single();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(
                        new GZIPInputStream(new ByteArrayInputStream(gzip)), StandardCharsets.UTF_8))) {
            return csv.stream().map(CsvRecord::getFields).toList();
        }
    }

    @Test
    void aDeletedWorkbookComesBackAsItWasAlthoughTheStatementHasChanged() throws IOException {
        Reports.Issued issued = write("Alsace");
        Files.delete(issued.path());
        changeTheStatement();
        Reports.Issued back = write("Alsace");
        assertThat(back.edition()).isEqualTo(1);
        assertThat(back.written()).isTrue();
        assertThat(back.path()).isEqualTo(issued.path());
        assertThat(sha256(back.path())).isEqualTo(issued.sha256()).isEqualTo(back.sha256());
    }

    @Test
    void aDamagedWorkbookIsPutRightFromTheArchive() throws IOException {
        Reports.Issued issued = write("Bretagne");
        Files.writeString(issued.path(), "damaged");
        assertThat(write("Bretagne").written()).isTrue();
        assertThat(sha256(issued.path())).isEqualTo(issued.sha256());
    }

    @Test
    void anotherStatementAloneGivesNoNewEdition() throws IOException {
        Reports.Issued issued = write("Centre");
        changeTheStatement();
        assertThat(write("Centre"))
                .isEqualTo(new Reports.Issued(
                        issued.report(),
                        issued.period(),
                        issued.scope(),
                        1,
                        false,
                        issued.path(),
                        issued.sha256(),
                        null,
                        null));
    }

    @Test
    void aDamagedCopyOfTheArchiveIsNotUsedButMadeAgain() throws IOException {
        Reports.Issued issued = write("Limousin");
        Files.delete(issued.path());
        Files.writeString(archived(issued), "damaged");
        Reports.Issued back = write("Limousin");
        assertThat(back.edition()).isEqualTo(1);
        assertThat(sha256(back.path())).isEqualTo(issued.sha256());
        assertThat(sha256(archived(issued))).isEqualTo(issued.sha256());
    }

    @Test
    void whatIsLostInBothPlacesAndWouldNowSayOtherwiseIsTheNextEdition() throws IOException {
        Reports.Issued issued = write("Bourgogne");
        Files.delete(issued.path());
        Files.writeString(archived(issued), "damaged");
        changeTheStatement();
        Reports.Issued next = write("Bourgogne");
        assertThat(next.edition()).isEqualTo(2);
        assertThat(issued.path()).doesNotExist();
        assertThat(next.path().getFileName()).hasToString("focus-es_2012-S38_bourgogne_edition-2.xlsx");
    }

    @Test
    void aWeekIsWrittenForItsNameAlthoughTheNextOneIsThere() {
        assertThat(site.operations().report("weekly-es-focus", "2012-S37", "Franche-Comté"))
                .extracting(Workbook::period)
                .containsExactly("2012-S37");
    }

    private Reports.Issued write(String region) {
        return Focus.write(site, region, WEEK);
    }

    /** The weeks in the opposite order. */
    private void changeTheStatement() throws IOException {
        Path own = definitions.resolve(STATEMENT);
        Files.createDirectories(own.getParent());
        String text = Files.readString(Path.of(STATEMENT));
        String changed = text.replaceFirst("order by key.*\\s*$", "order by key desc\n");
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(own, changed);
    }

    private Path archived(Reports.Issued issued) {
        return home.resolve("archive/editions")
                .resolve(issued.sha256().substring(0, 2))
                .resolve(issued.sha256() + ".xlsx");
    }

    private static String sha256(Path file) throws IOException {
        return EditionFiles.sha256(Files.readAllBytes(file));
    }
}
