package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A threshold is written once, with its reason: definitions show it and statements read it. */
class IndicatorsTests {

    private static final String PATH = "jobs/indicators.yaml";
    private static final String OWN = """
            indicators:
              - { id: crees, label: DMP créés, unit: DMP, additive: additif, definition: Des DMP. }
            thresholds:
              - { id: arret-semaines, value: 2, reason: deux de suite sont rares }
              - { id: baisse-part, value: 0.5, reason: une moitié se voit }
            states:
              - { id: a-l-arret, label: à l'arrêt, definition: "Rien depuis <seuil arret-semaines> semaines.", todo: téléphoner }
              - { id: actif, label: actif, definition: Au moins un document. }
            targets:
              - { indicator: hopen, mesh: ES, from: "2019-01-01", value: 0.98, source: HOP'EN }
            """;

    @Test
    void howLongAnEstablishmentStaysKnownIsHowFarItsReportsLookBack() {
        List<ReportDefinition> saying = Catalog.read(new Definitions(null)).reports().stream()
                .filter(report ->
                        report.indicators().stream().anyMatch(each -> each.id().equals("etablissements")))
                .toList();
        assertThat(saying).extracting(ReportDefinition::id).containsExactly("weekly-activity", "weekly-es-focus");
        for (ReportDefinition report : saying) {
            int weeks = report.reads().stream()
                    .filter(read -> read.feed().equals("es-weekly"))
                    .mapToInt(ReportDefinition.Read::periods)
                    .sum();
            assertThat(report.indicators())
                    .filteredOn(each -> each.id().equals("etablissements"))
                    .singleElement()
                    .satisfies(each -> assertThat(each.definition())
                            .contains("dans les " + (weeks - 1) + " semaines précédentes"));
        }
    }

    @Test
    void aThresholdStandsInADefinitionAsItsNumberWithItsReason() {
        assertThat(definition("Rien depuis <seuil arret-semaines> semaines."))
                .isEqualTo("Rien depuis 2 semaines. Pourquoi 2 : deux de suite sont rares.");
    }

    @Test
    void aThresholdWithDecimalsIsWrittenTheFrenchWay() {
        assertThat(definition("Au plus <seuil baisse-part> fois."))
                .isEqualTo("Au plus 0,5 fois. Pourquoi 0,5 : une moitié se voit.");
    }

    @Test
    void severalThresholdsGiveTheirReasonsInTheOrderOfTheDefinition() {
        assertThat(definition("<seuil baisse-part> puis <seuil arret-semaines> puis <seuil baisse-part>."))
                .isEqualTo("0,5 puis 2 puis 0,5. Pourquoi 0,5 : une moitié se voit."
                        + " Pourquoi 2 : deux de suite sont rares.");
    }

    @Test
    void aDefinitionWithoutThresholdIsTakenAsItIs() {
        assertThat(definition("Depuis <n> semaines, à 100 % $1 \\.")).isEqualTo("Depuis <n> semaines, à 100 % $1 \\.");
    }

    @Test
    void anUnknownThresholdIsRefused() {
        assertThat(problems(changed("<seuil arret-semaines>", "<seuil arret-mois>")))
                .containsExactly("jobs/indicators.yaml line 7, states[0].definition: expected a threshold, any of"
                        + " arret-semaines, baisse-part, found \"<seuil arret-mois>\"");
    }

    @Test
    void aThresholdWhoseMarkDoesNotEndIsRefused() {
        assertThat(problems(changed("<seuil arret-semaines> semaines.", "<seuil arret-semaines.")))
                .containsExactly("jobs/indicators.yaml line 7, states[0].definition: expected a threshold, any of"
                        + " arret-semaines, baisse-part, found \"<seuil arret-semaines.\"");
    }

    @Test
    void aThresholdWithoutItsReasonIsRefused() {
        assertThat(problems(changed(", reason: une moitié se voit", "")))
                .containsExactly("jobs/indicators.yaml line 5, thresholds[1].reason: expected a value, found none");
    }

    @Test
    void aThresholdWithoutItsNumberIsRefused() {
        assertThat(problems(changed("value: 0.5, ", "")))
                .containsExactly("jobs/indicators.yaml line 5, thresholds[1].value: expected a value, found none");
    }

    @Test
    void aThresholdThatIsNoNumberIsRefused() {
        assertThat(problems(changed("value: 0.5", "value: la moitié")))
                .containsExactly(
                        "jobs/indicators.yaml line 5, thresholds[1].value: expected a number, found \"la moitié\"");
    }

    @Test
    void aTargetOfAnUnknownMeshIsRefused() {
        assertThat(problems(changed("mesh: ES", "mesh: COMMUNE")))
                .containsExactly(
                        "jobs/indicators.yaml line 10, targets[0].mesh: expected one of FRANCE, REGION, DEPARTEMENT,"
                                + " CAISSE, GHT, ES, found \"COMMUNE\"");
    }

    @Test
    void aTargetFromNoDayIsRefused() {
        assertThat(problems(changed("from: \"2019-01-01\"", "from: janvier 2019")))
                .containsExactly(
                        "jobs/indicators.yaml line 10, targets[0].from: expected a date such as 2017-11-01, found"
                                + " \"janvier 2019\"");
    }

    @Test
    void aTargetThatEndsBeforeItBeginsIsRefused() {
        assertThat(problems(changed("value: 0.98", "to: \"2018-12-31\", value: 0.98")))
                .containsExactly("jobs/indicators.yaml line 10, targets[0].to: expected no day before 2019-01-01, found"
                        + " 2018-12-31");
    }

    @Test
    void aTargetWithoutSourceIsRefused() {
        assertThat(problems(changed(", source: HOP'EN", "")))
                .containsExactly("jobs/indicators.yaml line 10, targets[0].source: expected a value, found none");
    }

    @Test
    void statementsReadThresholdsLabelsAndWhatToDoUnderNamesThatSqlTakes() {
        assertThat(own(OWN).parameters())
                .containsExactly(
                        Map.entry("seuil_arret_semaines", 2.0),
                        Map.entry("seuil_baisse_part", 0.5),
                        Map.entry("etat_a_l_arret", "à l'arrêt"),
                        Map.entry("afaire_a_l_arret", "téléphoner"),
                        Map.entry("etat_actif", "actif"),
                        new SimpleEntry<>("afaire_actif", null),
                        Map.entry(
                                "cibles",
                                "[{\"indicateur\":\"hopen\",\"maille\":\"ES\",\"code\":\"*\",\"debut\":\"2019-01-01\","
                                        + "\"fin\":null,\"valeur\":0.98,\"source\":\"HOP'EN\"}]"));
    }

    @Test
    void everyPackagedThresholdIsReadByAStatement() {
        Definitions packaged = new Definitions(null);
        String statements = String.join(
                "\n",
                packaged.list("sql/report", ".sql").stream()
                        .map(path -> SqlFile.read(packaged, path).statement())
                        .toList());
        assertThat(Catalog.read(packaged).indicators().thresholds())
                .isNotEmpty()
                .allSatisfy(each ->
                        assertThat(statements).contains(":seuil_" + each.id().replace('-', '_')));
    }

    private static String changed(String from, String to) {
        assertThat(OWN).containsOnlyOnce(from);
        return OWN.replace(from, to);
    }

    private String definition(String text) {
        return own(changed("Au moins un document.", "'" + text + "'"))
                .states()
                .get(1)
                .definition();
    }

    private static Indicators own(String text) {
        List<String> problems = new ArrayList<>();
        Indicators indicators = read(text, problems);
        assertThat(problems).isEmpty();
        return indicators;
    }

    private static List<String> problems(String text) {
        List<String> problems = new ArrayList<>();
        read(text, problems);
        return problems;
    }

    private static Indicators read(String text, List<String> problems) {
        YamlMap yaml = YamlMap.parse(PATH, text, problems);
        Indicators indicators = Indicators.read(yaml);
        yaml.refuseUnknownKeys();
        return indicators;
    }
}
