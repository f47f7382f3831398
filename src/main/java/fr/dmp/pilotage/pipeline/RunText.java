package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run for people: what {@code show} prints, and what an alert says. */
public final class RunText {

    /** What is told of a step. */
    public static final List<String> STEP =
            List.of("attempt", "step", "status", "started", "ended", "commits", "rollbacks", "said");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private RunText() {}

    /** What is told of the run itself, by name. */
    public static Map<String, @Nullable Object> facts(RunDetails details) {
        RunLog.Run run = details.run();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("run", run.run());
        facts.put("job", run.job());
        facts.put("feed", run.feed());
        facts.put("period", run.period());
        facts.put("status", run.status());
        facts.put("attempts", run.attempts());
        facts.put("started", time(run.started()));
        facts.put("ended", time(run.ended()));
        facts.put("by", run.by());
        facts.put("for", run.firedFor());
        facts.put("file", run.file());
        facts.put("cause", run.cause());
        facts.put("next", details.next());
        return facts;
    }

    /** What is told of each step, in the order of {@link #STEP}. */
    public static List<List<? extends @Nullable Object>> steps(RunDetails details) {
        List<List<? extends @Nullable Object>> rows = new ArrayList<>();
        for (RunLog.StepRun step : details.steps()) {
            rows.add(Arrays.asList(
                    step.attempt(),
                    step.step(),
                    step.status(),
                    time(step.started()),
                    time(step.ended()),
                    step.commits(),
                    step.rollbacks(),
                    step.said()));
        }
        return rows;
    }

    /** All of it, line by line. */
    public static List<String> lines(RunDetails details) {
        List<String> lines = new ArrayList<>();
        facts(details).forEach((name, value) -> lines.add(String.format("%-9s %s", name, value == null ? "-" : value)));
        lines.add("");
        lines.addAll(TextTable.lines(STEP, steps(details)));
        lines.add("");
        if (details.load() != null) {
            lines.addAll(LoadText.lines(details.load(), true));
        }
        // What went well is told in a line each: a night may have loaded sixty files.
        details.loads()
                .forEach(load -> lines.addAll(
                        load.status() == Status.PUBLISHED
                                ? List.of(LoadText.headline(load))
                                : LoadText.lines(load, false)));
        return lines;
    }

    /** To the second. */
    public static @Nullable String time(@Nullable LocalDateTime time) {
        return time == null ? null : TIME.format(time);
    }
}
