package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Builds workbooks from published loads, each as an edition. */
public final class Reports {

    private final JdbcClient jdbc;
    private final Catalog catalog;
    private final Loads loads;
    private final Editions editions;

    Reports(JdbcClient jdbc, Catalog catalog, Loads loads, Editions editions) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.loads = loads;
        this.editions = editions;
    }

    /** The periods that a report can be built for: those of its feed's loads in force, in order. */
    public List<Period> periods(ReportDefinition report) {
        return loads.current(report.feed()).stream()
                .map(Load::period)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Whom a workbook covers.
     *
     * @param label as written in the workbook
     * @param slug the same in lower case without accents, for names of files
     * @param regions codes of the regions, none for all of France
     */
    public record Scope(String label, String slug, List<String> regions) {}

    /** Whom a report of a period has a workbook for each. */
    public List<Scope> scopes(ReportDefinition report, Period period) {
        return List.of(new Scope(report.scope(), report.scopeSlug(), List.of()));
    }

    /**
     * Writes the report for a period and scope, unless the edition made from the same loads stands.
     *
     * @throws IllegalStateException if nothing is published for the period
     */
    public Issued write(ReportDefinition report, Period period, Scope scope) {
        // Which loads are in force is asked under the lock: whoever waited for it must not go back to older ones.
        return editions.underLock(report, period, () -> writeLocked(report, period));
    }

    private Issued writeLocked(ReportDefinition report, Period period) {
        List<Load> current = loads.current(report.feed());
        Period previous = current.stream()
                .map(Load::period)
                .filter(each -> each.compareTo(period) < 0)
                .max(Period::compareTo)
                .orElse(null);
        List<Load> used = current.stream()
                .filter(load -> load.period().equals(period) || load.period().equals(previous))
                .toList();
        if (used.stream().noneMatch(load -> load.period().equals(period))) {
            throw new IllegalStateException(
                    report.id() + ": nothing is published for " + period + " in feed " + report.feed());
        }
        Long[] ids = used.stream().map(Load::loadId).sorted().toArray(Long[]::new);
        return editions.issue(
                report,
                period,
                ids,
                definitionSha(report),
                (file, edition) -> build(file, report, period, previous, edition, used, ids));
    }

    private void build(
            Path file,
            ReportDefinition report,
            Period period,
            @Nullable Period previous,
            int edition,
            List<Load> used,
            Long[] ids) {
        List<SheetContent> sheets = new ArrayList<>();
        for (SheetDefinition sheet : report.sheets()) {
            sheets.add(content(sheet, rows(sheet, period, previous, ids)));
        }
        ReadMe readMe = new ReadMe(
                report,
                period,
                edition,
                ReadMe.dataDate(period),
                used.stream().map(Reports::source).toList(),
                status(period, ids));
        WorkbookWriter.write(file, readMe, sheets);
    }

    /** Leaves out the columns that the source did not give for this period. */
    private static SheetContent content(SheetDefinition sheet, List<List<@Nullable Object>> rows) {
        List<Integer> kept = new ArrayList<>();
        Set<String> absent = new HashSet<>();
        for (int i = 0; i < sheet.columns().size(); i++) {
            int column = i;
            boolean given = rows.stream().anyMatch(row -> row.get(column) != null);
            if (given || !sheet.columns().get(i).whenGiven()) {
                kept.add(i);
            } else {
                absent.add(sheet.columns().get(i).name());
            }
        }
        List<List<@Nullable Object>> values = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> cells = new ArrayList<>();
            kept.forEach(column -> cells.add(row.get(column)));
            values.add(cells);
        }
        return new SheetContent(sheet.without(absent), values);
    }

    private List<List<@Nullable Object>> rows(
            SheetDefinition sheet, Period period, @Nullable Period previous, Long[] ids) {
        return jdbc.sql(SqlFile.read(catalog.definitions(), sheet.sql()).statement())
                .param("period", period.start())
                .param("previous", previous == null ? null : previous.start(), Types.DATE)
                .param("loads", ids)
                .query((row, index) -> {
                    List<@Nullable Object> values = new ArrayList<>();
                    for (SheetDefinition.Column column : sheet.columns()) {
                        values.add(row.getObject(column.name()));
                    }
                    return values;
                })
                .list();
    }

    private static ReadMe.Source source(Load load) {
        Load.Rows rows = Objects.requireNonNull(load.rows(), "a published load was audited");
        return new ReadMe.Source(
                load.fileName(),
                load.sender(),
                load.period().label(),
                load.revision(),
                rows.read(),
                rows.loaded(),
                rows.rejected(),
                load.sha256());
    }

    private String status(Period period, Long[] ids) {
        return jdbc.sql("""
                        select count(*) filter (where f.severity = 'error') as errors,
                          count(*) filter (where f.severity = 'warning') as warnings,
                          string_agg(f.scope, ', ' order by f.scope) filter (where f.code = 'region-without-row') as missing
                        from ops.finding f
                        join ops.load l using (load_id)
                        where l.period_start = :period and f.load_id = any(:loads)
                        """)
                .param("period", period.start())
                .param("loads", ids)
                .query((row, index) ->
                        ReadMe.status(row.getLong("errors"), row.getLong("warnings"), row.getString("missing")))
                .single();
    }

    /** Changes when the declaration of the report or one of its statements does. */
    private String definitionSha(ReportDefinition report) {
        StringBuilder text = new StringBuilder(report.toString());
        for (SheetDefinition sheet : report.sheets()) {
            text.append(SqlFile.read(catalog.definitions(), sheet.sql()).statement());
        }
        return Editions.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A workbook that stands.
     *
     * @param edition its number, from 1
     * @param written whether this call wrote the file; else it stood already
     */
    public record Issued(
            String report, Period period, String scope, int edition, boolean written, Path path, String sha256) {}
}
