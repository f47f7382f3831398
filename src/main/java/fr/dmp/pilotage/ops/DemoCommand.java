package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.pipeline.Operations;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import fr.dmp.pilotage.sample.PublishedTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "demo", description = "Run the main job on the published figures of 25 September 2012.")
final class DemoCommand implements Callable<Integer> {

    private final Door door;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DemoCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        return door.with(operations -> {
            PublishedTable.putInto(operations.inboxOf(Operations.DEFAULT_SENDER));
            JobOutcome outcome = operations.run("weekly", null);
            int code = RunCommand.print(outcome, printer, spec.commandLine().getErr());
            boolean nothingNew = code == ExitCode.DONE
                    && outcome.loaded().stream().allMatch(each -> each.status() == Status.ALREADY_LOADED)
                    && outcome.issued().stream().noneMatch(each -> each.written());
            if (nothingNew && !printer.json()) {
                printer.line("Nothing is new.");
            }
            return code;
        });
    }
}
