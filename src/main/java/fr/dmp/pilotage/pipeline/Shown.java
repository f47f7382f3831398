package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.warehouse.Loads;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what an admin wants to know of a run. */
final class Shown {

    private final RunLog runs;
    private final Loads loads;
    private final Loading loading;

    Shown(RunLog runs, Loads loads, Loading loading) {
        this.runs = runs;
        this.loads = loads;
        this.loading = loading;
    }

    /** @throws UnknownName if there is no such run */
    RunLog.Run run(long number) {
        return runs.find(number)
                .orElseThrow(() -> new UnknownName(
                        "run",
                        Long.toString(number),
                        runs.latest(5).stream()
                                .map(each -> Long.toString(each.run()))
                                .toList()));
    }

    /** @throws UnknownName if there is no such run */
    RunDetails details(long number) {
        RunLog.Run run = run(number);
        LoadOutcome load = run.loadId() == null ? null : outcome(run.loadId());
        List<LoadOutcome> within =
                runs.loadsWithin(number).stream().map(this::outcome).toList();
        return new RunDetails(run, runs.steps(number), load, within, next(run, load, within));
    }

    LoadOutcome outcome(long load) {
        return loading.describe(loads.get(load));
    }

    /** What an admin does next, in one line. */
    private static String next(RunLog.Run run, @Nullable LoadOutcome load, List<LoadOutcome> within) {
        String again = "'rerun " + run.run() + "'";
        return switch (run.status()) {
            case "COMPLETED", "ABANDONED" -> "nothing";
            case "HELD" -> load == null ? held(within, again) : held(load);
            case "FAILED" -> "mend the cause, then " + again + ": it goes on where it stopped";
            case "STOPPED" -> again + " goes on where it stopped; so does the next run";
            case "STOPPING" -> "it ends at the next page, file or workbook";
            default ->
                "it is running, or its process died; 'stop " + run.run() + "' ends it; if it died, " + again
                        + " takes it over: it goes on where it stopped";
        };
    }

    private static String held(LoadOutcome load) {
        return "ask the sender for a corrected file and load it: it becomes the next revision; or see 'holds' and release it"
                + (load.rejected() > 0
                        ? "; the sender may also correct the rejected rows alone: 'rejects " + load.loadId()
                                + " --out FILE.xlsx'"
                        : "");
    }

    private static String held(List<LoadOutcome> within, String again) {
        List<String> held = within.stream()
                .filter(each -> each.status() == LoadOutcome.Status.HELD)
                .map(LoadOutcome::file)
                .distinct()
                .toList();
        return "see 'holds': " + String.join(", ", held) + (held.size() == 1 ? " waits" : " wait")
                + " for a corrected file, a release or a withdrawal; then " + again;
    }
}
