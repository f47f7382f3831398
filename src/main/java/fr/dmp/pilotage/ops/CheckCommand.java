package fr.dmp.pilotage.ops;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        description = "Hold the declarations against the database and the folders, and print what is wrong.")
final class CheckCommand implements Callable<Integer> {

    private final Door door;

    @Mixin
    private JsonOption json = new JsonOption();

    CheckCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        return door.with(operations -> {
            List<String> problems = operations.check();
            if (printer.json()) {
                printer.table(
                        List.of("problem"), problems.stream().map(List::of).collect(Collectors.toList()));
            } else {
                problems.forEach(printer::line);
                printer.line(problems.isEmpty() ? "Nothing is wrong." : problems.size() + " problem(s).");
            }
            return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        });
    }
}
