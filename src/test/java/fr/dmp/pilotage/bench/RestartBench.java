package fr.dmp.pilotage.bench;

import fr.dmp.pilotage.PilotageDmp;
import fr.dmp.pilotage.database.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * Times a load whose process is killed when nine tenths of its pages are in, and its rerun, against the same load undisturbed:
 * the time of its steps, without the start of processes. Size: {@code -Dbench.rows} (10 000 000) and {@code -Dbench.rounds}
 * (2); the folder that holds all of it: {@code -Djava.io.tmpdir}.
 */
public final class RestartBench {

    /** Time of the steps of all attempts at a load; of one that was killed, until its last page. */
    private static final String STEPS = """
            select sum(extract(epoch from coalesce(e.end_time, moved) - e.start_time)) from (
              select e.*, (select max(s.last_updated) from ops.batch_step_execution s
                           where s.job_execution_id = e.job_execution_id and s.step_name like 'pages:%') as moved
              from ops.batch_job_execution e) e
            join ops.batch_job_execution_params p on p.job_execution_id = e.job_execution_id and p.parameter_name = 'load'
            where p.parameter_value = :load::text
            """;

    private static final String WEEK = "2012-S38";

    private final Path home;
    private final int rows;
    private final JdbcClient jdbc;

    private RestartBench(Path home, int rows, JdbcClient jdbc) {
        this.home = home;
        this.rows = rows;
        this.jdbc = jdbc;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        int rows = Integer.getInteger("bench.rows", 10_000_000);
        int rounds = Integer.getInteger("bench.rounds", 2);
        double undisturbed = 0;
        double killed = 0;
        for (int round = 0; round < rounds; round++) {
            // Who comes first changes each round.
            killed += round % 2 == 0 ? onItsOwnSite(rows, true) : 0;
            undisturbed += onItsOwnSite(rows, false);
            killed += round % 2 == 0 ? 0 : onItsOwnSite(rows, true);
        }
        System.out.printf(
                Locale.ROOT,
                "%n%,d rows, %d rounds: undisturbed %.1f s, killed at 90 %% and rerun %.1f s: %.2fx%n",
                rows,
                rounds,
                undisturbed / rounds,
                killed / rounds,
                killed / undisturbed);
    }

    /** No other week is there that the audit would hold it against. */
    private static double onItsOwnSite(int rows, boolean killed) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("pilotage-restart");
        try (EmbeddedServer server = new EmbeddedServer(home.resolve("postgres"))) {
            JdbcClient jdbc =
                    JdbcClient.create(new DriverManagerDataSource(server.url(), server.user(), server.secret()));
            RestartBench bench = new RestartBench(home, rows, jdbc);
            expect(bench.process("runs").waitFor()); // makes the tables
            Path file = PslWeek.write(home, WEEK, rows);
            return killed ? bench.killed(file) : bench.undisturbed(file);
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
    }

    private double undisturbed(Path file) throws IOException, InterruptedException {
        expect(process("load", file.toString()).waitFor());
        return steps(1);
    }

    private double killed(Path file) throws IOException, InterruptedException {
        Process loading = process("load", file.toString());
        while (!isNearlyIn(1)) {
            Thread.sleep(20);
        }
        loading.destroyForcibly().waitFor();
        expect(process("rerun", "1").waitFor());
        return steps(1);
    }

    private boolean isNearlyIn(long load) {
        return jdbc.sql(
                        "select exists (select from ops.load l where load_id = :load"
                                + " and (select count(*) from ops.page p where p.load_id = l.load_id) >= 0.9 * cardinality(page_lines))")
                .param("load", load)
                .query(Boolean.class)
                .single();
    }

    private double steps(long load) {
        long there = jdbc.sql("select count(*) from dwh.psl_weekly where load_id = :load")
                .param("load", load)
                .query(Long.class)
                .single();
        if (there != rows) {
            throw new IllegalStateException("expected " + rows + " rows of load " + load + ", found " + there);
        }
        return Objects.requireNonNull(
                jdbc.sql(STEPS).param("load", load).query(Double.class).single());
    }

    private static void expect(int exitCode) {
        if (exitCode != 0) {
            throw new IllegalStateException("a process ended with " + exitCode);
        }
    }

    private Process process(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                PilotageDmp.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("PILOTAGE_HOME", home.toString());
        return builder.start();
    }
}
