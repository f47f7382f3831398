package fr.dmp.pilotage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Months that were loaded before there were sums of them get those that their audit would keep today. */
class MonthlyMartsOfEarlierLoadsTests {

    private static final List<String> MARTS =
            List.of("mart.activity_monthly", "mart.usage_documents", "mart.usage_acces");

    private static List<String> sums(Site site) {
        return MARTS.stream()
                .flatMap(mart -> site
                        .jdbc()
                        .sql("select to_jsonb(m)::text from " + mart + " m order by 1")
                        .query(String.class)
                        .list()
                        .stream())
                .toList();
    }

    private static void load(Site site, String month) {
        site.load("activite_psl_" + month + ".csv", """
                mois;volet;type_identifiant;identifiant;profession;departement;dmp_crees;dmp_crees_cumul;dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul
                2012-09;PSL;RPPS;10000000009;MEDECIN;60;1;2;3;4;5;6;7;8
                2012-09;PSL;RPPS;10000000017;MEDECIN;60;1;2;3;4;0;6;0;8
                """.replace("2012-09", month));
        site.load("activite_autres_" + month + ".csv", """
                mois;volet;type_identifiant;identifiant;type_structure;departement;dmp_crees;dmp_crees_cumul;dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul
                2012-09;AUTRES;CODE_CAISSE;601;CPAM;60;1;2;3;4;5;6;7;8
                """.replace("2012-09", month));
        site.load("usage_documents_" + month + ".csv", """
                mois;volet;type_identifiant;identifiant;departement;code_document;documents_deposes;dmp_alimentes;documents_consultes
                2012-09;PSL;RPPS;10000000009;60;34112-3;5;4;1
                2012-09;ES;FINESS;600000004;60;34112-3;50;40;3
                """.replace("2012-09", month));
        site.load("usage_acces_" + month + ".csv", """
                mois;volet;type_identifiant;identifiant;departement;profession;mode_acces;dmp_consultes;connexions
                2012-09;PSL;RPPS;10000000009;60;MEDECIN;NORMAL;5;9
                2012-09;ES;FINESS;600000004;60;;NORMAL;5;0
                """.replace("2012-09", month));
    }

    @Test
    void sumsThatAreMissingAreAddedAndThoseThatAreThereStay(@TempDir Path home) throws IOException {
        String migration = Files.readString(Path.of("sql/migration/V27__monthly_marts_of_earlier_loads.sql"));
        try (Site site = new Site(home)) {
            load(site, "2012-09");
            load(site, "2012-10");
            List<String> audited = sums(site);
            assertThat(audited).hasSize(12);
            MARTS.forEach(mart -> site.jdbc()
                    .sql("delete from " + mart + " where period_start = '2012-09-01'")
                    .update());
            assertThat(sums(site)).hasSize(6);

            site.jdbc().sql(migration).update();
            assertThat(sums(site)).isEqualTo(audited);

            site.jdbc().sql(migration).update();
            assertThat(sums(site)).as("once").isEqualTo(audited);
        }
    }
}
