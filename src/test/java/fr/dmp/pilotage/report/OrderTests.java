package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The order of rows follows from the data alone, whatever server sorts them. */
class OrderTests {

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

    @Test
    void textIsSortedAlikeOnAServerOfAnotherLocale() {
        EsHistory history = new EsHistory("2012-S38");
        // As bytes: Zeta, alpha, Éditeur. In French: alpha, Éditeur, Zeta.
        String[] vendors = {"alpha", "Éditeur", "Zeta"};
        for (int i = 0; i < vendors.length; i++) {
            history.add(EsWeek.finess("60", i), "FICTIF " + i, 1, 1, 1, 1, 1, 1).vendor(vendors[i]);
        }
        history.load(site, 5);
        site.jdbc()
                .sql("alter table dwh.es_weekly alter column editeur_dpi type text collate \"fr-x-icu\"")
                .update();
        assertThat(site.jdbc()
                        .sql("select editeur_dpi from dwh.es_weekly order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("alpha", "Éditeur", "Zeta");

        assertThat(sheet("Éditeurs").column("Éditeur du DPI")).containsExactly("Zeta", "alpha", "Éditeur");
    }

    /** The time is the statements' own: on a table that nobody has analysed yet, a join of lines takes minutes. */
    @Test
    @Timeout(30)
    void moreThanAThousandFindingsAreNumberedInTheOrderOfTheirLines() {
        EsHistory history = new EsHistory("2012-S38");
        for (int i = 0; i < 1_050; i++) {
            history.add(EsWeek.finess("60", i), "FICTIF " + i, 1, 1, 1, 1, 1, 1);
        }
        history.load(site, 5);
        site.jdbc().sql("""
                        insert into ops.finding (load_id, page, code, severity, line_no, message, message_fr)
                        select load_id, 0, case when line_no % 2 = 0 then 'even' else 'odd' end, 'warning', line_no, '', ''
                        from dwh.es_weekly
                        """).update();
        WrittenSheet quality = sheet("Qualité");
        assertThat(quality.column("Périmètre", "Référence"))
                .hasSize(1_050)
                .containsEntry("Q001", "activite_es_2012-S38.csv, ligne 2")
                .containsEntry("Q526", "activite_es_2012-S38.csv, ligne 3")
                .containsEntry("Q1050", "activite_es_2012-S38.csv, ligne 1051");
        assertThat(quality.column("Référence").get(1_049)).isEqualTo("Q1050");
    }

    private WrittenSheet sheet(String name) {
        return WrittenSheet.all(Focus.write(site, "Picardie", "2012-S38").path())
                .get(name);
    }
}
