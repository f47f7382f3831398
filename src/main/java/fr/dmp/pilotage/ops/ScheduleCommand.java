package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.RunText;
import fr.dmp.pilotage.schedule.Nodes;
import fr.dmp.pilotage.schedule.Schedules;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The schedules of declared jobs. */
@Command(
        name = "schedule",
        description =
                "What 'serve' runs and when, as declared in jobs/<job>.yaml; a pause is kept until it is resumed.",
        synopsisSubcommandLabel = "COMMAND")
final class ScheduleCommand {

    private final Door door;

    ScheduleCommand(Door door) {
        this.door = door;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the schedules, and the nodes that serve.")
    int list(@Mixin JsonOption json) {
        Printer printer = json.printer();
        return door.with(Schedules.class, schedules -> {
            List<List<? extends @Nullable Object>> rows = new ArrayList<>();
            for (Schedules.Entry entry : schedules.list()) {
                rows.add(Arrays.asList(
                        entry.job(),
                        entry.cron(),
                        entry.zone().getId(),
                        entry.days(),
                        entry.misfire(),
                        entry.waitDays(),
                        entry.state(),
                        time(entry.previous(), entry.zone()),
                        time(entry.next(), entry.zone())));
            }
            printer.table(
                    List.of("job", "cron", "zone", "days", "misfire", "waitDays", "state", "previous", "next"), rows);
            if (!printer.json()) {
                List<String> nodes =
                        schedules.nodes().stream().map(Nodes.Node::name).toList();
                printer.line(
                        nodes.isEmpty()
                                ? "No node serves this database: nothing fires."
                                : "Nodes that serve: " + String.join(", ", nodes));
            }
            return ExitCode.DONE;
        });
    }

    @Command(name = "next", mixinStandardHelpOptions = true, description = "List the next firings of all jobs.")
    int next(
            @Option(
                            names = "--count",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "How many (default: ${DEFAULT-VALUE}).")
                    int count,
            @Mixin JsonOption json) {
        Printer printer = json.printer();
        return door.with(Schedules.class, schedules -> {
            List<List<? extends @Nullable Object>> rows = new ArrayList<>();
            for (Schedules.Coming coming : schedules.next(count)) {
                rows.add(Arrays.asList(
                        coming.job(),
                        time(coming.at(), coming.zone()),
                        coming.zone().getId()));
            }
            printer.table(List.of("job", "at", "zone"), rows);
            return ExitCode.DONE;
        });
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Let a job fire no more, until it is resumed.")
    int pause(@Mixin Decision decision) {
        return door.with(Schedules.class, schedules -> {
            schedules.pause(decision.job, decision.by, decision.reason);
            return ExitCode.DONE;
        });
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Let a job fire again; what it missed is caught up as its misfire policy says.")
    int resume(@Mixin Decision decision) {
        return door.with(Schedules.class, schedules -> {
            schedules.resume(decision.job, decision.by, decision.reason);
            return ExitCode.DONE;
        });
    }

    @Command(
            name = "trigger",
            mixinStandardHelpOptions = true,
            description = "Let a job fire now, on a node that serves; it waits for files as at its own time.")
    int trigger(@Mixin Decision decision) {
        return door.with(Schedules.class, schedules -> {
            schedules.trigger(decision.job, decision.by, decision.reason);
            return ExitCode.DONE;
        });
    }

    /** What every decision about a schedule takes. */
    static final class Decision {

        @Parameters(index = "0", paramLabel = "JOB", description = "A job with a schedule, see 'schedule list'.")
        private String job = "";

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept for ever.")
        private @Nullable String reason;

        @Option(names = "--by", paramLabel = "NAME", description = "Who decides (default: the system's user).")
        private @Nullable String by;
    }

    private static @Nullable String time(@Nullable Instant at, ZoneId zone) {
        return at == null ? null : RunText.time(LocalDateTime.ofInstant(at, zone));
    }
}
