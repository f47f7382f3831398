package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.Operations;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import fr.dmp.pilotage.sample.Generator;
import fr.dmp.pilotage.sample.PublishedTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description =
                "Run the main job on generated weeks of fictitious structures and the published table of 25 September 2012.",
        footer = {"", "A second run finds that nothing is new. Start again from nothing by deleting the home (./var)."})
final class DemoCommand implements Callable<Integer> {

    /** The week that the published table is reconciled with. */
    private static final String WEEK = "2012-S38";

    private static final long SEED = 2012;

    private final Door door;

    @Option(
            names = "--weeks",
            paramLabel = "N",
            description = "How many weeks up to " + WEEK + " (default: ${DEFAULT-VALUE}).")
    private int weeks = 13;

    @Option(
            names = "--scale",
            paramLabel = "X",
            description = "1 for as many structures as the country has (default: ${DEFAULT-VALUE}).")
    private double scale = 0.25;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    DemoCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        List<String> problems = new ArrayList<>();
        GenerateCommand.add(problems, "--weeks", Generator.problemOfWeeks(weeks));
        GenerateCommand.add(problems, "--scale", Generator.problemOfScale(scale));
        if (!problems.isEmpty()) {
            problems.forEach(spec.commandLine().getErr()::println);
            return ExitCode.USAGE;
        }
        return door.with(this::run);
    }

    private int run(Operations operations) {
        long start = System.nanoTime();
        Path inbox = operations.inboxOf(Operations.DEFAULT_SENDER);
        new Generator(GenerateCommand.geography(), scale, SEED).write(inbox, lastWeek(), weeks);
        PublishedTable.putInto(inbox);
        Duration generated = Duration.ofNanos(System.nanoTime() - start);
        JobOutcome outcome = operations.run("weekly", WEEK);
        if (json.printer().json()) {
            return RunCommand.print(outcome, json.printer(), spec.commandLine().getErr());
        }
        outcome.fetched().forEach(new FetchText(json.printer())::print);
        new DemoSummary(json.printer())
                .print(outcome, generated, operations.runs().stages(outcome.job()));
        return RunCommand.complain(outcome, spec.commandLine().getErr());
    }

    private static Period lastWeek() {
        return Period.parse(Period.Cadence.WEEKLY, WEEK).orElseThrow();
    }
}
