package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.RunLog;
import fr.dmp.pilotage.pipeline.RunText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "runs",
        description =
                "List runs of jobs and of the loads that they made, the newest first; a run is listed once for all its attempts.")
final class RunsCommand implements Callable<Integer> {

    private final Door door;

    @Option(names = "--limit", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Mixin
    private JsonOption json = new JsonOption();

    RunsCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        return door.with(operations -> {
            List<List<? extends @Nullable Object>> rows = new ArrayList<>();
            for (RunLog.Run run : operations.runs().latest(limit)) {
                rows.add(Arrays.asList(
                        run.run(),
                        run.job(),
                        run.feed(),
                        run.period(),
                        run.status(),
                        RunText.time(run.started()),
                        RunText.time(run.ended()),
                        run.by(),
                        run.firedFor(),
                        run.cause()));
            }
            printer.table(
                    List.of("run", "job", "feed", "period", "status", "started", "ended", "by", "for", "cause"), rows);
            return ExitCode.DONE;
        });
    }
}
