package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.FeedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "feeds", description = "Show which period of which feed has arrived, from whom, and where it stands.")
final class FeedsCommand implements Callable<Integer> {

    private final Door door;

    @Mixin
    private JsonOption json = new JsonOption();

    FeedsCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        return door.with(operations -> {
            List<List<? extends @Nullable Object>> rows = new ArrayList<>();
            for (FeedState each : operations.feeds()) {
                rows.add(Arrays.asList(
                        each.feed(),
                        each.period(),
                        each.sender(),
                        Printer.word(each.state()),
                        each.received() == null ? null : each.received().toString(),
                        each.rows(),
                        each.revision()));
            }
            printer.table(List.of("feed", "period", "sender", "state", "received", "rows", "revision"), rows);
            return ExitCode.DONE;
        });
    }
}
