package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.report.Explanation;
import fr.dmp.pilotage.report.Explanation.ChangedLine;
import fr.dmp.pilotage.report.Explanation.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a cell comes from, as names and values: the names are the contract that scripts rely on.
 *
 * @param cell what it shows and how it is made
 * @param parts what it is made of; without those of which it has nothing
 */
public record Explained(Map<String, @Nullable Object> cell, List<Part> parts) {

    /**
     * Rows of one kind.
     *
     * @param record {@code operand}, {@code load}, {@code change} or {@code line}
     * @param fields names of the values of a row
     */
    public record Part(String record, List<String> fields, List<List<@Nullable Object>> rows) {}

    static Explained of(Explanation explanation) {
        List<Part> parts = new ArrayList<>();
        part(
                parts,
                "operand",
                List.of("cell", "column", "label", "shown", "value", "before"),
                explanation.operands(),
                each -> Arrays.asList(
                        each.cell(),
                        each.column(),
                        each.label(),
                        each.shown(),
                        plain(each.value()),
                        plain(each.before())));
        part(
                parts,
                "load",
                List.of("file", "sender", "period", "revision", "lines", "gives", "sha256"),
                explanation.loads(),
                each -> Arrays.asList(
                        each.file(),
                        each.sender(),
                        each.period(),
                        each.revision(),
                        each.lines(),
                        plain(each.gives()),
                        each.sha256()));
        Explanation.Change change = explanation.change();
        part(
                parts,
                "change",
                List.of("column", "period", "about", "was", "file_was", "line_was", "is", "file", "line", "cause"),
                change == null ? List.of() : change.lines(),
                Explained::changed);
        part(
                parts,
                "line",
                List.of("file", "line", "period", "about", "value", "region_total"),
                explanation.lines(),
                each -> Arrays.asList(
                        each.file(),
                        each.line(),
                        each.period(),
                        each.subject(),
                        plain(each.value()),
                        plain(each.regionTotal())));
        return new Explained(cell(explanation), List.copyOf(parts));
    }

    private static <T> void part(
            List<Part> parts,
            String record,
            List<String> fields,
            List<T> all,
            Function<T, List<@Nullable Object>> row) {
        if (!all.isEmpty()) {
            parts.add(new Part(record, fields, all.stream().map(row).toList()));
        }
    }

    private static List<@Nullable Object> changed(ChangedLine each) {
        Line was = each.was();
        Line is = each.is();
        Line any = is == null ? was : is;
        return Arrays.asList(
                each.column(),
                any == null ? null : any.period(),
                any == null ? null : any.subject(),
                was == null ? null : plain(was.value()),
                was == null ? null : was.file(),
                was == null ? null : was.line(),
                is == null ? null : plain(is.value()),
                is == null ? null : is.file(),
                is == null ? null : is.line(),
                each.cause());
    }

    private static Map<String, @Nullable Object> cell(Explanation explanation) {
        Explanation.Cell cell = explanation.cell();
        Explanation.Change change = explanation.change();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("report", cell.report());
        facts.put("period", cell.period());
        facts.put("region", cell.scope());
        facts.put("edition", cell.edition());
        facts.put("sheet", cell.sheet());
        facts.put("cell", cell.address());
        facts.put("key", cell.key());
        facts.put("row", cell.row());
        facts.put("column", cell.column());
        facts.put("label", cell.label());
        facts.put("value", plain(cell.value()));
        facts.put("unit", cell.unit());
        facts.put(
                "indicator", cell.indicator() == null ? null : cell.indicator().label());
        facts.put("additive", cell.indicator() == null ? null : cell.indicator().additive());
        facts.put(
                "definition", cell.indicator() == null ? null : cell.indicator().definition());
        facts.put("kind", explanation.kind().name().toLowerCase(Locale.ROOT));
        facts.put("how", explanation.how());
        facts.put("gives", plain(explanation.gives()));
        facts.put("edition_before", change == null ? null : change.edition());
        facts.put("value_before", change == null ? null : plain(change.before()));
        facts.put("notes", explanation.notes());
        return facts;
    }

    /** Numbers without the digits that only the server's arithmetic has put there, dates as texts. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof BigDecimal figure) {
            BigDecimal stripped = figure.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
        return value == null || value instanceof String ? value : value.toString();
    }
}
