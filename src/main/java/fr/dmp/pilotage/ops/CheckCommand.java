package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.schedule.Night;
import fr.dmp.pilotage.schedule.Schedules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description =
                "Hold the declarations against the database and the folders, and print what is wrong; or print the data dictionary.")
final class CheckCommand implements Callable<Integer> {

    private final Door door;

    @Option(
            names = "--dictionary",
            description = "Print the data dictionary as Markdown: tables, files, measures, checks, sheets, indicators.")
    private boolean dictionary;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the dictionary to this file instead.")
    private @Nullable Path out;

    @Option(
            names = "--sources",
            description = "Also connect to every declared source, log in and look; nothing is fetched.")
    private boolean sources;

    @Option(
            names = "--nightly",
            description =
                    "Only tell whether the last night was good: exit code 1 if any schedule is paused, or its last good run is too old. For a monitor.")
    private boolean nightly;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CheckCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        if (out != null && !dictionary) {
            throw new ParameterException(spec.commandLine(), "--out goes with --dictionary");
        }
        Printer printer = json.printer();
        if (nightly) {
            return door.with(Night.class, night -> tell(night.complaints(), "The last night was good.", printer));
        }
        return dictionary ? door.with(operations -> write(operations.dictionary(), printer)) : check(printer);
    }

    private int write(String text, Printer printer) {
        if (out == null) {
            text.lines().forEach(printer::line);
            return ExitCode.DONE;
        }
        try {
            Files.writeString(out, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + out, e);
        }
        return ExitCode.DONE;
    }

    private int check(Printer printer) {
        return door.with(Schedules.class, (operations, schedules) -> {
            List<String> problems = new ArrayList<>(operations.check());
            schedules
                    .differences()
                    .forEach(each -> problems.add("jobs/: the schedule differs from what nodes fire: " + each
                            + "; it is applied when 'serve' starts"));
            if (sources) {
                operations.checkSources().stream()
                        .filter(problem -> !problems.contains(problem))
                        .forEach(problems::add);
            }
            return tell(problems, "Nothing is wrong.", printer);
        });
    }

    private static int tell(List<String> problems, String otherwise, Printer printer) {
        if (printer.json()) {
            printer.table(List.of("problem"), problems.stream().map(List::of).collect(Collectors.toList()));
        } else {
            problems.forEach(printer::line);
            printer.line(problems.isEmpty() ? otherwise : problems.size() + " problem(s).");
        }
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
