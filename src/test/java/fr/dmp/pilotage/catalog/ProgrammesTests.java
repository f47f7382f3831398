package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Geography.Region;
import fr.dmp.pilotage.catalog.Period.Cadence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgrammesTests {

    private static final String PATH = "jobs/nomenclatures/programmes.csv";
    private static final String HEADER = "maille;code;programme;debut;fin\n";
    private static final String PACKAGED = "DMP en région";

    private Site site;

    @BeforeEach
    void openSite(@TempDir Path directory) {
        site = new Site(directory);
    }

    @Test
    void thePackagedProgrammeHasFourteenRegionsByCode() {
        assertThat(site.catalog().programmes().regions(PACKAGED, week("2012-S38")))
                .hasSize(14)
                .allSatisfy(region -> assertThat(region.vintage()).isEqualTo(2012))
                .extracting(Region::code)
                .isSorted()
                .contains("42", "82");
    }

    @ParameterizedTest
    @CsvSource({
        "WEEKLY, 2012-S09, ''",
        "WEEKLY, 2012-S10, 42",
        "WEEKLY, 2012-S37, 42",
        "WEEKLY, 2012-S38, ''",
        "DATED, 2012-03-04, ''",
        "DATED, 2012-03-05, 42",
        "DATED, 2012-09-20, 42",
        "DATED, 2012-09-21, ''",
        "MONTHLY, 2012-02, ''",
        "MONTHLY, 2012-03, 42",
        "MONTHLY, 2012-09, ''"
    })
    void aRegionTakesPartFromItsFirstDayToItsLastAtTheEndOfAPeriod(Cadence cadence, String label, String codes)
            throws IOException {
        Period period = Period.parse(cadence, label).orElseThrow();
        assertThat(codes(HEADER + "REGION;42;own;2012-03-05;2012-09-20\n", period))
                .isEqualTo(codes);
    }

    @Test
    void aRegionWithoutLastDayTakesPartForEver() throws IOException {
        assertThat(codes(HEADER + "REGION;53;own;2012-03-05\n", week("2040-S01")))
                .isEqualTo("53");
        assertThat(codes(HEADER + "REGION;53;own;2012-03-05;\n", week("2040-S01")))
                .isEqualTo("53");
    }

    @Test
    void aRegionThatStaysIsTheOneOfThePeriodsVintage() throws IOException {
        Programmes programmes = programmes(HEADER + "REGION;24;own;2012-01-01\n");
        assertThat(programmes.regions("own", week("2015-S52")))
                .containsExactly(new Region(2012, "24", "Centre", List.of("Centre-Val de Loire")));
        assertThat(programmes.regions("own", week("2016-S01")))
                .containsExactly(new Region(2016, "24", "Centre-Val de Loire", List.of("Centre")));
    }

    /** Its last days are in 2016 and its regions those of 2012, as the week started with them. */
    @Test
    void theWeekFrom2015To2016HasTheOldRegionsThatEndWith2015() throws IOException {
        String rows = HEADER + "REGION;42;own;2012-01-01;2015-12-31\nREGION;44;own;2016-01-01\n";
        assertThat(codes(rows, week("2015-S53"))).isEqualTo("42");
        assertThat(codes(rows, week("2016-S01"))).isEqualTo("44");
        assertThat(codes(rows, Period.parse(Cadence.DATED, "2016-01-01").orElseThrow()))
                .isEqualTo("44");
    }

    @Test
    void aRegionInTwoRowsTakesPartOnceAndAllComeByCode() throws IOException {
        String rows = HEADER
                + "REGION;82;own;2012-01-01;2015-12-31\n"
                + "REGION;53;own;2012-01-01;2013-12-31\nREGION;53;own;2012-06-01\n"
                + "REGION;11;other;2012-01-01\n";
        assertThat(codes(rows, week("2012-S38"))).isEqualTo("53 82");
    }

    @Test
    void whatIsNoRegionMayTakePartToo() throws IOException {
        String rows = HEADER + "ES;420000017;own;2012-01-01\nDEPARTEMENT;67;own;2012-01-01\nCAISSE;671;own;2012-01-01\n"
                + "REGION;42;own;2012-01-01;2015-12-31\n";
        assertThat(codes(rows, week("2012-S38"))).isEqualTo("42");
    }

    @Test
    void aProgrammeIsKnownIfARegionEverTookPart() throws IOException {
        Programmes programmes = programmes(HEADER + "REGION;53;own;2012-01-01;2012-01-31\nES;1;présérie;2012-01-01\n");
        assertThat(programmes.knows("own")).isTrue();
        assertThat(programmes.knows("présérie")).isFalse();
        assertThat(programmes.regions("présérie", week("2012-S38"))).isEmpty();
    }

    @Test
    void aRowWithTooFewCellsIsRefused() throws IOException {
        refused("REGION;53;own", "line 2: expected 4 to 5 cells, found 3");
    }

    @Test
    void aRowWithTooManyCellsIsRefused() throws IOException {
        refused("REGION;53;own;2012-01-01;2013-12-31;note", "line 2: expected 4 to 5 cells, found 6");
    }

    @Test
    void anEmptyLineIsRefused() throws IOException {
        refused("REGION;53;own;2012-01-01\n\nREGION;52;own;2012-01-01", "line 3: expected 4 to 5 cells, found 1");
    }

    @Test
    void aDateThatIsNoneIsRefused() throws IOException {
        refused(
                "REGION;53;own;01/01/2012;2013-02-30",
                "line 2, debut: expected a date such as 2012-09-25, found \"01/01/2012\"",
                "line 2, fin: expected a date such as 2012-09-25, found \"2013-02-30\"");
    }

    @Test
    void aLastDayBeforeTheFirstIsRefused() throws IOException {
        refused(
                "REGION;53;own;2012-01-01;2011-12-31",
                "line 2, fin: expected no day before 2012-01-01, found \"2011-12-31\"");
    }

    @Test
    void oneDayIsEnough() throws IOException {
        assertThat(programmes(HEADER + "REGION;53;own;2012-01-01;2012-01-01\n").knows("own"))
                .isTrue();
    }

    @Test
    void anUnknownMeshIsRefused() throws IOException {
        refused(
                "RÉGION;53;own;2012-01-01",
                "line 2, maille: expected one of REGION, DEPARTEMENT, CAISSE, ES, found \"RÉGION\"");
    }

    @Test
    void aRegionThatNoVintageHasIsRefused() throws IOException {
        refused(
                "REGION;99;own;2012-01-01",
                "line 2, code: expected the code of a region of 2012 in a row that holds before 2016, found \"99\"");
    }

    @Test
    void aLabelInPlaceOfACodeIsRefused() throws IOException {
        refused(
                "REGION;Bretagne;own;2012-01-01",
                "line 2, code: expected the code of a region of 2012 in a row that holds before 2016, found"
                        + " \"Bretagne\"");
    }

    @Test
    void anOldRegionThatGoesOnInto2016IsRefused() throws IOException {
        refused(
                "REGION;42;own;2012-01-01",
                "line 2, code: expected the code of a region of 2016 in a row that holds after 2015, found \"42\"");
    }

    @Test
    void aNewRegionBefore2016IsRefused() throws IOException {
        refused(
                "REGION;44;own;2015-12-31",
                "line 2, code: expected the code of a region of 2012 in a row that holds before 2016, found \"44\"");
    }

    @Test
    void everyWrongRowIsToldAlongWithWhatElseIsWrong() throws IOException {
        site.with(PATH, "REGION;42;DMP en région;2012-01-01", "REGION;42;DMP en région;1er janvier")
                .with(PATH, site.definitions().read(PATH) + "REGION;53\n")
                .with("jobs/weekly.yaml", "job: weekly", "job: weekly\nwhen: noon");
        assertThat(site.problems())
                .containsExactly(
                        PATH + " line 7, debut: expected a date such as 2012-09-25, found \"1er janvier\"",
                        PATH + " line 16: expected 4 to 5 cells, found 2",
                        "jobs/weekly.yaml line 3, when: unknown key; expected one of job, title, kind, feeds, reports, schedule, refused, records");
    }

    /** The codes of the regions of the programme "own", in order. */
    private String codes(String text, Period period) throws IOException {
        return String.join(
                " ",
                programmes(text).regions("own", period).stream()
                        .map(Region::code)
                        .toList());
    }

    /** Beside the packaged reports, which need the packaged programme. */
    private Programmes programmes(String text) throws IOException {
        return site.with(PATH, text + "REGION;53;DMP en région;2012-01-01\n")
                .catalog()
                .programmes();
    }

    private void refused(String rows, String... problems) throws IOException {
        site.with(PATH, HEADER + rows + "\nREGION;53;DMP en région;2012-01-01\n");
        assertThat(site.problems())
                .containsExactly(List.of(problems).stream()
                        .map(each -> PATH + " " + each)
                        .toArray(String[]::new));
    }

    private static Period week(String label) {
        return Period.parse(Cadence.WEEKLY, label).orElseThrow();
    }
}
