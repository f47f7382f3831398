package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.intake.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Visits the declared sources, one after the other; one that is down keeps no other from being visited. */
final class Fetching {

    private static final Logger log = LoggerFactory.getLogger(Fetching.class);

    private final Catalog catalog;
    private final Sources sources;
    private final Database database;
    private final Progress progress;

    Fetching(Catalog catalog, Sources sources, Database database, Progress progress) {
        this.catalog = catalog;
        this.sources = sources;
        this.database = database;
        this.progress = progress;
    }

    /**
     * Fetches files of these feeds into the inbox.
     *
     * @param strangers whether also files that a source declares by their names and no feed knows
     * @param goesOn asked before each source; once it says no, no further one is visited
     */
    List<SourceOutcome> fetch(Collection<String> feeds, boolean strangers, BooleanSupplier goesOn) {
        List<SourceDefinition> carrying = catalog.sources().stream()
                .filter(source -> source.feeds().stream().anyMatch(feeds::contains))
                .toList();
        List<SourceOutcome> outcomes = new ArrayList<>();
        if (carrying.isEmpty()) {
            return outcomes;
        }
        progress.begin("fetching from sources", carrying.size(), "sources");
        try {
            for (SourceDefinition source : carrying) {
                if (goesOn.getAsBoolean()) {
                    outcomes.add(visit(source, feeds, strangers));
                }
                progress.done(1);
            }
        } finally {
            progress.end();
        }
        return outcomes;
    }

    /** Waits while another process is at the same source: what that one fetches is not fetched twice. */
    @SuppressWarnings("try") // the lock is held, not used
    private SourceOutcome visit(SourceDefinition source, Collection<String> feeds, boolean strangers) {
        try (RunLock lock = RunLock.acquire(database, "source " + source.id())) {
            return SourceOutcome.of(sources.visit(source, feeds, strangers));
        } catch (RuntimeException e) {
            log.info("cannot fetch from {}", source.id(), e);
            return SourceOutcome.broken(source.id(), e);
        }
    }
}
