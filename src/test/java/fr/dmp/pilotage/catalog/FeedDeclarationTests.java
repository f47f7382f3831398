package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Layouts, absence, senders in names and the keys that only some types of column have. */
class FeedDeclarationTests {

    private static final String AUTRES = "jobs/feeds/autres-weekly.yaml";
    private static final String ES = "jobs/feeds/es-weekly.yaml";
    private static final String FINESS = "jobs/feeds/finess.yaml";
    private static final String TARGETS = "jobs/feeds/cibles.yaml";
    private static final String SYNTHESE = "jobs/feeds/synthese-weekly.yaml";
    private static final String IDENTIFIER = "type: identifier, by: type_identifiant, required: true";

    private Site site;

    @BeforeEach
    void openSite(@TempDir Path opened) {
        site = new Site(opened);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(
                        FINESS,
                        "fields: 32\n",
                        "",
                        List.of("line 1, fields: expected how many fields a line without header has, found 0")),
                arguments(
                        FINESS,
                        "skip-lines: 1",
                        "skip-lines: -1",
                        List.of("line 15, skip-lines: expected 0 or more, found -1")),
                arguments(
                        FINESS,
                        "{ position: 3,",
                        "{",
                        List.of(
                                "line 18, columns: expected a position of its own from 1 to 32 on nofinessej, found none")),
                arguments(
                        FINESS,
                        "{ position: 3,",
                        "{ position: 2,",
                        List.of(
                                "line 18, columns: expected a position of its own from 1 to 32 on nofinessej, found 2")),
                arguments(
                        FINESS,
                        "{ position: 31,",
                        "{ position: 33,",
                        List.of("line 18, columns: expected a position of its own from 1 to 32 on datemaj, found 33")),
                arguments(
                        FINESS,
                        "9J: \"986\"",
                        "9J: \"9J\"",
                        List.of(
                                "line 18, columns: expected in 'codes' départements of jobs/nomenclatures/departements.csv, found"
                                        + " \"9J\"")),
                arguments(
                        ES,
                        "encoding: auto",
                        "encoding: auto\nfields: 3",
                        List.of("line 9, fields: expected beside header: none, and only there")),
                arguments(
                        ES,
                        "{ name: finess_ej,",
                        "{ position: 1, name: finess_ej,",
                        List.of(
                                "line 13, columns: expected a position beside header: none, and only there, on finess_ej")),
                arguments(
                        ES,
                        "encoding: auto",
                        "encoding: auto\nheader: absent",
                        List.of("line 9, header: expected one of present, none, found \"absent\"")),
                arguments(
                        ES,
                        "encoding: auto",
                        "encoding: auto\nquotes: single",
                        List.of("line 9, quotes: expected one of rfc-4180, none, found \"single\"")),
                arguments(
                        ES,
                        "encoding: auto",
                        "encoding: auto\nweek: jeudi",
                        List.of(
                                "line 9, week: expected one of monday, tuesday, wednesday, thursday, friday, saturday, sunday, found"
                                        + " \"jeudi\"")),
                arguments(
                        ES,
                        "encoding: auto",
                        "encoding: auto\nabsent-means: zero",
                        List.of(
                                "line 1, complete-from: expected the senders of complete files beside absent-means: zero, and only"
                                        + " there")),
                arguments(
                        ES,
                        "encoding: auto",
                        "encoding: auto\ncomplete-from: [national]",
                        List.of(
                                "line 9, complete-from: expected the senders of complete files beside absent-means: zero, and only"
                                        + " there")),
                arguments(
                        ES,
                        "encoding: auto",
                        "encoding: auto\nabsent-means: zero\ncomplete-from: [ars]",
                        List.of("line 10, complete-from: expected any of national, found \"ars\"")),
                arguments(
                        AUTRES,
                        "encoding: auto",
                        "encoding: auto\nabsent-means: zero\ncomplete-from: [national]",
                        List.of(
                                "line 9, absent-means: expected zero of es-weekly alone: no report reads it of autres-weekly")),
                arguments(
                        ES,
                        "{ name: finess_ej,",
                        "{ by: statut, name: finess_ej,",
                        List.of(
                                "line 16, columns[2].by: expected the column that says of which kind it is for type identifier, and"
                                        + " for no other",
                                "line 13, columns: expected in 'by' of finess_ej an enum column, required if it is, of values among"
                                        + " [FINESS, SIRET, RPPS, ADELI, CODE_CAISSE, INTERNE], found \"statut\"")),
                arguments(
                        AUTRES,
                        IDENTIFIER,
                        "type: identifier, required: true",
                        List.of(
                                "line 17, columns[3].by: expected the column that says of which kind it is for type identifier, and"
                                        + " for no other")),
                arguments(
                        AUTRES,
                        IDENTIFIER,
                        IDENTIFIER.replace("by: type_identifiant", "by: type_structure"),
                        List.of(
                                "line 13, columns: expected in 'by' of identifiant an enum column, required if it is, of values"
                                        + " among [FINESS, SIRET, RPPS, ADELI, CODE_CAISSE, INTERNE], found \"type_structure\"")),
                arguments(
                        AUTRES,
                        "{ name: type_identifiant, type: enum, required: true,",
                        "{ name: type_identifiant, type: enum,",
                        List.of(
                                "line 13, columns: expected in 'by' of identifiant an enum column, required if it is, of values"
                                        + " among [FINESS, SIRET, RPPS, ADELI, CODE_CAISSE, INTERNE], found \"type_identifiant\"")),
                arguments(
                        TARGETS,
                        "type: decimal, scale: 4,",
                        "type: decimal,",
                        List.of("line 19, columns[5].scale: expected 1 to 9 for type decimal, and none for another")),
                arguments(
                        TARGETS,
                        "type: decimal, scale: 4,",
                        "type: integer, scale: 4,",
                        List.of("line 19, columns[5].scale: expected 1 to 9 for type decimal, and none for another")),
                arguments(
                        TARGETS,
                        "type: decimal, scale: 4,",
                        "type: decimal, scale: 4, when-empty: x,",
                        List.of(
                                "line 19, columns[5].when-empty: expected a short code for an optional column that stores text,"
                                        + " found \"x\"")),
                arguments(
                        ES,
                        "values: [PUBLIC, PRIVE, ESPIC]",
                        "values: [PUBLIC, PRIVE, ESPIC], codes: { 1: ESPC }",
                        List.of(
                                "line 19, columns[5].codes: expected codes for any of PUBLIC, PRIVE, ESPIC, found [ESPC]")),
                arguments(
                        ES,
                        "{ name: editeur_dpi, type: text",
                        "{ name: editeur_dpi, type: text, codes: { a: b }",
                        List.of(
                                "line 22, columns[8].codes: expected for types enum and departement, and for no other")),
                arguments(
                        SYNTHESE,
                        "DMP créés par ES, type: integer,",
                        "DMP créés par ES, type: decimal, scale: 1,",
                        List.of("line 14, columns: expected no decimal beside total-row, found DMP créés par ES")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatDoesNotFitTogetherIsRefused(String path, String from, String to, List<String> problems)
            throws IOException {
        site.with(path, from, to);
        assertThat(site.problems())
                .containsExactlyElementsOf(
                        problems.stream().map(each -> path + " " + each).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "activite_<emetteur>_<mois>*, activite_ARS-fictive_2012-09.csv, 2012-09, ars-fictive",
        "<emetteur>-<AAAA-MM-JJ>*, ars-2012-09-25_v2.csv, 2012-09-25, ars",
        "etalab-*-stock-<AAAAMMJJ>-*, etalab-cs1100502-stock-20260512-0339.csv, 20260512,",
        "PS_<AAAAMMJJHHMM>*, PS_202605120812.txt, 20260512,",
        "activite_es_<semaine>*, ACTIVITE_ES_201239.CSV, 201239,"
    })
    void aNameGivesPeriodAndSender(String shape, String name, String period, String sender) {
        FilePattern pattern = FilePattern.of(shape).orElseThrow();
        assertThat(pattern.writtenPeriod(name)).contains(period);
        assertThat(pattern.sender(name).orElse(null)).isEqualTo(sender);
    }

    @ParameterizedTest
    @CsvSource({
        "activite_es_<semaine>*, activite_es_2012-09.csv",
        "activite_es_<mois>*, activite_es_2012-S39.csv",
        "activite_es_<mois>*, activite_es_201239.csv",
        "activite_<emetteur>_<mois>*, activite_ars_fictive_2012-09.csv",
        "PS_<AAAAMMJJHHMM>*, PS_20260512.txt",
        "a_<AAAAMMJJ>*, a_202605121.csv"
    })
    void aNameOfAnotherShapeGivesNeither(String shape, String name) {
        FilePattern pattern = FilePattern.of(shape).orElseThrow();
        assertThat(pattern.matches(name)).isFalse();
        assertThat(pattern.writtenPeriod(name)).isEmpty();
        assertThat(pattern.sender(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"activite_es*", "<mois>_<semaine>", "<mois>_<region>", "<emetteur>_<emetteur>_<mois>"})
    void aShapeHasOnePeriodAndNothingUnknown(String shape) {
        assertThat(FilePattern.of(shape)).isEmpty();
    }

    @Test
    void noNameIsThatOfTwoFeeds() {
        Catalog catalog = site.catalog();
        for (FeedDefinition feed : catalog.feeds()) {
            String name = feed.file()
                    .toString()
                    .replace("<semaine>", "2012-S39")
                    .replace("<mois>", "2012-09")
                    .replace("<AAAA-MM-JJ>", "2012-09-25")
                    .replace("<AAAAMMJJHHMM>", "201209250800")
                    .replace("<AAAAMMJJ>", "20120925")
                    .replace("*", "0800.csv".substring(feed.id().equals("finess") ? 0 : 4));
            assertThat(catalog.feeds())
                    .filteredOn(each -> each.file().matches(name))
                    .as(name)
                    .containsExactly(feed);
        }
    }

    @Test
    void onlyACompleteFileSaysThatWhoIsAbsentDidNothing() throws IOException {
        assertThat(site.catalog().feed("es-weekly").absence().of("national")).isEqualTo(Absence.Meaning.MISSING);
        site.with(
                ES,
                Site.changed(ES, "senders: [national]", "senders: [national, ars]")
                        .replace("encoding: auto", "encoding: auto\nabsent-means: zero\ncomplete-from: [ars]"));
        Absence absence = site.catalog().feed("es-weekly").absence();
        assertThat(absence.of("ars")).isEqualTo(Absence.Meaning.ZERO);
        assertThat(absence.of("national")).isEqualTo(Absence.Meaning.MISSING);
    }
}
