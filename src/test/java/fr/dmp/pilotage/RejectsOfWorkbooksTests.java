package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected lines of a workbook, which go to their sender as CSV too and come back corrected. */
class RejectsOfWorkbooksTests {

    private static final String GOOD = EsWeek.finess(1);
    private static final String BAD = GOOD.substring(0, 8) + (GOOD.charAt(8) == '0' ? '1' : '0');

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

    /** Loads a workbook, corrects its rejected lines as they are written, and loads them. */
    private static LoadOutcome sentAgain(LoadOutcome first, List<String> wanted) throws IOException {
        assertThat(first.status()).isEqualTo(Status.PUBLISHED);
        assertThat(first.rejected()).isEqualTo(1);
        Path folder = Files.createDirectories(home.resolve("rejects"));
        Site.Said said =
                site.cli("rejects", String.valueOf(first.loadId()), "--out", folder.toString(), "--format", "csv");
        assertThat(said.code()).as(said.err()).isZero();
        String sha = Objects.requireNonNull(first.sha256()).substring(0, 8);
        Path csv = folder.resolve(first.file().replace(".xlsx", "_partiel_rejets-" + sha + ".csv"));
        assertThat(RejectsAgain.csv(csv).get(1)).containsExactlyElementsOf(wanted);
        Files.writeString(csv, Files.readString(csv).replace(BAD, EsWeek.finess(2)), StandardCharsets.UTF_8);
        return site.operations().load(csv, null, null);
    }

    private static String reason() {
        return "la clé du numéro FINESS « " + BAD + " » est fausse, attendu : " + GOOD.charAt(8);
    }

    @Test
    void figuresAndDatesOfALineAreReadAgain() throws IOException {
        Path csv = site.write(EsWeek.NAME, EsWeek.file(EsWeek.row(GOOD), EsWeek.row(BAD)));
        LoadOutcome again = sentAgain(
                site.operations().load(PackedFile.xlsx(csv, true), null, null),
                List.of(
                        "3",
                        "2012-S38",
                        BAD,
                        "",
                        "ÉTABLISSEMENT FICTIF",
                        "355",
                        "PUBLIC",
                        "60",
                        "OUI",
                        "EDITEUR FICTIF",
                        "2012-03-01",
                        "3",
                        "30",
                        "2",
                        "20",
                        "5",
                        "50",
                        "1",
                        "10",
                        reason(),
                        "finess_et"));

        assertThat(again.status()).isEqualTo(Status.PUBLISHED);
        assertThat(again.rejected()).isZero();
        assertThat(site.count("dwh.es_weekly where finess_et = '" + EsWeek.finess(2) + "' and documents = 5"))
                .isEqualTo(1);
    }

    @Test
    void theMonthOfALineIsReadAgain() throws IOException {
        Path csv = site.write(
                "denominateurs_es_2012-09.csv",
                "mois;finess_et;sejours\n01/09/2012;" + GOOD + ";7\n01/09/2012;" + BAD + ";8\n");
        LoadOutcome again = sentAgain(
                site.operations().load(PackedFile.xlsx(csv, false), null, null),
                List.of("3", "2012-09", BAD, "8", reason(), "finess_et"));

        assertThat(again.status()).isEqualTo(Status.PUBLISHED);
        assertThat(again.rejected()).isZero();
        assertThat(site.count("dwh.es_denominateurs where finess_et = '" + EsWeek.finess(2) + "' and sejours = 8"))
                .isEqualTo(1);
    }
}
