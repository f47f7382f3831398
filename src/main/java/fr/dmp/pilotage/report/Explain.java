package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Indicators.Indicator;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.report.IssuedEditions.Issue;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers where a cell of an issued workbook comes from: source lines, or a formula over other cells. */
public final class Explain {

    private final Catalog catalog;
    private final Reports reports;
    private final IssuedEditions issued;
    private final SourceLines lines;
    private final SheetQuery query;

    Explain(Catalog catalog, Reports reports, IssuedEditions issued, SourceLines lines, SheetQuery query) {
        this.catalog = catalog;
        this.reports = reports;
        this.issued = issued;
        this.lines = lines;
        this.query = query;
    }

    /**
     * The workbook that is asked about, in words as an operator writes them.
     *
     * @param region by label or code; may be null if the report has one workbook a period
     * @param edition null for the last one
     */
    public record Asked(
            String report,
            String period,
            @Nullable String region,
            @Nullable Integer edition) {}

    /**
     * Explains one cell.
     *
     * @param sheet name of the sheet, in any spelling
     * @param cell {@code F12}, or {@code row/column}
     * @throws UnknownName if there is no such report, edition, sheet or cell, with those that there are
     */
    public Explanation cell(Asked asked, String sheet, String cell) {
        ReportDefinition report = catalog.report(asked.report());
        Period period = period(report, asked.period());
        List<Issue> editions = editions(report, period, asked.region());
        int index = index(editions, asked.edition());
        Issue now = editions.get(index);
        SheetDefinition declared = sheet(report, sheet);
        CellNames names = new CellNames(issued.require(now, declared), period);
        CellNames.Place place = names.find(cell);
        Refold refold = new Refold(declared, SqlFile.read(catalog.definitions(), declared.sql()));
        ExplainedSheet explained = new ExplainedSheet(
                refold,
                names,
                new SourceLines.Edition(now, issued.sources(now)),
                index == 0 ? null : before(editions.get(index - 1), declared),
                lines,
                query);
        return explained.cell(place, indicator(report, declared, names.key(place.row()), place.column()));
    }

    private static SheetDefinition sheet(ReportDefinition report, String asked) {
        return report.sheets().stream()
                .filter(each -> Geography.normalised(each.name()).equals(Geography.normalised(asked)))
                .findFirst()
                .orElseThrow(() -> new UnknownName(
                        "sheet with source lines in " + report.id(),
                        asked,
                        report.sheets().stream().map(SheetDefinition::name).toList()));
    }

    private Period period(ReportDefinition report, String asked) {
        List<Period> known =
                issued.periods(report, catalog.feed(report.main().feed()).file().cadence());
        return known.stream()
                .filter(each -> each.isCalled(asked))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new UnknownName(
                        "issued period of " + report.id(),
                        asked,
                        known.stream().map(Period::label).toList()));
    }

    /** The editions of the one scope that is meant. */
    private List<Issue> editions(ReportDefinition report, Period period, @Nullable String region) {
        List<Scope> scopes = reports.anyScope(period);
        List<List<Issue>> meant = scopes.stream()
                .filter(scope -> region == null || scope.isCalled(region))
                .map(scope -> issued.of(report, period, scope))
                .filter(Predicate.not(List::isEmpty))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        throw new UnknownName(
                "issued region of " + report.id() + " " + period,
                region == null ? "" : region,
                scopes.stream()
                        .filter(scope -> !issued.of(report, period, scope).isEmpty())
                        .map(Scope::label)
                        .toList());
    }

    private static int index(List<Issue> editions, @Nullable Integer asked) {
        List<Integer> numbers = editions.stream().map(Issue::number).toList();
        int index = asked == null ? numbers.size() - 1 : numbers.indexOf(asked);
        if (index < 0) {
            throw new UnknownName(
                    "edition of " + editions.get(0).name(),
                    String.valueOf(asked),
                    numbers.stream().map(String::valueOf).toList());
        }
        return index;
    }

    private ExplainedSheet.@Nullable Before before(Issue issue, SheetDefinition sheet) {
        SheetData data = issued.sheet(issue, sheet);
        return data == null
                ? null
                : new ExplainedSheet.Before(
                        new CellNames(data, issue.period()), new SourceLines.Edition(issue, issued.sources(issue)));
    }

    /** The indicator that a figure is of: its column's, or its row's. */
    private static @Nullable Indicator indicator(
            ReportDefinition report, SheetDefinition sheet, String key, SheetDefinition.Column column) {
        String id = column.indicator() == null ? sheet.rowIndicators().get(key) : column.indicator();
        return !column.numeric()
                ? null
                : report.indicators().stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElse(null);
    }
}
