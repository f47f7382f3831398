package fr.dmp.pilotage.report;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The editions that were issued, read back: from which loads each was made, and what its sheets said. */
final class IssuedEditions {

    private final JdbcClient jdbc;
    private final Loads loads;

    IssuedEditions(JdbcClient jdbc, Loads loads) {
        this.jdbc = jdbc;
        this.loads = loads;
    }

    /** One edition of a report. */
    record Issue(long id, ReportDefinition report, Period period, Scope scope, int number, List<Long> loadIds) {

        /** {@code weekly-es-focus 2012-S38 Picardie} */
        String name() {
            return report.id() + " " + period.label() + " " + scope.label();
        }
    }

    /** The periods that a report was issued for, in order. */
    List<Period> periods(ReportDefinition report, Period.Cadence cadence) {
        return jdbc
                .sql("select distinct period_start from ops.edition where report = :report order by period_start")
                .param("report", report.id())
                .query(LocalDate.class)
                .list()
                .stream()
                .map(start -> new Period(cadence, start))
                .toList();
    }

    /** The editions of a report for a period and a scope, in order. */
    List<Issue> of(ReportDefinition report, Period period, Scope scope) {
        return jdbc.sql("""
                        select edition_id, number, loads from ops.edition
                        where report = :report and scope = :scope and period_start = :period
                        order by number
                        """)
                .param("report", report.id())
                .param("scope", scope.slug())
                .param("period", period.start())
                .query((row, index) -> new Issue(
                        row.getLong("edition_id"), report, period, scope, row.getInt("number"), List.of((Long[])
                                row.getArray("loads").getArray())))
                .list();
    }

    /** The loads that an edition was made from, whether or not they are still in force. */
    Sources sources(Issue issue) {
        List<Load> all = loads.of(issue.loadIds());
        return Sources.of(issue.report(), issue.period(), feed -> all.stream()
                .filter(each -> each.feed().id().equals(feed))
                .toList());
    }

    /** What a sheet of an edition said; null if it had no such sheet. A column that it lacked says nothing. */
    @Nullable
    SheetData sheet(Issue issue, SheetDefinition sheet) {
        return jdbc.sql("select body from ops.edition_sheet where edition_id = :id and sheet = :sheet")
                .param("id", issue.id())
                .param("sheet", sheet.name())
                .query((row, index) -> data(sheet, row.getBytes("body")))
                .optional()
                .orElse(null);
    }

    /**
     * What a sheet of an edition said.
     *
     * @throws UnknownName if it had no such sheet
     */
    SheetData require(Issue issue, SheetDefinition sheet) {
        SheetData data = sheet(issue, sheet);
        if (data == null) {
            List<String> names = jdbc.sql(
                            "select sheet from ops.edition_sheet where edition_id = :id order by position")
                    .param("id", issue.id())
                    .query(String.class)
                    .list();
            throw new UnknownName("sheet of " + issue.name() + ", edition " + issue.number(), sheet.name(), names);
        }
        return data;
    }

    private static SheetData data(SheetDefinition sheet, byte[] gzip) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(
                        new GZIPInputStream(new ByteArrayInputStream(gzip)), StandardCharsets.UTF_8))) {
            List<List<String>> records = csv.stream().map(CsvRecord::getFields).toList();
            List<String> header = records.get(0);
            int[] places = sheet.columns().stream()
                    .mapToInt(column -> header.indexOf(column.name()))
                    .toArray();
            List<String> keys = new ArrayList<>();
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (List<String> record : records.subList(1, records.size())) {
                keys.add(record.get(0));
                List<@Nullable Object> values = new ArrayList<>();
                IntStream.range(0, places.length)
                        .forEach(i -> values.add(
                                places[i] < 0 ? null : value(sheet.columns().get(i), record.get(places[i]))));
                rows.add(values);
            }
            return new SheetData(sheet, keys, rows);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read from memory", e);
        }
    }

    private static @Nullable Object value(Column column, String text) {
        if (text.isEmpty()) {
            return null;
        }
        return switch (column.format()) {
            case TEXT -> text;
            case DATE -> LocalDate.parse(text);
            case COUNT, CHANGE, RATE, FIGURE -> new BigDecimal(text);
        };
    }
}
