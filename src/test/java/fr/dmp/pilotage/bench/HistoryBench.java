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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Loads ten generated years, week by week, and times what a week costs after one year and after ten: publishing its three
 * files, and writing its focus ES. Prints the medians of the eight weeks up to each, and their ratios. Sizes:
 * {@code -Dbench.weeks} (520; the first mark is week 52, or the middle if that is earlier) and {@code -Dbench.scale} (0.02).
 */
public final class HistoryBench {

    private static final Period LAST =
            Period.parse(Period.Cadence.WEEKLY, "2020-S53").orElseThrow();

    /** Weeks that a median is taken of. */
    private static final int TIMED = 8;

    /** Weeks before them that write the same workbooks, so that the first mark is not that of a cold JVM. */
    private static final int WARMING = 8;

    /** Regions whose code both vintages have, so that all weeks write as many workbooks. */
    private static final List<String> REGIONS = List.of("11", "24", "52", "53", "93");

    private final Operations operations;
    private final Generator generator;
    private final Path home;
    private final int weeks;
    private final Map<String, Map<Integer, List<Double>>> seconds = new LinkedHashMap<>();

    private HistoryBench(Operations operations, Generator generator, Path home, int weeks) {
        this.operations = operations;
        this.generator = generator;
        this.home = home;
        this.weeks = weeks;
    }

    public static void main(String[] args) throws IOException {
        int weeks = Integer.getInteger("bench.weeks", 520);
        double scale = Double.parseDouble(System.getProperty("bench.scale", "0.02"));
        Path home = Files.createTempDirectory("pilotage-history");
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(PilotageDmp.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run("--pilotage.home=" + home, "--pilotage.definitions=" + definitions(home))) {
            Generator generator = new Generator(Geography.read(new Definitions(null)), scale, 38);
            HistoryBench bench = new HistoryBench(context.getBean(Operations.class), generator, home, weeks);
            bench.run();
            bench.print(scale);
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
    }

    /** A programme that holds in all ten years. */
    private static Path definitions(Path home) throws IOException {
        StringBuilder text = new StringBuilder("maille;code;programme;debut;fin\n");
        for (String region : REGIONS) {
            text.append("REGION;").append(region).append(";DMP en région;2009-01-01;\n");
        }
        Path folder = home.resolve("definitions");
        Path file = folder.resolve("jobs/nomenclatures/programmes.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return folder;
    }

    /** The first mark, in weeks. */
    private int early() {
        return Math.min(52, weeks / 2);
    }

    private void run() throws IOException {
        for (int week = 1; week <= weeks; week++) {
            Period period = LAST.plus(week - weeks);
            double published = publish(period);
            int mark = week <= early() ? early() : weeks;
            if (week > mark - TIMED - WARMING) {
                double written = time(() -> operations.report("weekly-es-focus", period.label(), null));
                if (week > mark - TIMED) {
                    add("publishing the three files of a week", mark, published);
                    add("writing the focus ES of that week", mark, written);
                }
            }
        }
    }

    private double publish(Period week) throws IOException {
        List<SampleFile> files = generator.write(home.resolve("files"), week, 1);
        double spent = 0;
        for (SampleFile file : files) {
            spent += time(() -> {
                LoadOutcome outcome = operations.load(file.path(), null, null);
                if (outcome.status() != LoadOutcome.Status.PUBLISHED) {
                    throw new IllegalStateException("the load ended as " + outcome);
                }
            });
            Files.delete(file.path());
        }
        return spent;
    }

    private static double time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private void add(String name, int mark, double value) {
        seconds.computeIfAbsent(name, each -> new LinkedHashMap<>())
                .computeIfAbsent(mark, each -> new ArrayList<>())
                .add(value);
    }

    private void print(double scale) {
        System.out.printf(
                Locale.ROOT, "%n%d weeks at scale %s, medians of the %d weeks up to each%n%n", weeks, scale, TIMED);
        System.out.printf(
                "| %-37s | %12s | %12s | %8s | %6s |%n", "work", "week " + early(), "week " + weeks, "ratio", "must");
        System.out.println(
                "|---------------------------------------|--------------|--------------|----------|--------|");
        seconds.forEach((name, marks) -> {
            double before = median(marks.getOrDefault(early(), List.of()));
            double now = median(marks.getOrDefault(weeks, List.of()));
            System.out.printf(
                    Locale.ROOT,
                    "| %-37s | %10.3f s | %10.3f s | %7.2fx | ≤ 1.2x |%n",
                    name,
                    before,
                    now,
                    now / before);
        });
    }

    private static double median(List<Double> values) {
        return values.stream()
                .sorted()
                .skip((values.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
