package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.FeedListing;
import fr.dmp.pilotage.pipeline.FeedState;
import fr.dmp.pilotage.pipeline.FeedsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "feeds",
        description =
                "Show which period of which feed has arrived, from whom, and where it stands; and what should have.",
        footer = {
            "",
            "The last periods of each feed, the latest first; what is held or refused is shown however old it is.",
            "States: arrived, late, revised (corrected), partial (completed), awaited (there is time), missing,",
            "held (see 'holds'), refused (send a file that its contract fits), failed (the next run of its job goes on),",
            "withdrawn, loading.",
            "'late' as a filter finds what came late and was revised since, too."
        })
final class FeedsCommand implements Callable<Integer> {

    private final Door door;

    @Option(names = "--feed", paramLabel = "FEED", description = "Only this feed.")
    private @Nullable String feed;

    @Option(names = "--sender", paramLabel = "SENDER", description = "Only this sender.")
    private @Nullable String sender;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            converter = FeedsText.States.class,
            description = "Only these states, separated by commas.")
    private Set<FeedState.State> states = Set.of();

    @Option(names = "--from", paramLabel = "PERIOD", description = "All periods from this one, such as 2012-S36.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "PERIOD", description = "All periods until this one.")
    private @Nullable String to;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "How many periods of each feed (default: ${DEFAULT-VALUE}).")
    private int last = FeedsRequest.LAST;

    @Option(names = "--all", description = "Every period.")
    private boolean all;

    @Option(
            names = "--strict",
            description = "Exit with 3 if anything that is shown is missing, late, held, refused, failed or withdrawn.")
    private boolean strict;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    FeedsCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        if (last < 1) {
            throw new ParameterException(
                    spec.commandLine(), "expected --last to be 1 or more, or --all, found " + last);
        }
        FeedsRequest request = new FeedsRequest(feed, sender, states, period(from), period(to), all ? 0 : last);
        Printer printer = json.printer();
        return door.with(operations -> {
            FeedListing listing = operations.feeds(request);
            if (printer.json()) {
                listing.states().forEach(each -> printer.object(FeedsText.object(each)));
                // No line of the contract: a script that wants them all says so.
                FeedsText.unseen(listing).forEach(spec.commandLine().getErr()::println);
            } else {
                List<List<? extends @Nullable Object>> rows = new ArrayList<>();
                listing.states().forEach(each -> rows.add(FeedsText.row(each, listing.zone())));
                printer.table(FeedsText.LABELS, rows);
                FeedsText.unseen(listing).forEach(printer::line);
            }
            return strict && listing.isTrouble() ? ExitCode.HELD : ExitCode.DONE;
        });
    }

    private static @Nullable Period period(@Nullable String written) {
        return written == null ? null : Period.written(written);
    }
}
