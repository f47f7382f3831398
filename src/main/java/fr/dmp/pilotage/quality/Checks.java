package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The checks of each feed, read once: what is declared does not change while the application runs. */
final class Checks {

    private final Definitions definitions;
    private final Map<String, List<Check>> byFeed = new ConcurrentHashMap<>();

    Checks(Definitions definitions) {
        this.definitions = definitions;
    }

    /** The checks of a feed, in order. */
    List<Check> of(FeedDefinition feed) {
        return byFeed.computeIfAbsent(feed.id(), id -> feed.checks().stream()
                .map(use -> Check.read(definitions, feed, use))
                .toList());
    }

    /** Those of one effect. */
    List<Check> of(FeedDefinition feed, Check.Effect effect) {
        return of(feed).stream().filter(check -> check.effect() == effect).toList();
    }
}
