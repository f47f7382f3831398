package fr.dmp.pilotage.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.database.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Nodes that serve, each a process of its own. */
@Timeout(1_800)
class ServeTests {

    /** How many firings in compressed time; more in the long profile. */
    private static final int FIRINGS = Integer.getInteger("faults.firings", 50);

    @TempDir
    private Path home;

    @TempDir
    private Path own;

    private Site site;
    private final List<Process> nodes = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(own.resolve("jobs"));
        for (String job : List.of("monthly", "reference", "retention")) {
            String text = Files.readString(Path.of("jobs/" + job + ".yaml"));
            Files.writeString(own.resolve("jobs/" + job + ".yaml"), text.replaceFirst("(?s)schedule:\n(  .*\n)+", ""));
        }
        site = new Site(home, "--pilotage.definitions=" + own);
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Process node : nodes) {
            node.destroyForcibly().waitFor();
        }
        site.close();
    }

    private void everySecond() throws IOException {
        String weekly = Files.readString(Path.of("jobs/weekly.yaml"));
        Files.writeString(
                own.resolve("jobs/weekly.yaml"),
                weekly.replace("0 0 5 * * ?", "* * * * * ?").replace("misfire: once", "misfire: each"));
    }

    private Process serve(int port) throws IOException {
        return serve(port, site.process("serve"));
    }

    private Process serve(int port, ProcessBuilder builder) throws IOException {
        builder.environment().put("PILOTAGE_DEFINITIONS", own.toString());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        Path output = Files.createTempFile(home, "serve", ".out");
        Process node = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        nodes.add(node);
        return node;
    }

    private static long fired(JdbcClient jdbc) {
        return jdbc.sql("select count(distinct parameter_value) from ops.batch_job_execution_params"
                        + " where parameter_name = 'fired-for'")
                .query(Long.class)
                .single();
    }

    /** Moments of the schedule from the first to the last that had a run, each with the number of its runs that ended. */
    private static List<Integer> runsOfEachMoment(JdbcClient jdbc) {
        return jdbc.sql("""
                        with fired as (
                          select p.parameter_value::timestamp as slot, e.exit_message from ops.batch_job_execution_params p
                          join ops.batch_job_execution e using (job_execution_id)
                          where p.parameter_name = 'fired-for' and e.end_time is not null
                            and coalesce(e.exit_message, '') <> 'its process died'),
                        slots as (
                          select generate_series(min(slot), max(slot), interval '1 second') as slot from fired)
                        select (select count(*)::int from fired f where f.slot = s.slot) from slots s order by s.slot
                        """).query(Integer.class).list();
    }

    @Test
    @Tag("faults")
    void ofTwoNodesOneRunsEachMomentAlsoWhenOneIsKilled() throws Exception {
        everySecond();
        Process first = serve(0);
        serve(0);
        await(() -> fired(site.jdbc()) >= FIRINGS / 2);
        first.destroyForcibly().waitFor();
        await(() -> fired(site.jdbc()) >= FIRINGS);
        for (Process node : nodes) {
            node.destroy();
            node.waitFor(90, TimeUnit.SECONDS);
        }
        List<Integer> runs = runsOfEachMoment(site.jdbc());
        assertThat(runs).hasSizeGreaterThanOrEqualTo(FIRINGS);
        // The last ones may have been cut off by the end of the test.
        assertThat(runs.subList(0, FIRINGS)).containsOnly(1);
    }

    @Test
    @Tag("faults")
    void aNodeGoesOnAfterItsServerWasRestartedAndNoMomentIsLost() throws Exception {
        everySecond();
        int port = freePort();
        try (EmbeddedServer server = Site.server(home.resolve("another"))) {
            JdbcClient jdbc =
                    JdbcClient.create(new DriverManagerDataSource(server.url(), server.user(), server.secret()));
            ProcessBuilder builder = site.process("serve");
            builder.environment().put("SPRING_DATASOURCE_URL", server.url());
            builder.environment().put("SPRING_DATASOURCE_USERNAME", server.user());
            builder.environment().put("SPRING_DATASOURCE_PASSWORD", server.secret());
            Process node = serve(port, builder);
            await(() -> answer(port, "readiness") == 200);
            await(() -> fired(jdbc) > 2);

            crash(jdbc);

            await(() -> isUp(jdbc));
            long before = fired(jdbc);
            await(() -> fired(jdbc) > before + 3);
            await(() -> answer(port, "readiness") == 200);
            node.destroy();
            assertThat(node.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(runsOfEachMoment(jdbc).subList(0, (int) before + 2)).containsOnly(1);
        }
    }

    /** A killed session makes the server end all of them and start anew. */
    private static void crash(JdbcClient jdbc) {
        long session = jdbc.sql("select pid from pg_stat_activity where application_name like 'pilotage %' limit 1")
                .query(Long.class)
                .single();
        assertThat(ProcessHandle.of(session).orElseThrow().destroyForcibly()).isTrue();
    }

    @Test
    void aNodeIsHealthyWhileItServesAndEndsWhenItIsTold() throws Exception {
        int port = freePort();
        Process node = serve(port);
        await(() -> answer(port, "readiness") == 200);
        assertThat(answer(port, "liveness")).isEqualTo(200);
        assertThat(site.bean(Schedules.class).nodes()).hasSize(1);

        node.destroy();

        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).as("SIGTERM").isEqualTo(143);
        assertThat(answer(port, "readiness")).isZero();
        assertThat(Files.readString(home.resolve("logs/pilotage.log"))).doesNotContain("ERROR");
    }

    private static boolean isUp(JdbcClient jdbc) {
        try {
            return fired(jdbc) > 0;
        } catch (DataAccessException e) {
            return false; // it recovers
        }
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int answer(int port, String group) {
        try {
            HttpResponse<Void> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/" + group))
                                    .build(),
                            BodyHandlers.discarding());
            return answer.statusCode();
        } catch (IOException e) {
            return 0; // not there yet, or no more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(120L + 4L * FIRINGS));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited too long").isBefore(deadline);
            Thread.sleep(200);
        }
    }
}
