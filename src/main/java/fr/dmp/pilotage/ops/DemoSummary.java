package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.pipeline.LoadText;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import fr.dmp.pilotage.pipeline.Workbook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the demonstration did, on one screen. */
final class DemoSummary {

    private final Printer printer;

    DemoSummary(Printer printer) {
        this.printer = printer;
    }

    /** @param generated how long it took to make its files, null if that is no part of it */
    void print(JobOutcome outcome, @Nullable Duration generated, Map<String, Duration> stages) {
        say("job", outcome.job());
        files(outcome.loaded());
        findings(outcome.loaded());
        workbooks(outcome);
        Map<String, Duration> all = new LinkedHashMap<>();
        if (generated != null) {
            all.put("generate", generated);
        }
        all.putAll(stages);
        say(
                "time",
                all.entrySet().stream()
                        .map(stage -> String.format(
                                Locale.ROOT,
                                "%s %.1f s",
                                stage.getKey(),
                                stage.getValue().toMillis() / 1000.0))
                        .collect(Collectors.joining(", ")));
        boolean nothingNew = outcome.failed().isEmpty()
                && outcome.loaded().stream().allMatch(each -> each.status() == Status.ALREADY_LOADED)
                && outcome.issued().stream().noneMatch(Workbook::written);
        if (nothingNew) {
            printer.line("Nothing is new.");
        }
    }

    private void files(List<LoadOutcome> loaded) {
        Map<String, Long> states = loaded.stream()
                .collect(Collectors.groupingBy(
                        each -> LoadText.word(each.status()), TreeMap::new, Collectors.counting()));
        say(
                "files",
                loaded.size() + ": "
                        + states.entrySet().stream()
                                .map(each -> each.getValue() + " " + each.getKey())
                                .collect(Collectors.joining(", ")));
        say(
                "rows",
                sum(loaded, LoadOutcome::read) + " read, " + sum(loaded, LoadOutcome::loaded) + " loaded, "
                        + sum(loaded, LoadOutcome::rejected) + " rejected");
        loaded.stream()
                .filter(each -> each.status() != Status.PUBLISHED && each.status() != Status.ALREADY_LOADED)
                .forEach(printer::load);
    }

    private static String sum(List<LoadOutcome> loaded, ToLongFunction<LoadOutcome> rows) {
        return LoadText.number(loaded.stream().mapToLong(rows).sum());
    }

    private void findings(List<LoadOutcome> loaded) {
        Map<String, Long> counts = new TreeMap<>();
        for (LoadOutcome each : loaded) {
            for (FoundCount found : each.findings()) {
                counts.merge(found.severity() + " " + found.code(), found.count(), Long::sum);
            }
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((code, count) -> lines.add(code + ": " + LoadText.number(count)));
        say("findings", lines.isEmpty() ? "none" : lines.size() + " kinds, shown in the sheet Qualité");
        lines.forEach(line -> printer.line("  " + line));
    }

    private void workbooks(JobOutcome outcome) {
        long written = outcome.issued().stream().filter(Workbook::written).count();
        say(
                "workbooks",
                outcome.issued().size() + ": " + written + " written, "
                        + (outcome.issued().size() - written) + " standing"
                        + (outcome.failed().isEmpty()
                                ? ""
                                : ", " + outcome.failed().size() + " failed"));
        outcome.issued().forEach(each -> printer.line("  " + each.path()));
        outcome.failed().forEach(printer::workbook);
    }

    private void say(String label, String text) {
        printer.line(String.format(Locale.ROOT, "%-10s %s", label, text));
    }
}
