package fr.dmp.pilotage.ops;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "release", description = "Publish a held load as it is; its workbooks say who released it and why.")
final class ReleaseCommand implements Callable<Integer> {

    private final Door door;

    @Mixin
    private DecisionOptions decision = new DecisionOptions();

    ReleaseCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        return door.with(operations -> decision.print(operations.release(decision.load, decision.reason, decision.by)));
    }
}
