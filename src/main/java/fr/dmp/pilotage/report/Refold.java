package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.SheetDefinition.Fold;
import fr.dmp.pilotage.catalog.SqlFile;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The statements that compute the figures of a sheet again as its columns declare them: folds from the {@code lines} of
 * the sheet's statement, derivations from the other cells of a row. All take the parameters that reports have.
 *
 * @param sql the statement of the sheet
 */
public record Refold(SheetDefinition sheet, SqlFile sql) {

    /** The columns that are folds of lines, in order. */
    public List<Column> folds() {
        return sheet.columns().stream().filter(each -> each.fold() != null).toList();
    }

    /** The columns that are derived from others of their row, in order. */
    public List<Column> derivations() {
        return sheet.columns().stream().filter(each -> each.derive() != null).toList();
    }

    /** One row per {@code key} that has lines, with all columns that are folds. */
    public String folded() {
        return folded(folds());
    }

    /** One row per {@code key} that has lines, with some columns that are folds. */
    public String folded(List<Column> columns) {
        String figures = columns.stream()
                .map(each -> ", " + figure(each) + " as " + each.name())
                .collect(Collectors.joining());
        return sql.ending("select key" + figures + " from lines group by key");
    }

    private static String figure(Column column) {
        Fold fold = Objects.requireNonNull(column.fold(), () -> column.name() + " is no fold");
        String call = fold.operation().name().toLowerCase(Locale.ROOT) + "(" + fold.of() + ")";
        return fold.where() == null ? call : call + " filter (where " + fold.where() + ")";
    }

    /** One row with some columns that are derived, from a row of empty cells. */
    public String derivedFromNothing(List<Column> columns) {
        String figures = columns.stream()
                .map(each -> "(" + each.derive() + ") as " + each.name())
                .collect(Collectors.joining(", "));
        String cells = sheet.columns().stream()
                .map(each -> "cast(null as " + type(each) + ") as " + each.name())
                .collect(Collectors.joining(", "));
        return "select " + figures + " from (select " + cells + ") as cells";
    }

    private static String type(Column column) {
        return switch (column.format()) {
            case TEXT -> "text";
            case COUNT, CHANGE, RATE -> "numeric";
            case DATE -> "date";
        };
    }
}
