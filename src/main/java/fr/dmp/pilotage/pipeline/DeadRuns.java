package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.warehouse.Ledger.Entry;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Loads whose run failed or was killed, and that nobody has gone on with yet. */
final class DeadRuns {

    private static final String KILLED = "its process died; the next run goes on with it";

    private final JdbcClient jdbc;
    private final Loads loads;
    private final RunLog runs;

    DeadRuns(JdbcClient jdbc, Loads loads, RunLog runs) {
        this.jdbc = jdbc;
        this.loads = loads;
        this.runs = runs;
    }

    /** Why the run of each of them ended, in one line, by the number of the load. */
    Map<Long, String> causes(Collection<Entry> entries) {
        Map<Long, String> causes = new HashMap<>();
        entries.stream()
                .filter(each -> each.state() == Load.State.OPEN && !each.isHeld())
                .map(each -> loads.get(each.loadId()))
                .filter(load -> !RunLock.isHeld(jdbc, Loading.lockName(load)))
                // Asked again after its lock: a run may have come to its end since the ledger was read.
                .filter(load -> loads.get(load.loadId()).unfinished())
                .forEach(load ->
                        causes.put(load.loadId(), runs.cause(load.loadId()).orElse(KILLED)));
        return causes;
    }
}
