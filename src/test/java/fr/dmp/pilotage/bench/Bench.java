package fr.dmp.pilotage.bench;

import fr.dmp.pilotage.PilotageDmp;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Operations;
import fr.dmp.pilotage.sample.Generator;
import fr.dmp.pilotage.sample.SampleFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.FileSystemUtils;

/**
 * Times one generated week of private practitioners, with all columns of the contract, through bare COPY, the textbook job
 * and our load, in one process and in turn, and prints medians and ratios. Sizes: {@code -Dbench.rows} (about 1 000 000) and
 * {@code -Dbench.rounds} (5); the textbook job runs once.
 */
public final class Bench {

    private static final Period WEEK =
            Period.parse(Period.Cadence.WEEKLY, "2012-S38").orElseThrow();

    /** What the generator makes at scale 1. */
    private static final double ROWS_AT_SCALE_1 = 250_000;

    private final ConfigurableApplicationContext context;
    private final JdbcClient jdbc;
    private final Path file;
    private final long rows;
    private final String header;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    private Bench(ConfigurableApplicationContext context, SampleFile week) throws IOException {
        this.context = context;
        this.jdbc = context.getBean(JdbcClient.class);
        this.file = week.path();
        this.rows = week.rows();
        try (Stream<String> lines = Files.lines(file)) {
            this.header = lines.findFirst().orElseThrow();
        }
    }

    public static void main(String[] args) throws Exception {
        double scale = Integer.getInteger("bench.rows", 1_000_000) / ROWS_AT_SCALE_1;
        int rounds = Integer.getInteger("bench.rounds", 5);
        Path home = Files.createTempDirectory("pilotage-bench");
        Geography geography = Geography.read(new Definitions(null));
        SampleFile week = new Generator(geography, scale, 38)
                .write(home, WEEK, 1).stream()
                        .filter(each -> each.path().endsWith("activite_psl_" + WEEK + ".csv"))
                        .findFirst()
                        .orElseThrow();
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(PilotageDmp.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run("--pilotage.home=" + home)) {
            new Bench(context, week).run(rounds);
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
    }

    private void run(int rounds) throws Exception {
        jdbc.sql("create schema bench").update();
        for (int round = 0; round <= rounds; round++) {
            if (round == 1) {
                seconds.clear(); // the first round warms up
            }
            bareCopy();
            ours();
        }
        if (Boolean.parseBoolean(System.getProperty("bench.textbook", "true"))) {
            textbook();
        }
        print(rounds);
    }

    private void createBare(String table) {
        String[] names = header.split(";", -1);
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            columns.append(i == 0 ? "" : ", ").append(names[i]).append(i < names.length - 8 ? " text" : " int");
        }
        jdbc.sql("drop table if exists " + table).update();
        jdbc.sql("create table " + table + " (" + columns + ")").update();
        jdbc.sql("checkpoint").update();
    }

    private void bareCopy() throws Exception {
        createBare("bench.bare");
        time("bare COPY, one stream", () -> {
            try (Connection connection = context.getBean(DataSource.class).getConnection();
                    InputStream in = Files.newInputStream(file)) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy bench.bare from stdin (format csv, delimiter ';', header)", in, 1 << 16);
            }
        });
        jdbc.sql("drop table bench.bare").update();
    }

    private void textbook() throws Exception {
        createBare("bench.textbook");
        time("textbook Spring Batch job", () -> context.getBean(JobOperator.class)
                .start(
                        TextbookJob.of(
                                file,
                                header,
                                "bench.textbook",
                                context.getBean(JobRepository.class),
                                context.getBean(PlatformTransactionManager.class),
                                context.getBean(DataSource.class)),
                        new JobParametersBuilder()
                                .addLong("at", System.nanoTime())
                                .toJobParameters()));
    }

    private void ours() throws Exception {
        forget();
        jdbc.sql("checkpoint").update();
        long start = System.nanoTime();
        LoadOutcome outcome = context.getBean(Operations.class).load(file, null, null);
        double total = (System.nanoTime() - start) / 1e9;
        if (outcome.status() != LoadOutcome.Status.PUBLISHED) {
            throw new IllegalStateException("the load ended as " + outcome);
        }
        double afterStage = jdbc.sql("""
                        select extract(epoch from max(p.end_time) - min(s.end_time))
                        from ops.batch_step_execution s, ops.batch_step_execution p
                        where s.step_name = 'stage' and p.step_name = 'publish'
                        """).query(Double.class).single();
        add("  of which pages", stageSeconds());
        add("our load, until staged", total - afterStage);
        add("our load, until published", total);
    }

    private double stageSeconds() {
        return jdbc.sql(
                        "select extract(epoch from end_time - start_time) from ops.batch_step_execution where step_name = 'stage'")
                .query(Double.class)
                .single();
    }

    private void forget() throws IOException {
        jdbc.sql("alter table ops.decision disable trigger decision_is_append_only")
                .update();
        jdbc.sql("alter table ops.disclosure disable trigger disclosure_is_append_only")
                .update();
        jdbc.sql("truncate ops.load, ops.page, ops.arrival, ops.reject, ops.finding, ops.finding_count, ops.file,"
                        + " dwh.control_total, ops.batch_job_instance cascade")
                .update();
        jdbc.sql("truncate dwh.psl_weekly").update();
        FileSystemUtils.deleteRecursively(file.resolveSibling("archive"));
    }

    private interface Timed {
        void run() throws Exception;
    }

    private void time(String name, Timed work) throws Exception {
        long start = System.nanoTime();
        work.run();
        add(name, (System.nanoTime() - start) / 1e9);
    }

    private void add(String name, double value) {
        seconds.computeIfAbsent(name, each -> new ArrayList<>()).add(value);
    }

    private void print(int rounds) throws IOException {
        double bare = median("bare COPY, one stream");
        System.out.printf(
                Locale.ROOT,
                "%n%,d rows of %d columns, %.0f MB, median of %d rounds, heap limit %d MB, heap peak %d MB%n%n",
                rows,
                header.split(";", -1).length,
                Files.size(file) / 1e6,
                rounds,
                Runtime.getRuntime().maxMemory() >> 20,
                heapPeak() >> 20);
        System.out.printf("| %-27s | %9s | %12s | %7s |%n", "work", "seconds", "rows/s", "ratio");
        System.out.println("|-----------------------------|-----------|--------------|---------|");
        for (String name : seconds.keySet()) {
            double median = median(name);
            System.out.printf(
                    Locale.ROOT, "| %-27s | %9.2f | %,12.0f | %6.2fx |%n", name, median, rows / median, bare / median);
        }
    }

    private double median(String name) {
        double[] sorted =
                seconds.get(name).stream().mapToDouble(each -> each).sorted().toArray();
        return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElseThrow();
    }

    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(each -> each.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(each -> each.getUsed())
                .sum();
    }
}
