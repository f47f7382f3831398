package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.Explained;
import fr.dmp.pilotage.pipeline.Explained.Part;
import fr.dmp.pilotage.pipeline.LoadText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Say where a cell of a workbook comes from: its definition, its fold or formula, the files and"
                + " lines, and what changed it since the edition before.",
        footer = {
            "",
            "With --json, one object a line, told apart by \"record\": first the \"cell\", then each \"operand\" of a"
                    + " formula or total, each \"load\" (a file), each \"change\" (a line that gives something else than in"
                    + " the edition before), each source \"line\"."
        })
final class ExplainCommand implements Callable<Integer> {

    /** Lines that a person still reads. */
    private static final int SHOWN = 50;

    private final Door door;

    @Parameters(index = "0", paramLabel = "REPORT", description = "A report, such as weekly-es-focus.")
    private String report = "";

    @Option(names = "--period", required = true, paramLabel = "PERIOD", description = "For example 2012-S38.")
    private String period = "";

    @Option(names = "--region", paramLabel = "REGION", description = "By name or code, if the report has several.")
    private @Nullable String region;

    @Option(names = "--edition", paramLabel = "N", description = "Number of the edition (default: the last one).")
    private @Nullable Integer edition;

    @Option(names = "--sheet", required = true, paramLabel = "SHEET", description = "Name of the sheet.")
    private String sheet = "";

    @Option(
            names = "--cell",
            required = true,
            paramLabel = "CELL",
            description = "F12, or ROW/COLUMN: the row by its key or first texts, the column by its name or header.")
    private String cell = "";

    @Option(names = "--all", description = "Print every line, not only the first " + SHOWN + " of each table.")
    private boolean all;

    @Mixin
    private JsonOption json = new JsonOption();

    ExplainCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        return door.with(operations -> {
            Explained explained = operations.explain(report, period, region, edition, sheet, cell);
            if (printer.json()) {
                printer.object(record("cell", explained.cell()));
                explained.parts().forEach(part -> objects(part, printer));
            } else {
                explained.cell().forEach((name, value) -> fact(name, value, printer));
                explained.parts().forEach(part -> table(part, printer));
            }
            return ExitCode.DONE;
        });
    }

    private static Map<String, @Nullable Object> record(String record, Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("record", record);
        object.putAll(fields);
        return object;
    }

    private static void objects(Part part, Printer printer) {
        for (List<@Nullable Object> row : part.rows()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                fields.put(part.fields().get(i), row.get(i));
            }
            printer.object(record(part.record(), fields));
        }
    }

    /** A line for each fact that there is; of a value always, as there being none is one too. */
    private static void fact(String name, @Nullable Object value, Printer printer) {
        if (value instanceof List<?> notes) {
            notes.forEach(note -> fact("note", note, printer));
        } else if (value != null || name.equals("value")) {
            printer.line(String.format("%-15s %s", name.replace('_', ' '), value == null ? "none" : value));
        }
    }

    /** Without the columns that say nothing in any row. */
    private void table(Part part, Printer printer) {
        int rows = part.rows().size();
        int shown = all ? rows : Math.min(rows, SHOWN);
        int[] said = IntStream.range(0, part.fields().size())
                .filter(field -> part.rows().stream().anyMatch(row -> row.get(field) != null))
                .toArray();
        printer.line("");
        printer.line(part.record() + "s: " + LoadText.number(rows)
                + (shown < rows ? ", the first " + shown + " of them (--all for every one)" : ""));
        printer.table(
                Arrays.stream(said)
                        .mapToObj(field -> part.fields().get(field).replace('_', ' '))
                        .toList(),
                part.rows().subList(0, shown).stream()
                        .map(row -> Arrays.stream(said).mapToObj(row::get).toList())
                        .collect(Collectors.toList()));
    }
}
