package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Indicators.Indicator;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.SheetDefinition.Fold;
import fr.dmp.pilotage.catalog.SheetDefinition.Format;
import fr.dmp.pilotage.report.CellNames.Place;
import fr.dmp.pilotage.report.Explanation.Cell;
import fr.dmp.pilotage.report.Explanation.Change;
import fr.dmp.pilotage.report.Explanation.ChangedLine;
import fr.dmp.pilotage.report.Explanation.Kind;
import fr.dmp.pilotage.report.Explanation.Operand;
import fr.dmp.pilotage.report.SourceLines.Edition;
import fr.dmp.pilotage.report.SourceLines.Known;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;

/** One sheet of an edition, whose cells are explained by its declaration, its lines and the edition before. */
final class ExplainedSheet {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z]\\w*)");

    private final Refold refold;
    private final CellNames names;
    private final Edition now;
    private final @Nullable Before before;
    private final SourceLines lines;
    private final SheetQuery query;

    /** @param before the same sheet of the edition before, or null if there is none */
    ExplainedSheet(
            Refold refold, CellNames names, Edition now, @Nullable Before before, SourceLines lines, SheetQuery query) {
        this.refold = refold;
        this.names = names;
        this.now = now;
        this.before = before;
        this.lines = lines;
        this.query = query;
    }

    /** A sheet of the edition before. */
    record Before(CellNames names, Edition edition) {}

    Explanation cell(Place place, @Nullable Indicator indicator) {
        Column column = place.column();
        Cell cell = described(place, indicator);
        if (names.isTotal(place.row())) {
            return total(cell, column);
        }
        if (column.fold() != null) {
            return fold(cell, column, column.fold());
        }
        return column.derive() == null ? text(cell, column) : derived(cell, place, column.derive());
    }

    private Cell described(Place place, @Nullable Indicator indicator) {
        Column column = place.column();
        String unit = indicator == null || column.format() == Format.RATE ? null : indicator.unit();
        return new Cell(
                now.issue().report().id(),
                now.issue().period().label(),
                now.scope().label(),
                now.issue().number(),
                names.name(),
                names.address(place.row(), column),
                names.key(place.row()),
                names.words(place.row()),
                column.name(),
                column.label(),
                names.value(place.row(), column),
                unit,
                indicator);
    }

    private Explanation fold(Cell cell, Column column, Fold fold) {
        List<Known> found = lines.of(now, refold, cell.key(), column);
        BigDecimal gives = SourceLines.fold(found, fold.operation());
        List<String> notes = new ArrayList<>();
        if (cell.value() == null) {
            gives = found.isEmpty() ? null : gives;
            notes.add(names.isSuppressed(cell.key()) ? suppressed() : unknown(cell, column));
        }
        notes.addAll(SourceLines.remarks(found));
        notes.addAll(differences(cell, gives));
        return new Explanation(
                cell,
                Kind.FOLD,
                inWords(fold, cell.key()),
                gives,
                SourceLines.contributions(found, fold.operation()),
                found.stream().map(Known::line).toList(),
                List.of(),
                change(cell, column),
                notes);
    }

    private String suppressed() {
        return "it is about fewer than " + now.sources().report().suppressBelow()
                + " professionals, or would give such a figure away: it is told to nobody (NS), and neither are its lines";
    }

    /** Why a figure without lines is not zero: what its row does have lines of. */
    private String unknown(Cell cell, Column column) {
        List<String> periods = lines.ofRow(now, refold, cell.key()).stream()
                .map(each -> each.line().period())
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        boolean anyPeriod = column.fold() != null && column.fold().where() == null;
        String lacking = periods.isEmpty()
                ? "its row has none"
                : anyPeriod
                        ? "those of its row have no value for it"
                        : "its row has lines of " + String.join(", ", periods) + " only";
        return "no line of this edition gives it: " + lacking + "; " + notZero(column);
    }

    private static String notZero(Column column) {
        return column.mayBeEmpty()
                ? "the cell is empty, as there is nothing to say, and not zero"
                : "it is unknown ([x], or empty where a chart draws it) and not zero";
    }

    private String inWords(Fold fold, String key) {
        String operation =
                switch (fold.operation()) {
                    case SUM -> "sum of ";
                    case COUNT -> "count of ";
                    case MAX -> "largest of ";
                };
        String where = fold.where() == null ? "" : " where " + fold.where();
        return operation + fold.of() + " over the lines of row " + key + where + parameters(where);
    }

    /** What the parameters of a condition stand for: {@code (:period is 2012-09-17)}. */
    private String parameters(String condition) {
        Map<String, @Nullable Object> values = query.parameters(now.sources(), now.scope());
        Map<String, String> named = new TreeMap<>();
        Matcher matcher = PARAMETER.matcher(condition);
        while (matcher.find()) {
            Object value = values.get(matcher.group(1));
            Object plain = value instanceof SqlParameterValue typed ? typed.getValue() : value;
            named.put(":" + matcher.group(1), plain == null ? "nothing" : plain.toString());
        }
        return named.isEmpty()
                ? ""
                : " ("
                        + String.join(
                                ", ",
                                named.entrySet().stream()
                                        .map(each -> each.getKey() + " is " + each.getValue())
                                        .toList())
                        + ")";
    }

    private Explanation derived(Cell cell, Place place, String formula) {
        List<Column> columns = names.labelled(refold.operands(place.column()));
        List<Operand> operands =
                columns.stream().map(each -> operand(place.row(), each)).toList();
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        columns.forEach(each -> cells.put("cell_" + each.name(), names.value(place.row(), each)));
        BigDecimal gives = query.figure(refold.derived(place.column()), cells);
        List<String> notes = new ArrayList<>();
        if (cell.value() == null) {
            notes.add(
                    names.isSuppressed(cell.key())
                            ? suppressed()
                            : "its operands give no figure; " + notZero(place.column()));
        }
        notes.addAll(differences(cell, gives));
        return new Explanation(
                cell,
                Kind.DERIVED,
                formula,
                gives,
                List.of(),
                List.of(),
                operands,
                change(cell, place.column()),
                notes);
    }

    private Explanation total(Cell cell, Column column) {
        if (!column.additive()) {
            String how = column.numeric()
                    ? "no total: the figures of this column do not add up"
                    : "a text, not a figure: the row of totals";
            return new Explanation(cell, Kind.TEXT, how, null, List.of(), List.of(), List.of(), null, List.of());
        }
        List<Operand> operands = IntStream.range(0, names.keys().size())
                .mapToObj(row -> operand(row, column))
                .toList();
        String how =
                "SUBTOTAL(109," + names.area(column) + "): the sum of the column, of the rows that a filter leaves";
        Object value = cell.value();
        List<String> notes = value == null ? List.of("no row has a figure; " + notZero(column)) : List.of();
        return new Explanation(
                cell, Kind.TOTAL, how, value, List.of(), List.of(), operands, change(cell, column), notes);
    }

    private Explanation text(Cell cell, Column column) {
        List<Known> found = lines.ofRow(now, refold, cell.key());
        return new Explanation(
                cell,
                Kind.TEXT,
                "a " + (column.format() == Format.DATE ? "date" : "text")
                        + ", not a figure; its row comes from these lines",
                null,
                SourceLines.contributions(found, null),
                found.stream().map(Known::line).toList(),
                List.of(),
                change(cell, column),
                List.of());
    }

    private Operand operand(int row, Column column) {
        Object value = names.value(row, column);
        Object old = before == null ? value : before.names().value(names.key(row), column);
        return new Operand(
                names.nameOf(row, column),
                column.name(),
                column.label(),
                names.address(row, column) != null,
                value,
                CellChange.same(value, old) ? null : old);
    }

    /** Says so when the warehouse no longer gives what the edition said. */
    private List<String> differences(Cell cell, @Nullable BigDecimal gives) {
        if (CellChange.same(cell.value(), gives)) {
            return List.of();
        }
        List<String> gone = lines.gone(now.sources());
        String why = gone.isEmpty()
                ? "the statement or its declaration has changed since edition " + cell.edition() + " was issued"
                : "past their retention, the lines of " + String.join(", ", gone) + " are no longer kept";
        return List.of("edition " + cell.edition() + " said " + told(cell.value()) + ", what is below gives "
                + told(gives) + ": " + why);
    }

    private static String told(@Nullable Object value) {
        return value instanceof BigDecimal figure ? figure.toPlainString() : value == null ? "[x]" : value.toString();
    }

    private @Nullable Change change(Cell cell, Column column) {
        if (before == null) {
            return null;
        }
        Object old = before.names().value(cell.key(), column);
        return CellChange.same(cell.value(), old)
                ? null
                : new Change(before.edition().issue().number(), old, changedLines(before, cell, column));
    }

    private List<ChangedLine> changedLines(Before before, Cell cell, Column column) {
        if (cell.key().equals(CellNames.TOTAL)) {
            return List.of(); // each cell of the column has its own
        }
        CellChange changes = new CellChange(before.edition().sources(), now.sources());
        return folds(column).stream()
                .flatMap(each -> changes
                        .lines(
                                each.name(),
                                lines.of(before.edition(), refold, cell.key(), each),
                                lines.of(now, refold, cell.key(), each))
                        .stream())
                .toList();
    }

    /** The folds that a figure is made of, at whatever depth. */
    private List<Column> folds(Column column) {
        if (column.fold() != null) {
            return List.of(column);
        }
        return column.derive() == null
                ? List.of()
                : refold.operands(column).stream()
                        .flatMap(each -> folds(each).stream())
                        .distinct()
                        .toList();
    }
}
