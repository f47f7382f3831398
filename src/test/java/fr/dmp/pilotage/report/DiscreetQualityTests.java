package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks are kept for ever: of a file about persons they tell the place of a fault and its rule, and no cell. */
@TestInstance(Lifecycle.PER_CLASS)
class DiscreetQualityTests {

    private static final String REPORT = """
            report: own
            title: Un rapport du site
            reads: [{ feed: psl-weekly }, { feed: es-weekly }]
            file-name: own_<periode>_<perimetre>.xlsx
            scope: france
            contact: quelqu'un
            next-edition: bientôt
            sheets:
              - name: Tableau
                title: Documents
                sql: sql/report/own.sql
                columns:
                  - { name: departement, label: Département, format: text }
                  - { name: documents, label: Documents, format: count, fold: { kind: sum, of: documents } }
            """;
    private static final String STATEMENT = """
            with lines as (
              select departement as key, * from dwh.psl_weekly where period_start = :period and load_id = any(:loads)
            )
            select key, key as departement, sum(documents) as documents from lines group by key order by key
            """;
    private static final String HEADER = "semaine;rpps;profession;departement;lieu_exercice;dmp_crees;dmp_crees_cumul;"
            + "dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul\n";

    /**
     * The check digit of a number is wrong; in the second line a name stands where the profession should, in the third what a
     * spreadsheet made of the number of a place.
     */
    private static final String FILE = HEADER + "2012-S38;10000000018;MEDECIN;60;1;0;1;0;1;0;1;0;1\n"
            + "2012-S38;10000000009;FICTIVE CAMILLE;60;2;0;1;0;1;0;1;0;1\n"
            + "2012-S38;10000000009;MEDECIN;60;3,56E+13;0;1;0;1;0;1;0;1\n" + lines(2_400);

    private Site site;
    private LoadOutcome professionals;
    private Workbook workbook;

    private static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int place = 3; place < count; place++) {
            lines.append("2012-S38;10000000009;MEDECIN;60;").append(place).append(";0;1;0;1;0;1;0;1\n");
        }
        return lines.toString();
    }

    @BeforeAll
    void issue(@TempDir Path home, @TempDir Path definitions) throws IOException {
        write(definitions, "jobs/reports/own.yaml", REPORT);
        write(definitions, "sql/report/own.sql", STATEMENT);
        site = new Site(home, "--pilotage.definitions=" + definitions);
        professionals = site.load("activite_psl_2012-S38.csv", FILE);
        assertThat(professionals.status()).isEqualTo(LoadOutcome.Status.PUBLISHED);
        LoadOutcome hospitals = site.load(
                EsWeek.NAME,
                EsWeek.good(1) + EsWeek.row(EsWeek.finess("60", 7)).replace(";355;", ";0355;") + "\n"
                        + EsWeek.row(EsWeek.finess("60", 8)).replace("PUBLIC", "PUBLIQUE") + "\n");
        assertThat(hospitals.status()).isEqualTo(LoadOutcome.Status.PUBLISHED);
        workbook = site.operations().report("own", "2012-S38", null).get(0);
    }

    @AfterAll
    void close() {
        site.close();
    }

    private static void write(Path folder, String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Place, measure, explanation and rule of the findings about lines. */
    private List<List<String>> quality(String file) {
        return WrittenSheet.all(workbook.path()).get("Qualité").rows().stream()
                .filter(row -> row.get(2).startsWith(file + ", ligne"))
                .map(row -> List.of(row.get(2), row.get(3), row.get(7), row.get(8)))
                .toList();
    }

    @Test
    void aCellOfAFileAboutPersonsIsToldByItsPlaceAndRuleAlone() {
        assertThat(quality("activite_psl_2012-S38.csv"))
                .containsExactly(
                        List.of(
                                "activite_psl_2012-S38.csv, ligne 3",
                                "profession",
                                "attendu : l'une des valeurs MEDECIN, PHARMACIEN, CHIRURGIEN_DENTISTE, SAGE_FEMME, INFIRMIER,"
                                        + " MASSEUR_KINESITHERAPEUTE, BIOLOGISTE, AUTRE ; trouvé : « valeur non reproduite »",
                                "not-in-list"),
                        List.of(
                                "activite_psl_2012-S38.csv, ligne 4",
                                "lieu_exercice",
                                "attendu : un code en texte ; trouvé : le nombre « valeur non reproduite », qu'un tableur en a"
                                        + " fait ; mettez la colonne au format texte",
                                "number-not-code"),
                        List.of(
                                "activite_psl_2012-S38.csv, ligne 2",
                                "rpps",
                                "la clé du numéro RPPS « valeur non reproduite » est fausse, attendu : 7",
                                "bad-rpps-key"));
    }

    @Test
    void aCellOfAnotherFileIsQuoted() {
        assertThat(quality(EsWeek.NAME))
                .containsExactly(List.of(
                        EsWeek.NAME + ", ligne 4",
                        "statut",
                        "attendu : l'une des valeurs PUBLIC, PRIVE, ESPIC ; trouvé : « PUBLIQUE »",
                        "not-in-list"));
    }

    @Test
    void theOperatorIsToldTheCellAsLongAsItIsKept() {
        assertThat(professionals.findings())
                .extracting(LoadOutcome.FoundCount::message)
                .anyMatch(message -> message.endsWith("found \"FICTIVE CAMILLE\""))
                .anyMatch(message -> message.contains("\"10000000018\""));
    }

    @Test
    void whatAnEditionKeepsOfItsSheetsHoldsNoCellEither() {
        List<String> bodies = site.jdbc().sql("select body from ops.edition_sheet").query(byte[].class).list().stream()
                .map(DiscreetQualityTests::unzipped)
                .toList();
        assertThat(bodies)
                .anyMatch(body -> body.contains("bad-rpps-key"))
                .anyMatch(body -> body.contains("number-not-code"))
                .noneMatch(body -> body.contains("10000000018") || body.contains("CAMILLE") || body.contains("E+13"));
    }

    private static String unzipped(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
