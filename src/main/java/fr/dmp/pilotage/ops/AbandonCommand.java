package fr.dmp.pilotage.ops;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "abandon",
        description =
                "Give up a run that failed, died or was stopped: nothing goes on with it, and a load that it is about is withdrawn.")
final class AbandonCommand implements Callable<Integer> {

    private final Door door;

    @Mixin
    private RunDecisionOptions decision = new RunDecisionOptions();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept for ever.")
    private String reason = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    AbandonCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        return door.with(operations -> {
            operations.abandon(decision.run, reason, decision.by);
            spec.commandLine().getOut().println("run " + decision.run + " is given up; the next run is a new one");
            return ExitCode.DONE;
        });
    }
}
