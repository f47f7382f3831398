package fr.dmp.pilotage.ops;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "stop",
        description = "Let a run end at the next page, file or workbook, wherever it runs; 'rerun' goes on with it.")
final class StopCommand implements Callable<Integer> {

    private final Door door;

    @Mixin
    private RunDecisionOptions decision = new RunDecisionOptions();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept for ever.")
    private @Nullable String reason;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    StopCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        return door.with(operations -> {
            operations.stop(decision.run, reason, decision.by);
            spec.commandLine()
                    .getOut()
                    .println("run " + decision.run + " ends at the next page, file or workbook; see 'show "
                            + decision.run + "'");
            return ExitCode.DONE;
        });
    }
}
