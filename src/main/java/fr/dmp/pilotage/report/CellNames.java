package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.SheetDefinition.Format;
import fr.dmp.pilotage.catalog.UnknownName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one sheet of an edition under their names: {@code F12} as in Excel, or {@code row/column}, where the row
 * is its key or what one of its first two texts says, and the column its name or its header, in any spelling.
 */
final class CellNames {

    private static final Pattern ADDRESS = Pattern.compile("\\$?([A-Z]{1,3})\\$?([1-9]\\d{0,6})");

    /** The row of totals is called so, in the workbook too. */
    static final String TOTAL = "Total";

    private final SheetData data;
    private final List<Column> columns;
    private final List<Column> shown;

    CellNames(SheetData data, Period period) {
        this.data = data;
        this.columns = data.sheet().shown(period, Set.of()).columns();
        this.shown = data.shown(period).sheet().columns();
    }

    /** A cell; its row is counted from 0, and the one after the last is the row of totals. */
    record Place(int row, Column column) {}

    /**
     * The cell that is asked for.
     *
     * @throws UnknownName if there is none, with those that there are
     */
    Place find(String asked) {
        Matcher address = ADDRESS.matcher(asked.strip().toUpperCase(Locale.ROOT));
        if (address.matches()) {
            int row = Integer.parseInt(address.group(2)) - 2;
            int column = CellReference.convertColStringToIndex(address.group(1));
            if (row < 0 || row >= rows() || column >= shown.size()) {
                throw unknownCell(asked);
            }
            return new Place(row, shown.get(column));
        }
        Column column = null;
        String row = "";
        // A name may hold a slash too: the first cut that leaves a column is taken.
        for (int slash = asked.lastIndexOf('/');
                slash > 0 && column == null;
                slash = asked.lastIndexOf('/', slash - 1)) {
            column = column(asked.substring(slash + 1));
            row = asked.substring(0, slash).strip();
        }
        if (column == null && asked.indexOf('/') < 0) {
            throw unknownCell(asked);
        }
        if (column == null) {
            String last = asked.substring(asked.lastIndexOf('/') + 1).strip();
            throw new UnknownName(
                    "column of sheet " + name(),
                    last,
                    columns.stream()
                            .map(each -> each.name() + " (" + each.label() + ")")
                            .toList());
        }
        return new Place(row(row), column);
    }

    private UnknownName unknownCell(String asked) {
        List<String> known = new ArrayList<>();
        if (rows() > 0) {
            String last = CellReference.convertNumToColString(shown.size() - 1);
            known.add("A2 to " + last + (rows() + 1));
            known.add("row/column such as " + key(0) + "/"
                    + shown.get(shown.size() - 1).name());
        }
        return new UnknownName("cell of sheet " + name(), asked, known);
    }

    private @Nullable Column column(String asked) {
        String normal = Geography.normalised(asked);
        return columns.stream()
                .filter(each -> Stream.of(each.name(), each.label())
                        .anyMatch(called -> Geography.normalised(called).equals(normal)))
                .findFirst()
                .orElse(null);
    }

    private int row(String asked) {
        int byKey = row(asked, data);
        if (byKey >= 0) {
            return byKey;
        }
        String normal = Geography.normalised(asked);
        List<Integer> called = IntStream.range(0, data.keys().size())
                .filter(row -> Stream.concat(Stream.of(key(row)), texts(row).stream())
                        .anyMatch(each -> Geography.normalised(each).equals(normal)))
                .boxed()
                .toList();
        if (called.isEmpty() && hasTotals() && normal.equals(Geography.normalised(TOTAL))) {
            return data.keys().size();
        }
        if (called.size() != 1) {
            String kind = called.isEmpty() ? "row of sheet " : "single row of sheet ";
            throw new UnknownName(
                    kind + name(),
                    asked,
                    (called.isEmpty() ? IntStream.range(0, rows()).boxed() : called.stream())
                            .map(this::described)
                            .toList());
        }
        return called.get(0);
    }

    private static int row(String key, SheetData data) {
        return data.keys().indexOf(key);
    }

    private String described(int row) {
        String words = words(row);
        return words.isEmpty() || words.equals(key(row)) ? key(row) : key(row) + " (" + words + ")";
    }

    String name() {
        return data.sheet().name();
    }

    /** How many rows have cells, that of the totals included. */
    private int rows() {
        return data.keys().size() + (hasTotals() ? 1 : 0);
    }

    private boolean hasTotals() {
        return data.sheet().totals() && !data.keys().isEmpty();
    }

    boolean isTotal(int row) {
        return row == data.keys().size();
    }

    List<String> keys() {
        return data.keys();
    }

    String key(int row) {
        return isTotal(row) ? TOTAL : data.keys().get(row);
    }

    /** What the first cells of a row say of it. */
    String words(int row) {
        return String.join(", ", texts(row));
    }

    private List<String> texts(int row) {
        return isTotal(row)
                ? List.of(TOTAL)
                : IntStream.range(0, columns.size())
                        .filter(i -> columns.get(i).format() == Format.TEXT)
                        .limit(2)
                        .mapToObj(i -> data.rows().get(row).get(i))
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .toList();
    }

    /** The columns of a declaration with their headers filled in. */
    List<Column> labelled(List<Column> declared) {
        Set<String> names = declared.stream().map(Column::name).collect(Collectors.toSet());
        return columns.stream().filter(each -> names.contains(each.name())).toList();
    }

    /** In Excel's way; null if the workbook does not show the column. */
    @Nullable
    String address(int row, Column column) {
        int index = index(shown, column);
        return index < 0 ? null : CellReference.convertNumToColString(index) + (row + 2);
    }

    /** Whether the figures of the row of this key are about too few people to be told. */
    boolean isSuppressed(String key) {
        int row = row(key, data);
        return row >= 0 && data.isSuppressed(data.rows().get(row));
    }

    /** The area of a column without its header and its total: {@code F2:F28}. */
    String area(Column column) {
        return address(0, column) + ":" + address(data.keys().size() - 1, column);
    }

    /** How to ask for a cell: its address or, if it is not shown, {@code key/column}. */
    String nameOf(int row, Column column) {
        String address = address(row, column);
        return address == null ? key(row) + "/" + column.name() : address;
    }

    /** What a cell says; of the row of totals, the sum of what adds up. */
    @Nullable
    Object value(int row, Column column) {
        if (isTotal(row)) {
            return column.additive() ? sum(column) : index(shown, column) == 0 ? TOTAL : null;
        }
        return data.rows().get(row).get(index(columns, column));
    }

    /** The same in a row of this key; null if there is none. */
    @Nullable
    Object value(String key, Column column) {
        int row = hasTotals() && key.equals(TOTAL) ? data.keys().size() : row(key, data);
        return row < 0 ? null : value(row, column);
    }

    private @Nullable BigDecimal sum(Column column) {
        return IntStream.range(0, data.keys().size())
                .mapToObj(row -> (BigDecimal) value(row, column))
                .filter(Objects::nonNull)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    private static int index(List<Column> among, Column column) {
        return among.stream().map(Column::name).toList().indexOf(column.name());
    }
}
