package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.Waiting;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workbooks that wait for files, for people and for scripts. */
final class WaitingText {

    private WaitingText() {}

    static void print(Waiting waiting, Printer printer) {
        if (!printer.json()) {
            printer.line(line(waiting));
            return;
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("report", waiting.report());
        object.put("period", waiting.period());
        object.put("state", "waiting");
        object.put("files", waiting.files());
        object.put("until", waiting.until() == null ? null : waiting.until().toString());
        printer.object(object);
    }

    static String line(Waiting waiting) {
        String what = waiting.report() + " " + waiting.period() + ": waits ";
        String files = String.join("; ", waiting.files());
        return waiting.until() == null
                ? what + "for the next attempt, which tries again what failed of " + files
                : what + "until " + waiting.until() + " for " + files;
    }
}
