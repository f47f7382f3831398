package fr.dmp.pilotage.catalog;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One report: {@code jobs/reports/<report>.yaml}.
 *
 * @param id name of the report, also of its YAML file and of its folder
 * @param title in French
 * @param reads the feeds it is made from
 * @param periodsFrom those of them whose published loads give the periods of the report: a workbook of a period is
 *     written as soon as one of them has it, and says what is missing; the first one unless declared
 * @param fileName name of the workbook, with {@code <periode>} and {@code <perimetre>}
 * @param scope whom a workbook covers
 * @param programme the regions' programme, if the scope is one
 * @param suppressBelow figures about fewer people than this are told by nobody; 0 if all are told
 * @param contact whom to ask
 * @param nextEdition when the next one comes, in words
 * @param indicators the indicators it uses
 * @param states the states and alerts it uses
 * @param conventions how to read it, a line each
 * @param recipients names in {@code jobs/recipients.yaml}
 */
public record ReportDefinition(
        String id,
        String title,
        List<Read> reads,
        List<String> periodsFrom,
        String fileName,
        ScopeKind scope,
        @Nullable String programme,
        int suppressBelow,
        String contact,
        String nextEdition,
        List<Indicators.Indicator> indicators,
        List<Indicators.State> states,
        List<String> conventions,
        List<SheetDefinition> sheets,
        List<String> recipients) {

    /** Whom the workbooks of a report cover. */
    public enum ScopeKind {
        /** One workbook for the country. */
        FRANCE,
        /** One workbook for each region of a programme. */
        PROGRAMME,
        /** One workbook for each region, and one for the country. */
        REGIONS
    }

    /**
     * A feed that a report is made from.
     *
     * @param periods how many, up to the period of the report: calendar weeks of a weekly feed, months of a monthly one;
     *     of tables published on a day, the latest ones in a report about such a table, and in a weekly report those
     *     reconciled with one of so many weeks
     * @param snapshot whether it is reference data: then the last one up to the end of the period, however old
     */
    public record Read(String feed, int periods, boolean snapshot) {

        private boolean alike(Read other) {
            return periods == other.periods && snapshot == other.snapshot;
        }

        private static Read read(YamlMap yaml) {
            Read read = new Read(yaml.text("feed"), yaml.whole("periods", 1), yaml.flag("snapshot", false));
            if (read.snapshot && read.periods > 1) {
                yaml.problem(
                        "snapshot", "expected one snapshot, which is in force until the next, not " + read.periods);
            }
            if (read.periods < 1) {
                yaml.problem("periods", "expected at least 1, found " + read.periods);
            }
            return read;
        }
    }

    /** What the report reads first of the feeds that give its periods: how far back, for all of them. */
    public Read main() {
        return reads.get(0);
    }

    static ReportDefinition read(
            YamlMap yaml, Definitions definitions, Indicators indicators, List<SheetDefinition> common) {
        List<SheetDefinition> own = yaml.maps("sheets", nested -> SheetDefinition.read(nested, definitions));
        List<Read> reads = yaml.maps("reads", Read::read);
        List<String> periodsFrom = yaml.texts("periods-from");
        ReportDefinition report = new ReportDefinition(
                yaml.text("report"),
                yaml.text("title"),
                reads,
                periodsFrom.isEmpty() ? reads.stream().limit(1).map(Read::feed).toList() : periodsFrom,
                yaml.text("file-name"),
                yaml.oneOf("scope", ScopeKind.class),
                yaml.optionalText("programme"),
                yaml.whole("suppress-below", 0),
                yaml.text("contact"),
                yaml.text("next-edition"),
                used(yaml, "indicators", indicators.indicators(), Indicators.Indicator::id),
                used(yaml, "states", indicators.states(), Indicators.State::id),
                yaml.texts("conventions"),
                Stream.concat(own.stream(), common.stream()).toList(),
                yaml.texts("recipients"));
        report.check(yaml, own);
        return report;
    }

    private void check(YamlMap yaml, List<SheetDefinition> own) {
        if (!fileName.matches("[a-z0-9<>_-]*<periode>[a-z0-9<>_-]*<perimetre>[a-z0-9<>_-]*\\.xlsx")) {
            yaml.problem(
                    "file-name",
                    "expected lower case, hyphens, <periode>, <perimetre> and .xlsx; found \"" + fileName + "\"");
        }
        if (reads.isEmpty()) {
            yaml.problem("reads", "expected at least one feed, found none");
        } else if (reads.get(0).snapshot()) {
            yaml.problem("reads", "expected a first feed that gives the periods of the report, found a snapshot");
        }
        checkPeriods(yaml);
        if (suppressBelow < 0) {
            yaml.problem("suppress-below", "expected at least 0, found " + suppressBelow);
        }
        if ((scope == ScopeKind.PROGRAMME) != (programme != null)) {
            yaml.problem("programme", "expected with scope: programme, and only then");
        }
        long names = sheets.stream()
                .map(each -> each.name().toLowerCase(Locale.FRENCH))
                .distinct()
                .count();
        if (names < sheets.size()) {
            yaml.problem("sheets", "expected each sheet name once, with those of jobs/common-sheets.yaml");
        }
        own.forEach(sheet -> sheet.charts().forEach(chart -> checkData(yaml, chart)));
        sheets.forEach(sheet -> checkIndicators(yaml, sheet));
        if (own.isEmpty()) {
            yaml.problem("sheets", "expected at least one sheet, found none");
        }
    }

    /** Feeds that give the periods are read alike, the first feed among them: nothing else says how far back. */
    private void checkPeriods(YamlMap yaml) {
        for (String feed : periodsFrom) {
            if (reads.stream().noneMatch(read -> read.feed().equals(feed) && read.alike(reads.get(0)))) {
                yaml.problem(
                        "periods-from",
                        "expected feeds that the report reads as many periods of as of its first one, found \"" + feed
                                + "\"");
            }
        }
        if (!reads.isEmpty() && !periodsFrom.contains(reads.get(0).feed())) {
            yaml.problem("periods-from", "expected the first feed that the report reads among them");
        }
    }

    /** A chart may draw the columns of another sheet, which must show them. */
    private void checkData(YamlMap yaml, SheetDefinition.Chart chart) {
        String name = chart.data();
        if (name == null) {
            return;
        }
        List<SheetDefinition> drawn =
                sheets.stream().filter(each -> each.name().equals(name)).toList();
        if (drawn.isEmpty()) {
            yaml.problem(
                    "sheets",
                    "expected an existing sheet as data of \"" + chart.title() + "\", found \"" + name + "\"");
            return;
        }
        Stream.concat(Stream.of(chart.category()), chart.series().stream())
                .filter(column -> !drawn.get(0).shows(column))
                .forEach(column -> yaml.problem(
                        "sheets",
                        "expected columns that " + name + " shows as data of \"" + chart.title() + "\", found \""
                                + column + "\""));
    }

    /** What the figures of a sheet mean must stand in the definitions of the workbook. */
    private void checkIndicators(YamlMap yaml, SheetDefinition sheet) {
        List<String> defined = indicators.stream().map(Indicators.Indicator::id).toList();
        Stream.concat(
                        sheet.columns().stream()
                                .map(SheetDefinition.Column::indicator)
                                .filter(Objects::nonNull),
                        sheet.rowIndicators().values().stream())
                .filter(each -> !defined.contains(each))
                .distinct()
                .forEach(each -> yaml.problem(
                        "sheets",
                        "expected figures of indicators that the report uses (" + String.join(", ", defined)
                                + "), found \"" + each + "\" in sheet " + sheet.name()));
    }

    private static <T> List<T> used(YamlMap yaml, String key, List<T> all, Function<T, String> id) {
        List<String> names = yaml.texts(key);
        Set<String> known = new LinkedHashSet<>();
        all.forEach(each -> known.add(id.apply(each)));
        for (String name : names) {
            if (!known.contains(name)) {
                yaml.problem(key, "expected any of " + String.join(", ", known) + ", found \"" + name + "\"");
            }
        }
        return all.stream().filter(each -> names.contains(id.apply(each))).toList();
    }

    /**
     * Where a workbook stands below the folder of all reports; its name is in lower case without accents.
     *
     * @param suffix what its name ends with before {@code .xlsx}, empty for a first edition
     */
    public Path path(Period period, String scopeSlug, String suffix) {
        String name = fileName.replace("<periode>", period.label()).replace("<perimetre>", scopeSlug);
        return Path.of(id, period.label(), name.replace(".xlsx", suffix + ".xlsx"));
    }
}
