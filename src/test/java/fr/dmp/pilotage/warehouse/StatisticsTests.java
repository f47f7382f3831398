package fr.dmp.pilotage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.PublishedFigures;
import fr.dmp.pilotage.Site;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL knows of a fact when reports are planned. */
class StatisticsTests {

    private Site site;

    @BeforeEach
    void open(@TempDir Path home) {
        site = new Site(home);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void afterTheFirstLoadPostgresqlKnowsHowManyRowsThereAre() {
        site.load(EsWeek.NAME, EsWeek.good(300));
        assertThat(known()).isEqualTo(300);
    }

    @Test
    void itCountsAgainWhenTheFactHasDoubledAndNotBefore() {
        site.load(EsWeek.NAME, EsWeek.good(300));
        site.load("activite_es_2012-S37.csv", EsWeek.good(200).replace("2012-S38", "2012-S37"));
        assertThat(known()).isEqualTo(300);
        site.load("activite_es_2012-S36.csv", EsWeek.good(200).replace("2012-S38", "2012-S36"));
        assertThat(known()).isEqualTo(700);
    }

    @Test
    void itCountsTheColumnsThatStatementsSearch() {
        site.load(EsWeek.NAME, EsWeek.good(300));
        List<String> columns = site.jdbc()
                .sql(
                        "select attname from pg_stats where schemaname = 'dwh' and tablename = 'es_weekly_2012' order by 1")
                .query(String.class)
                .list();
        assertThat(columns).containsExactly("departement", "finess_et", "load_id", "period_start");
    }

    @Test
    void whatWasFoundIsCountedToo() {
        site.load(PublishedFigures.NAME, PublishedFigures.text());
        assertThat(site.jdbc()
                        .sql("select reltuples::bigint = count(*) and count(*) > 0 from pg_class, ops.finding"
                                + " where oid = 'ops.finding'::regclass group by reltuples")
                        .query(Boolean.class)
                        .optional())
                .contains(true);
    }

    private long known() {
        return site.jdbc()
                .sql("select reltuples::bigint from pg_class where oid = 'dwh.es_weekly_2012'::regclass")
                .query(Long.class)
                .single();
    }
}
