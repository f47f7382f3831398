package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.report.Editions.Subject;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.LoadSets;
import fr.dmp.pilotage.warehouse.Loads;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The loads of a feed in force for a view, in the order of their periods and senders; each feed is asked for once. */
final class InForce {

    private final Catalog catalog;
    private final Loads loads;
    private final LoadSets sets;
    private final Clock clock;

    InForce(Catalog catalog, Loads loads, LoadSets sets, Clock clock) {
        this.catalog = catalog;
        this.loads = loads;
        this.sets = sets;
        this.clock = clock;
    }

    /** Those of all periods. */
    Function<String, List<Load>> of(View view) {
        return of(view, feed -> LocalDate.MIN);
    }

    /** Those that a workbook may need. */
    Function<String, List<Load>> of(View view, Subject subject) {
        return of(view, feed -> oldest(subject, catalog.feed(feed)));
    }

    private Function<String, List<Load>> of(View view, Function<String, LocalDate> oldest) {
        Map<String, List<Load>> known = new HashMap<>();
        return feed -> known.computeIfAbsent(feed, each -> loads(view, each, oldest.apply(each)).stream()
                .sorted(Comparator.comparing(Load::period).thenComparing(Load::sender))
                .toList());
    }

    private List<Load> loads(View view, String feed, LocalDate oldest) {
        LocalDate asOf = view.asOf();
        if (asOf == null) {
            return loads.current(feed, oldest);
        }
        Instant end = asOf.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        return sets.inForce(feed, end);
    }

    /**
     * A day before which a report on a period needs no load of a feed, so that ten years of others are not read for each
     * workbook. Snapshots, published tables and what no report declares may be however old.
     */
    private static LocalDate oldest(Subject subject, FeedDefinition feed) {
        Period.Cadence cadence = feed.file().cadence();
        return subject.report().reads().stream()
                .filter(read -> read.feed().equals(feed.id()) && !read.snapshot() && cadence != Period.Cadence.DATED)
                // A month more: a published table speaks of a week before it, and a week begins in another month.
                .map(read -> subject.period()
                        .start()
                        .minusDays((cadence == Period.Cadence.WEEKLY ? 7L : 31L) * read.periods() + 31))
                .min(Comparator.naturalOrder())
                .orElse(LocalDate.MIN);
    }
}
