package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "load",
        description = "Load one or more files by hand; they stay where they are.",
        footer = {
            "",
            "Loading a file again is safe: it says already-loaded and loads nothing. A load that was killed goes on where it stopped."
        })
final class LoadCommand implements Callable<Integer> {

    private final Door door;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, named as their feed declares.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--feed",
            paramLabel = "FEED",
            description = "Hold the files against this feed instead of going by their names.")
    private @Nullable String feed;

    @Option(
            names = "--sender",
            paramLabel = "SENDER",
            description = "Who sent the files (default: what their names say, else national).")
    private @Nullable String sender;

    @Mixin
    private JsonOption json = new JsonOption();

    LoadCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        return door.with(operations -> {
            List<LoadOutcome> outcomes = new ArrayList<>();
            for (Path file : files) {
                LoadOutcome outcome = operations.load(file, sender, feed);
                printer.loadInFull(outcome);
                outcomes.add(outcome);
            }
            return ExitCode.of(outcomes);
        });
    }
}
