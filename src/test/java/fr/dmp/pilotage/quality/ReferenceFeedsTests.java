package fr.dmp.pilotage.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.bench.RppsExtract;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of reference data, as they are published. */
class ReferenceFeedsTests {

    private static final String FINESS = "etalab-cs1100502-stock-20260512-0339.csv";

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

    private static List<String> messages(LoadOutcome outcome) {
        return outcome.findings().stream().map(FoundCount::message).toList();
    }

    private static void published(LoadOutcome outcome) {
        assertThat(messages(outcome)).isEmpty();
        assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
    }

    private static Path real() throws IOException {
        Path file = Files.createDirectories(home.resolve("files")).resolve(FINESS);
        try (InputStream in = ReferenceFeedsTests.class.getResourceAsStream("/" + FINESS)) {
            Files.write(file, Objects.requireNonNull(in).readAllBytes());
        }
        return file;
    }

    @Test
    void realLinesOfTheFinessExtractAreTakenAsPublished() throws IOException {
        LoadOutcome outcome = site.operations().load(real(), null, null);
        assertThat(outcome)
                .extracting(
                        LoadOutcome::feed,
                        LoadOutcome::period,
                        LoadOutcome::status,
                        LoadOutcome::read,
                        LoadOutcome::loaded)
                .containsExactly("finess", "2026-05-12", Status.PUBLISHED, 10L, 10L);
        assertThat(outcome.findings()).extracting(FoundCount::severity).containsOnly("info");
        assertThat(site.jdbc()
                        .sql("""
                        select concat_ws(' | ', line_no, finess_et, raison_sociale, departement, code_commune, categorie, siret,
                          ouverture) from dwh.finess where load_id = :load order by line_no
                        """)
                        .param("load", outcome.loadId())
                        .query(String.class)
                        .list())
                .contains(
                        "2 | 010000024 | CH DE FLEYRIAT | 01 | 01451 | 355 | 26010004500012 | 1979-02-13",
                        "3 | 970102018 | PMI SAINT BARTHELEMY | 971 | 97123 | 223 | 1964-01-01",
                        "7 | 970400024 | CHU SITE FELIX GUYON (SAINT DENIS) | 974 | 97411 | 101 | 20003001300011 | 1957-07-01",
                        "8 | 980501506 | LIEU DE VIE \"MAVOUNA MEMA 1\" | 976 | 97606 | 462 | 82967998400015 | 2019-04-01",
                        "9 | 980600027 | HOPITAL DE SIA | 986 | 98613 | 355 | 13000323900014 | 2024-10-30");
        assertThat(messages(outcome))
                .containsExactly(
                        "[" + FINESS + "] line 3: the nomenclature has no category \"223\" (1 structures); reports"
                                + " show its code");
    }

    @Test
    void aFinessLineOfAnotherKindOrWithAWrongKeyIsRejected() throws IOException {
        String text = Files.readString(real(), Charset.forName("windows-1252"));
        String first = text.lines().skip(1).findFirst().orElseThrow();
        LoadOutcome outcome = site.load(
                "etalab-cs1100502-stock-20260513-0339.csv",
                "finess;etalab;111;2026-05-13\n" + first.replace("010000024", "010000025") + "\n"
                        + "structureej;010780054;CH DE FLEYRIAT\n");
        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(messages(outcome))
                .contains(
                        "[etalab-cs1100502-stock-20260513-0339.csv] line 2, column nofinesset: the check digit of FINESS"
                                + " number \"010000025\" is wrong, expected 4",
                        "[etalab-cs1100502-stock-20260513-0339.csv] line 3: expected 32 fields, found 3");
    }

    @Test
    void ofTheRppsOnlyWhatAReportUsesIsKept() throws IOException {
        LoadOutcome outcome = site.operations().load(RppsExtract.write(home, "202605120812", 2_000), null, null);
        published(outcome);
        assertThat(outcome)
                .extracting(LoadOutcome::feed, LoadOutcome::period, LoadOutcome::loaded)
                .containsExactly("rpps", "2026-05-12", 2_000L);
        assertThat(site.jdbc()
                        .sql("select to_jsonb(r) - array['period_start', 'load_id', 'file_id'] from dwh.rpps r"
                                + " where line_no in (9, 1001) order by line_no")
                        .query(String.class)
                        .list())
                .allSatisfy(row -> assertThat(row).doesNotContain("FICTI").doesNotContain("exemple"))
                .first()
                .asString()
                .contains(
                        "\"type_identifiant\": \"RPPS\"", "\"identifiant\": \"9000000007", "\"savoir_faire\": \"SM7\"")
                .contains("\"mode_exercice\": \"S\"", "\"departement\": \"28\"", "\"commune\": \"28001\"");
    }

    @Test
    void aColumnThatTheRppsNeverHadIsAFinding() throws IOException {
        String text = Files.readString(RppsExtract.write(home, "202605130812", 2));
        LoadOutcome outcome = site.load(
                "PS_LibreAcces_Personne_activite_202605130812.txt",
                text.replaceFirst("Libellé civilité\\|", "Libellé du titre|"));
        assertThat(messages(outcome))
                .containsExactly(
                        "[PS_LibreAcces_Personne_activite_202605130812.txt] line 1, column Libellé du titre: the"
                                + " contract does not know this column; it was ignored");
    }

    @Test
    void aGhtHasOneSupportHospitalWhereTheListTells() {
        String header =
                "REGION;DENOMINATION GHT;CODE GHT;FINESS;CATEGORIE;DENOMINATION ETABLISSEMENT;COMMUNE;CODE POSTAL";
        String line = "Océan Indien;GHT FICTIF;%s;" + EsWeek.finess("60", 1) + ";C.H.;CH FICTIF;Fictiville;60000";
        published(site.load("ght_2017-10-31.csv", header + "\n" + line.formatted("OI-01") + "\n"));
        LoadOutcome told = site.load(
                "ght_2018-01-31.csv",
                header + ";SUPPORT\n" + line.formatted("OI-01") + ";OUI\n" + line.formatted("OI-02") + ";NON\n");
        assertThat(messages(told))
                .containsExactly("[ght_2018-01-31.csv] line 3: GHT OI-02: expected 1 support hospital, found 0");
    }

    @Test
    void aPlaceThatNoNomenclatureHasIsAWarning() {
        String header = "maille;code;annee;assures\n";
        published(site.load("population_2018-01-01.csv", header + "DEPARTEMENT;60;2018;700 000\nCAISSE;601;2018;1\n"));
        LoadOutcome unknown = site.load("population_2019-01-01.csv", header + "DEPARTEMENT;100;2019;1\n");
        assertThat(unknown.status()).isEqualTo(Status.PUBLISHED);
        assertThat(messages(unknown))
                .containsExactly(
                        "[population_2019-01-01.csv] line 2: line 2: DEPARTEMENT \"100\" is not known; the line is"
                                + " about no place that a report shows");
    }

    @Test
    void compatibilityIsOneLineAnEstablishment() {
        String header =
                "finess_et;statut;editeur;version;date;alimentation_auto;rattachement_es;medecins_liberaux;cible\n";
        String line = EsWeek.finess("60", 1) + ";INSTALLEE;ÉDITEUR FICTIF;1.0;01/03/2018;OUI;NON;;OUI\n";
        published(site.load("dmp_compatibilite_2018-04-30.csv", header + line));
        assertThat(messages(site.load("dmp_compatibilite_2018-05-31.csv", header + line + line)))
                .contains(
                        "[dmp_compatibilite_2018-05-31.csv] line 2: line 2 has the same key as 2 lines of this file; all"
                                + " of them are rejected, none wins");
    }

    @Test
    void aTargetHasItsDaysToItself() {
        String header = "indicateur;maille;code;debut;fin;valeur;source\n";
        published(site.load("cibles_2018-01-01.csv", header + """
                dmp-assures;CAISSE;;01/11/2017;31/12/2018;0,05;circulaire fictive
                dmp-assures;CAISSE;601;01/11/2017;31/12/2018;0,1;
                ght-support;FRANCE;;01/01/2018;31/12/2018;0,7;
                ght-support;FRANCE;;01/01/2019;;1;
                """));
        assertThat(site.jdbc()
                        .sql(
                                "select code || ' ' || valeur from dwh.cibles where period_start = '2018-01-01' order by line_no")
                        .query(String.class)
                        .list())
                .containsExactly("* 0.05", "601 0.1", "* 0.7", "* 1");
        LoadOutcome wrong = site.load("cibles_2018-02-01.csv", header + """
                ght-support;FRANCE;;01/01/2018;30/06/2019;0,7;
                ght-support;FRANCE;;30/06/2019;;1;
                dmp-assures;CAISSE;;01/11/2018;31/12/2017;0,05;
                """);
        assertThat(wrong.status()).isEqualTo(Status.HELD);
        assertThat(wrong.findings())
                .extracting(FoundCount::severity, FoundCount::message)
                .containsExactlyInAnyOrder(
                        tuple(
                                "error",
                                "[cibles_2018-02-01.csv] line 3: line 3, ght-support: the target from 2019-06-30 on is aimed"
                                        + " at while that of line 2 is"),
                        tuple(
                                "error",
                                "[cibles_2018-02-01.csv] line 4: line 4: what begins on 2018-11-01 cannot end on"
                                        + " 2017-12-31"));
    }

    @Test
    void aNewSnapshotLeavesTheOneBeforeInForceForItsDays() {
        String header = "maille;code;annee;assures\n";
        site.load("population_2014-01-01.csv", header + "DEPARTEMENT;60;2014;100\n");
        site.load("population_2015-01-01.csv", header + "DEPARTEMENT;60;2014;101\nDEPARTEMENT;60;2015;102\n");
        assertThat(site.jdbc()
                        .sql(
                                "select period_start || ' ' || annee || ' ' || assures from dwh.population p join ops.load l"
                                        + " using (load_id, period_start) where retired_at is null and period_start < '2016-01-01'"
                                        + " order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("2014-01-01 2014 100", "2015-01-01 2014 101", "2015-01-01 2015 102");
    }
}
