package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.pipeline.Workbook;
import fr.dmp.pilotage.warehouse.Loads;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every number in every workbook is what its declaration says it is: a fold of the lines of its row, or derived from such
 * folds. The cells are those of the file.
 */
@ExtendWith(GeneratedSite.Shared.class)
class RefoldedFiguresTests {

    private GeneratedSite site;

    @BeforeEach
    void takeTheSharedSite(GeneratedSite shared) {
        site = shared;
    }

    @Test
    void everyNumberOfTheNationalFiguresRefoldsFromItsLines() {
        // 27 rows of 8 figures, of which two cannot be known, and the expected and found of five findings.
        assertThat(refolded(site.workbooks().get(0))).isGreaterThan(27 * 6);
    }

    @Test
    void everyNumberOfEveryFocusEsRefoldsFromItsLines() {
        for (Workbook workbook : site.focus()) {
            long establishments =
                    site.lines(GeneratedSite.WEEK, workbook.region()).size();
            assertThat(refolded(workbook)).as(workbook.region()).isGreaterThan(establishments * 7);
        }
    }

    @Test
    void everyNumberOfTheWeeklyActivityRefoldsFromItsLines() {
        for (Workbook workbook : site.activity()) {
            long establishments = site.lines(GeneratedSite.WEEK).stream()
                    .filter(each -> workbook.region().equals("France")
                            || workbook.region().equals(site.regionOf(each.cell("departement"))))
                    .count();
            assertThat(refolded(workbook)).as(workbook.region()).isGreaterThan(establishments * 7);
        }
    }

    @Test
    void everyNumberOfTheMonthlyUsageRefoldsFromItsLines() {
        for (Workbook workbook : site.usage()) {
            assertThat(refolded(workbook)).as(workbook.region()).isGreaterThan(250);
        }
    }

    /** Compares all sheets, and returns how many figures there were. */
    private long refolded(Workbook workbook) {
        Catalog catalog = site.site().bean(Catalog.class);
        ReportDefinition report = catalog.report(workbook.report());
        Period period = Period.parse(catalog.feed(report.main().feed()).file().cadence(), workbook.period())
                .orElseThrow();
        Sources sources = Sources.of(report, period, site.site().bean(Loads.class)::current);
        Scope scope = site.site().bean(Reports.class).scopes(report, period).stream()
                .filter(each -> each.label().equals(workbook.region()))
                .findFirst()
                .orElseThrow();
        return report.sheets().stream()
                .filter(sheet -> site.open(workbook).getSheet(sheet.name()) != null)
                .mapToLong(sheet -> refolded(workbook, sheet, sources, scope))
                .sum();
    }

    private long refolded(Workbook workbook, SheetDefinition sheet, Sources sources, Scope scope) {
        SheetQuery query = site.site().bean(SheetQuery.class);
        SheetData data = query.data(sheet, sources, scope);
        List<Column> columns = data.shown(sources.period()).sheet().columns();
        WrittenSheet written = site.sheet(workbook, sheet.name());
        Map<String, Map<String, Object>> folded = fold(sheet, query.parameters(sources, scope));
        assertThat(data.keys()).as(sheet.name()).doesNotHaveDuplicates();
        long figures = 0;
        for (int row = 0; row < data.keys().size(); row++) {
            String key = data.keys().get(row);
            // The file's row is the one that the statement put there: its first cell is the same.
            assertThat(written.rows().get(row).get(0))
                    .isEqualTo(String.valueOf(data.rows().get(row).get(0)));
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).numeric()) {
                    Object expected = folded.getOrDefault(key, Map.of())
                            .get(columns.get(i).name());
                    assertThat(shown(expected))
                            .as(
                                    "%s, %s, %s, %s",
                                    workbook.region(),
                                    sheet.name(),
                                    key,
                                    columns.get(i).name())
                            .contains(written.rows().get(row).get(i));
                    figures += expected == null ? 0 : 1;
                }
            }
        }
        return figures;
    }

    /** All declared figures of a sheet, from its lines alone: by key, then by column. */
    private Map<String, Map<String, Object>> fold(SheetDefinition sheet, Map<String, Object> parameters) {
        Refold refold =
                new Refold(sheet, SqlFile.read(site.site().bean(Catalog.class).definitions(), sheet.sql()));
        String statement = "select * from (" + refold.folded() + ") as folded";
        List<Column> left = new ArrayList<>(refold.derivations());
        while (!left.isEmpty()) {
            // One after the other, as a figure may be derived from one that is.
            Column next = left.stream()
                    .filter(each -> refold.operands(each).stream().noneMatch(left::contains))
                    .findFirst()
                    .orElseThrow();
            left.remove(next);
            statement = "select *, " + next.derive() + " as " + next.name() + " from (" + statement + ") as derived";
        }
        Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
        site.site()
                .jdbc()
                .sql(statement)
                .params(parameters)
                .query()
                .listOfRows()
                .forEach(row -> rows.put((String) row.get("key"), row));
        return rows;
    }

    /** What may stand in the cell: a figure, or that there is none. */
    private static List<String> shown(Object value) {
        if (value == null) {
            return List.of("[x]", "", "NS");
        }
        double figure = new BigDecimal(value.toString()).doubleValue();
        return List.of(
                new BigDecimal(Double.toString(figure)).stripTrailingZeros().toPlainString());
    }
}
