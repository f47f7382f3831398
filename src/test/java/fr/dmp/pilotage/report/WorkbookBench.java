package fr.dmp.pilotage.report;

import fr.dmp.pilotage.PilotageDmp;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Operations;
import fr.dmp.pilotage.report.Editions.Subject;
import fr.dmp.pilotage.sample.Generator;
import fr.dmp.pilotage.sample.SampleFile;
import fr.dmp.pilotage.warehouse.Loads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * Times the workbooks of a national week and of a national month, a region each and the country's: asking for their rows,
 * and writing them by two writers with tables, styles, charts and Lisez-moi, against the same cells written by bare SXSSF on
 * one thread. Prints medians and ratios. Sizes: {@code -Dbench.scale} (1) and {@code -Dbench.rounds} (3).
 */
public final class WorkbookBench {

    private static final String WEEK = "2012-S38";
    private static final String MONTH = "2012-09";

    private final ConfigurableApplicationContext site;
    private final Composer composer;
    private final Path folder;
    private final int rounds;

    private WorkbookBench(ConfigurableApplicationContext site, Path folder, int rounds) {
        this.site = site;
        this.composer = new Composer(
                site.getBean(Catalog.class),
                site.getBean(SheetQuery.class),
                new Incidents(site.getBean(JdbcClient.class), site.getBean(Catalog.class)),
                site.getBean(Loads.class));
        this.folder = folder;
        this.rounds = rounds;
    }

    /** A workbook's rows at hand. */
    private record Content(Subject subject, Sources sources, List<SheetData> sheets) {

        long cells() {
            return sheets.stream()
                    .mapToLong(sheet -> (long) (sheet.rows().size() + 1)
                            * sheet.shown(subject.period()).sheet().columns().size())
                    .sum();
        }
    }

    public static void main(String[] args) throws Exception {
        double scale = Double.parseDouble(System.getProperty("bench.scale", "1"));
        Path home = Files.createTempDirectory("pilotage-workbooks");
        try (ConfigurableApplicationContext site = new SpringApplicationBuilder(PilotageDmp.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run("--pilotage.home=" + home, "--pilotage.definitions=" + definitions(home))) {
            WorkbookBench bench = new WorkbookBench(site, home, Integer.getInteger("bench.rounds", 3));
            bench.load(new Generator(Geography.read(new Definitions(null)), scale, 38));
            System.out.printf(
                    Locale.ROOT,
                    "%n| workbooks at scale %s | number | cells | asking | bare SXSSF | ours | ratio | must |%n"
                            + "|---|---|---|---|---|---|---|---|%n",
                    scale);
            bench.time("weekly-activity", Period.written(WEEK));
            bench.time("monthly-usage", Period.written(MONTH));
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
    }

    /** All regions of 2012 in the programme: a national month has a workbook for each. */
    private static Path definitions(Path home) throws IOException {
        StringBuilder text = new StringBuilder("maille;code;programme;debut;fin\n");
        Geography.read(new Definitions(null)).regions().stream()
                .filter(region -> region.vintage() == 2012)
                .forEach(region ->
                        text.append("REGION;").append(region.code()).append(";DMP en région;2012-01-01;2015-12-31\n"));
        Path file = home.resolve("definitions/jobs/nomenclatures/programmes.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return home.resolve("definitions");
    }

    private void load(Generator generator) {
        Period last = Period.written(WEEK);
        List<SampleFile> files = new ArrayList<>(generator.write(folder.resolve("files"), last, 2));
        files.addAll(generator.writeMonths(folder.resolve("files"), Generator.monthOf(last), 2));
        for (SampleFile file : files) {
            LoadOutcome outcome = site.getBean(Operations.class).load(file.path(), null, null);
            if (outcome.status() != LoadOutcome.Status.PUBLISHED) {
                throw new IllegalStateException("the load ended as " + outcome);
            }
        }
    }

    private void time(String name, Period period) throws Exception {
        ReportDefinition report = site.getBean(Catalog.class).report(name);
        Sources sources = Sources.of(report, period, site.getBean(Loads.class)::current);
        List<Content> contents = new ArrayList<>();
        long start = System.nanoTime();
        for (Scope scope : site.getBean(Reports.class).scopes(report, period)) {
            Subject subject = new Subject(report, period, scope);
            contents.add(new Content(subject, sources, composer.sheets(subject, sources)));
        }
        double asking = seconds(start);
        List<Double> bare = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            long before = System.nanoTime();
            for (Content content : contents) {
                writeBare(content);
            }
            double alone = seconds(before);
            before = System.nanoTime();
            writeByTwo(contents);
            double whole = seconds(before);
            if (round > 0) { // the first warms both
                bare.add(alone);
                ours.add(whole);
            }
        }
        long cells = contents.stream().mapToLong(Content::cells).sum();
        System.out.printf(
                Locale.ROOT,
                "| %s %s | %d | %d | %.2f s | %.2f s | %.2f s | %.2fx | ≥ 1.6x |%n",
                name,
                period,
                contents.size(),
                cells,
                asking,
                median(bare),
                median(ours),
                median(bare) / median(ours));
    }

    private void writeByTwo(List<Content> contents) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> written = new ArrayList<>();
            for (Content content : contents) {
                Path file = file(content, "ours");
                written.add(writers.submit(() -> composer.write(
                        file, content.subject(), content.sources(), content.sheets(), ReadMe.Heading.edition(1, "1"))));
            }
            for (Future<?> each : written) {
                each.get();
            }
        } finally {
            writers.shutdownNow();
        }
    }

    private Path file(Content content, String who) {
        return folder.resolve(who + "-" + content.subject().scope().slug() + ".xlsx");
    }

    /** Values alone: no style, no table, no chart. */
    private void writeBare(Content content) throws IOException {
        try (SXSSFWorkbook workbook = new SXSSFWorkbook(100);
                OutputStream out = Files.newOutputStream(file(content, "bare"))) {
            for (SheetData data : content.sheets()) {
                SheetContent shown = data.shown(content.subject().period());
                SXSSFSheet sheet = workbook.createSheet(shown.sheet().name());
                Row header = sheet.createRow(0);
                for (int i = 0; i < shown.sheet().columns().size(); i++) {
                    header.createCell(i)
                            .setCellValue(shown.sheet().columns().get(i).label());
                }
                int next = 1;
                for (List<@Nullable Object> values : shown.rows()) {
                    Row row = sheet.createRow(next++);
                    for (int i = 0; i < values.size(); i++) {
                        write(row.createCell(i), values.get(i));
                    }
                }
            }
            workbook.write(out);
        }
    }

    private static void write(Cell cell, @Nullable Object value) {
        if (value instanceof Number number) {
            cell.setCellValue(number.doubleValue());
        } else {
            cell.setCellValue(String.valueOf(value));
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream()
                .sorted()
                .skip((values.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
