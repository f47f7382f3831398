package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.Foreseen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run would do, for people and for scripts. */
final class ForeseenText {

    private final Printer printer;

    ForeseenText(Printer printer) {
        this.printer = printer;
    }

    int print(Foreseen foreseen) {
        foreseen.files().forEach(this::file);
        foreseen.resumed().forEach(this::resumed);
        foreseen.workbooks().forEach(this::workbooks);
        if (!printer.json()) {
            foreseen.waiting().forEach(each -> printer.line(WaitingText.line(each)));
            if (!foreseen.workbooks().isEmpty()) {
                printer.line("recipients: "
                        + (foreseen.recipients().isEmpty() ? "none" : String.join(", ", foreseen.recipients())));
            }
            if (!foreseen.unvisited().isEmpty()) {
                printer.line("sources that were not asked: " + String.join(", ", foreseen.unvisited()));
            }
            if (foreseen.isNothing()) {
                printer.line("Nothing would change.");
            }
        }
        return ExitCode.DONE;
    }

    private void file(Foreseen.File file) {
        if (printer.json()) {
            object("load", file.file(), file.feed(), file.period(), null, List.of(), null);
        } else {
            printer.line(file.file() + ": would be "
                    + (file.feed() == null
                            ? "refused, as no feed takes files of this name"
                            : "loaded as " + file.feed() + " " + file.period())
                    + ", from " + file.sender());
        }
    }

    private void resumed(Foreseen.Resumed load) {
        if (printer.json()) {
            object("resume", load.file(), load.feed(), load.period(), null, List.of(), null);
        } else {
            printer.line(load.file() + ": load " + load.load() + " would be gone on with, " + load.feed() + " "
                    + load.period());
        }
    }

    private void workbooks(Foreseen.Written written) {
        List<String> regions = written.workbooks().regions();
        if (printer.json()) {
            object(
                    "write",
                    null,
                    null,
                    written.workbooks().period(),
                    written.workbooks().report(),
                    regions,
                    written.because());
        } else {
            printer.line(
                    written.workbooks().report() + " " + written.workbooks().period() + ": " + regions.size()
                            + (regions.size() == 1 ? " workbook" : " workbooks") + " would be written ("
                            + String.join(", ", regions) + "): " + written.because());
        }
    }

    private void object(
            String action,
            @Nullable String file,
            @Nullable String feed,
            @Nullable String period,
            @Nullable String report,
            List<String> regions,
            @Nullable String because) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("would", action);
        object.put("file", file);
        object.put("feed", feed);
        object.put("period", period);
        object.put("report", report);
        object.put("regions", regions);
        object.put("because", because);
        printer.object(object);
    }
}
