package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a chart and where they stand: a series for each declared column, or for each of the first rows. The
 * table starts on the first row, its data on the second.
 */
final class ChartSeries {

    private static final int FIRST_ROW = 1;

    private final SheetContent data;
    private final SheetDefinition.Chart chart;
    private final List<List<@Nullable Object>> rows;
    private final int[] columns;
    private final int category;

    ChartSeries(SheetContent data, SheetDefinition.Chart chart) {
        this.data = data;
        this.chart = chart;
        // Rows that are left out must be the last ones, so that a range can name the others.
        this.rows = data.rows().stream()
                .filter(row -> !chart.without().contains(String.valueOf(row.get(0))))
                .limit(byRows() ? chart.rows() : Integer.MAX_VALUE)
                .toList();
        this.columns = chart.series().stream()
                .mapToInt(data.sheet()::indexOf)
                .filter(index -> index >= 0)
                .toArray();
        this.category = data.sheet().indexOf(chart.category());
    }

    private boolean byRows() {
        return chart.rows() > 0;
    }

    boolean isEmpty() {
        return rows.isEmpty() || columns.length == 0;
    }

    /** Whether all that is drawn are rates. */
    boolean areRates() {
        return IntStream.of(columns)
                .allMatch(column -> data.sheet().columns().get(column).format() == SheetDefinition.Format.RATE);
    }

    String sheetName() {
        return data.sheet().name();
    }

    int count() {
        return byRows() ? rows.size() : columns.length;
    }

    String name(int series) {
        return byRows() ? String.valueOf(rows.get(series).get(category)) : label(columns[series]);
    }

    private String label(int column) {
        return data.sheet().columns().get(column).label();
    }

    /** What stands along the axis. */
    String[] categories() {
        return byRows()
                ? IntStream.of(columns).mapToObj(this::label).toArray(String[]::new)
                : rows.stream().map(row -> String.valueOf(row.get(category))).toArray(String[]::new);
    }

    CellRangeAddress categoryArea() {
        return byRows() ? row(0) : column(category);
    }

    @Nullable
    Double[] values(int series) {
        return byRows()
                ? IntStream.of(columns)
                        .mapToObj(column -> value(rows.get(series), column))
                        .toArray(Double[]::new)
                : rows.stream().map(row -> value(row, columns[series])).toArray(Double[]::new);
    }

    CellRangeAddress area(int series) {
        return byRows() ? row(FIRST_ROW + series) : column(columns[series]);
    }

    private CellRangeAddress row(int row) {
        return new CellRangeAddress(row, row, columns[0], columns[columns.length - 1]);
    }

    private CellRangeAddress column(int column) {
        return new CellRangeAddress(FIRST_ROW, FIRST_ROW + rows.size() - 1, column, column);
    }

    private static @Nullable Double value(List<@Nullable Object> row, int column) {
        return row.get(column) instanceof Number number ? number.doubleValue() : null;
    }

    /** The highest single figure. */
    double highest() {
        return IntStream.range(0, count())
                .mapToDouble(series -> max(values(series)))
                .max()
                .orElse(0);
    }

    /** The highest sum over the series at one place of the axis. */
    double longestStack() {
        return rows.stream()
                .mapToDouble(row -> IntStream.of(columns)
                        .mapToObj(column -> value(row, column))
                        .mapToDouble(value -> value == null ? 0 : value)
                        .sum())
                .max()
                .orElse(0);
    }

    private static double max(@Nullable Double[] values) {
        return Arrays.stream(values)
                .mapToDouble(value -> value == null ? 0 : value)
                .max()
                .orElse(0);
    }
}
