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
 * Times what the same weeks cost after one year of history and after ten: publishing their three files, and writing their
 * focus ES. Two sites are fed in turn, week by week, so that neither meets a busier machine or a colder JVM than the other.
 * Prints the medians of the last eight weeks and their ratios. Sizes: {@code -Dbench.weeks} (520; the young site has the
 * last 52 of them, or half if that is fewer) and {@code -Dbench.scale} (0.02).
 */
public final class HistoryBench {

    private static final Period LAST =
            Period.parse(Period.Cadence.WEEKLY, "2020-S53").orElseThrow();

    /** Weeks that a median is taken of. */
    private static final int TIMED = 8;

    /** Weeks before them that write the same workbooks, for a warm JVM. */
    private static final int WARMING = 8;

    /** Regions whose code both vintages have, so that all weeks write as many workbooks. */
    private static final List<String> REGIONS = List.of("11", "24", "52", "53", "93");

    private static final String PUBLISHING = "publishing the three files of a week";
    private static final String WRITING = "writing the focus ES of that week";

    private final Generator generator;
    private final Path folder;
    private final int weeks;
    private final int young;
    private final Map<String, Map<Operations, List<Double>>> seconds = new LinkedHashMap<>();

    private HistoryBench(Generator generator, Path folder, int weeks) {
        this.generator = generator;
        this.folder = folder;
        this.weeks = weeks;
        this.young = Math.min(52, weeks / 2);
    }

    public static void main(String[] args) throws IOException {
        int weeks = Integer.getInteger("bench.weeks", 520);
        double scale = Double.parseDouble(System.getProperty("bench.scale", "0.02"));
        Path home = Files.createTempDirectory("pilotage-history");
        Path definitions = definitions(home);
        try (ConfigurableApplicationContext young = site(home.resolve("young"), definitions);
                ConfigurableApplicationContext old = site(home.resolve("old"), definitions)) {
            Generator generator = new Generator(Geography.read(new Definitions(null)), scale, 38);
            new HistoryBench(generator, home.resolve("files"), weeks)
                    .run(young.getBean(Operations.class), old.getBean(Operations.class), scale);
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
    }

    private static ConfigurableApplicationContext site(Path home, Path definitions) {
        return new SpringApplicationBuilder(PilotageDmp.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run("--pilotage.home=" + home, "--pilotage.definitions=" + definitions);
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

    private void run(Operations young, Operations old, double scale) throws IOException {
        for (int week = 1; week <= weeks; week++) {
            Period period = LAST.plus(week - weeks);
            List<SampleFile> files = generator.write(folder, period, 1);
            // Who comes first changes each week: the second finds the files in memory.
            List<Operations> sites = week % 2 == 0 ? List.of(young, old) : List.of(old, young);
            for (Operations site : week > weeks - this.young ? sites : List.of(old)) {
                work(site, period, files, week);
            }
            for (SampleFile file : files) {
                Files.delete(file.path());
            }
        }
        print(young, old, scale);
    }

    private void work(Operations site, Period period, List<SampleFile> files, int week) {
        double published = time(() -> files.forEach(file -> publish(site, file)));
        if (week > weeks - TIMED - WARMING) {
            double written = time(() -> site.report("weekly-es-focus", period.label(), null));
            if (week > weeks - TIMED) {
                add(PUBLISHING, site, published);
                add(WRITING, site, written);
            }
        }
    }

    private static void publish(Operations site, SampleFile file) {
        LoadOutcome outcome = site.load(file.path(), null, null);
        if (outcome.status() != LoadOutcome.Status.PUBLISHED) {
            throw new IllegalStateException("the load ended as " + outcome);
        }
    }

    private static double time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private void add(String name, Operations site, double value) {
        seconds.computeIfAbsent(name, each -> new LinkedHashMap<>())
                .computeIfAbsent(site, each -> new ArrayList<>())
                .add(value);
    }

    private void print(Operations young, Operations old, double scale) {
        System.out.printf(
                Locale.ROOT, "%nthe same %d weeks at scale %s after two histories, medians%n%n", TIMED, scale);
        System.out.printf(
                "| %-36s | %12s | %12s | %8s | %6s |%n",
                "work", this.young + " weeks", weeks + " weeks", "ratio", "must");
        System.out.println(
                "|--------------------------------------|--------------|--------------|----------|--------|");
        seconds.forEach((name, sites) -> {
            double before = median(sites.getOrDefault(young, List.of()));
            double now = median(sites.getOrDefault(old, List.of()));
            System.out.printf(
                    Locale.ROOT,
                    "| %-36s | %10.3f s | %10.3f s | %7.2fx | ≤ 1.2x |%n",
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
