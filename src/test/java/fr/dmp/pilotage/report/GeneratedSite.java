package fr.dmp.pilotage.report;

import fr.dmp.pilotage.PublishedFigures;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Workbook;
import fr.dmp.pilotage.sample.Generator;
import fr.dmp.pilotage.sample.WeeklyRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/**
 * A site with five generated weeks of all structures and the published table, and its workbooks of 2012-S38; and with three
 * months, and the usage of 2012-09. Test classes share one: nothing may be loaded into it.
 */
final class GeneratedSite implements AutoCloseable {

    static final String WEEK = "2012-S38";

    static final String MONTH = "2012-09";

    /** The month, the one before and the same of the year before: all that a workbook shows beside its charts. */
    private static final List<String> MONTHS = List.of("2011-09", "2012-08", MONTH);

    /** Some 175 establishments: eight in the smallest region of the programme. */
    private static final double SCALE = 0.05;

    private static final int WEEKS = 5;

    /** Gives the site to tests that ask for it, and makes it when the first one does. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == GeneratedSite.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            // What the root's store holds is closed after the last test of the JVM.
            return context.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(GeneratedSite.class, key -> new GeneratedSite(), GeneratedSite.class);
        }
    }

    private final Path home;
    private final Site site;
    private final List<Workbook> focus;
    private final Workbook figures;
    private final List<Workbook> activity;
    private final List<Workbook> usage;
    private final Map<Path, XSSFWorkbook> opened = new LinkedHashMap<>();
    private final Map<String, String> regionOfDepartement = new TreeMap<>();

    private GeneratedSite() {
        try {
            home = Files.createTempDirectory("generated-site");
            site = new Site(home);
            Period last = Period.parse(Period.Cadence.WEEKLY, WEEK).orElseThrow();
            Generator generator =
                    new Generator(Catalog.read(new Definitions(null)).geography(), SCALE, 1);
            generator.write(home, last, WEEKS);
            generator.writeMonths(home, Generator.monthOf(last), 13);
            for (int back = WEEKS - 1; back >= 0; back--) {
                for (String volet : List.of("psl", "es", "autres")) {
                    load(home.resolve("activite_" + volet + "_" + last.plus(-back) + ".csv"));
                }
            }
            load(site.write(PublishedFigures.NAME, PublishedFigures.text()));
            loadMonths();
            readNomenclature();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        focus = site.operations().report("weekly-es-focus", WEEK, null);
        figures = site.operations().report("activity-figures", WEEK, null).get(0);
        activity = Stream.of("France", "Alsace")
                .map(scope ->
                        site.operations().report("weekly-activity", WEEK, scope).get(0))
                .toList();
        usage = Stream.of("Alsace", "Rhône-Alpes")
                .map(scope ->
                        site.operations().report("monthly-usage", MONTH, scope).get(0))
                .toList();
    }

    private void loadMonths() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            files.filter(file -> file.getFileName().toString().startsWith("population_")
                            || MONTHS.stream()
                                    .anyMatch(month ->
                                            file.getFileName().toString().endsWith("_" + month + ".csv")))
                    .sorted()
                    .forEach(this::load);
        }
    }

    private void load(Path file) {
        LoadOutcome outcome = site.operations().load(file, null, null);
        if (outcome.status() != LoadOutcome.Status.PUBLISHED) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    private void readNomenclature() throws IOException {
        Map<String, String> labels = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("jobs/nomenclatures/regions.csv"))) {
            String[] cells = line.split(";", -1);
            if (cells[0].equals("2012")) {
                labels.put(cells[1], cells[2]);
            }
        }
        for (String line : Files.readAllLines(Path.of("jobs/nomenclatures/departements.csv"))) {
            String[] cells = line.split(";", -1);
            if (labels.containsKey(cells[2])) {
                regionOfDepartement.put(cells[0], labels.get(cells[2]));
            }
        }
    }

    Site site() {
        return site;
    }

    /** The workbooks of the focus ES, one per region of the programme. */
    List<Workbook> focus() {
        return focus;
    }

    /** The workbook of a region. */
    Workbook focus(String region) {
        return focus.stream()
                .filter(each -> each.region().equals(region))
                .findFirst()
                .orElseThrow();
    }

    /** The weekly activity of the country, then of Alsace. */
    List<Workbook> activity() {
        return activity;
    }

    /** The monthly usage of Alsace, then of Rhône-Alpes, which has more of everything. */
    List<Workbook> usage() {
        return usage;
    }

    /**
     * Every workbook: the figures of the country, those of {@link #activity()} and {@link #usage()}, then those of {@link
     * #focus()}.
     */
    List<Workbook> workbooks() {
        List<Workbook> all = new ArrayList<>(List.of(figures));
        all.addAll(activity);
        all.addAll(usage);
        all.addAll(focus);
        return all;
    }

    /** A workbook read back; it stays open, and must not be changed. */
    XSSFWorkbook open(Workbook workbook) {
        return opened.computeIfAbsent(workbook.path(), WrittenSheet::open);
    }

    /** A table of a workbook. */
    WrittenSheet sheet(Workbook workbook, String name) {
        return WrittenSheet.of(open(workbook).getSheet(name));
    }

    /** All lines of a week's file, read without any of the product's code. */
    List<WeeklyRows.Row> lines(String week) {
        try {
            return WeeklyRows.read(home, "es", week).rows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of the establishments of a region. */
    List<WeeklyRows.Row> lines(String week, String region) {
        return lines(week).stream()
                .filter(each -> region.equals(regionOf(each.cell("departement"))))
                .toList();
    }

    /** The region of 2012 of a département. */
    String regionOf(String departement) {
        return regionOfDepartement.get(departement);
    }

    @Override
    public void close() throws IOException {
        for (XSSFWorkbook workbook : opened.values()) {
            workbook.close();
        }
        site.close();
        FileSystemUtils.deleteRecursively(home);
    }
}
