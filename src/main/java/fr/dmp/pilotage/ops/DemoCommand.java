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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description =
                "Run the weekly job on generated weeks of fictitious structures and the published table of 25 September 2012,"
                        + " then the monthly job on generated months.",
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
            names = "--months",
            paramLabel = "N",
            description = "How many months up to 2012-09, 0 for none (default: ${DEFAULT-VALUE}).")
    private int months = 4;

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
        GenerateCommand.add(problems, "--months", Generator.problemOfMonths(months));
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
        Generator generator = new Generator(GenerateCommand.geography(), scale, SEED);
        generator.write(inbox, lastWeek(), weeks);
        PublishedTable.putInto(inbox);
        Period month = Generator.monthOf(lastWeek());
        if (months > 0) {
            generator.writeMonths(inbox, month, months);
        }
        Duration generated = Duration.ofNanos(System.nanoTime() - start);
        int weekly = print(operations.run("weekly", WEEK), operations, generated);
        // What a reader of the month wants to know of the names is in the weeks.
        return months == 0 || weekly != ExitCode.DONE
                ? weekly
                : print(operations.run("monthly", month.label()), operations, null);
    }

    /** @param generated how long it took to make the files of the job, null if they were made before another one */
    private int print(JobOutcome outcome, Operations operations, @Nullable Duration generated) {
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
