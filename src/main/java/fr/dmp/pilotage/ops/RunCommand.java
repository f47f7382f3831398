package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import fr.dmp.pilotage.pipeline.RunRequest;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description =
                "Run a declared job: fetch from the sources, take the files of the inbox, load, audit and publish them, write the reports.",
        footer = {
            "",
            "Safe to repeat: what is done is left alone, what an earlier run left is finished first. A run that failed or was killed goes on under its number; 'runs' lists it, and 'show' its steps."
        })
final class RunCommand implements Callable<Integer> {

    private final Door door;

    @Parameters(index = "0", paramLabel = "JOB", description = "A job of jobs/, such as weekly.")
    private String job = "";

    @Option(names = "--period", paramLabel = "PERIOD", description = "Write only the workbooks of this period.")
    private @Nullable String period;

    @Option(names = "--dry-run", description = "Only list what it would load and write.")
    private boolean dryRun;

    @Mixin
    private JsonOption json = new JsonOption();

    RunCommand(Door door) {
        this.door = door;
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Printer printer = json.printer();
        RunRequest asked = RunRequest.of(job, period);
        return door.with(operations -> dryRun
                ? new ForeseenText(printer).print(operations.foresee(asked))
                : print(operations.run(asked), printer, spec.commandLine().getErr()));
    }

    static int print(JobOutcome outcome, Printer printer, PrintWriter err) {
        outcome.fetched().forEach(new FetchText(printer)::print);
        outcome.loaded().forEach(printer::load);
        outcome.unfinished().forEach(printer::unfinished);
        outcome.issued().forEach(printer::workbook);
        outcome.failed().forEach(printer::workbook);
        outcome.waiting().forEach(each -> WaitingText.print(each, printer));
        // After a failure something may well be left.
        if (outcome.expiry() != null
                && !(outcome.cause() != null && outcome.expiry().isNothing())) {
            ExpiryText.print(outcome.expiry(), printer);
        }
        return complain(outcome, err);
    }

    /** Says what kept the job from ending well, if anything did. */
    static int complain(JobOutcome outcome, PrintWriter err) {
        if (outcome.cause() != null) {
            err.println("job " + outcome.job() + " failed: " + outcome.cause());
        }
        return ExitCode.of(outcome);
    }
}
