package fr.dmp.pilotage.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Distinct counts above the structure come from a source that counted them; each test has a period of its own. */
class DistinctsTests {

    private static final String HEADER = "periode;volet;region;departement;mesure;valeur;cumul\n";

    @TempDir
    private static Path home;

    private static Site site;

    @BeforeAll
    static void start() {
        site = new Site(home);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static LoadOutcome week(String week, String rows) {
        return site.load("distincts_2012-" + week + ".csv", HEADER + rows.replace("S..", "2012-" + week));
    }

    private static List<String> rows(LoadOutcome outcome) {
        return site.jdbc()
                .sql("""
                        select concat_ws(' ', volet, region_code, departement, profession, mesure, valeur_distinct, cumul_distinct)
                        from dwh.distincts where load_id = :id order by line_no
                        """)
                .param("id", outcome.loadId())
                .query(String.class)
                .list();
    }

    @Test
    void anEmptyOrAbsentDimensionIsAllOfIt() {
        LoadOutcome outcome = week("S10", """
                S..;ES;Picardie;;dmp_alimentes;10;100
                S..;ES;;60;dmp_alimentes;7;
                S..;TOUS;;;ps_actifs;12;40
                """);
        assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
        assertThat(rows(outcome))
                .containsExactly(
                        "ES 22 * * dmp_alimentes 10 100", "ES * 60 * dmp_alimentes 7", "TOUS * * * ps_actifs 12 40");
    }

    @Test
    void twoLinesOfTheSameDimensionsAreADuplicate() {
        LoadOutcome outcome = week("S11", """
                S..;ES;;;dmp_alimentes;10;100
                S..;ES;;;dmp_alimentes;11;100
                S..;PSL;;;dmp_alimentes;11;100
                """);
        assertThat(outcome)
                .extracting(LoadOutcome::status, LoadOutcome::rejected)
                .containsExactly(Status.HELD, 2L);
        assertThat(outcome.findings()).extracting(FoundCount::code).contains("duplicate-key");
    }

    @Test
    void aMonthIsNamedByItsFileAndRowsOfAnotherAreRejected() {
        LoadOutcome outcome = site.load("distincts_2012-09.csv", HEADER + """
                2012-09;ES;;;dmp_alimentes;10;100
                09/2012;PSL;;;dmp_alimentes;10;100
                septembre 2012;AUTRES;;;dmp_alimentes;10;100
                2012-08;TOUS;;;dmp_alimentes;10;100
                2012-S38;TOUS;;60;dmp_alimentes;10;100
                """);
        assertThat(outcome.feed()).isEqualTo("distincts-monthly");
        assertThat(outcome.loaded()).isEqualTo(3);
        assertThat(outcome.findings())
                .extracting(FoundCount::message)
                .contains(
                        "[distincts_2012-09.csv] line 5, column periode: expected 2012-09 as in the file name, found"
                                + " \"2012-08\"",
                        "[distincts_2012-09.csv] line 6, column periode: expected a month such as 2012-09, found"
                                + " \"2012-S38\", which is none");
    }

    @Test
    void aCountSinceTheBeginningIsNotBelowThatOfThePeriod() {
        assertThat(week("S12", "S..;ES;;;dmp_alimentes;10;10\n").status()).isEqualTo(Status.PUBLISHED);
        LoadOutcome wrong = week("S13", "S..;ES;;;dmp_alimentes;10;9\n");
        assertThat(wrong.status()).isEqualTo(Status.HELD);
        assertThat(wrong.findings())
                .extracting(FoundCount::code, FoundCount::message)
                .containsExactly(tuple(
                        "distinct-cumul-below-value",
                        "[distincts_2012-S13.csv] line 2: line 2, ES dmp_alimentes: 9 since the beginning is below 10, the"
                                + " count of the period alone"));
    }

    @Test
    void allVoletsAreBetweenTheLargestAndTheSum() {
        String parts = "S..;ES;;;dmp_alimentes;10;\nS..;PSL;;;dmp_alimentes;5;\nS..;AUTRES;;;dmp_alimentes;2;\n";
        assertThat(week("S14", parts + "S..;TOUS;;;dmp_alimentes;10;\n").findings())
                .isEmpty();
        assertThat(week("S15", parts + "S..;TOUS;;;dmp_alimentes;17;\n").findings())
                .isEmpty();
        LoadOutcome below = week("S16", parts + "S..;TOUS;;;dmp_alimentes;9;\n");
        assertThat(below.status()).isEqualTo(Status.HELD);
        assertThat(below.findings())
                .extracting(FoundCount::severity, FoundCount::message)
                .containsExactly(tuple(
                        "error",
                        "[distincts_2012-S16.csv] line 5: line 5, dmp_alimentes of all volets is 9, expected between 10 and"
                                + " 17: each counts once; volets given: AUTRES, ES, PSL"));
        assertThat(week("S17", parts + "S..;TOUS;;;dmp_alimentes;18;\n").status())
                .isEqualTo(Status.HELD);
    }

    @Test
    void aboveTheSumOfSomeVoletsIsAWarningAsAnotherMayMakeTheDifference() {
        LoadOutcome outcome = week("S18", """
                S..;ES;;;dmp_alimentes;10;
                S..;PSL;;;dmp_alimentes;5;
                S..;TOUS;;;dmp_alimentes;18;
                """);
        assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
        assertThat(outcome.findings()).extracting(FoundCount::severity).containsExactly("warning");
    }

    @Test
    void theFocusShowsTheCountOfTheRegionWhenItIsThereAndElseThatItIsUnknown() throws IOException {
        site.load("activite_es_2012-S20.csv", EsWeek.good(2).replace("2012-S38", "2012-S20"));
        assertThat(fedInTheWeek()).isEqualTo("[x]");
        week("S20", """
                S..;ES;Picardie;;dmp_alimentes;3;21
                S..;ES;Alsace;;dmp_alimentes;9;99
                S..;ES;;60;dmp_alimentes;2;20
                S..;ES;;;dmp_alimentes;12;120
                """);
        assertThat(fedInTheWeek()).isEqualTo("3");
    }

    private static String fedInTheWeek() throws IOException {
        Workbook workbook = site.operations()
                .report("weekly-es-focus", "2012-S20", "Picardie")
                .get(0);
        try (InputStream in = Files.newInputStream(workbook.path());
                XSSFWorkbook read = new XSSFWorkbook(in)) {
            for (Row row : read.getSheet("Synthèse")) {
                if (row.getCell(0).getStringCellValue().startsWith("DMP alimentés de la semaine (distincts")) {
                    return row.getCell(2).toString().replace(".0", "");
                }
            }
        }
        throw new AssertionError("no such row");
    }
}
