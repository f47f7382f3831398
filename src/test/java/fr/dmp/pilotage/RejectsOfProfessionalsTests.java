package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines about professionals are masked unless someone says why they are needed, and are gone when their time is over. */
class RejectsOfProfessionalsTests {

    private static final String HEADER =
            "semaine;rpps;nom;prenom;profession;departement;lieu_exercice;dmp_crees;dmp_crees_cumul;dmp_alimentes;"
                    + "dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul;courriel\n";
    private static final String GOOD =
            "2012-S40;10000000001;FICTIF;CAMILLE;MEDECIN;60;80000000000001;0;1;0;1;0;1;0;1;c@exemple.fr\n";
    private static final String WRONG =
            "2012-S40;1000000001;FICTIVE;DOMINIQUE;MEDECIN;60;80000000000002;0;un;0;1;0;1;0;1;d@exemple.fr\n";
    private static final String SHIFTED =
            "2012-S40;10000000019;FICTIVE;CLAUDE;FICTIVE;MEDECIN;60;80000000000003;0;1;0;1;0;1;0;1;e@exemple.fr\n";
    private static final String NAMELESS = "2012-S40;;FICTIF;ALIX;MEDECIN;60;80000000000004;0;1;0;1;0;1;0;1;\n";
    private static final String NAME = "activite_psl_2012-S40.csv";

    @TempDir
    private static Path home;

    private static Site site;
    private static LoadOutcome held;

    @BeforeAll
    static void start() {
        site = new Site(home).on(LocalDate.of(2012, 10, 20));
        held = site.load(NAME, HEADER + GOOD + WRONG + SHIFTED + NAMELESS);
        assertThat(held.status()).isEqualTo(Status.HELD);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void columnsAboutAPersonAreMaskedWithWhatQuotesThem() {
        Site.Said said = site.cli("rejects", NAME);
        assertThat(said.code()).isZero();
        assertThat(said.err().strip())
                .isEqualTo(
                        "masked: rpps, adeli, nom, prenom, commune, lieu_exercice and columns that the contract does not"
                                + " know; --nominative --reason TEXT shows them");
        assertThat(said.out())
                .doesNotContain("FICTIF", "DOMINIQUE", "CLAUDE", "ALIX", "1000000001", "8000000000", "exemple");
        List<List<String>> rows = RejectsAgain.csv(said.out());
        assertThat(rows.get(1))
                .containsExactly(
                        "3",
                        "2012-S40",
                        "***",
                        "***",
                        "***",
                        "MEDECIN",
                        "60",
                        "***",
                        "0",
                        "un",
                        "0",
                        "1",
                        "0",
                        "1",
                        "0",
                        "1",
                        "***",
                        "",
                        "rpps : attendu : un numéro RPPS de 11 chiffres ; trouvé : « *** »"
                                + " — dmp_crees_cumul : attendu : un nombre entier ; trouvé : « un »",
                        "rpps, dmp_crees_cumul");
        assertThat(rows.get(2))
                .as("in a line that is shifted any cell may hold a name")
                .containsOnly("4", "***", "attendu : 16 champs comme dans l'en-tête ; trouvé : 17", "");
        assertThat(rows.get(3))
                .startsWith("5", "2012-S40", "", "***", "***", "MEDECIN")
                .endsWith("attendu : une valeur ; trouvé : rien", "rpps");
        Site.Said json = site.cli("rejects", NAME, "--json");
        assertThat(json.out()).doesNotContain("FICTIF", "DOMINIQUE", "CLAUDE", "1000000001", "8000000000", "exemple");
    }

    @Test
    void whoSaysWhySeesThemAndIsKept() {
        Site.Said said =
                site.cli("rejects", NAME, "--nominative", "--reason", "retour à l'émetteur", "--by", "Camille FICTIF");
        assertThat(said.err()).isEmpty();
        List<List<String>> rows = RejectsAgain.csv(said.out());
        assertThat(rows.get(1)).startsWith("3", "2012-S40", "1000000001", "FICTIVE", "DOMINIQUE");
        assertThat(rows.get(1).get(18))
                .startsWith("rpps : attendu : un numéro RPPS de 11 chiffres ; trouvé : « 1000000001 »");
        assertThat(rows.get(2)).contains("CLAUDE", "e@exemple.fr");
        assertThat(site.jdbc()
                        .sql(
                                "select load_id || ' ' || who || ': ' || reason || ' ' || lines || ' ' || array_to_string(columns, ',')"
                                        + " from ops.disclosure")
                        .query(String.class)
                        .list())
                .contains(held.loadId()
                        + " Camille FICTIF: retour à l'émetteur 3 rpps,adeli,nom,prenom,commune,lieu_exercice");
    }

    @Test
    void whoSawThemAndWhyCanNeitherBeChangedNorRemoved() {
        site.cli("rejects", NAME, "--nominative", "--reason", "contrôle", "--by", "Alix FICTIF");
        for (String change : List.of(
                "update ops.disclosure set who = 'another'", "delete from ops.disclosure", "truncate ops.disclosure")) {
            assertThatThrownBy(() -> site.jdbc().sql(change).update())
                    .rootCause()
                    .hasMessageStartingWith("ERROR: rows of ops.disclosure are added, never changed or removed: "
                            + change.substring(0, change.indexOf(' ')) + " refused");
        }
        assertThat(site.count("ops.disclosure where who = 'Alix FICTIF'")).isEqualTo(1);
    }

    @Test
    void aMaskedWorkbookSaysThatItCannotComeAgainAndIsRefusedIfItDoes() {
        Path folder = home.resolve("masked");
        folder.toFile().mkdirs();
        site.cli("rejects", NAME, "--out", folder.toString());
        site.cli("rejects", NAME, "--out", folder.toString(), "--format", "csv");
        String sha = Objects.requireNonNull(held.sha256()).substring(0, 8);
        Path workbook = folder.resolve("activite_psl_2012-S40_rejets-" + sha + ".xlsx");
        assertThat(RejectsAgain.sheet(workbook, "Lisez-moi").toString())
                .contains("Ce classeur est à lire", "sont masquées par des astérisques");
        LoadOutcome again =
                site.operations().load(folder.resolve("activite_psl_2012-S40_rejets-" + sha + ".csv"), null, null);
        assertThat(again.findings().get(0).code()).isEqualTo("rejects-not-partial");
    }

    @Test
    void readableLinesComeAgainOnceCorrected(@TempDir Path other) throws IOException {
        try (Site own = new Site(other)) {
            own.load(NAME, HEADER + GOOD + WRONG);
            own.cli(
                    "rejects",
                    NAME,
                    "--out",
                    other.toString(),
                    "--format",
                    "csv",
                    "--nominative",
                    "--reason",
                    "correction");
            Path sent;
            try (Stream<Path> files = Files.list(other)) {
                sent = files.filter(each -> each.toString().contains("_partiel_rejets-"))
                        .findFirst()
                        .orElseThrow();
            }
            Files.writeString(
                    sent,
                    Files.readString(sent)
                            .replace(";1000000001;", ";10000000019;")
                            .replace(";un;", ";1;"));
            LoadOutcome now = own.operations().load(sent, null, null);
            assertThat(now)
                    .extracting(LoadOutcome::status, LoadOutcome::loaded, LoadOutcome::carried)
                    .containsExactly(Status.PUBLISHED, 1L, 1L);
            assertThat(own.jdbc()
                            .sql(
                                    "select rpps || ' ' || nom || ' ' || line_no from dwh.psl_weekly where load_id = :id order by 1")
                            .param("id", now.loadId())
                            .query(String.class)
                            .list())
                    .containsExactly("10000000001 FICTIF 2", "10000000019 FICTIVE 2");
        }
    }

    @Test
    void afterRetentionItIsToldThatTheyAreGone(@TempDir Path other) {
        try (Site later = new Site(other).on(LocalDate.of(2015, 10, 10))) {
            LoadOutcome old = later.load(NAME, HEADER + GOOD + WRONG + GOOD);
            later.cli("run", "retention");
            Site.Said said = later.cli("rejects", NAME, "--nominative", "--reason", "trop tard");
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out()).isEmpty();
            assertThat(said.err().strip())
                    .matches("rejects failed: \\[" + NAME + "\\] the rejected lines of load " + old.loadId()
                            + " cannot be read again: retention removed the archived file on \\d{4}-\\d\\d-\\d\\d");
            assertThat(later.count("ops.disclosure")).isZero();
            assertThat(later.count("ops.reject where details is not null")).isZero();
            assertThat(later.count("ops.reject")).isEqualTo(3);
        }
    }
}
