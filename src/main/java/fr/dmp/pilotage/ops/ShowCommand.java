package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Operations;
import fr.dmp.pilotage.pipeline.RunLog;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static final List<String> STEP =
            List.of("attempt", "step", "status", "started", "ended", "commits", "rollbacks", "said");

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
            RunLog.Run run = operations
                    .runs()
                    .find(number)
                    .orElseThrow(() -> new UnknownName(
                            "run",
                            Long.toString(number),
                            operations.runs().latest(5).stream()
                                    .map(each -> Long.toString(each.run()))
                                    .toList()));
            show(run, operations, printer);
            return ExitCode.DONE;
        });
    }

    private static void show(RunLog.Run run, Operations operations, Printer printer) {
        LoadOutcome outcome = run.loadId() == null ? null : operations.outcome(run.loadId());
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("run", run.run());
        facts.put("job", run.job());
        facts.put("feed", run.feed());
        facts.put("period", run.period());
        facts.put("status", run.status());
        facts.put("attempts", run.attempts());
        facts.put("started", RunsCommand.time(run.started()));
        facts.put("ended", RunsCommand.time(run.ended()));
        facts.put("by", run.by());
        facts.put("file", run.file());
        facts.put("cause", run.cause());
        facts.put("next", next(run, outcome));
        List<List<? extends @Nullable Object>> steps = steps(run, operations);
        if (printer.json()) {
            facts.put("steps", steps.stream().map(ShowCommand::named).toList());
            printer.object(facts);
        } else {
            facts.forEach((name, value) -> printer.line(String.format("%-9s %s", name, value == null ? "-" : value)));
            printer.line("");
            printer.table(STEP, steps);
            printer.line("");
        }
        if (outcome != null) {
            printer.loadInFull(outcome);
        }
    }

    private static List<List<? extends @Nullable Object>> steps(RunLog.Run run, Operations operations) {
        List<List<? extends @Nullable Object>> rows = new ArrayList<>();
        for (RunLog.StepRun step : operations.runs().steps(run.run())) {
            rows.add(Arrays.asList(
                    step.attempt(),
                    step.step(),
                    step.status(),
                    RunsCommand.time(step.started()),
                    RunsCommand.time(step.ended()),
                    step.commits(),
                    step.rollbacks(),
                    step.said()));
        }
        return rows;
    }

    private static Map<String, @Nullable Object> named(List<? extends @Nullable Object> step) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < STEP.size(); i++) {
            object.put(STEP.get(i), step.get(i));
        }
        return object;
    }

    /** What an admin does next, in one line. */
    private static String next(RunLog.Run run, @Nullable LoadOutcome outcome) {
        String again = run.file() == null
                ? "run " + run.job() + (run.period() == null ? "" : " --period " + run.period())
                : "load " + run.file();
        return switch (run.status()) {
            case "COMPLETED" -> "nothing";
            case "HELD" ->
                "ask the sender for a corrected file and load it: it becomes the next revision; or see 'holds' and release it"
                        + (outcome != null && outcome.rejected() > 0
                                ? "; the sender may also correct the rejected rows alone: 'rejects " + run.loadId()
                                        + " --out FILE.xlsx'"
                                : "");
            case "FAILED" -> "mend the cause, then " + again + " again: it goes on where it stopped";
            default ->
                "it is running, or its process died; if it died, " + again + " again: it goes on where it stopped";
        };
    }
}
