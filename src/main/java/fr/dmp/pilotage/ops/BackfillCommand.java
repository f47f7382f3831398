package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.RunRequest;
import fr.dmp.pilotage.pipeline.RunRequest.Range;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backfill",
        description =
                "Run a declared job over a range of periods: take what has come, then write the workbooks of the range that are missing or no longer true.",
        footer = {
            "",
            "One that is stopped or killed goes on when it is asked for again, with the same range: what is written stands. A table of a day is in the range if the week that it is about is."
        })
final class BackfillCommand implements Callable<Integer> {

    private final Door door;

    @Parameters(index = "0", paramLabel = "JOB", description = "A job of jobs/, such as weekly.")
    private String job = "";

    @Option(names = "--from", required = true, paramLabel = "PERIOD", description = "First period, such as 2012-S26.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "PERIOD", description = "Last period, such as 2012-S38.")
    private String to = "";

    @Option(names = "--newest-first", description = "Begin with the last period (default: with the first).")
    private boolean newestFirst;

    @Option(
            names = "--force",
            description =
                    "Write the next edition also of workbooks whose report was defined otherwise when they were written.")
    private boolean force;

    @Option(names = "--dry-run", description = "Only list what it would load and write.")
    private boolean dryRun;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    BackfillCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        RunRequest asked = RunRequest.of(job, range());
        return door.with(operations -> dryRun
                ? new ForeseenText(printer).print(operations.foresee(asked))
                : RunCommand.print(
                        operations.run(asked), printer, spec.commandLine().getErr()));
    }

    private Range range() {
        try {
            return Range.of(from, to, newestFirst, force);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
