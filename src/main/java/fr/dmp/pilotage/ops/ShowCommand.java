package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.RunDetails;
import fr.dmp.pilotage.pipeline.RunText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show one run: its steps, rows, findings, why it failed and what to do next.")
final class ShowCommand implements Callable<Integer> {

    private final Door door;

    @Parameters(index = "0", paramLabel = "RUN", description = "Number of a run, see 'runs'.")
    private long number;

    @Mixin
    private JsonOption json = new JsonOption();

    ShowCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        return door.with(operations -> {
            RunDetails run = operations.details(number);
            if (printer.json()) {
                object(run, printer);
            } else {
                RunText.lines(run).forEach(printer::line);
            }
            return ExitCode.DONE;
        });
    }

    private static void object(RunDetails run, Printer printer) {
        Map<String, @Nullable Object> facts = RunText.facts(run);
        facts.put("steps", RunText.steps(run).stream().map(ShowCommand::named).toList());
        facts.put("loads", run.loads().stream().map(Printer::loadObject).toList());
        printer.object(facts);
        if (run.load() != null) {
            printer.loadInFull(run.load());
        }
    }

    private static Map<String, @Nullable Object> named(List<? extends @Nullable Object> step) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < RunText.STEP.size(); i++) {
            object.put(RunText.STEP.get(i), step.get(i));
        }
        return object;
    }
}
