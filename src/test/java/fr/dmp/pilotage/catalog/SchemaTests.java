package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schemas that help who writes a declaration say what the catalog says. */
class SchemaTests {

    private static final Definitions PACKAGED = new Definitions(null);
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final String PSL = "jobs/feeds/psl-weekly.yaml";
    private static final String SYNTHESE = "jobs/feeds/synthese-weekly.yaml";
    private static final String FINESS = "jobs/feeds/finess.yaml";
    private static final String AUTRES = "jobs/feeds/autres-weekly.yaml";
    private static final String ES = "jobs/feeds/es-weekly.yaml";
    private static final String TARGETS = "jobs/feeds/cibles.yaml";
    private static final String REPORT = "jobs/reports/activity-figures.yaml";
    private static final String READS = """
            reads:
              - { feed: synthese-weekly, periods: 2 }
              # Their lines are in no figure of the workbook: Qualité says how they agree with the table.
              - { feed: psl-weekly, periods: 1 }
              - { feed: es-weekly, periods: 1 }
              - { feed: autres-weekly, periods: 1 }
            """;
    private static final String EXPECTED = "expected: { within-days: 3 }";
    private static final String COMMON = "jobs/common-sheets.yaml";
    private static final String RECIPIENTS = "jobs/recipients.yaml";
    private static final String INDICATORS = "jobs/indicators.yaml";
    private static final String WEEKLY = "jobs/weekly.yaml";
    private static final String ALERTS = "jobs/alerts.yaml";
    private static final String FOLD = "fold: { kind: sum, of: crees_es, where: \"period_start = :period\" }";

    private Site site;

    @BeforeEach
    void openSite(@TempDir Path directory) {
        site = new Site(directory);
    }

    static List<String> declarations() {
        return Stream.of("jobs", "jobs/feeds", "jobs/reports")
                .flatMap(folder -> PACKAGED.list(folder, ".yaml").stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void aPackagedDeclarationFollowsItsSchema(String path) {
        assertThat(errors(path, PACKAGED.read(path))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void anUnknownKeyDoesNot(String path) {
        assertThat(errors(path, PACKAGED.read(path) + "\nbogus: 1\n"))
                .containsExactly(
                        ": property 'bogus' is not defined in the schema and the schema does not allow additional properties");
    }

    @Test
    void aWrongValueOfAnEnumDoesNotFollowTheSchema() {
        assertThat(errors(PSL, Site.changed(PSL, "encoding: auto", "encoding: latin1")))
                .containsExactly(
                        "/encoding: does not have a value in the enumeration [\"auto\", \"utf-8\", \"windows-1252\"]");
    }

    /** Where a key may stand: a place to put a bogus one, and the properties that the schema has there. */
    static Stream<Arguments> mappings() {
        return Stream.of(
                arguments(PSL, "feed: psl", "bogus: 1\nfeed: psl", "feed", "/properties"),
                arguments(PSL, "{ name: nom,", "{ bogus: 1, name: nom,", "feed", "/$defs/column/properties"),
                arguments(PSL, "- code: dup", "- bogus: 1\n    code: dup", "feed", "/$defs/check/properties"),
                arguments(PSL, EXPECTED, "expected: { bogus: 1 }", "feed", "/properties/expected/properties"),
                arguments(
                        PSL,
                        EXPECTED,
                        "expected: { per-sender: { national: { bogus: 1 } } }",
                        "feed",
                        "/$defs/terms/properties"),
                arguments(PSL, "{ share:", "{ bogus: 1, share:", "feed", "/properties/hold-above/properties"),
                arguments(PSL, "encoding: auto", "workbook: { bogus: 1 }", "feed", "/properties/workbook/properties"),
                arguments(PSL, "encoding: auto", "limits: { bogus: 1 }", "feed", "/properties/limits/properties"),
                arguments(REPORT, "report: act", "bogus: 1\nreport: act", "report", "/properties"),
                arguments(REPORT, "- name: Chi", "- bogus: 1\n    name: Chi", "sheet", "/properties"),
                arguments(REPORT, "{ name: region,", "{ bogus: 1, name: region,", "sheet", "/$defs/column/properties"),
                arguments(REPORT, "of: crees_es,", "bogus: 1, of: crees_es,", "sheet", "/$defs/fold/properties"),
                arguments(REPORT, "- kind:", "- bogus: 1\n        kind:", "sheet", "/$defs/chart/properties"),
                arguments(COMMON, "sheets:", "bogus: 1\nsheets:", "common-sheets", "/properties"),
                arguments(RECIPIENTS, "recipients:", "bogus: 1\nrecipients:", "recipients", "/properties"),
                arguments(RECIPIENTS, "- id:", "- bogus: 1\n    id:", "recipients", "/$defs/recipient/properties"),
                arguments(INDICATORS, "indicators:", "bogus: 1\nindicators:", "indicators", "/properties"),
                arguments(
                        INDICATORS,
                        "- id: crees",
                        "- bogus: 1\n    id: crees",
                        "indicators",
                        "/$defs/indicator/properties"),
                arguments(
                        INDICATORS,
                        "{ id: baisse-part,",
                        "{ bogus: 1, id: baisse-part,",
                        "indicators",
                        "/$defs/threshold/properties"),
                arguments(
                        INDICATORS,
                        "{ id: nouveau,",
                        "{ bogus: 1, id: nouveau,",
                        "indicators",
                        "/$defs/state/properties"),
                arguments(
                        REPORT,
                        "{ feed: synthese-weekly",
                        "{ bogus: 1, feed: synthese-weekly",
                        "report",
                        "/$defs/read/properties"),
                arguments(WEEKLY, "job: weekly", "bogus: 1\njob: weekly", "job", "/properties"),
                arguments(
                        "jobs/retention.yaml",
                        "refused: { keep-months",
                        "refused: { bogus: 1, keep-months",
                        "job",
                        "/properties/refused/properties"),
                arguments(
                        "jobs/retention.yaml",
                        "records: { keep-months",
                        "records: { bogus: 1, keep-months",
                        "job",
                        "/properties/records/properties"),
                arguments(WEEKLY, "  cron:", "  bogus: 1\n  cron:", "job", "/properties/schedule/properties"),
                arguments(ALERTS, "channels: []", "bogus: 1\nchannels: []", "alerts", "/properties"),
                arguments(
                        ALERTS,
                        "channels: []",
                        "channels:\n  - { id: a, bogus: 1, webhook: { url: \"https://example.org/\" } }",
                        "alerts",
                        "/properties/channels/items/properties"),
                arguments(
                        ALERTS,
                        "channels: []",
                        "channels:\n  - { id: a, webhook: { bogus: 1, url: \"https://example.org/\" } }",
                        "alerts",
                        "/properties/channels/items/properties/webhook/properties"),
                arguments(
                        ALERTS,
                        "channels: []",
                        "channels:\n  - { id: a, mail: { bogus: 1, host: h, from: a@b.fr, to: [a@b.fr] } }",
                        "alerts",
                        "/properties/channels/items/properties/mail/properties"));
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void theSchemaHasTheKeysOfTheReader(String path, String from, String to, String schema, String properties)
            throws IOException {
        assertThat(schema(schema).at(properties).propertyNames())
                .containsExactlyInAnyOrderElementsOf(expected(path, from, to, "unknown key; expected one of "));
    }

    static Stream<Arguments> enums() {
        return Stream.of(
                arguments(PSL, "encoding: auto", "encoding: bogus", "feed", "/properties/encoding"),
                arguments(
                        PSL,
                        "unknown-columns: ignore",
                        "unknown-columns: bogus",
                        "feed",
                        "/properties/unknown-columns"),
                arguments(PSL, "encoding: auto", "encoding: auto\nweek: bogus", "feed", "/properties/week"),
                arguments(PSL, "encoding: auto", "encoding: auto\nheader: bogus", "feed", "/properties/header"),
                arguments(PSL, "encoding: auto", "encoding: auto\nquotes: bogus", "feed", "/properties/quotes"),
                arguments(
                        PSL,
                        "encoding: auto",
                        "encoding: auto\nabsent-means: bogus",
                        "feed",
                        "/properties/absent-means"),
                arguments(
                        PSL,
                        "name: nom, type: text",
                        "name: nom, type: bogus",
                        "feed",
                        "/$defs/column/properties/type"),
                arguments(
                        PSL,
                        "name: nom, type: text",
                        "name: nom, type: text, measure: bogus",
                        "feed",
                        "/$defs/column/properties/measure"),
                arguments(PSL, EXPECTED, "expected: { every: bogus }", "feed", "/properties/expected/properties/every"),
                arguments(
                        PSL,
                        "name: rpps, type: rpps",
                        "name: rpps, type: rpps, repair: bogus",
                        "feed",
                        "/$defs/column/properties/repair"),
                arguments(
                        PSL,
                        "encoding: auto",
                        "workbook: { hidden: bogus }",
                        "feed",
                        "/properties/workbook/properties/hidden"),
                arguments(
                        REPORT,
                        "Région, format: text",
                        "Région, format: bogus",
                        "sheet",
                        "/$defs/column/properties/format"),
                arguments(
                        REPORT,
                        "kind: sum, of: crees_es",
                        "kind: bogus, of: crees_es",
                        "sheet",
                        "/$defs/fold/properties/kind"),
                arguments(REPORT, "kind: stacked-bar", "kind: bogus", "sheet", "/$defs/chart/properties/kind"),
                arguments(REPORT, "scope: france", "scope: bogus", "report", "/properties/scope"),
                arguments(
                        RECIPIENTS,
                        "channel: folder",
                        "channel: bogus",
                        "recipients",
                        "/$defs/recipient/properties/channel"));
    }

    @ParameterizedTest
    @MethodSource("enums")
    void theSchemaHasTheValuesOfTheReader(String path, String from, String to, String schema, String property)
            throws IOException {
        assertThat(schema(schema).at(property).at("/enum").values())
                .extracting(JsonNode::asString)
                .containsExactlyElementsOf(expected(path, from, to, "expected one of "));
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                arguments(PSL, "encoding: auto\n", ""),
                arguments(PSL, "encoding: auto", "workbook: { sheet: 2012, hidden: skip }"),
                arguments(PSL, "encoding: auto", "limits: { file-size: 200MB, texts: 1048576, rows: 5, time: 90s }"),
                arguments(PSL, "name: rpps, type: rpps", "name: rpps, type: rpps, repair: leading-zero"),
                arguments(
                        PSL, "{ name: nom, type: text }", "{ name: nom, type: code, length: 3, repair: leading-zero }"),
                arguments(PSL, "encoding: auto\n", "week: thursday\nquotes: none\nheader: present\n"),
                arguments(ES, "encoding: auto\n", "absent-means: zero\ncomplete-from: [national]\n"),
                arguments(PSL, "activite_psl_<semaine>*", "<emetteur>_<semaine>"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: decimal, scale: 9 }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: internal-id }"),
                arguments(
                        PSL,
                        "{ name: departement, type: departement,",
                        "{ name: departement, type: departement, codes: { 9A: 971 },"),
                arguments(FINESS, "trailing-separator: true\n", ""),
                arguments(FINESS, "skip-lines: 1\n", ""),
                arguments(PSL, "partial: _partiel\n", ""),
                arguments(PSL, EXPECTED, ""),
                arguments(PSL, EXPECTED, "expected: { from: 2012-S36, until: 201252, within-days: 0 }"),
                arguments(PSL, EXPECTED, "expected: { every: never }"),
                arguments(PSL, EXPECTED, "expected: { per-sender: { national: { from: S36/2012 } } }"),
                arguments(PSL, "keep-months: 36", "keep-months: 37"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, when-empty: '*' }"),
                arguments(
                        PSL,
                        "min: 0, measure: distinct, stored: dmp_alimentes_distinct, unit: DMP distincts, sign: non-negative",
                        "measure: distinct, stored: dmp_alimentes_distinct, unit: DMP distincts, sign: any"),
                arguments(
                        REPORT,
                        "format: change, width: 12, derive: crees_total - crees_total_avant",
                        "format: rate, width: 12, derive: \"crees_total::numeric / nullif(crees_total_avant, 0)\""),
                arguments(WEEKLY, "title:", "kind: collect\ntitle:"),
                arguments("jobs/feeds/incidents.yaml", "incidents_<AAAA-MM-JJ>*", "<mois>"),
                arguments(
                        PSL,
                        "{ name: specialite, type: text }",
                        "{ name: 'Spécialité', type: text, stored: specialite, aliases: [1, true] }"),
                arguments(PSL, "{ name: semaine, type: week,", "{ name: Semaine ISO, type: week,"),
                arguments(PSL, "- code: duplicate-key", "- code: duplicate-key\n    parameters: {}"),
                arguments(
                        PSL, "- code: duplicate-key", "- { code: duplicate-key, parameters: { n: 2 }, because: two }"),
                arguments(REPORT, "title: Chiffres d'activité DMP par région", "title: 2012"),
                arguments(REPORT, "name: Chiffres par région", "name: " + "x".repeat(31)),
                arguments(REPORT, FOLD, "fold: { kind: sum, of: crees_es }"),
                arguments(REPORT, FOLD, "derive: crees_total - crees_psl"),
                arguments(REPORT, "        series: [crees_psl, crees_es, crees_autres, crees_patients]\n", ""),
                arguments(REPORT, ", periods: 2 }", " }"),
                arguments(REPORT, "{ feed: psl-weekly, periods: 1 }", "{ feed: finess, snapshot: true }"),
                arguments(REPORT, "scope: france", "scope: programme\nprogramme: DMP en région"),
                arguments(
                        REPORT,
                        "indicators: [crees, alimentes]",
                        "indicators: [crees, alimentes, rang]\nstates: [actif]"),
                arguments(REPORT, "    charts:", "    totals: true\n    charts:"),
                arguments(REPORT, "    charts:", "    heat: [crees_psl, crees_es]\n    charts:"),
                arguments(REPORT, "    charts:", "    bars: [crees_total]\n    charts:"),
                arguments(REPORT, "    charts:", "    row-indicators: { FR: crees }\n    charts:"),
                arguments(REPORT, "Région, format: text", "Région, format: date"),
                arguments(REPORT, "label: Région, ", "label: \"<semaine-12>\", may-be-empty: true, "),
                arguments(REPORT, "kind: stacked-bar", "kind: line\n        rows: 10"),
                arguments(REPORT, "kind: stacked-bar", "kind: line\n        data: Chiffres par région"),
                arguments(INDICATORS, "id: baisse-part, value: 0.5", "id: baisse-part, value: 1"),
                arguments(INDICATORS, ", todo: vérifier le paramétrage du dépôt de documents avec l'éditeur", ""),
                arguments(RECIPIENTS, "channel: folder", "channel: sftp\n    region: 93\n    secret: key"),
                arguments(WEEKLY, "reports: [activity-figures, weekly-activity, weekly-es-focus]", "reports: []"),
                arguments(WEEKLY, "reports: [activity-figures, weekly-activity, weekly-es-focus]", ""));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void whatTheReaderTakesFollowsTheSchema(String path, String from, String to) throws IOException {
        assertThat(site.with(path, from, to).problems()).isEmpty();
        assertThat(errors(path, Site.changed(path, from, to))).isEmpty();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(PSL, "feed: psl-weekly\n", ""),
                arguments(PSL, "encoding: auto\n", "week: lundi\n"),
                arguments(PSL, "encoding: auto\n", "header: none\n"),
                arguments(PSL, "encoding: auto\n", "fields: 3\n"),
                arguments(PSL, "encoding: auto\n", "skip-lines: -1\n"),
                arguments(ES, "encoding: auto\n", "absent-means: zero\n"),
                arguments(PSL, "encoding: auto\n", "absent-means: zero\ncomplete-from: [national]\n"),
                arguments(PSL, "encoding: auto\n", "complete-from: [national]\n"),
                arguments(PSL, "activite_psl_<semaine>*", "<emetteur>"),
                arguments(PSL, "activite_psl_<semaine>*", "<region>_<semaine>"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: decimal }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: decimal, scale: 10 }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, scale: 2 }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, codes: { a: b } }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, position: 1 }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, by: profession }"),
                arguments(AUTRES, ", by: type_identifiant", ""),
                arguments(FINESS, "fields: 32\n", ""),
                arguments(FINESS, "{ position: 3,", "{"),
                arguments(TARGETS, ", scale: 4", ""),
                arguments(PSL, "partial: _partiel\n", "partial: _partiel\ntotal-row: Total\n"),
                arguments(PSL, "keep-months: 36", "keep-months: 0"),
                arguments(PSL, "encoding: auto", "limits: { file-size: 200 MB }"),
                arguments(PSL, "encoding: auto", "limits: { file-size: 0 }"),
                arguments(PSL, "encoding: auto", "limits: { rows: many }"),
                arguments(PSL, "encoding: auto", "limits: { columns: 16385 }"),
                arguments(PSL, "encoding: auto", "limits: { time: 90 }"),
                arguments(PSL, "encoding: auto", "workbook: hidden"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, length: 3 }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: code, length: 0 }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, repair: leading-zero }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: code, repair: leading-zero }"),
                arguments(PSL, EXPECTED, "expected: { from: now }"),
                arguments(PSL, EXPECTED, "expected: { within-days: -1 }"),
                arguments(PSL, EXPECTED, "expected: { within-days: soon }"),
                arguments(PSL, EXPECTED, "expected: { every: never, within-days: 3 }"),
                arguments(PSL, EXPECTED, "expected: { per-sender: [national] }"),
                arguments(PSL, EXPECTED, "expected: { per-sender: { national: 2012-S36 } }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, required: true, when-empty: x }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: integer, when-empty: x }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, when-empty: 'a b' }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, when-empty: 'a\\\\b' }"),
                arguments(
                        PSL,
                        "min: 0, measure: distinct, stored: dmp_alimentes_distinct",
                        "measure: distinct, stored: dmp_alimentes_distinct"),
                arguments(
                        PSL,
                        "stored: dmp_alimentes_distinct, unit: DMP distincts, sign: non-negative",
                        "stored: dmp_alimentes_distinct, unit: DMP distincts"),
                arguments(
                        PSL,
                        "stored: dmp_alimentes_distinct, unit: DMP distincts, sign: non-negative",
                        "stored: dmp_alimentes_distinct, sign: non-negative"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, unit: DMP }"),
                arguments(
                        REPORT,
                        "format: change, width: 12, derive: crees_total - crees_total_avant",
                        "format: rate, width: 12, derive: crees_total - crees_total_avant"),
                arguments(
                        REPORT,
                        "format: change, width: 12, derive: crees_total - crees_total_avant",
                        "format: rate, width: 12, fold: { kind: max, of: crees_total }"),
                arguments(PSL, "keep-months: 36, ", ""),
                arguments(PSL, "columns: [rpps, adeli, nom, prenom, commune, lieu_exercice]", "columns: []"),
                arguments(WEEKLY, "title:", "kind: retention\ntitle:"),
                arguments(WEEKLY, "title:", "refused: { keep-months: 1, because: so }\ntitle:"),
                arguments("jobs/retention.yaml", "keep-months: 36, ", ""),
                arguments("jobs/retention.yaml", "kind: retention\n", "kind: retention\nfeeds: [psl-weekly]\n"),
                arguments("jobs/retention.yaml", "refused:", "# refused:"),
                arguments(PSL, "key: [rpps|adeli, lieu_exercice]\n", ""),
                arguments(PSL, "senders: [national]", "senders: []"),
                arguments(PSL, "senders: [national]", "senders: national"),
                arguments(PSL, "table: psl_weekly", "table: PSL"),
                arguments(PSL, "title: Activité", "title: ' ' # Activité"),
                arguments(PSL, "activite_psl_<semaine>*", "activite_psl*"),
                arguments(PSL, "separators: [\";\"", "separators: [\":\""),
                arguments(PSL, "share: 0.001", "share: few"),
                arguments(PSL, "at-least: 0", "at-least: 0.5"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: Nom, type: text }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: enum }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, values: [A] }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom_distinct, type: integer }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: integer, measure: distinct }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: integer, min: 0.5 }"),
                arguments(PSL, "{ name: nom, type: text }", "{ name: nom, type: text, required: 1 }"),
                arguments(PSL, ", stored: dmp_alimentes_distinct", ""),
                arguments(PSL, "measure: distinct, stored: dmp_alimentes_distinct", "stored: dmp_alimentes_distinct"),
                arguments(PSL, "{ name: semaine, type: week,", "{ name: semaine, type: week, measure: distinct,"),
                arguments(SYNTHESE, "parameters: { threshold: 3.5 }", "parameters: { threshold: high }"),
                arguments(PSL, "- code: duplicate-key", "- { code: duplicate-key, parameters: { n: 2 } }"),
                arguments(REPORT, "<periode>_<perimetre>.xlsx", "<perimetre>.xlsx"),
                arguments(REPORT, "<periode>_<perimetre>.xlsx", "<periode>.xls"),
                arguments(REPORT, "name: Chiffres par région", "name: 1er tableau"),
                arguments(REPORT, "name: Chiffres par région", "name: " + "x".repeat(32)),
                arguments(REPORT, "name: Chiffres par région", "name: 'Chiffres/région'"),
                arguments(REPORT, ", " + FOLD, ""),
                arguments(REPORT, FOLD, FOLD + ", derive: crees_total - crees_psl"),
                arguments(REPORT, "kind: max, of: alimentes_es_distinct", "kind: sum, of: alimentes_es_distinct"),
                arguments(
                        REPORT,
                        "label: DMP créés par ES, format: count, width: 11",
                        "label: ES, format: count, width: wide"),
                arguments(REPORT, "        value-axis: DMP créés (nombre)\n", ""),
                arguments(REPORT, READS, ""),
                arguments(REPORT, READS, "reads: []\n"),
                arguments(REPORT, "{ feed: synthese-weekly, periods: 2 }", "{ periods: 2 }"),
                arguments(REPORT, "periods: 2", "periods: 0"),
                arguments(REPORT, "{ feed: psl-weekly, periods: 1 }", "{ feed: finess, periods: 2, snapshot: true }"),
                arguments(REPORT, "{ feed: psl-weekly, periods: 1 }", "{ feed: finess, snapshot: 1 }"),
                arguments(REPORT, "periods: 2", "periods: 1.5"),
                arguments(REPORT, "scope: france\n", ""),
                arguments(REPORT, "scope: france", "scope: region"),
                arguments(REPORT, "scope: france", "scope: programme"),
                arguments(REPORT, "scope: france", "scope: france\nprogramme: DMP en région"),
                arguments(REPORT, "    charts:", "    totals: all\n    charts:"),
                arguments(REPORT, "    charts:", "    heat: crees_psl\n    charts:"),
                arguments(REPORT, "    charts:", "    bars: crees_psl\n    charts:"),
                arguments(REPORT, "    charts:", "    row-indicators: [crees]\n    charts:"),
                arguments(REPORT, "    charts:", "    row-indicators: { FR: [crees] }\n    charts:"),
                arguments(
                        REPORT,
                        "format: count, operand: true, fold: { kind: sum",
                        "format: count, operand: 1, fold: { kind: sum"),
                arguments(REPORT, "kind: stacked-bar", "kind: line\n        rows: ten"),
                arguments(REPORT, "kind: stacked-bar", "kind: line\n        rows: -1"),
                arguments(REPORT, "kind: stacked-bar", "kind: line\n        data: []"),
                arguments(COMMON, "    sql: sql/report/qualite.sql\n", ""),
                arguments(RECIPIENTS, "    address: outbox/equipe-nationale", ""),
                arguments(INDICATORS, "    unit: DMP distincts\n", ""),
                arguments(INDICATORS, "id: baisse-part, value: 0.5", "id: baisse-part"),
                arguments(INDICATORS, "id: baisse-part, value: 0.5", "id: baisse-part, value: half"),
                arguments(INDICATORS, ", reason: une baisse de moitié se voit", ", because: une baisse se voit"),
                arguments(INDICATORS, "{ id: nouveau, label: nouveau,", "{ id: nouveau,"),
                arguments(WEEKLY, "job: weekly\n", ""),
                arguments(WEEKLY, "cron: \"0 0 5 * * ?\"", "cron: \"0 5 * * *\""),
                arguments(WEEKLY, "misfire: once", "misfire: twice"),
                arguments(WEEKLY, "wait-days: 9", "wait-days: -1"),
                arguments(WEEKLY, "finish-within: 3h", "finish-within: 3 hours"),
                arguments(WEEKLY, "  zone: Europe/Paris", "  days: sometimes"),
                arguments("jobs/retention.yaml", "records: { keep-months: 25", "records: { keep-months: 0"),
                arguments(ALERTS, "channels: []", "channels:\n  - { id: a }"),
                arguments(
                        ALERTS,
                        "channels: []",
                        "channels:\n  - { id: a, on: [never], webhook: { url: \"https://example.org/\" } }"),
                arguments(
                        ALERTS, "channels: []", "channels:\n  - { id: a, webhook: { url: \"http://example.org/\" } }"),
                arguments(
                        ALERTS,
                        "channels: []",
                        "channels:\n  - { id: a, mail: { host: h, from: nobody, to: [a@b.fr] } }"),
                arguments(ALERTS, "channels: []", "channels:\n  - { id: a, mail: { host: h, from: a@b.fr, to: [] } }"),
                arguments(
                        ALERTS,
                        "channels: []",
                        "channels:\n  - { id: a, mail: { host: h, from: a@b.fr, to: [a@b.fr] }, webhook: { url: \"https://example.org/\" } }"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTheReaderRefusesDoesNotFollowTheSchema(String path, String from, String to) throws IOException {
        assertThat(site.with(path, from, to).problems()).isNotEmpty();
        assertThat(errors(path, Site.changed(path, from, to))).isNotEmpty();
    }

    private List<String> expected(String path, String from, String to, String message) throws IOException {
        String problem = site.with(path, from, to).problems().stream()
                .filter(each -> each.contains("bogus") && each.contains(message))
                .findFirst()
                .orElseThrow();
        String names = problem.substring(problem.indexOf(message) + message.length());
        return List.of(names.replaceAll(", found .*", "").split(", ", -1));
    }

    private static JsonNode schema(String name) {
        return JsonMapper.shared().readTree(PACKAGED.read("jobs/schema/" + name + ".schema.json"));
    }

    private static List<String> errors(String path, String text) {
        JsonNode json = JsonMapper.shared().valueToTree(new Yaml().load(text));
        return SCHEMAS.getSchema(SchemaLocation.of("classpath:" + schemaOf(path, text))).validate(json).stream()
                .map(Error::toString)
                .toList();
    }

    /** The path that the first line of a declaration points to. */
    private static String schemaOf(String path, String text) {
        String first = text.lines().findFirst().orElseThrow();
        assertThat(first).startsWith("# yaml-language-server: $schema=");
        String relative = first.substring(first.indexOf('=') + 1);
        return Path.of(path).resolveSibling(relative).normalize().toString().replace('\\', '/');
    }
}
