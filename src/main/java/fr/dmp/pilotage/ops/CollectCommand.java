package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.SourceOutcome;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "collect",
        description =
                "Fetch new files from the declared sources into the inbox; 'run' does so by itself, then loads them.",
        footer = {
            "",
            "Safe to repeat: a file that is in the inbox or in the archive is not fetched again unless it changed. A source that is down keeps no other from being visited."
        })
final class CollectCommand implements Callable<Integer> {

    private final Door door;

    @Option(names = "--feed", paramLabel = "FEED", description = "Fetch the files of this feed only.")
    private @Nullable String feed;

    @Mixin
    private JsonOption json = new JsonOption();

    CollectCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        return door.with(operations -> {
            List<SourceOutcome> outcomes = operations.collect(feed);
            FetchText text = new FetchText(printer);
            outcomes.forEach(text::print);
            if (outcomes.isEmpty() && !printer.json()) {
                printer.line(
                        feed == null
                                ? "No source is declared; put one into jobs/sources/."
                                : "No source is declared that carries " + feed + ".");
            }
            return ExitCode.ofSources(outcomes);
        });
    }
}
