package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.LoadText;
import fr.dmp.pilotage.pipeline.SourceOutcome;
import fr.dmp.pilotage.pipeline.SourceOutcome.FetchedFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came from a source: a line for it, and one for each file that is new or not as it should be. As JSON the files come
 * first; {@code record} says which of the two an object is.
 */
final class FetchText {

    private final Printer printer;

    FetchText(Printer printer) {
        this.printer = printer;
    }

    void print(SourceOutcome outcome) {
        if (printer.json()) {
            outcome.files().forEach(file -> printer.object(object(outcome.source(), file)));
            printer.object(object(outcome));
            return;
        }
        printer.line(outcome.source() + ": " + summary(outcome));
        outcome.files().forEach(file -> printer.line("  " + file.remote() + ": " + inWords(file)));
        if (outcome.cause() != null) {
            printer.line("  " + outcome.cause());
        }
    }

    private static String summary(SourceOutcome outcome) {
        Map<String, Long> counts = outcome.files().stream()
                .collect(Collectors.groupingBy(FetchedFile::status, TreeMap::new, Collectors.counting()));
        if (outcome.unchanged() > 0) {
            counts.put("unchanged", (long) outcome.unchanged());
        }
        String files = counts.isEmpty()
                ? "nothing there"
                : counts.entrySet().stream()
                        .map(each -> LoadText.number(each.getValue()) + " " + each.getKey())
                        .collect(Collectors.joining(", "));
        if (outcome.cause() == null) {
            return files;
        }
        return counts.isEmpty() ? "failed" : "failed; " + files;
    }

    private static String inWords(FetchedFile file) {
        return file.status()
                + (file.bytes() == null ? "" : ", " + LoadText.number(file.bytes()) + " bytes")
                + (file.cause() == null ? "" : ": " + file.cause());
    }

    private static Map<String, @Nullable Object> object(String source, FetchedFile file) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("record", "file");
        object.put("source", source);
        object.put("file", file.file());
        object.put("remote", file.remote());
        object.put("status", file.status());
        object.put("bytes", file.bytes());
        object.put("sha256", file.sha256());
        object.put("cause", file.cause());
        return object;
    }

    private static Map<String, @Nullable Object> object(SourceOutcome outcome) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("record", "source");
        object.put("source", outcome.source());
        object.put("status", outcome.cause() == null ? "visited" : "failed");
        object.put("unchanged", outcome.unchanged());
        object.put("cause", outcome.cause());
        return object;
    }
}
