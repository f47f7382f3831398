package fr.dmp.pilotage.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One sheet of a workbook: a table filled by one SQL file, with its charts.
 *
 * @param name tab, at most 31 characters, not starting with a digit
 * @param title what the table shows, in French
 * @param sql path of the statement, {@code sql/report/….sql}
 * @param columns in order; the first is the key of the row
 * @param notes lines for the reader, shown in Lisez-moi
 */
public record SheetDefinition(
        String name, String title, String sql, List<Column> columns, List<Chart> charts, List<String> notes) {

    /** How a cell is shown. */
    public enum Format {
        TEXT,
        /** {@code # ##0} */
        COUNT,
        /** {@code # ##0} with its sign. */
        CHANGE,
        /** {@code 0,0 %} */
        RATE
    }

    /**
     * One column. A numeric one says where its figures come from: a fold of the sheet's {@code lines}, or a derivation
     * from other columns.
     *
     * @param name column of the statement
     * @param label header, with its unit
     * @param width in characters
     * @param whenGiven whether the column is left out of a workbook for which no row has a value
     * @param mayBeEmpty whether a figure that does not exist is an empty cell instead of {@code [x]}
     */
    public record Column(
            String name,
            String label,
            Format format,
            int width,
            boolean mayBeEmpty,
            boolean whenGiven,
            @Nullable Fold fold,
            @Nullable String derive) {

        public boolean numeric() {
            return format != Format.TEXT;
        }

        private static Column read(YamlMap yaml) {
            Column column = new Column(
                    yaml.text("name"),
                    yaml.text("label"),
                    yaml.oneOf("format", Format.class),
                    yaml.whole("width", 14),
                    yaml.flag("may-be-empty", false),
                    yaml.flag("when-given", false),
                    yaml.map("fold", Fold::read),
                    yaml.optionalText("derive"));
            boolean explained = (column.fold == null) != (column.derive == null);
            if (column.numeric() && !explained) {
                yaml.problem("name", "expected either 'fold' or 'derive' on a numeric column, found neither or both");
            }
            return column;
        }
    }

    /**
     * A figure as a fold of source lines.
     *
     * @param of column of {@code lines}
     * @param where condition over {@code lines}, or null for all lines of the row's key
     */
    public record Fold(
            Operation operation, String of, @Nullable String where) {

        /** How lines become one figure. */
        public enum Operation {
            SUM,
            COUNT,
            MAX
        }

        private static Fold read(YamlMap yaml) {
            Operation operation = yaml.oneOf("kind", Operation.class);
            Fold fold = new Fold(operation, yaml.text("of"), yaml.optionalText("where"));
            if (operation == Operation.SUM && fold.of.endsWith("_distinct")) {
                yaml.problem("kind", "expected no sum over " + fold.of + ": distinct counts do not add up");
            }
            return fold;
        }
    }

    /**
     * A native chart over columns of the sheet.
     *
     * @param category column along the axis
     * @param series columns drawn, in order
     * @param without keys of rows that are not drawn, such as a total
     * @param alternative text for who cannot see it
     */
    public record Chart(
            Shape shape,
            String title,
            String category,
            List<String> series,
            List<String> without,
            String categoryAxis,
            String valueAxis,
            String alternative) {

        /** The shapes known. */
        public enum Shape {
            STACKED_BAR
        }

        private Chart without(Set<String> columnNames) {
            List<String> kept =
                    series.stream().filter(each -> !columnNames.contains(each)).toList();
            return new Chart(shape, title, category, kept, without, categoryAxis, valueAxis, alternative);
        }

        private static Chart read(YamlMap yaml) {
            return new Chart(
                    yaml.oneOf("kind", Shape.class),
                    yaml.text("title"),
                    yaml.text("category"),
                    yaml.texts("series"),
                    yaml.texts("without"),
                    yaml.text("category-axis"),
                    yaml.text("value-axis"),
                    yaml.text("alternative"));
        }
    }

    /** This sheet without some of its columns, in its charts too. */
    public SheetDefinition without(Set<String> columnNames) {
        List<Column> kept = columns.stream()
                .filter(column -> !columnNames.contains(column.name()))
                .toList();
        return new SheetDefinition(
                name,
                title,
                sql,
                kept,
                charts.stream().map(chart -> chart.without(columnNames)).toList(),
                notes);
    }

    static SheetDefinition read(YamlMap yaml, Definitions definitions) {
        SheetDefinition sheet = new SheetDefinition(
                yaml.text("name"),
                yaml.text("title"),
                yaml.text("sql"),
                yaml.maps("columns", Column::read),
                yaml.maps("charts", Chart::read),
                yaml.texts("notes"));
        sheet.check(yaml, definitions);
        return sheet;
    }

    private void check(YamlMap yaml, Definitions definitions) {
        if (name.length() > 31 || !name.matches("[^\\d\\[\\]:*?/\\\\'][^\\[\\]:*?/\\\\]*")) {
            yaml.problem(
                    "name",
                    "expected at most 31 characters, not starting with a digit, without []:*?/\\; found \"" + name
                            + "\"");
        }
        if (!definitions.has(sql)) {
            yaml.problem("sql", "expected an existing file, found \"" + sql + "\"");
        }
        Set<String> names = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name()) || !labels.add(column.label().toLowerCase(Locale.FRENCH))) {
                yaml.problem("columns", "expected each name and label once, found " + column.name() + " again");
            }
        }
        for (Chart chart : charts) {
            for (String used : chart.series()) {
                if (!names.contains(used)) {
                    yaml.problem("charts", "expected columns of the sheet, found \"" + used + "\"");
                }
            }
            if (!names.contains(chart.category())) {
                yaml.problem("charts", "expected a column of the sheet, found \"" + chart.category() + "\"");
            }
        }
    }
}
