package fr.dmp.pilotage.ops;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "withdraw",
        description =
                "Take back a load: one that is held or left open is closed, one in force is retired and what it had replaced comes back.")
final class WithdrawCommand implements Callable<Integer> {

    private final Door door;

    @Mixin
    private DecisionOptions decision = new DecisionOptions();

    WithdrawCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        return door.with(
                operations -> decision.print(operations.withdraw(decision.load, decision.reason, decision.by)));
    }
}
