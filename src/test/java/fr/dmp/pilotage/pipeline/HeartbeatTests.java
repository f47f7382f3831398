package fr.dmp.pilotage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.Site;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run is taken over from a process that is proven dead, and from no other. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class HeartbeatTests {

    private Site site;
    private Heartbeat heartbeat;

    @BeforeAll
    void open(@TempDir Path home) {
        site = new Site(home, "--pilotage.silence=2s");
        heartbeat = site.bean(Heartbeat.class);
    }

    @AfterAll
    void close() {
        site.close();
    }

    private void process(String owner, String host, long pid, Instant born, String beat, boolean ended) {
        site.jdbc()
                .sql("insert into ops.process (owner, host, pid, born_at, beat_at, ended_at) values"
                        + " (:owner, :host, :pid, :born, now() - :beat::interval, case when :ended then now() end)")
                .param("owner", owner)
                .param("host", host)
                .param("pid", pid)
                .param("born", OffsetDateTime.ofInstant(born, ZoneOffset.UTC))
                .param("beat", beat)
                .param("ended", ended)
                .update();
    }

    private static Instant bornNow() {
        return ProcessHandle.current().info().startInstant().orElseThrow();
    }

    @Test
    void aProcessOfThisMachineThatIsGoneIsDeadAtOnce() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        process("gone", Heartbeat.HOST, gone.pid(), Instant.now(), "0 s", false);
        assertThat(heartbeat.awaitDeath("gone"))
                .isEqualTo("process " + gone.pid() + " on " + Heartbeat.HOST + " is gone");
    }

    @Test
    void anotherProgramThatGotItsNumberIsNotTakenForIt() {
        long pid = ProcessHandle.current().pid();
        process("number", Heartbeat.HOST, pid, bornNow().minusSeconds(3_600), "0 s", false);
        assertThat(heartbeat.awaitDeath("number")).endsWith(" is gone");
    }

    @Test
    void aProcessThatLivesWithoutItsLockIsNotTakenOver() {
        long pid = ProcessHandle.current().pid();
        process("alive", Heartbeat.HOST, pid, bornNow(), "0 s", false);
        assertThatThrownBy(() -> heartbeat.awaitDeath("alive"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "process " + pid + " on " + Heartbeat.HOST
                                + " is alive, but the database ended its session and its lock is free; a node that serves goes on with its run by itself; else end the process, then try again");
    }

    @Test
    void aProcessOfAnotherMachineIsDeadWhenItIsSilent() {
        process("silent", "elsewhere", 1, Instant.now(), "3 s", false);
        assertThat(heartbeat.awaitDeath("silent")).isEqualTo("process 1 on elsewhere is silent");
        process("falling silent", "elsewhere", 2, Instant.now(), "0 s", false);
        Instant before = Instant.now();
        assertThat(heartbeat.awaitDeath("falling silent")).isEqualTo("process 2 on elsewhere is silent");
        assertThat(Instant.now()).as("it was waited for").isAfter(before.plusSeconds(1));
    }

    @Test
    void aProcessThatEndedWellIsDead() {
        process("ended", "elsewhere", 3, Instant.now(), "0 s", true);
        assertThat(heartbeat.awaitDeath("ended")).isEqualTo("process 3 on elsewhere has ended");
    }

    @Test
    void ofOneThatIsNotKnownItsFreeLockIsTheProof() {
        assertThat(heartbeat.awaitDeath("pilotage 1 of an earlier version")).isEqualTo("its lock is free");
    }

    @Test
    void whatRunsIsKnownAsAProcessThatBeats() {
        site.operations().run("retention", null);
        assertThat(site.jdbc()
                        .sql("select pid from ops.process where host = :host and pid = :pid and ended_at is null"
                                + " and owner like 'pilotage %'")
                        .param("host", Heartbeat.HOST)
                        .param("pid", ProcessHandle.current().pid())
                        .query(Long.class)
                        .list())
                .hasSize(1);
    }

    @Test
    void aTakeoverIsKeptWithItsProofAndWhatIsLoaded() {
        site.operations().run("retention", null);
        site.jdbc()
                .sql("update ops.batch_job_execution set status = 'UNKNOWN', end_time = null"
                        + " where job_execution_id = (select max(job_execution_id) from ops.batch_job_execution)")
                .update();
        site.operations().run("retention", null);
        AuditTrail.Entry recovery = site.operations().audit().list(null, 1).get(0);
        assertThat(recovery.action()).isEqualTo("recover");
        assertThat(recovery.detail()).matches("attempt \\d+ was left UNKNOWN; it was this process");
    }
}
