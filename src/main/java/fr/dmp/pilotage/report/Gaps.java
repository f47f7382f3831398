package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Expected;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.Period.Cadence;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the files that a report's workbooks are made without: those that are expected and did not come, and those that wait
 * for a decision. No clock is asked: a period that has a workbook is over.
 */
final class Gaps {

    private final Catalog catalog;
    private final List<Load> held;
    private final Map<Origin, LocalDate> sent;

    private record Origin(String feed, String sender) {}

    private Gaps(Catalog catalog, List<Load> held, Map<Origin, LocalDate> sent) {
        this.catalog = catalog;
        this.held = held;
        this.sent = sent;
    }

    /** What the ledger knows now. */
    static Gaps now(Catalog catalog, Loads loads, JdbcClient jdbc) {
        record First(String feed, String sender, LocalDate day) {}
        Map<Origin, LocalDate> sent = jdbc
                .sql("select feed, sender, min(period_start) as day from ops.load group by feed, sender")
                .query(First.class)
                .list()
                .stream()
                .collect(Collectors.toMap(each -> new Origin(each.feed(), each.sender()), First::day));
        List<Load> held = loads.open().stream().filter(Load::held).toList();
        return new Gaps(catalog, held, sent);
    }

    /** The gaps of a workbook of now: by feed as the report reads them, then by period and sender. */
    List<Gap> of(ReportDefinition report, Sources sources) {
        Set<Gap> waiting = held.stream()
                .map(load -> new Gap(
                        load.feed().id(), load.sender(), load.feed().expected().counted(load.period()), null))
                .collect(Collectors.toSet());
        // What waits for a decision has come: it is not missing besides.
        List<Gap> gaps = new ArrayList<>(missing(report, sources));
        gaps.removeAll(waiting);
        Period last = subject(sources.period());
        for (ReportDefinition.Read read : report.reads()) {
            Period oldest = last.plus(1 - read.periods());
            held.stream()
                    .filter(load -> load.feed().id().equals(read.feed()))
                    .filter(load -> subject(load.period()).compareTo(oldest) >= 0
                            && subject(load.period()).compareTo(last) <= 0)
                    .map(load -> new Gap(read.feed(), load.sender(), load.period(), load.loadId()))
                    .forEach(gaps::add);
        }
        return List.copyOf(gaps);
    }

    /** The same of loads that were in force once: what waited for a decision then is not known. */
    List<Gap> missing(ReportDefinition report, Sources sources) {
        return report.reads().stream()
                .flatMap(read -> missing(catalog.feed(read.feed()), read.periods(), sources))
                .toList();
    }

    /** A published table speaks of the week that had ended last. */
    private static Period subject(Period period) {
        return period.cadence() == Cadence.DATED ? period.lastEndedWeek() : period;
    }

    private Stream<Gap> missing(FeedDefinition feed, int periods, Sources sources) {
        Expected expected = feed.expected();
        Period last = subject(sources.period());
        boolean comparable =
                switch (expected.every()) {
                    case WEEKLY -> last.cadence() == Cadence.WEEKLY;
                    case MONTHLY -> last.cadence() == Cadence.MONTHLY;
                    case NEVER -> false;
                };
        if (!comparable) {
            return Stream.empty();
        }
        Set<Gap> there = sources.loads().stream()
                .filter(load -> load.feed().id().equals(feed.id()))
                .map(load -> new Gap(feed.id(), load.sender(), expected.counted(load.period()), null))
                .collect(Collectors.toSet());
        Period anybody = feed.senders().stream()
                .flatMap(sender -> Stream.ofNullable(first(feed, sender)))
                .min(Comparator.naturalOrder())
                .orElse(null);
        return Stream.iterate(last.plus(1 - periods), each -> each.compareTo(last) <= 0, each -> each.plus(1))
                .map(period -> period.startingOn(feed.weekStart()))
                .flatMap(period -> feed.senders().stream()
                        .filter(sender -> expected.asksFor(period, sender, first(feed, sender), anybody))
                        .map(sender -> new Gap(feed.id(), sender, period, null)))
                .filter(gap -> !there.contains(gap));
    }

    private @Nullable Period first(FeedDefinition feed, String sender) {
        LocalDate day = sent.get(new Origin(feed.id(), sender));
        return day == null
                ? null
                : feed.expected().counted(new Period(feed.file().cadence(), day));
    }
}
