package fr.dmp.pilotage.ops;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --json} of every command that prints data. */
final class JsonOption {

    @Option(names = "--json", description = "Print one JSON object a line, for scripts.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    Printer printer() {
        PrintWriter out = spec.commandLine().getOut();
        return new Printer(out, json);
    }
}
