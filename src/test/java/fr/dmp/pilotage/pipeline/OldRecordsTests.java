package fr.dmp.pilotage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of runs go when their time is over; what says how figures came about stays. */
class OldRecordsTests {

    @TempDir
    private Path home;

    private Site site;

    @BeforeEach
    void open() {
        site = new Site(home);
        site.load(EsWeek.NAME, EsWeek.good(2));
        site.load("activite_es_2012-S37.csv", EsWeek.good(2).replace("2012-S38", "2012-S37"));
        site.operations().run("weekly", null);
        site.operations().run("weekly", null);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void makeOld(String months) {
        site.jdbc()
                .sql("update ops.batch_job_execution set end_time = end_time - cast('" + months
                        + " months' as interval)")
                .update();
    }

    private List<Long> runs() {
        return site.operations().runs().latest(10).stream().map(RunLog.Run::run).toList();
    }

    private int forgotten() {
        Expiry expiry = site.operations().run("retention", null).expiry();
        assertThat(expiry).isNotNull();
        return expiry.records();
    }

    @Test
    void aRunIsForgottenButTheLastOfEachJob() {
        assertThat(runs()).containsExactly(4L, 3L, 2L, 1L);
        makeOld("26");
        site.jdbc()
                .sql("insert into ops.alert (kind, subject, title, body, raised_at)"
                        + " values ('late', 'of old', 'of old', '', now() - interval '26 months')")
                .update();
        assertThat(forgotten())
                .as("the first load, the first weekly run, an alert")
                .isEqualTo(3);
        assertThat(runs()).containsExactly(5L, 4L, 2L);
        assertThat(site.count("ops.load")).isEqualTo(2);
        assertThat(site.count("ops.edition")).isPositive();
        assertThat(site.operations().audit().list(null, 10)).isNotEmpty();
        assertThat(site.operations().run("weekly", null).cause()).isNull();
    }

    @Test
    void aRunWhoseTimeIsNotOverStays() {
        makeOld("24");
        assertThat(forgotten()).isZero();
        assertThat(runs()).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void theRunOfALoadThatIsLeftOpenStays() {
        makeOld("26");
        site.jdbc()
                .sql("update ops.load set published_at = null where load_id = 1")
                .update();
        assertThat(forgotten()).as("the first weekly run").isEqualTo(1);
        assertThat(runs()).contains(1L);
    }
}
