package fr.dmp.pilotage.catalog;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One row of a nomenclature, a CSV file of {@code jobs/nomenclatures/} with semicolons and a header. What is wrong with
 * it is added to the problems, with its file, line and column.
 *
 * @param cells as many as the header has, or fewer where the last ones may be left out
 */
record NomenclatureRow(String path, int line, List<String> header, List<String> cells, List<String> problems) {

    /**
     * What the rows below the header say. One with too few or too many cells is a problem, and left out.
     *
     * @param fewest how many cells a row has at least
     * @param reader returns null for a row that is left out
     */
    static <T> List<T> read(
            Definitions definitions,
            String path,
            int fewest,
            List<String> problems,
            Function<NomenclatureRow, @Nullable T> reader) {
        List<String> lines = definitions.read(path).lines().toList();
        List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0));
        List<T> found = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            NomenclatureRow row = new NomenclatureRow(path, i + 1, header, cells(lines.get(i)), problems);
            T value = row.isComplete(fewest) ? reader.apply(row) : null;
            if (value != null) {
                found.add(value);
            }
        }
        return List.copyOf(found);
    }

    private boolean isComplete(int fewest) {
        int most = header.size();
        boolean complete = cells.size() >= fewest && cells.size() <= most;
        if (!complete) {
            String expected = fewest == most ? "" + most : fewest + " to " + most;
            problems.add(path + " line " + line + ": expected " + expected + " cells, found " + cells.size());
        }
        return complete;
    }

    private static List<String> cells(String line) {
        return List.of(line.split(";"));
    }

    /** A cell, or the empty text if it was left out. */
    String text(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }

    /** A cell that holds a date; null if it does not, which is a problem. */
    @Nullable
    LocalDate date(int column) {
        try {
            return LocalDate.parse(text(column));
        } catch (DateTimeParseException e) {
            problem(column, "expected a date such as 2012-09-25");
            return null;
        }
    }

    /** A cell that holds a vintage of the regions; 2012 if it does not, which is a problem. */
    int vintage(int column) {
        if (!text(column).equals("2012") && !text(column).equals("2016")) {
            problem(column, "expected 2012 or 2016");
        }
        return text(column).equals("2016") ? 2016 : 2012;
    }

    /** Adds a problem with a cell, and what was found in it. */
    void problem(int column, String what) {
        problems.add(
                path + " line " + line + ", " + header.get(column) + ": " + what + ", found \"" + text(column) + "\"");
    }
}
