package fr.dmp.pilotage.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows under their labels, each column as wide as it must be. */
public final class TextTable {

    private TextTable() {}

    /** The lines, that of the labels first; what is not there is a hyphen. */
    public static List<String> lines(List<String> labels, List<List<? extends @Nullable Object>> rows) {
        int[] widths = labels.stream().mapToInt(String::length).toArray();
        for (List<? extends @Nullable Object> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], shown(row.get(i)).length());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(aligned(labels, widths));
        rows.forEach(row -> lines.add(aligned(row, widths)));
        return lines;
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private static String aligned(List<? extends @Nullable Object> values, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = shown(values.get(i));
            line.append(text).append(" ".repeat(widths[i] - text.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
