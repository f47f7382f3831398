package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.SheetDefinition.Fold;
import fr.dmp.pilotage.catalog.SqlFile;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements that compute the figures of a sheet again as its columns declare them: folds from the {@code lines} of
 * the sheet's statement, derivations from the other cells of a row. All take the parameters that reports have.
 *
 * @param sql the statement of the sheet
 */
public record Refold(SheetDefinition sheet, SqlFile sql) {

    /**
     * What a line is about is its structure or its region, and never who practises: a professional's line is known by its
     * file and number, and from one edition to the next by a digest.
     */
    private static final String DESCRIBED = """
            select file_id, line_no, value, cast(line ->> 'period_start' as date) as period_start,
              coalesce(line ->> 'finess_et',
                nullif(concat_ws(' ', line ->> 'type_identifiant', line ->> 'identifiant'), ''),
                line ->> 'region') as subject,
              cast(line ->> 'region_total' as numeric) as region_total,
              md5(concat_ws('|', line ->> 'finess_et', line ->> 'type_identifiant', line ->> 'identifiant',
                line ->> 'rpps', line ->> 'adeli', line ->> 'lieu_exercice', line ->> 'region')) as identity
            from (select file_id, line_no, %s as value, to_jsonb(lines) as line from lines where key = :explained_key%s) as found
            order by period_start, file_id, line_no, subject""";

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

    private static Fold fold(Column column) {
        return Objects.requireNonNull(column.fold(), () -> column.name() + " is no fold");
    }

    private static String figure(Column column) {
        Fold fold = fold(column);
        String call = fold.operation().name().toLowerCase(Locale.ROOT) + "(" + fold.of() + ")";
        return fold.where() == null ? call : call + " filter (where " + fold.where() + ")";
    }

    /** The lines that a figure of the row {@code :explained_key} is folded from, each with its {@code value}. */
    String contributing(Column column) {
        Fold fold = fold(column);
        String value = fold.operation() == Fold.Operation.COUNT ? "1" : "cast(" + fold.of() + " as numeric)";
        String where = fold.where() == null ? "" : " and (" + fold.where() + ")";
        return sql.ending(String.format(Locale.ROOT, DESCRIBED, value, where + " and (" + fold.of() + ") is not null"));
    }

    /** All lines of the row {@code :explained_key}, without value. */
    String ofRow() {
        return sql.ending(String.format(Locale.ROOT, DESCRIBED, "cast(null as numeric)", ""));
    }

    /** The columns of the sheet that a derivation names, in their order. */
    List<Column> operands(Column column) {
        Set<String> words = new HashSet<>(List.of(derivation(column).split("\\W+")));
        return sheet.columns().stream()
                .filter(each -> words.contains(each.name()))
                .toList();
    }

    /** One figure that is derived, from the cells of its row as parameters {@code cell_<column>}. */
    String derived(Column column) {
        String cells = operands(column).stream()
                .map(each -> "cast(:cell_" + each.name() + " as " + type(each) + ") as " + each.name())
                .collect(Collectors.joining(", "));
        return "select (" + derivation(column) + ") as " + column.name() + " from (select " + cells + ") as cells";
    }

    private static String derivation(Column column) {
        return Objects.requireNonNull(column.derive(), () -> column.name() + " is not derived");
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
            case COUNT, CHANGE, RATE, FIGURE -> "numeric";
            case DATE -> "date";
        };
    }
}
