package fr.dmp.pilotage.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One report: {@code jobs/reports/<report>.yaml}.
 *
 * @param id name of the report, also of its YAML file and of its folder
 * @param title in French
 * @param feed whose published loads give the periods of the report
 * @param fileName name of the workbook, with {@code <periode>} and {@code <perimetre>}
 * @param scope who it covers, as written in the workbook
 * @param scopeSlug the same in lower case without accents, for the file name
 * @param contact whom to ask
 * @param nextEdition when the next one comes, in words
 * @param indicators names of the indicators it uses, defined in {@code jobs/indicators.yaml}
 * @param conventions how to read it, a line each
 * @param recipients names in {@code jobs/recipients.yaml}
 */
public record ReportDefinition(
        String id,
        String title,
        String feed,
        String fileName,
        String scope,
        String scopeSlug,
        String contact,
        String nextEdition,
        List<Indicator> indicators,
        List<String> conventions,
        List<SheetDefinition> sheets,
        List<String> recipients) {

    /**
     * A figure with its meaning, defined once.
     *
     * @param additive whether and over what it adds up, in words
     */
    public record Indicator(String id, String label, String unit, String additive, String definition) {

        static Indicator read(YamlMap yaml) {
            return new Indicator(
                    yaml.text("id"),
                    yaml.text("label"),
                    yaml.text("unit"),
                    yaml.text("additive"),
                    yaml.text("definition"));
        }
    }

    static ReportDefinition read(
            YamlMap yaml, Definitions definitions, List<Indicator> indicators, List<SheetDefinition> common) {
        List<SheetDefinition> own = yaml.maps("sheets", nested -> SheetDefinition.read(nested, definitions));
        ReportDefinition report = new ReportDefinition(
                yaml.text("report"),
                yaml.text("title"),
                yaml.text("feed"),
                yaml.text("file-name"),
                yaml.text("scope"),
                yaml.text("scope-slug"),
                yaml.text("contact"),
                yaml.text("next-edition"),
                used(yaml, indicators),
                yaml.texts("conventions"),
                Stream.concat(own.stream(), common.stream()).toList(),
                yaml.texts("recipients"));
        if (!report.fileName.matches("[a-z0-9<>_-]*<periode>[a-z0-9<>_-]*\\.xlsx")) {
            yaml.problem(
                    "file-name",
                    "expected lower case, hyphens, <periode> and .xlsx; found \"" + report.fileName + "\"");
        }
        long names = report.sheets.stream()
                .map(each -> each.name().toLowerCase(Locale.FRENCH))
                .distinct()
                .count();
        if (names < report.sheets.size()) {
            yaml.problem("sheets", "expected each sheet name once, with those of jobs/common-sheets.yaml");
        }
        if (own.isEmpty()) {
            yaml.problem("sheets", "expected at least one sheet, found none");
        }
        return report;
    }

    private static List<Indicator> used(YamlMap yaml, List<Indicator> all) {
        List<String> names = yaml.texts("indicators");
        Set<String> known = new LinkedHashSet<>();
        all.forEach(indicator -> known.add(indicator.id()));
        for (String name : names) {
            if (!known.contains(name)) {
                yaml.problem("indicators", "expected any of " + String.join(", ", known) + ", found \"" + name + "\"");
            }
        }
        return all.stream().filter(indicator -> names.contains(indicator.id())).toList();
    }

    /** The workbook's file name for a period. */
    public String fileName(Period period) {
        return fileName.replace("<periode>", period.label()).replace("<perimetre>", scopeSlug);
    }
}
