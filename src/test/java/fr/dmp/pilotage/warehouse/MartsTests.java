package fr.dmp.pilotage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.bench.PslWeek;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept of a load once it is audited. */
class MartsTests {

    private static final String FIGURES =
            "concat_ws(' ', structures, actives, dmp_crees, dmp_crees_cumul, alimentations,"
                    + " alimentations_cumul, documents, documents_cumul, consultations, consultations_cumul)";

    @TempDir
    private Path home;

    private Site site;

    @BeforeEach
    void open() {
        site = new Site(home);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private List<String> activity() {
        return site.jdbc()
                .sql("select concat_ws('|', period_start, load_id, volet, departement, groupe, editeur, logiciel, "
                        + FIGURES + ") from mart.activity_weekly order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void hospitalsAreAddedUpByDepartementCategoryAndVendor() {
        String other = EsWeek.row(EsWeek.finess("60", 2))
                .replace("EDITEUR FICTIF", "AUTRE")
                .replace(";5;50;", ";0;50;");
        String rows = EsWeek.good(2) + other.replace(EsWeek.finess("60", 2), EsWeek.finess("60", 3)) + "\n";
        LoadOutcome outcome = site.load(EsWeek.NAME, rows);
        String load = "2012-09-17|" + outcome.loadId();
        assertThat(activity())
                .containsExactly(
                        load + "|ES|60|355|AUTRE||1 0 3 30 2 20 0 50 1 10",
                        load + "|ES|60|355|EDITEUR FICTIF||2 2 6 60 4 40 10 100 2 20");
    }

    @Test
    void practitionersAreAddedUpByProfessionVendorAndSoftware() {
        String header = "semaine;rpps;profession;departement;lieu_exercice;logiciel;editeur_logiciel;dmp_crees;"
                + "dmp_crees_cumul;dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;"
                + "consultations_cumul\n";
        String figures = ";1;10;2;20;3;30;4;40\n";
        LoadOutcome outcome = site.load(
                "activite_psl_2012-S38.csv",
                header + "2012-S38;" + PslWeek.rpps(1) + ";MEDECIN;60;1;LOGICIEL;EDITEUR" + figures + "2012-S38;"
                        + PslWeek.rpps(2) + ";MEDECIN;60;1;LOGICIEL;EDITEUR" + figures + "2012-S38;" + PslWeek.rpps(3)
                        + ";MEDECIN;60;1;;" + figures);
        String load = "2012-09-17|" + outcome.loadId();
        assertThat(activity())
                .containsExactly(
                        load + "|PSL|60|MEDECIN|EDITEUR|LOGICIEL|2 2 2 20 4 40 6 60 8 80",
                        load + "|PSL|60|MEDECIN|||1 1 1 10 2 20 3 30 4 40");
    }

    @Test
    void otherStructuresAreAddedUpByType() {
        LoadOutcome outcome = site.load(
                "activite_autres_2012-S38.csv",
                "semaine;type_structure;type_identifiant;identifiant;departement;dmp_crees;dmp_crees_cumul;dmp_alimentes;"
                        + "dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul\n"
                        + "2012-S38;EHPAD;INTERNE;F1;60;0;0;2;20;3;30;4;40\n2012-S38;ARS;INTERNE;F2;60;0;0;0;0;0;0;0;0\n");
        String load = "2012-09-17|" + outcome.loadId();
        assertThat(activity())
                .containsExactly(
                        load + "|AUTRES|60|ARS|||1 0 0 0 0 0 0 0 0 0",
                        load + "|AUTRES|60|EHPAD|||1 1 0 0 2 20 3 30 4 40");
    }

    @Test
    void linesThatShareAKeyAreInNoMart() {
        LoadOutcome outcome = site.load(EsWeek.NAME, EsWeek.good(3) + EsWeek.row(EsWeek.finess("60", 2)) + "\n");
        assertThat(outcome.rejected()).isEqualTo(2);
        assertThat(activity()).singleElement().asString().endsWith("|2 2 6 60 4 40 10 100 2 20");
    }

    @Test
    void aCorrectionHasRowsOfItsOwnAndThoseOfTheLoadItRetiresStay() {
        site.load(EsWeek.NAME, EsWeek.good(2));
        site.load(EsWeek.NAME, EsWeek.good(3));
        assertThat(activity())
                .extracting(each -> each.substring(each.lastIndexOf('|') + 1))
                .containsExactly("2 2 6 60 4 40 10 100 2 20", "3 3 9 90 6 60 15 150 3 30");
    }

    private String week(int week, int establishments) {
        return week(week, EsWeek.good(establishments));
    }

    private String week(int week, String text) {
        String label = "2012-S" + week;
        site.load("activite_es_" + label + ".csv", text.replace("2012-S38", label));
        return silent();
    }

    /** The silent structures of the last load. */
    private String silent() {
        return site.jdbc().sql("""
                        select coalesce(string_agg(departement || ' since ' || last_seen
                          || case when dmp_crees_cumul > 0 then ' with ' || concat_ws(' ', dmp_crees_cumul, alimentations_cumul,
                            documents_cumul, consultations_cumul) else '' end
                          || case when key_hash is null then ', ' || structures || ' of no name' else '' end,
                          ', ' order by last_seen, key_hash), 'none')
                        from mart.structure_silent
                        where load_id = (select max(load_id) from ops.load)
                        """).query(String.class).single();
    }

    @Test
    void aStructureIsSilentUntilItReportsAgain() {
        String first = "60 since 2012-05-14 with 30 20 50 10";
        assertThat(week(20, 3)).isEqualTo("none");
        assertThat(week(21, 2)).isEqualTo(first);
        assertThat(week(22, 1)).isEqualTo(first + ", 60 since 2012-05-21 with 30 20 50 10");
        assertThat(week(24, 2)).as("after a week that is missing").isEqualTo(first);
        assertThat(week(34, 2)).as("what it did counts on").isEqualTo(first);
        assertThat(week(35, 3)).isEqualTo("none");
    }

    @Test
    void aStructureThatNeverCreatedNorFedADmpIsForgottenAfterThirteenWeeks() {
        assertThat(week(20, EsWeek.good(3).replace(";3;30;2;20;", ";0;0;0;0;"))).isEqualTo("none");
        assertThat(week(21, 2)).isEqualTo("60 since 2012-05-14");
        assertThat(week(33, 2)).isEqualTo("60 since 2012-05-14");
        assertThat(week(34, 2)).isEqualTo("none");
    }

    /** A week of so many professionals. */
    private String professionals(int week, int count) {
        StringBuilder text = new StringBuilder("semaine;rpps;profession;departement;lieu_exercice;dmp_crees;"
                + "dmp_crees_cumul;dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;"
                + "consultations_cumul\n");
        for (int number = 1; number <= count; number++) {
            text.append("2012-S" + week + ";" + PslWeek.rpps(number) + ";MEDECIN;60;1;1;10;2;20;3;30;4;40\n");
        }
        site.load("activite_psl_2012-S" + week + ".csv", text.toString());
        return silent();
    }

    @Test
    void professionalsWhoseLinesAreTooOldToNameThemAreKeptTogetherWithoutTheirHashes() {
        professionals(20, 4);
        assertThat(professionals(21, 2)).endsWith("60 since 2012-05-14 with 10 20 30 40");
        // As if the two had sent their last lines 36 months and a day ago, and the one that follows later.
        site.jdbc()
                .sql("update mart.structure_silent set last_seen = '2009-05-27'")
                .update();
        assertThat(professionals(22, 1))
                .isEqualTo("60 since 2009-05-27 with 20 40 60 80, 2 of no name, 60 since 2012-05-21 with 10 20 30 40");
        site.jdbc()
                .sql("update mart.structure_silent set last_seen = '2009-05-27'")
                .update();
        assertThat(professionals(23, 1)).isEqualTo("60 since 2009-05-27 with 30 60 90 120, 3 of no name");
    }

    @Test
    void theSameLoadComesToTheSameMartsAgain() {
        site.load(EsWeek.NAME, EsWeek.good(2));
        Loads loads = site.bean(Loads.class);
        Load load = loads.get(site.jdbc()
                .sql("select max(load_id) from ops.load")
                .query(Long.class)
                .single());
        Marts marts = site.bean(Marts.class);
        List<String> before = activity();
        new TransactionTemplate(site.bean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> marts.compute(marts.scope(load)));
        assertThat(activity()).isEqualTo(before).hasSize(1);
    }

    @Test
    void everyMartSaysWhatItsRowsAre() {
        Definitions definitions = new Definitions(null);
        for (String path : definitions.list("sql/mart", ".sql")) {
            SqlFile file = SqlFile.read(definitions, path);
            for (String key : List.of("grain", "keys", "parameters")) {
                assertThat(file.optional(key)).as(path + ": " + key).isNotBlank();
            }
            assertThat(file.optional("mart") == null).as(path).isNotEqualTo(file.optional("temporary") == null);
        }
    }
}
