package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.Hold;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "holds",
        description =
                "List the loads that wait for an operator: why, since when, and which workbooks and recipients they touch.",
        footer = {
            "",
            "Then 'release LOAD --reason T' or 'withdraw LOAD --reason T', load a corrected file, or send the rejected lines back: 'rejects LOAD --out FILE.xlsx'."
        })
final class HoldsCommand implements Callable<Integer> {

    private final Door door;

    @Mixin
    private JsonOption json = new JsonOption();

    HoldsCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        return door.with(operations -> {
            List<Hold> holds = operations.holds();
            holds.forEach(each -> print(each, printer));
            if (holds.isEmpty() && !printer.json()) {
                printer.line("Nothing is held.");
            }
            return ExitCode.DONE;
        });
    }

    private static void print(Hold hold, Printer printer) {
        if (printer.json()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("load", hold.load());
            object.put("feed", hold.feed());
            object.put("period", hold.period());
            object.put("sender", hold.sender());
            object.put("revision", hold.revision());
            object.put("file", hold.file());
            object.put("since", hold.since().toString());
            object.put(
                    "reasons",
                    hold.reasons().stream().map(Printer::findingObject).toList());
            object.put("workbooks", TouchedText.objects(hold.workbooks()));
            object.put("recipients", hold.recipients());
            printer.object(object);
            return;
        }
        printer.line("load " + hold.load() + ": " + hold.feed() + " " + hold.period() + " from " + hold.sender()
                + ", revision " + hold.revision() + ", " + hold.file() + ", held since " + hold.since());
        hold.reasons().forEach(printer::finding);
        TouchedText.lines(hold.workbooks(), hold.recipients()).forEach(line -> printer.line("  " + line));
    }
}
