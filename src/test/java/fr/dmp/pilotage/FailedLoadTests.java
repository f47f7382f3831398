package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.pipeline.FeedState;
import fr.dmp.pilotage.pipeline.FeedState.State;
import fr.dmp.pilotage.pipeline.FeedsRequest;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load whose run ended before its end is trouble until a run goes on with it, and not one that is going on. */
class FailedLoadTests {

    private Site site;

    @BeforeEach
    void start(@TempDir Path home) {
        site = new Site(home);
        site.jdbc().sql("""
                        create function full() returns trigger language plpgsql as $$
                        begin raise exception 'could not extend file: No space left on device'; end $$
                        """).update();
        site.jdbc()
                .sql("create trigger disk_full before insert on dwh.es_weekly for each row execute function full()")
                .update();
        LoadOutcome failed = site.load(EsWeek.NAME, EsWeek.good(2));
        assertThat(failed.status()).isEqualTo(Status.FAILED);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private FeedState state() {
        FeedsRequest asked = new FeedsRequest("es-weekly", null, Set.of(), null, null, 0);
        return site.operations().feeds(asked).states().stream()
                .filter(each -> "2012-S38".equals(each.period()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFailedLoadSaysSoAndWhyAndIsTrouble() {
        assertThat(state().state()).isEqualTo(State.FAILED);
        assertThat(state().reason())
                .as("what 'runs' says")
                .isEqualTo(site.operations().runs().latest(1).get(0).cause())
                .startsWith("COPY failed: copy dwh.es_weekly_2012 (line_no, ");
        Site.Said said = site.cli("feeds", "--feed", "es-weekly", "--state", "failed,loading", "--strict");
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.out())
                .containsPattern("es-weekly +2012-S38 +national +failed ")
                .contains("COPY failed: copy dwh.es_weekly_2012 (line_no, ");
    }

    @Test
    void aKilledOneSaysThatItsProcessDied() {
        site.jdbc()
                .sql("update ops.batch_job_execution set status = 'STARTED', exit_message = '', end_time = null")
                .update();
        site.jdbc().sql("update ops.batch_step_execution set exit_message = ''").update();
        assertThat(state().state()).isEqualTo(State.FAILED);
        assertThat(state().reason()).isEqualTo("its process died; the next run goes on with it");
    }

    @Test
    void oneThatARunIsAtIsLoadingAndNoTrouble() throws SQLException {
        try (Connection run = site.bean(Database.class).session();
                Statement statement = run.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtextextended('run load es-weekly national 2012-S38', 0))");
            assertThat(state().state()).isEqualTo(State.LOADING);
            assertThat(state().reason()).isNull();
            assertThat(site.cli("feeds", "--state", "failed,loading", "--strict")
                            .code())
                    .isZero();
            // The server ends a session in its own time.
            statement.execute("select pg_advisory_unlock_all()");
        }
        assertThat(state().state()).isEqualTo(State.FAILED);
    }

    @Test
    void oneThatIsGoneOnWithArrives() {
        site.jdbc().sql("drop trigger disk_full on dwh.es_weekly").update();
        assertThat(site.load(EsWeek.NAME, EsWeek.good(2)).status()).isEqualTo(Status.PUBLISHED);
        assertThat(state().state()).isIn(State.ARRIVED, State.LATE);
    }
}
