package fr.dmp.pilotage.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One sheet of a workbook: a table filled by one SQL file, with its charts. Long, as a column, its fold and a chart are told with it.
 *
 * @param name tab, at most 31 characters, not starting with a digit
 * @param title what the table shows, in French
 * @param sql path of the statement, {@code sql/report/….sql}; it returns a {@code key} and the columns
 * @param columns in order; the first shown one is the key of the row for the reader
 * @param totals whether the table ends with a row of totals, by formula, over the columns that add up
 * @param visuals what helps the eye in the table
 * @param suppressed column that says in which rows figures are about too few people to be told, in any words; null if
 *     all may be told
 * @param whenGiven whether the sheet is left out of a workbook for which it has no row
 * @param notes lines for the reader, shown in Lisez-moi
 * @param rowIndicators the indicator of each row whose figures are of one, by key of the row
 * @param rowLabel columns that name a row to a reader where it stands alone; the first shown one that is no numbering if
 *     none is declared
 */
public record SheetDefinition(
        String name,
        String title,
        String sql,
        List<Column> columns,
        List<Chart> charts,
        boolean totals,
        Visuals visuals,
        @Nullable String suppressed,
        boolean whenGiven,
        List<String> notes,
        Map<String, String> rowIndicators,
        List<String> rowLabel) {

    /** How a cell is shown. */
    public enum Format {
        TEXT,
        /** {@code # ##0} */
        COUNT,
        /** {@code # ##0} with its sign; in a row of rates, {@code 0,0 %} with its sign. */
        CHANGE,
        /** {@code 0,0 %} */
        RATE,
        /** {@code # ##0}, or {@code 0,0 %} in a row of rates, as the unit of the row says. */
        FIGURE,
        /** {@code JJ/MM/AAAA} */
        DATE
    }

    /**
     * A column of the statement. A numeric one says where its figures come from: a fold of the sheet's {@code lines}, or
     * a derivation, an SQL expression over other columns of the sheet.
     *
     * @param name column of the statement
     * @param label header, with its unit; {@code <semaine>} and {@code <semaine-3>}, or {@code <mois>} and {@code
     *     <mois-12>}, stand for the period and for an earlier one
     * @param width in characters
     * @param whenGiven whether the column is left out of a workbook for which no row has a value
     * @param mayBeEmpty whether a figure that does not exist is an empty cell instead of {@code [x]}
     * @param operand whether it is only there for others to be derived from, and not shown
     * @param indicator name of the indicator that its figures are of, or null if there is none or if each row has its own
     * @param numbering whether it only counts the rows, so that another number is no other content
     */
    public record Column(
            String name,
            String label,
            Format format,
            int width,
            boolean mayBeEmpty,
            boolean whenGiven,
            boolean operand,
            boolean numbering,
            @Nullable Fold fold,
            @Nullable String derive,
            @Nullable String indicator) {

        public boolean numeric() {
            return format != Format.TEXT && format != Format.DATE;
        }

        /** Whether its figures may be added up over the rows. */
        public boolean additive() {
            return fold != null && fold.operation() != Fold.Operation.MAX;
        }

        private static Column read(YamlMap yaml) {
            Column column = new Column(
                    yaml.text("name"),
                    yaml.text("label"),
                    yaml.oneOf("format", Format.class),
                    yaml.whole("width", 14),
                    yaml.flag("may-be-empty", false),
                    yaml.flag("when-given", false),
                    yaml.flag("operand", false),
                    yaml.flag("numbering", false),
                    yaml.map("fold", Fold::read),
                    yaml.optionalText("derive"),
                    yaml.optionalText("indicator"));
            boolean explained = (column.fold == null) != (column.derive == null);
            if (column.numeric() && !explained) {
                yaml.problem("name", "expected either 'fold' or 'derive' on a numeric column, found neither or both");
            }
            return column;
        }

        /** What a rate is a ratio of; empty for other columns, and for a rate that is none. */
        public Optional<Ratio> ratio() {
            return format == Format.RATE ? Ratio.of(derive) : Optional.empty();
        }

        private Column labelled(Period period) {
            Matcher matcher = EARLIER.matcher(label);
            String text = matcher.replaceAll(
                    found -> period.plus(found.group(1) == null ? 0 : -Integer.parseInt(found.group(1)))
                            .label());
            return new Column(
                    name, text, format, width, mayBeEmpty, whenGiven, operand, numbering, fold, derive, indicator);
        }
    }

    private static final Pattern EARLIER = Pattern.compile("<(?:semaine|mois)(?:-(\\d+))?>");

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
     * A native chart.
     *
     * @param category column along the axis; if rows are drawn, the column that names each of them
     * @param series columns drawn, in order; if rows are drawn, the columns along the axis
     * @param rows how many of the first rows are drawn as series, or 0 if the columns are
     * @param data name of the sheet whose columns are drawn, or null for the chart's own
     * @param without keys of rows that are not drawn, such as a total
     * @param alternative text for who cannot see it
     */
    public record Chart(
            Shape shape,
            String title,
            String category,
            List<String> series,
            int rows,
            @Nullable String data,
            List<String> without,
            String categoryAxis,
            String valueAxis,
            String alternative) {

        /** The shapes known. */
        public enum Shape {
            STACKED_BAR,
            /** One bar for each row, in the order of the table. */
            RANKED_BAR,
            LINE
        }

        private Chart without(Set<String> columnNames) {
            List<String> kept =
                    series.stream().filter(each -> !columnNames.contains(each)).toList();
            return new Chart(shape, title, category, kept, rows, data, without, categoryAxis, valueAxis, alternative);
        }

        private static Chart read(YamlMap yaml) {
            Chart chart = new Chart(
                    yaml.oneOf("kind", Shape.class),
                    yaml.text("title"),
                    yaml.text("category"),
                    yaml.texts("series"),
                    yaml.whole("rows", 0),
                    yaml.optionalText("data"),
                    yaml.texts("without"),
                    yaml.text("category-axis"),
                    yaml.text("value-axis"),
                    yaml.text("alternative"));
            if (chart.rows < 0) {
                yaml.problem("rows", "expected at least 0, found " + chart.rows);
            }
            return chart;
        }
    }

    /** This sheet as a workbook of this period shows it: without some of its columns, its labels filled in. */
    public SheetDefinition shown(Period period, Set<String> absent) {
        return new SheetDefinition(
                name,
                title,
                sql,
                columns.stream()
                        .filter(column -> !absent.contains(column.name()))
                        .map(column -> column.labelled(period))
                        .toList(),
                charts.stream()
                        .map(chart -> chart.data() == null ? chart.without(absent) : chart)
                        .toList(),
                totals,
                visuals.without(absent),
                suppressed,
                whenGiven,
                notes,
                rowIndicators,
                rowLabel);
    }

    /** The columns that a reader sees and that say something: those that two editions are compared by. */
    public List<Column> told() {
        return columns.stream()
                .filter(column -> !column.operand() && !column.numbering())
                .toList();
    }

    /** Where a column stands, counted from 0. */
    public int indexOf(String column) {
        return columns.stream().map(Column::name).toList().indexOf(column);
    }

    static SheetDefinition read(YamlMap yaml, Definitions definitions) {
        SheetDefinition sheet = new SheetDefinition(
                yaml.text("name"),
                yaml.text("title"),
                yaml.text("sql"),
                yaml.maps("columns", Column::read),
                yaml.maps("charts", Chart::read),
                yaml.flag("totals", false),
                Visuals.read(yaml),
                yaml.optionalText("suppressed"),
                yaml.flag("when-given", false),
                yaml.texts("notes"),
                yaml.named("row-indicators"),
                yaml.texts("row-label"));
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
        checkStatement(yaml, definitions);
        Set<String> names = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name()) || !labels.add(column.label().toLowerCase(Locale.FRENCH))) {
                yaml.problem("columns", "expected each name and label once, found " + column.name() + " again");
            }
        }
        columns.stream()
                .filter(column -> column.format() == Format.RATE && !isRatioOfFigures(column))
                .forEach(column -> yaml.problem(
                        "columns",
                        "expected 'derive: numerator::numeric / nullif(denominator, 0)' over two figures of the sheet for"
                                + " the rate " + column.name() + ": a rate is never added up or averaged"));
        if (suppressed != null && indexOf(suppressed) < 0) {
            yaml.problem("suppressed", "expected a column of the sheet, found \"" + suppressed + "\"");
        }
        visuals.check(yaml, this);
        expectShown(yaml, "row-label", rowLabel);
        for (Chart chart : charts) {
            if (chart.data() == null) {
                expectShown(yaml, "charts", chart.series());
                expectShown(yaml, "charts", List.of(chart.category()));
            }
        }
    }

    private void checkStatement(YamlMap yaml, Definitions definitions) {
        if (!definitions.has(sql)) {
            yaml.problem("sql", "expected an existing file, found \"" + sql + "\"");
            return;
        }
        try {
            SqlFile.read(definitions, sql);
        } catch (CatalogException e) {
            e.problems().forEach(each -> yaml.problem("sql", each));
        }
    }

    private boolean isRatioOfFigures(Column rate) {
        List<String> figures =
                columns.stream().filter(Column::numeric).map(Column::name).toList();
        return rate.ratio()
                .filter(ratio -> figures.containsAll(List.of(ratio.numerator(), ratio.denominator())))
                .isPresent();
    }

    void expectShown(YamlMap yaml, String key, List<String> used) {
        for (String each : used) {
            if (!shows(each)) {
                yaml.problem(key, "expected columns that the sheet shows, found \"" + each + "\"");
            }
        }
    }

    /** Whether a workbook may show a column of this name. */
    boolean shows(String column) {
        return columns.stream().anyMatch(each -> each.name().equals(column) && !each.operand());
    }
}
