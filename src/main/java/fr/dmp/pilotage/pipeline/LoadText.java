package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of a file, for people. */
public final class LoadText {

    private LoadText() {}

    /**
     * The lines: what became of it, why it failed, what was found in it.
     *
     * @param inFull whether also how it was found to be written
     */
    public static List<String> lines(LoadOutcome outcome, boolean inFull) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(outcome));
        if (inFull && outcome.readAs() != null) {
            lines.add("  read as " + outcome.readAs());
        }
        if (outcome.cause() != null) {
            lines.add("  " + outcome.cause());
        }
        outcome.findings().forEach(each -> lines.addAll(finding(each)));
        return lines;
    }

    /** One kind of finding, to be told below what it was found in. */
    public static List<String> finding(FoundCount found) {
        String more = found.count() > 1 ? " (" + number(found.count()) + " times)" : "";
        List<String> lines = new ArrayList<>();
        lines.add("  " + found.severity() + " " + found.code() + more + ": " + found.message());
        if (found.todo() != null && !found.severity().equals("info")) {
            lines.add("    to do: " + found.todo());
        }
        return lines;
    }

    static String headline(LoadOutcome outcome) {
        String what = outcome.file() + ": " + word(outcome.status());
        if (outcome.revision() == 0) {
            return what;
        }
        String revision = outcome.revision() > 1 ? ", revision " + outcome.revision() : "";
        if (outcome.status() == LoadOutcome.Status.FAILED) {
            // What is in is not counted before the audit; zeros would say that nothing is.
            return what + " as " + outcome.feed() + " " + outcome.period() + revision;
        }
        return what + " as " + outcome.feed() + " " + outcome.period() + revision + "; " + number(outcome.read())
                + " rows read, " + number(outcome.loaded()) + " loaded, " + number(outcome.rejected()) + " rejected"
                + (outcome.carried() > 0
                        ? ", " + number(outcome.carried()) + " carried forward from the revision before"
                        : "");
    }

    /** The word of the JSON contract. */
    public static String word(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** With blanks between thousands. */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', ' ');
    }
}
