package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.AuditTrail;
import fr.dmp.pilotage.pipeline.RunText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        description =
                "List who did what, when and why, the newest first: runs, reruns, stops, releases, withdrawals, recoveries, changes of the schedule.",
        footer = {"", "To export all of it: 'audit --limit 1000000 --json > audit.jsonl'."})
final class AuditCommand implements Callable<Integer> {

    private static final List<String> LABELS = List.of("at", "who", "host", "action", "subject", "reason", "detail");

    private final Door door;

    @Option(names = "--since", paramLabel = "DATE", description = "Only from this day on, such as 2012-10-01.")
    private @Nullable LocalDate since;

    @Option(names = "--limit", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Mixin
    private JsonOption json = new JsonOption();

    AuditCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        return door.with(operations -> {
            ZoneId zone = operations.zone();
            Instant from = since == null ? null : since.atStartOfDay(zone).toInstant();
            List<List<? extends @Nullable Object>> rows = new ArrayList<>();
            for (AuditTrail.Entry entry : operations.audit().list(from, limit)) {
                rows.add(Arrays.asList(
                        printer.json()
                                ? entry.at().toString()
                                : RunText.time(LocalDateTime.ofInstant(entry.at(), zone)),
                        entry.who(),
                        entry.host(),
                        entry.action(),
                        entry.subject(),
                        entry.reason(),
                        entry.detail()));
            }
            printer.table(LABELS, rows);
            return ExitCode.DONE;
        });
    }
}
