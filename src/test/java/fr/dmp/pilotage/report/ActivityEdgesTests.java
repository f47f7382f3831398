package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.bench.PslWeek;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weeks of which little is known: a first one, a region without anyone, one establishment, a volet that did not come. */
class ActivityEdgesTests {

    private static final String CHANNELS = """
            periode;departement;caisse;canal;dmp_crees;dmp_crees_cumul
            2012-S38;60;601;PHARMACIE;4;110
            2012-S38;60;601;INTERNET_PATIENT;0;7
            2012-S38;80;801;PHARMACIE;1;20
            """;

    @TempDir
    private static Path home;

    private static Site site;
    private static List<Workbook> workbooks;

    @BeforeAll
    static void aFirstWeekWithoutOtherStructures() throws IOException {
        site = new Site(home);
        site.operations().load(PslWeek.write(home, "2012-S38", 40), null, null);
        // A name as long as a cell may be, and one that is a formula to a careless reader.
        assertThat(site.load(
                        EsWeek.NAME, EsWeek.good(1).replace("ÉTABLISSEMENT FICTIF", "=FICTIF" + "É".repeat(3_993))))
                .matches(outcome -> outcome.status() == LoadOutcome.Status.PUBLISHED);
        site.load("creations_canal_2012-S38.csv", CHANNELS);
        workbooks = site.operations().report("weekly-activity", null, null);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static Workbook of(String scope) {
        return workbooks.stream()
                .filter(each -> each.region().equals(scope))
                .findFirst()
                .orElseThrow();
    }

    private static WrittenSheet sheet(String scope, String name) throws IOException {
        try (XSSFWorkbook workbook = WrittenSheet.open(of(scope).path())) {
            return WrittenSheet.of(workbook.getSheet(name));
        }
    }

    private static List<String> names(String scope) throws IOException {
        try (XSSFWorkbook workbook = WrittenSheet.open(of(scope).path())) {
            List<String> names = new ArrayList<>();
            workbook.forEach(sheet -> names.add(sheet.getSheetName()));
            return names;
        }
    }

    @Test
    void eachRegionHasAWorkbookAndTheCountryTooEvenWhereNobodySentAnything() {
        assertThat(workbooks).hasSize(1 + 27);
        assertThat(workbooks).extracting(Workbook::region).contains("France", "Picardie", "Corse", "Mayotte");
    }

    @Test
    void aVoletThatDidNotComeIsUnknownAndNotZero() throws IOException {
        List<List<String>> rows = sheet("Picardie", "Synthèse").rows();
        assertThat(rows).hasSize(18);
        assertThat(rows.subList(12, 18)).allSatisfy(row -> {
            assertThat(row.get(0)).isEqualTo("Autres structures");
            assertThat(row.subList(3, 8)).containsOnly("[x]");
        });
    }

    @Test
    void aFirstWeekHasNoChange() throws IOException {
        WrittenSheet synthesis = sheet("Picardie", "Synthèse");
        assertThat(synthesis.column("Évolution sur 1 semaine")).containsOnly("[x]", "NS");
        assertThat(synthesis.rows().stream().filter(row -> row.get(0).equals("ES")))
                .extracting(row -> row.get(3))
                .containsExactly("1", "3", "[x]", "2", "5", "1");
        assertThat(sheet("Picardie", "Données").rows()).hasSize(1);
    }

    @Test
    void aRegionWithoutAnyoneSaysSoInEachTable() throws IOException {
        for (String name : List.of("PSL", "Logiciels", "ES", "Autres structures", "Autres (liste)")) {
            assertThat(sheet("Corse", name).rows()).as(name).isEmpty();
        }
        assertThat(sheet("Corse", "Synthèse").column("2012-S38")).containsOnly("[x]");
    }

    @Test
    void channelsHaveASheetWhereTheyAreGiven() throws IOException {
        assertThat(names("Picardie")).contains("Canaux");
        assertThat(names("Corse")).doesNotContain("Canaux");
        assertThat(sheet("Picardie", "Canaux").rows())
                .containsExactly(
                        List.of("Pharmacie", "Autres structures", "5", "[x]", "130"),
                        List.of("Internet, par le patient", "Patients", "0", "[x]", "7"));
    }

    @Test
    void neitherRankNorTotalOfARegionIsKnownWhileTheFileOfAVoletIsMissing() throws IOException {
        assertThat(sheet("Corse", "Régions").rows())
                .contains(List.of("Centre", "[x]", "[x]", "213", "[x]", "[x]", "[x]", "[x]", "[x]"));
    }

    @Test
    void aWeekOfWhichOnlyTheHospitalsCameHasAWorkbookThatSaysWhoDidNot(@TempDir Path other) throws IOException {
        try (Site hospitals = new Site(other)) {
            hospitals.load("activite_es_2012-S39.csv", EsWeek.good(1).replace("2012-S38", "2012-S39"));
            Workbook picardie = hospitals
                    .operations()
                    .report("weekly-activity", "2012-S39", "Picardie")
                    .get(0);

            try (XSSFWorkbook workbook = WrittenSheet.open(picardie.path())) {
                assertThat(WrittenSheet.of(workbook.getSheet("Synthèse")).rows())
                        .filteredOn(row -> row.get(1).equals("Documents déposés"))
                        .extracting(row -> row.get(0) + " " + row.get(3))
                        .containsExactly("PSL [x]", "ES 5", "Autres structures [x]");
                assertThat(WrittenSheet.texts(workbook.getSheet("Lisez-moi")).stream()
                                .map(row -> String.join(" ", row))
                                .collect(Collectors.joining(" ")))
                        .contains("sans données [x] : « Activité hebdomadaire des professionnels de santé libéraux »"
                                + " 2012-S39, « Activité hebdomadaire des autres structures » 2012-S39");
            }
        }
    }

    @Test
    void aLongNameThatLooksLikeAFormulaIsOneText() throws IOException {
        try (XSSFWorkbook workbook = WrittenSheet.open(of("Picardie").path())) {
            XSSFSheet sheet = workbook.getSheet("ES");
            assertThat(sheet.getRow(1).getCell(1).getStringCellValue())
                    .startsWith("=FICTIF")
                    .hasSize(4_000);
            assertThat(sheet.getRow(1).getHeightInPoints()).isLessThanOrEqualTo(409);
        }
    }
}
