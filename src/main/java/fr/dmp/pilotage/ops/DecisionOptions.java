package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.Decided;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every decision about a load takes, and how what it did is told. */
final class DecisionOptions {

    @Parameters(index = "0", paramLabel = "LOAD", description = "Number of a load, see 'holds' and 'load --json'.")
    long load;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept for ever.")
    String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who decides (default: the system's user).")
    @Nullable
    String by;

    @Mixin
    private JsonOption json = new JsonOption();

    int print(Decided done) {
        Printer printer = json.printer();
        if (printer.json()) {
            printer.object(object(done));
            return ExitCode.DONE;
        }
        printer.line("load " + done.load() + ": " + done.decision() + " by " + done.by() + "; " + done.feed() + " "
                + done.period() + ": " + inForce(done));
        if (done.shared() != null) {
            printer.line("  counts twice with another sender's load: " + done.shared());
        }
        if (!done.workbooks().isEmpty()) {
            TouchedText.lines(done.workbooks(), done.recipients()).forEach(line -> printer.line("  " + line));
            printer.line("  'report' writes their next edition");
        }
        return ExitCode.DONE;
    }

    private static String inForce(Decided done) {
        if (done.inForce() == null) {
            return "nothing is in force";
        }
        return "revision " + done.revision() + " is in force"
                + (done.restores() == null
                        ? ""
                        : ", load " + done.inForce() + ", which repeats load " + done.restores());
    }

    private static Map<String, @Nullable Object> object(Decided done) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("load", done.load());
        object.put("decision", done.decision());
        object.put("feed", done.feed());
        object.put("period", done.period());
        object.put("by", done.by());
        object.put("reason", done.reason());
        object.put("inForce", done.inForce());
        object.put("revision", done.revision());
        object.put("restores", done.restores());
        object.put("shared", done.shared());
        object.put("workbooks", TouchedText.objects(done.workbooks()));
        object.put("recipients", done.recipients());
        return object;
    }
}
