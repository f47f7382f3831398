package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.catalog.Geography.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeographyTests {

    private static final Definitions PACKAGED = new Definitions(null);
    private static final Geography GEOGRAPHY = Geography.read(PACKAGED);

    @ParameterizedTest
    @CsvSource({"2012, 27", "2016, 18", "2013, 0"})
    void eachVintageHasItsRegions(int vintage, int count) {
        assertThat(codes(vintage)).hasSize(count);
    }

    @Test
    void everyLabelOfThePublishedTableIsARegionOf2012() {
        List<String> labels = PACKAGED.read("sample/synthese_regions_2012-09-25.tsv")
                .lines()
                .skip(1)
                .map(line -> line.split("\t", -1)[0])
                .filter(label -> !label.equals("Total France"))
                .toList();
        Set<String> missing = codes(2012);
        assertThat(labels).hasSize(26).allSatisfy(label -> assertThat(missing.remove(code(2012, label)))
                .as(label)
                .isTrue());
        assertThat(missing).containsExactly("06"); // Mayotte, a département since 2011, was not published
    }

    @Test
    void theRowOfTheTotalsIsNoRegion() {
        assertThat(GEOGRAPHY.region(2012, "Total France")).isNull();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    Pays-de-la-Loire,             52
                    pays de la loire,             52
                    PAYS_DE_LA_LOIRE,             52
                    REUNION,                      04
                    La Réunion,                   04
                    Provence-Alpes-Côte d’Azur,   93
                    'Provence-Alpes-Côte d''Azur', 93
                    PACA,                         93
                    ile de france,                11
                    93,                           93
                    """)
    void findsARegionHoweverItIsWritten(String written, String code) {
        assertThat(code(2012, written)).isEqualTo(code);
        assertThat(code(2016, written)).isEqualTo(code);
    }

    @Test
    void findsARegionWrittenWithDecomposedAccentsOrHardSpaces() {
        assertThat(code(2012, "I\u0302le\u00a0de\u202fFrance")).isEqualTo("11");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Savoie", "Île-de-Franc", "1", "99"})
    void aLabelThatNoRegionHasIsUnknown(String written) {
        assertThat(GEOGRAPHY.region(2012, written)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"42, Alsace", "74, Limousin", "22, Picardie", "06, Mayotte"})
    void aCodeOf2012IsRead(String code, String label) {
        assertThat(GEOGRAPHY.region(2012, code)).extracting(Region::label).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "Alsace", "74", "Limousin", "Nord-Pas-de-Calais"})
    void aRegionThatEndedWith2015IsUnknownIn2016(String written) {
        assertThat(GEOGRAPHY.region(2012, written)).isNotNull();
        assertThat(GEOGRAPHY.region(2016, written)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"44", "Grand Est", "75", "Occitanie", "Hauts-de-France"})
    void aRegionThatCameWith2016IsUnknownIn2012(String written) {
        assertThat(GEOGRAPHY.region(2016, written)).isNotNull();
        assertThat(GEOGRAPHY.region(2012, written)).isNull();
    }

    /** INSEE gave every merged region a new code: no code ever went to another place. */
    @Test
    void aCodeOfBothVintagesNamesTheSamePlace() {
        Set<String> both = codes(2012);
        both.retainAll(codes(2016));
        assertThat(both).containsExactly("01", "02", "03", "04", "06", "11", "24", "52", "53", "93", "94");
        assertThat(both)
                .allSatisfy(code -> assertThat(code(2016, label(2012, code))).isEqualTo(code));
    }

    @Test
    void centreIsTheOneRegionThatKeptItsCodeUnderANewName() {
        assertThat(label(2012, "24")).isEqualTo("Centre");
        assertThat(label(2016, "24")).isEqualTo("Centre-Val de Loire");
        assertThat(code(2016, "Centre")).isEqualTo("24");
    }

    @Test
    void noTwoRegionsOfAVintageShareAName() {
        for (int vintage : new int[] {2012, 2016}) {
            assertThat(regions(vintage)).allSatisfy(region -> {
                assertThat(GEOGRAPHY.region(vintage, region.label())).isEqualTo(region);
                assertThat(region.aliases()).allSatisfy(alias -> assertThat(GEOGRAPHY.region(vintage, alias))
                        .isEqualTo(region));
            });
        }
    }

    @Test
    void knowsTheDepartementsAndTheOverseasCollectivities() {
        assertThat(GEOGRAPHY.departements())
                .hasSize(107)
                .contains("01", "95", "2A", "2B", "971", "976", "988")
                .doesNotContain("20", "96", "1", "970", "2a");
    }

    @Test
    void everyDepartementNamesRegionsThatExist() {
        List<String[]> rows = PACKAGED.read("jobs/nomenclatures/departements.csv")
                .lines()
                .skip(1)
                .map(line -> line.split(";", -1))
                .filter(row -> !row[2].isEmpty())
                .toList();
        assertThat(rows).hasSize(101).allSatisfy(row -> {
            assertThat(codes(2012)).as(row[1]).contains(row[2]);
            assertThat(codes(2016)).as(row[1]).contains(row[3]);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2012, 22, '02 60 80'",
        "2016, 32, '02 59 60 62 80'",
        "2012, 42, '67 68'",
        "2016, 44, '08 10 51 52 54 55 57 67 68 88'",
        "2012, 94, '2A 2B'",
        "2016, 94, '2A 2B'",
        "2012, 06, 976",
        "2016, 24, '18 28 36 37 41 45'"
    })
    void aRegionHasItsDepartementsInOrder(int vintage, String code, String departements) {
        Region region = GEOGRAPHY.region(vintage, code);
        assertThat(region).isNotNull();
        assertThat(GEOGRAPHY.departements(region)).containsExactly(departements.split(" "));
    }

    /** A code of both vintages, asked in the wrong one, must not bring the départements of the right one. */
    @Test
    void aRegionOfOneVintageHasNoDepartementOfTheOther() {
        assertThat(GEOGRAPHY.departements(new Region(2016, "42", "Alsace", List.of())))
                .isEmpty();
        assertThat(GEOGRAPHY.departements(new Region(2012, "44", "Grand Est", List.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2012, 2016})
    void everyDepartementIsInOneRegionOfEachVintageAndNoCollectivityIsInAny(int vintage) {
        List<String> all = regions(vintage).stream()
                .flatMap(region -> GEOGRAPHY.departements(region).stream())
                .toList();
        assertThat(all).hasSize(101).doesNotHaveDuplicates().doesNotContain("975", "977", "978", "986", "987", "988");
    }

    @Test
    void aRowOfANomenclatureThatIsWrongIsToldWithItsLine(@TempDir Path directory) throws IOException {
        Definitions wrong = new Site(directory)
                .with(
                        "jobs/nomenclatures/regions.csv",
                        "millesime;code;libelle;alias\n2012;42;Alsace\n2014;82\n2014;82;Rhône\n")
                .with(
                        "jobs/nomenclatures/departements.csv",
                        "code;libelle;region_2012;region_2016\n67;Bas-Rhin;42;44\n68;Haut-Rhin;42\n975;Saint-Pierre;;\n01\n")
                .definitions();
        assertThatThrownBy(() -> Geography.read(wrong))
                .isInstanceOf(CatalogException.class)
                .extracting(e -> ((CatalogException) e).problems())
                .isEqualTo(List.of(
                        "jobs/nomenclatures/regions.csv line 3: expected 3 to 4 cells, found 2",
                        "jobs/nomenclatures/regions.csv line 4, millesime: expected 2012 or 2016, found \"2014\"",
                        "jobs/nomenclatures/departements.csv line 3, region_2016: expected a region in both vintages or"
                                + " in none, found \"\"",
                        "jobs/nomenclatures/departements.csv line 5: expected 2 to 4 cells, found 1"));
    }

    private static List<Region> regions(int vintage) {
        return GEOGRAPHY.regions().stream()
                .filter(region -> region.vintage() == vintage)
                .toList();
    }

    private static Set<String> codes(int vintage) {
        return regions(vintage).stream().map(Region::code).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String code(int vintage, String written) {
        Region region = GEOGRAPHY.region(vintage, written);
        return region == null ? "none" : region.code();
    }

    private static String label(int vintage, String code) {
        Region region = GEOGRAPHY.region(vintage, code);
        return region == null ? "none" : region.label();
    }
}
