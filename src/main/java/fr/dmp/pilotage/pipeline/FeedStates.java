package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.pipeline.FeedListing.Unseen;
import fr.dmp.pilotage.pipeline.FeedState.State;
import fr.dmp.pilotage.pipeline.FeedTimeline.Row;
import fr.dmp.pilotage.warehouse.Ledger;
import fr.dmp.pilotage.warehouse.Ledger.Entry;
import fr.dmp.pilotage.warehouse.Ledger.Refusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which period of which feed has arrived, from whom, and where it stands; and what should have. */
final class FeedStates {

    private final Catalog catalog;
    private final Ledger ledger;
    private final DeadRuns deadRuns;
    private final Clock clock;

    FeedStates(Catalog catalog, Ledger ledger, DeadRuns deadRuns, Clock clock) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.deadRuns = deadRuns;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @throws UnknownName if there is no such feed, sender or period
     */
    FeedListing list(FeedsRequest request) {
        List<FeedDefinition> feeds = request.feed() == null ? catalog.feeds() : List.of(catalog.feed(request.feed()));
        List<Entry> loads = ledger.entries();
        Map<String, List<Entry>> entries = loads.stream().collect(Collectors.groupingBy(Entry::feed));
        Map<Long, String> failures = deadRuns.causes(loads);
        Map<String, List<Refusal>> refusals = ledger.refusals().stream().collect(Collectors.groupingBy(Refusal::feed));
        List<FeedState> states = new ArrayList<>();
        List<Unseen> unseen = new ArrayList<>();
        TreeSet<String> senders = new TreeSet<>();
        for (FeedDefinition feed : feeds) {
            List<Row> rows = new FeedTimeline(
                            feed,
                            entries.getOrDefault(feed.id(), List.of()),
                            failures,
                            refusals.getOrDefault(feed.id(), List.of()),
                            clock)
                    .rows();
            senders.addAll(feed.senders());
            rows.forEach(row -> senders.add(row.state().sender()));
            FeedListing selected = select(feed.id(), rows, request);
            states.addAll(selected.states());
            unseen.addAll(selected.unseen());
        }
        if (request.sender() != null && !senders.contains(request.sender())) {
            throw new UnknownName("sender", request.sender(), senders);
        }
        return new FeedListing(List.copyOf(states), List.copyOf(unseen), clock.getZone());
    }

    private FeedListing select(String feed, List<Row> all, FeedsRequest request) {
        List<Row> rows = all.stream()
                .filter(row -> row.counted() == null || request.asksFor(row.counted()))
                .filter(row -> request.asksFor(row.state()))
                .toList();
        List<Period> periods = rows.stream()
                .map(Row::counted)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (request.unlimited() || periods.size() <= request.last()) {
            return new FeedListing(rows.stream().map(Row::state).toList(), List.of(), clock.getZone());
        }
        int newest = newest(rows, periods, request.last());
        Period latest = periods.get(newest);
        Period earliest = periods.get(Math.min(newest + request.last(), periods.size()) - 1);
        return new FeedListing(
                rows.stream()
                        .filter(row -> shown(row, earliest, latest, request))
                        .map(Row::state)
                        .toList(),
                Stream.concat(
                                unseen(feed, rows, period -> period.compareTo(latest) > 0, true),
                                unseen(feed, rows, period -> period.compareTo(earliest) < 0, false))
                        .toList(),
                clock.getZone());
    }

    /**
     * Place of the newest period to list: the last one or, if nothing came for long, the last for which something did. Half a
     * screen of missing files is worth seeing, years of them are not.
     */
    private static int newest(List<Row> rows, List<Period> periods, int last) {
        return rows.stream()
                .filter(row -> row.counted() != null && !isAbsent(row))
                .findFirst()
                .map(row -> periods.indexOf(row.counted()))
                .filter(silence -> silence > last / 2)
                .orElse(0);
    }

    private static boolean isAbsent(Row row) {
        return row.state().state() == State.MISSING || row.state().state() == State.AWAITED;
    }

    /** What waits for somebody, or is asked for by its name, is never left out; periods without a file are. */
    private static boolean shown(Row row, Period earliest, Period latest, FeedsRequest request) {
        Period period = row.counted();
        if (period == null || (period.compareTo(earliest) >= 0 && period.compareTo(latest) <= 0)) {
            return true;
        }
        return switch (row.state().state()) {
            case REFUSED, HELD, FAILED, LOADING -> true;
            case MISSING, AWAITED -> false;
            case WITHDRAWN, PARTIAL, REVISED, LATE, ARRIVED -> !request.states().isEmpty();
        };
    }

    private static Stream<Unseen> unseen(String feed, List<Row> rows, Predicate<Period> where, boolean since) {
        List<Period> missing = rows.stream()
                .filter(row -> row.state().state() == State.MISSING)
                .map(Row::counted)
                .filter(period -> period != null && where.test(period))
                .distinct()
                .toList();
        return missing.isEmpty()
                ? Stream.empty()
                : Stream.of(new Unseen(feed, missing.size(), missing.get(missing.size() - 1), missing.get(0), since));
    }
}
