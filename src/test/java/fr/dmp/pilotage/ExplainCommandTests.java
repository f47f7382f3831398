package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a cell comes from, as people and scripts read it. */
@TestInstance(Lifecycle.PER_CLASS)
class ExplainCommandTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ESTABLISHMENTS = 60;

    private Site site;

    /** Sixty establishments of Oise, and a correction of the first. */
    @BeforeAll
    void issueTwoEditions(@TempDir Path home) {
        site = new Site(home);
        String first = EsWeek.good(ESTABLISHMENTS);
        site.load(EsWeek.NAME, first);
        site.operations().report("weekly-es-focus", "2012-S38", "Picardie");
        site.load(EsWeek.NAME, first.replaceFirst(";5;50;", ";6;51;"));
        site.operations().report("weekly-es-focus", "2012-S38", "Picardie");
    }

    @AfterAll
    void close() {
        site.close();
    }

    private Site.Said explain(String sheet, String cell, String... more) {
        List<String> args = new ArrayList<>(
                List.of("explain", "weekly-es-focus", "--period", "2012-S38", "--sheet", sheet, "--cell", cell));
        args.addAll(List.of(more));
        return site.cli(args.toArray(String[]::new));
    }

    private String sha() {
        return site.jdbc()
                .sql("select sha256 from ops.file join ops.load using (file_id) where retired_at is null")
                .query(String.class)
                .single();
    }

    @Test
    void peopleReadFactsThenTablesOfWhatThereIsToSay() {
        Site.Said said = explain("Établissements", EsWeek.finess(0) + "/documents", "--region", "picardie");
        assertThat(said.code()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out().lines())
                .containsExactly(
                        "report          weekly-es-focus",
                        "period          2012-S38",
                        "region          Picardie",
                        "edition         2",
                        "sheet           Établissements",
                        "cell            H2",
                        "key             600000004",
                        "row             600000004, ÉTABLISSEMENT FICTIF",
                        "column          documents",
                        "label           Documents, semaine",
                        "value           6",
                        "unit            documents déposés",
                        "indicator       Documents",
                        "additive        additif (structures, régions, périodes)",
                        "definition      Nombre de documents déposés dans les DMP.",
                        "kind            fold",
                        "how             largest of documents over the lines of row 600000004 where period_start ="
                                + " :period (:period is 2012-09-17)",
                        "gives           6",
                        "edition before  1",
                        "value before    5",
                        "",
                        "loads: 1",
                        "file                      sender    period    revision  lines  gives  sha256",
                        "activite_es_2012-S38.csv  national  2012-S38  2         1      6      " + sha(),
                        "",
                        "changes: 1",
                        "column     period    about      was  file was                  line was  is  file  "
                                + "                    line  cause",
                        "documents  2012-S38  600000004  5    activite_es_2012-S38.csv  2         6   "
                                + "activite_es_2012-S38.csv  2     activite_es_2012-S38.csv",
                        "",
                        "lines: 1",
                        "file                      line  period    about      value",
                        "activite_es_2012-S38.csv  2     2012-S38  600000004  6");
    }

    @Test
    void peopleSeeTheFirstFiftyLinesAndHowManyThereAre() {
        Site.Said said = explain("Synthèse", "documents/valeur", "--region", "Picardie");
        List<String> lines = said.out().lines().toList();
        int heading = lines.indexOf("lines: 60, the first 50 of them (--all for every one)");
        assertThat(heading).isPositive();
        assertThat(lines.subList(heading + 2, lines.size())).hasSize(50);
    }

    @Test
    void anEarlierEditionIsAskedForByItsNumberAndAllItsLinesBySayingSo() {
        Site.Said said = explain("Synthèse", "documents/valeur", "--region", "22", "--edition", "1", "--all");
        List<String> lines = said.out().lines().toList();
        assertThat(lines).contains("edition         1", "value           300");
        int heading = lines.indexOf("lines: 60");
        assertThat(heading).isPositive();
        assertThat(lines.subList(heading + 2, lines.size())).hasSize(60);
    }

    @Test
    void aFigureThatIsNotKnownIsNoneAndSaysWhy() {
        Site.Said said = explain("Synthèse", "documents/precedente", "--region", "Picardie");
        assertThat(said.out().lines())
                .contains(
                        "value           none",
                        "note            no line of this edition gives it: its row has lines of 2012-S38 only; it is"
                                + " unknown ([x], or empty where a chart draws it) and not zero");
    }

    @Test
    void scriptsReadOneObjectALineTheCellFirstAndEveryLine() {
        Site.Said said = explain("Synthèse", "documents/valeur", "--region", "Picardie", "--json");
        List<JsonNode> objects = said.out().lines().map(JSON::readTree).toList();
        assertThat(objects).extracting(each -> each.get("record").asString()).startsWith("cell", "load", "change");
        assertThat(objects.get(0).propertyNames())
                .containsExactly(
                        "record",
                        "report",
                        "period",
                        "region",
                        "edition",
                        "sheet",
                        "cell",
                        "key",
                        "row",
                        "column",
                        "label",
                        "value",
                        "unit",
                        "indicator",
                        "additive",
                        "definition",
                        "kind",
                        "how",
                        "gives",
                        "edition_before",
                        "value_before",
                        "notes");
        assertThat(objects.get(0).get("value").asInt()).isEqualTo(301);
        assertThat(objects.get(0).get("value_before").asInt()).isEqualTo(300);
        assertThat(objects.get(1).propertyNames())
                .containsExactly("record", "file", "sender", "period", "revision", "lines", "gives", "sha256");
        assertThat(objects.get(2).propertyNames())
                .containsExactly(
                        "record",
                        "column",
                        "period",
                        "about",
                        "was",
                        "file_was",
                        "line_was",
                        "is",
                        "file",
                        "line",
                        "cause");
        List<JsonNode> lines = objects.subList(3, objects.size());
        assertThat(lines).hasSize(ESTABLISHMENTS).allSatisfy(each -> assertThat(each.propertyNames())
                .containsExactly("record", "file", "line", "period", "about", "value", "region_total"));
        assertThat(lines.stream().mapToInt(each -> each.get("value").asInt()).sum())
                .isEqualTo(301);
    }

    @Test
    void scriptsReadTheOperandsOfAFormula() {
        Site.Said said = explain("Synthèse", "actifs/part", "--region", "Picardie", "--json");
        assertThat(said.out().lines().skip(1))
                .containsExactly(
                        "{\"record\":\"operand\",\"cell\":\"C5\",\"column\":\"valeur\",\"label\":\"2012-S38\","
                                + "\"shown\":true,\"value\":60,\"before\":null}",
                        "{\"record\":\"operand\",\"cell\":\"actifs/base\",\"column\":\"base\",\"label\":\"ES connus\","
                                + "\"shown\":false,\"value\":60,\"before\":null}");
    }

    @Test
    void aReportOfSeveralRegionsWantsToKnowWhich() {
        site.operations().report("weekly-es-focus", "2012-S38", "Alsace");
        Site.Said said = explain("Synthèse", "documents/valeur");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().strip())
                .isEqualTo("no issued region of weekly-es-focus 2012-S38 \"\"; expected one of Picardie, Alsace");
    }

    @Test
    void aCellThatIsNotThereIsWrongUsage() {
        Site.Said said = explain("Synthèse", "Z99", "--region", "Picardie");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().strip())
                .isEqualTo(
                        "no cell of sheet Synthèse \"Z99\"; expected one of A2 to H16, row/column such as connus/part");
    }
}
