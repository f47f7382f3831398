package fr.dmp.pilotage.ops;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "rerun",
        description =
                "Go on with a run that failed, died or was stopped: what is loaded stays, what is missing is done. Of a run that ended well, make another one like it.",
        footer = {
            "",
            "Of a run whose process died it is first proven that it is dead; 'audit' tells how. What is published and issued stays: a load is published once, and a workbook that stands is not written again."
        })
final class RerunCommand implements Callable<Integer> {

    private final Door door;

    @Mixin
    private RunDecisionOptions decision = new RunDecisionOptions();

    @Option(
            names = "--from-start",
            description =
                    "Throw away what unfinished loads have loaded, and load their files from the first line, in a run of a new number.")
    private boolean fromStart;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept for ever.")
    private @Nullable String reason;

    @Option(names = "--dry-run", description = "Only list what it would load and write.")
    private boolean dryRun;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RerunCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        return door.with(operations -> dryRun
                ? new ForeseenText(printer).print(operations.foreseeRerun(decision.run))
                : RunCommand.print(
                        operations.rerun(decision.run, fromStart, reason, decision.by),
                        printer,
                        spec.commandLine().getErr()));
    }
}
