package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monthly usage where files are missing, few or about nobody, and where targets are met or missed by one. */
class UsageEdgesTests {

    private static final List<String> CAISSES = List.of("F601", "F602", "F603", "F604");

    private Site site;

    @BeforeEach
    void open(@TempDir Path home) {
        site = new Site(home);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void load(String name, String text) {
        LoadOutcome outcome = site.load(name, text);
        assertThat(outcome.status()).as(outcome.toString()).isEqualTo(LoadOutcome.Status.PUBLISHED);
    }

    private Workbook usage(String month, String region) {
        return site.operations().report("monthly-usage", month, region).get(0);
    }

    private Map<String, WrittenSheet> sheets(String month, String region) {
        return WrittenSheet.all(usage(month, region).path());
    }

    private static List<String> row(WrittenSheet sheet, String first) {
        return sheet.rows().stream()
                .filter(row -> row.get(0).equals(first))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + first + " in " + sheet.rows()));
    }

    /** Lisez-moi in one text, whose lines are cut at its width. */
    private static String readMe(Path file) throws IOException {
        try (XSSFWorkbook workbook = WrittenSheet.open(file)) {
            return WrittenSheet.texts(workbook.getSheet("Lisez-moi")).stream()
                    .map(row -> String.join(" ", row))
                    .collect(Collectors.joining(" "));
        }
    }

    @Test
    void aMonthOfWhichOnlyOneFileCameHasAWorkbookThatSaysWhatIsUnknown() throws IOException {
        load(MonthFiles.ES + "2012-09.csv", MonthFiles.es("2012-09", MonthFiles.finess(1), 8));

        Map<String, WrittenSheet> sheets = sheets("2012-09", "Picardie");
        WrittenSheet synthese = sheets.get("Synthèse");
        assertThat(row(synthese, "Documents déposés dans le mois").subList(2, 8))
                .containsExactly("8", "············█", "[x]", "[x]", "[x]", "[x]");
        assertThat(row(synthese, "ES qui alimentent le DMP").get(2)).isEqualTo("1");
        assertThat(row(synthese, "PSL qui alimentent le DMP").get(2)).isEqualTo("[x]");
        assertThat(row(synthese, "DMP créés ÷ assurés").get(2)).isEqualTo("[x]");
        assertThat(row(synthese, "Médecins libéraux qui consultent le DMP"))
                .last()
                .isEqualTo("médecins libéraux, équipement non reçu");
        for (String empty : List.of(
                "Créations par canal", "Types de document", "Consultation", "PSL", "Autres structures", "Caisses")) {
            assertThat(sheets.get(empty).rows()).as(empty).isEmpty();
        }
        assertThat(sheets.get("ES").rows()).hasSize(1);
        assertThat(readMe(usage("2012-09", "Picardie").path()))
                .contains(
                        "État des données données incomplètes ; sans données [x] : « Activité mensuelle des professionnels de santé"
                                + " libéraux » 2012-09, « Activité mensuelle des autres structures » 2012-09");
    }

    @Test
    void aRegionInWhichNobodyDidAnythingHasAWorkbookToo() {
        load(MonthFiles.ES + "2012-09.csv", MonthFiles.es("2012-09", MonthFiles.finess(1), 8));

        Map<String, WrittenSheet> sheets = sheets("2012-09", "Alsace");
        assertThat(sheets.get("ES").rows()).isEmpty();
        assertThat(sheets.get("Données").rows()).isEmpty();
        assertThat(row(sheets.get("Synthèse"), "ES qui alimentent le DMP").get(2))
                .isEqualTo("[x]");
    }

    @Test
    void theOneEstablishmentOfARegionMayHaveANameAsLongAsACell() throws IOException {
        load("activite_es_2012-S38.csv", EsWeek.good(1).replace("ÉTABLISSEMENT FICTIF", "=FICTIF" + "É".repeat(3_993)));
        String finess = EsWeek.good(1).split("\n", -1)[1].split(";", -1)[1];
        load(MonthFiles.ES + "2012-09.csv", MonthFiles.es("2012-09", finess, 8));

        try (XSSFWorkbook workbook =
                WrittenSheet.open(usage("2012-09", "Picardie").path())) {
            XSSFSheet es = workbook.getSheet("ES");
            assertThat(es.getRow(1).getCell(1).getStringCellValue())
                    .startsWith("=FICTIF")
                    .hasSize(4_000);
            assertThat(es.getRow(1).getHeightInPoints()).isLessThanOrEqualTo(409);
        }
    }

    @Test
    void staysAreThoseOfTheLastMonthDeclaredWhichIsNamed() {
        load(MonthFiles.ES + "2012-09.csv", MonthFiles.es("2012-09", MonthFiles.finess(1), 8));
        load(MonthFiles.STAYS + "2012-07.csv", MonthFiles.stays("2012-07", MonthFiles.finess(1), "32", "", ""));

        assertThat(row(sheets("2012-09", "Picardie").get("ES"), MonthFiles.finess(1))
                        .subList(3, 11))
                .containsExactly("8", "[x]", "32", "2012-07", "0.25", "[x]", "[x]", "[x]");
    }

    /** Who takes part is declared until 2015 only. */
    private void loadProgramme() {
        load("programme_2018-01-01.csv", """
                maille;code;programme;debut;fin
                REGION;32;DMP en région;01/01/2018;
                """);
    }

    @Test
    void aMonthInWhichNoRegionTakesPartHasNoWorkbookAndSaysWhy() {
        load(MonthFiles.ES + "2018-06.csv", MonthFiles.es("2018-06", MonthFiles.finess(1), 8));

        Site.Said said = site.cliHere("report", "monthly-usage", "--period", "2018-06");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .isEqualTo(
                        "report failed: monthly-usage 2018-06: no region takes part in the programme \"DMP en région\" then; who does is"
                                + " said by jobs/nomenclatures/programmes.csv or, from its first file on, by the feed programme\n");
    }

    @Test
    void aCaisseIsHeldAgainstFloorAndTargetByWhatItCreatedSinceNovember2017() {
        loadProgramme();
        List<String> caisses = CAISSES;
        load("population_2018-01-01.csv", MonthFiles.population(caisses, 100));
        load(MonthFiles.ES + "2018-06.csv", MonthFiles.es("2018-06", MonthFiles.finess(1), 8));
        load(MonthFiles.CHANNELS + "2017-10.csv", MonthFiles.channels("2017-10", caisses, 20, 20, 20, 20));
        load(MonthFiles.CHANNELS + "2018-06.csv", MonthFiles.channels("2018-06", caisses, 24, 25, 29, 30));

        WrittenSheet sheet = sheets("2018-06", "Hauts-de-France").get("Caisses");
        assertThat(sheet.column("Statut", "Caisse"))
                .containsExactly(
                        Map.entry("F604", "cible atteinte (10 %)"),
                        Map.entry("F603", "plancher atteint, sous la cible (10 %)"),
                        Map.entry("F602", "plancher atteint, sous la cible (10 %)"),
                        Map.entry("F601", "sous le plancher (5 %)"));
        assertThat(sheet.column("Créés depuis le 01/11/2017 ÷ assurés")).containsExactly("0.1", "0.09", "0.05", "0.04");
        assertThat(sheet.column("DMP créés ÷ assurés")).containsExactly("0.3", "0.29", "0.25", "0.24");
    }

    @Test
    void withoutTheMonthThatTargetsAreCountedFromACaisseIsNotMeasured() {
        loadProgramme();
        load("population_2018-01-01.csv", MonthFiles.population(CAISSES, 100));
        load(MonthFiles.ES + "2018-06.csv", MonthFiles.es("2018-06", MonthFiles.finess(1), 8));
        load(MonthFiles.CHANNELS + "2018-06.csv", MonthFiles.channels("2018-06", CAISSES, 24));

        WrittenSheet sheet = sheets("2018-06", "Hauts-de-France").get("Caisses");
        assertThat(sheet.header()).contains("DMP créés ÷ assurés").doesNotContain("DMP créés depuis le 01/11/2017");
        assertThat(sheet.column("Statut")).containsExactly("non mesurable");
    }

    @Test
    void aListOfTargetsTakesThePlaceOfTheDeclaredOnesAsAWhole() {
        loadProgramme();
        load("cibles_2018-01-01.csv", """
                indicateur;maille;code;debut;fin;valeur;source
                hopen;ES;;01/01/2018;;0,98;liste fictive
                """);
        load("population_2018-01-01.csv", MonthFiles.population(CAISSES, 100));
        load(MonthFiles.ES + "2018-06.csv", MonthFiles.es("2018-06", MonthFiles.finess(1), 8));
        load(MonthFiles.CHANNELS + "2018-06.csv", MonthFiles.channels("2018-06", CAISSES, 24));
        load(MonthFiles.STAYS + "2018-06.csv", MonthFiles.stays("2018-06", MonthFiles.finess(1), "120", "100", "98"));

        Map<String, WrittenSheet> sheets = sheets("2018-06", "Hauts-de-France");
        assertThat(row(sheets.get("ES"), MonthFiles.finess(1))).contains("0.98", "cible atteinte (98 %)");
        assertThat(sheets.get("Caisses").header()).doesNotContain("Statut");
        List<String> hopen = row(sheets.get("Synthèse"), "HOP'EN : séjours avec un DMP à l'admission, alimentés");
        assertThat(hopen.subList(8, 12)).containsExactly("0.98", "cible atteinte", "98", "100");
    }

    @Test
    void staysFedMissTheTargetByOneAndAreNotMeasuredWhereNobodyHadADmp() {
        loadProgramme();
        load("cibles_2018-01-01.csv", """
                indicateur;maille;code;debut;fin;valeur;source
                hopen;ES;;01/01/2018;;0,98;liste fictive
                """);
        load(MonthFiles.ES + "2018-06.csv", MonthFiles.es("2018-06", MonthFiles.finess(1), 8));
        load(MonthFiles.STAYS + "2018-06.csv", MonthFiles.stays("2018-06", MonthFiles.finess(1), "120", "100", "97"));
        assertThat(row(sheets("2018-06", "Hauts-de-France").get("ES"), MonthFiles.finess(1)))
                .contains("0.97", "sous la cible (98 %)");

        load(MonthFiles.STAYS + "2018-06.csv", MonthFiles.stays("2018-06", MonthFiles.finess(1), "120", "0", "0"));
        assertThat(row(sheets("2018-06", "Hauts-de-France").get("ES"), MonthFiles.finess(1)))
                .contains("non mesurable");
    }

    @Test
    void fewConsultingPhysiciansAreToldOfNowhere() {
        load(MonthFiles.PSL + "2012-09.csv", MonthFiles.psl("2012-09", 9, 4));
        load(
                MonthFiles.EQUIPMENT + "2012-09.csv",
                "mois;departement;profession;mode_exercice;ps_equipes;ps_total\n2012-09;60;MEDECIN;LIBERAL;12;20\n");

        Map<String, WrittenSheet> sheets = sheets("2012-09", "Picardie");
        assertThat(row(sheets.get("Synthèse"), "Médecins libéraux qui consultent le DMP")
                        .get(2))
                .isEqualTo("NS");
        assertThat(row(sheets.get("Synthèse"), "PSL qui alimentent le DMP").get(2))
                .isEqualTo("0.75");
        assertThat(sheets.get("PSL").rows()).singleElement().satisfies(row -> assertThat(row.subList(2, row.size()))
                .containsOnly("NS"));
        assertThat(row(sheets.get("Données"), "2012-09").subList(11, 14)).containsOnly("");
    }

    @Test
    void aLineOfAProfessionalIsExplainedByItsPlaceAndNeverByItsNumber() {
        load(MonthFiles.PSL + "2012-09.csv", MonthFiles.psl("2012-09", 9, 9));
        usage("2012-09", "Picardie");

        Explain.Asked asked = new Explain.Asked("monthly-usage", "2012-09", "Picardie", null);
        Explanation documents = site.bean(Explain.class).cell(asked, "PSL", "L2");
        assertThat(documents.cell().column()).isEqualTo("documents");
        assertThat(documents.gives()).isEqualTo(new BigDecimal("18"));
        assertThat(documents.lines()).hasSize(9).allSatisfy(line -> assertThat(line.subject())
                .isNull());
    }

    @Test
    void aClosedTypeOfDocumentIsShownUnderItsSuccessorAndAnUnknownOneIsNotGuessed() {
        load(MonthFiles.ES + "2012-09.csv", MonthFiles.es("2012-09", MonthFiles.finess(1), 8));
        site.load(
                MonthFiles.DOCUMENTS + "2012-09.csv",
                "mois;volet;type_identifiant;identifiant;departement;code_document;documents_deposes;dmp_alimentes;"
                        + "documents_consultes\n"
                        + "2012-09;ES;FINESS;" + MonthFiles.finess(1) + ";60;11528-7;5;2;1\n"
                        + "2012-09;ES;FINESS;" + MonthFiles.finess(1) + ";60;99999-9;3;1;0\n");

        assertThat(sheets("2012-09", "Picardie").get("Types de document").rows())
                .containsExactly(
                        List.of("ES", "Imagerie", "CR d'imagerie médicale", "5", "[x]", "1", "2", "1"),
                        List.of("ES", "Non répertorié", "Type non répertorié", "3", "[x]", "1", "1", "0"));
    }
}
