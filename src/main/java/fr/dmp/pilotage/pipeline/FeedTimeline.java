package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Expected;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.FeedState.State;
import fr.dmp.pilotage.warehouse.Ledger.Entry;
import fr.dmp.pilotage.warehouse.Ledger.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The periods of a feed by sender: those that something came for, and those for which something is expected by now. The
 * clock says no more than which of them are over.
 */
final class FeedTimeline {

    private final FeedDefinition feed;
    private final Expected expected;
    private final Clock clock;
    private final Map<Long, String> failures;
    private final Map<Place, List<Entry>> byPlace = new LinkedHashMap<>();
    private final Map<Place, Refusal> refusals;
    private final Map<String, Began> began = new HashMap<>();
    private final @Nullable Period first;

    /** What a sender sent first: the earliest expected period, and the day of the first arrival. */
    private record Began(Period period, LocalDate day) {

        Began earlier(Began other) {
            return new Began(
                    period.compareTo(other.period) <= 0 ? period : other.period,
                    day.isBefore(other.day) ? day : other.day);
        }
    }

    /** One period of one sender, as the names of files have it. */
    private record Place(String sender, Period period) {}

    /**
     * A line of the timeline.
     *
     * @param counted the expected period that it counts for, null if nobody knows since when one is expected
     */
    record Row(@Nullable Period counted, FeedState state) {}

    /**
     * Draws it up.
     *
     * @param entries the feed's loads, by sender, period and revision
     * @param failures why runs of loads ended before their end, by the number of the load
     * @param refused its files that were refused, the latest first
     */
    FeedTimeline(
            FeedDefinition feed, List<Entry> entries, Map<Long, String> failures, List<Refusal> refused, Clock clock) {
        this.feed = feed;
        this.failures = failures;
        this.expected = feed.expected();
        this.clock = clock;
        for (Entry each : entries) {
            Place place = new Place(each.sender(), new Period(feed.file().cadence(), each.periodStart()));
            byPlace.computeIfAbsent(place, none -> new ArrayList<>()).add(each);
            Began now =
                    new Began(expected.counted(place.period()), LocalDate.ofInstant(each.arrived(), clock.getZone()));
            began.merge(each.sender(), now, Began::earlier);
        }
        this.first = began.values().stream()
                .map(Began::period)
                .min(Comparator.naturalOrder())
                .orElse(null);
        this.refusals = unanswered(refused);
    }

    /** The last refusal of each place after which no good file came. Of an unknown sender any sender's will do. */
    private Map<Place, Refusal> unanswered(List<Refusal> refused) {
        Map<Place, Refusal> last = new LinkedHashMap<>();
        for (Refusal each : refused) {
            period(each.fileName())
                    .map(period -> new Place(each.sender(), period))
                    .filter(place -> byPlace.entrySet().stream()
                            .filter(loads -> loads.getKey().period().equals(place.period()))
                            .filter(loads -> loads.getKey().sender().equals(place.sender())
                                    || !feed.senders().contains(place.sender()))
                            .flatMap(loads -> loads.getValue().stream())
                            .noneMatch(load -> load.offered().isAfter(each.at())))
                    .ifPresent(place -> last.putIfAbsent(place, each));
        }
        return last;
    }

    private Optional<Period> period(String fileName) {
        return feed.file().writtenPeriod(fileName).flatMap(feed::period);
    }

    /** All rows, the latest period first. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Set<Place> covered = new HashSet<>();
        Set<Place> places = new LinkedHashSet<>(byPlace.keySet());
        places.addAll(refusals.keySet());
        for (Place place : places) {
            Period counted = expected.counted(place.period());
            rows.add(new Row(counted, standing(place, counted).state()));
            covered.add(new Place(place.sender(), counted));
        }
        feed.senders().forEach(sender -> absent(sender, covered).forEach(rows::add));
        rows.sort(Comparator.comparing(Row::counted, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(row -> row.state().sender())
                .thenComparing(row -> String.valueOf(row.state().period()), Comparator.reverseOrder()));
        return rows;
    }

    private Standing standing(Place place, Period counted) {
        String sender = place.sender();
        boolean asked = expected.asksFor(counted, sender, sent(sender), first);
        List<Entry> entries = byPlace.getOrDefault(place, List.of());
        return new Standing(
                feed.id(),
                place.period().label(),
                sender,
                entries,
                // At most one load of a place is open.
                entries.stream()
                        .map(each -> failures.get(each.loadId()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                refusals.get(place),
                asked ? expected.of(sender).due(counted) : null,
                historyBefore(sender),
                clock.getZone());
    }

    private Stream<Row> absent(String sender, Set<Place> covered) {
        LocalDate today = LocalDate.now(clock);
        Period sent = sent(sender);
        if (expected.every() != Expected.Every.NEVER
                && expected.first(sender, sent, first).isEmpty()
                && refusals.keySet().stream().noneMatch(each -> each.sender().equals(sender))) {
            return Stream.of(new Row(null, absent(sender, null, null, State.MISSING)));
        }
        return expected.first(sender, sent, first).stream()
                .flatMap(start -> Stream.iterate(start, each -> each.end().isBefore(today), each -> each.plus(1)))
                .filter(period -> expected.asksFor(period, sender, sent, first))
                .filter(period -> !covered.contains(new Place(sender, period)))
                .map(period -> {
                    LocalDate due = expected.of(sender).due(period);
                    State state = due.isBefore(today) ? State.MISSING : State.AWAITED;
                    return new Row(period, absent(sender, period, due, state));
                });
    }

    private FeedState absent(String sender, @Nullable Period period, @Nullable LocalDate due, State state) {
        String label = period == null ? null : period.label();
        return new FeedState(feed.id(), label, sender, state, null, null, null, due, null, null, null, null);
    }

    private @Nullable Period sent(String sender) {
        Began known = began.get(sender);
        return known == null ? null : known.period();
    }

    /** What is older than a sender's first file came as its history: unless it is declared since when one is expected. */
    private @Nullable LocalDate historyBefore(String sender) {
        Began known = began.get(sender);
        return known == null || expected.of(sender).from() != null ? null : known.day();
    }
}
