package fr.dmp.pilotage.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.findings.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the table of odd files does not show of how a header meets its contract. */
class LayoutTests {

    private static final Catalog CATALOG = Catalog.read(new Definitions(null));

    private static final List<String> SYNTHESE = List.of(
            "Région",
            "DMP créés par PSL",
            "DMP créés par ES",
            "Total DMP créés",
            "DMP alimentés par PSL",
            "DMP alimentés par ES",
            "Total DMP alimentés");

    @Test
    void storedColumnsFollowTheFileAndARegionFillsTwo() {
        List<String> header = new ArrayList<>(SYNTHESE);
        header.add(0, header.remove(6));

        assertThat(match(header).storedColumns())
                .containsExactly(
                        "alimentes_total_distinct",
                        "region_code",
                        "region_label",
                        "crees_psl",
                        "crees_es",
                        "crees_total",
                        "alimentes_psl_distinct",
                        "alimentes_es_distinct");
    }

    @Test
    void theWeekIsTheLoadsAndNotStored() {
        Layout layout = Layout.match(CATALOG.feed("psl-weekly"), List.of("semaine", "rpps", "profession"));

        assertThat(layout.storedColumns()).containsExactly("rpps", "profession");
    }

    @Test
    void anIgnoredFieldKeepsItsPlace() {
        List<String> header = new ArrayList<>(SYNTHESE);
        header.add(1, "Commentaire");
        Layout layout = match(header);

        assertThat(layout.columns()).hasSize(8);
        assertThat(layout.columns().get(1)).isNull();
        assertThat(layout.columns().get(2)).extracting(LayoutTests::name).isEqualTo("DMP créés par PSL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGION", "re_gion", "Re\u0301gion", "r'égion", "r’égion", "\u00a0Région\u202f"})
    void spellingsOfAHeaderAreOne(String header) {
        assertThat(messages(match(replaced("Région", header)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Régions", "R.gion", "Reg"})
    void anotherWordIsAnotherColumn(String header) {
        assertThat(messages(match(replaced("Région", header))))
                .containsExactly(
                        "[file.csv] line 1, column " + header
                                + ": the contract does not know this column; it was ignored",
                        "[file.csv]: the header lacks [Région]; found [" + header
                                + ", DMP créés par PSL, DMP créés par ES, Total DMP créés, DMP alimentés par PSL,"
                                + " DMP alimentés par ES, Total DMP alimentés]");
    }

    @Test
    void aColumnWrittenThreeTimesIsToldOnce() {
        List<String> header = new ArrayList<>(SYNTHESE);
        header.add("region");
        header.add("REGION");

        assertThat(messages(match(header)))
                .containsExactly("[file.csv] line 1, column Région: expected each column once, found Région and region"
                        + " and REGION");
    }

    @Test
    void oneOfTwoKeyColumnsIsEnough() {
        assertThat(messages(Layout.match(CATALOG.feed("psl-weekly"), pslHeader("adeli"))))
                .isEmpty();
        assertThat(messages(Layout.match(CATALOG.feed("psl-weekly"), pslHeader("N° RPPS"))))
                .isEmpty();
    }

    @Test
    void noneOfTwoKeyColumnsRefusesTheFile() {
        assertThat(messages(Layout.match(CATALOG.feed("psl-weekly"), pslHeader("nom"))))
                .containsExactly("[file.csv]: the header lacks [rpps or adeli]; found [nom, semaine, profession,"
                        + " departement, lieu_exercice, dmp_crees, dmp_crees_cumul, dmp_alimentes,"
                        + " dmp_alimentes_cumul, documents, documents_cumul, consultations, consultations_cumul]");
    }

    private static List<String> pslHeader(String first) {
        List<String> header = new ArrayList<>(List.of(first));
        CATALOG.feed("psl-weekly").columns().stream()
                .filter(ColumnDefinition::required)
                .forEach(column -> header.add(column.name()));
        return header;
    }

    private static List<String> replaced(String name, String by) {
        return SYNTHESE.stream().map(each -> each.equals(name) ? by : each).toList();
    }

    private static Layout match(List<String> header) {
        return Layout.match(CATALOG.feed("synthese-weekly"), header);
    }

    private static String name(ColumnDefinition column) {
        return Objects.requireNonNull(column).name();
    }

    private static List<String> messages(Layout layout) {
        List<String> messages = new ArrayList<>();
        for (Finding finding : layout.findings()) {
            messages.add(finding.in("file.csv"));
        }
        return messages;
    }
}
