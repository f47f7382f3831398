package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.Period.Cadence;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.warehouse.Load;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The loads that a report for a period is made from: those in force, of the feeds and periods that it declares, and the
 * list of incidents that concerns it.
 *
 * @param vintage of the regions that its figures are told in: 2012 or 2016
 * @param previous the latest period before it that a feed has which gives the periods of the report, or null
 * @param first first day that is read of those feeds
 * @param incidents those that touch the workbook
 * @param gaps files that it is made without
 */
record Sources(
        ReportDefinition report,
        Period period,
        int vintage,
        @Nullable Period previous,
        LocalDate first,
        List<Load> loads,
        List<Incident> incidents,
        List<Gap> gaps) {

    /**
     * Chooses among the loads in force.
     *
     * @param current the loads in force of a feed, by period and sender
     * @throws IllegalStateException if nothing is published for the period
     */
    static Sources of(ReportDefinition report, Period period, Function<String, List<Load>> current) {
        List<Load> used = new ArrayList<>();
        for (ReportDefinition.Read read : report.reads()) {
            List<Load> all = current.apply(read.feed());
            used.addAll(read.snapshot() ? snapshot(all, period) : window(all, period, read.periods()));
        }
        List<Period> main = used.stream()
                .filter(load -> report.periodsFrom().contains(load.feed().id()))
                .map(Load::period)
                .sorted()
                .toList();
        if (!main.contains(period)) {
            throw new IllegalStateException(report.id() + ": nothing is published for " + period + " in feed "
                    + String.join(", ", report.periodsFrom()));
        }
        Period previous = main.stream()
                .filter(each -> each.compareTo(period) < 0)
                .max(Period::compareTo)
                .orElse(null);
        LocalDate first = period.cadence() == Cadence.DATED
                ? main.get(0).start()
                : period.plus(1 - report.main().periods()).start();
        return new Sources(report, period, period.vintage(), previous, first, List.copyOf(used), List.of(), List.of());
    }

    /** The same in the regions of another vintage. */
    Sources in(int otherVintage) {
        return new Sources(report, period, otherVintage, previous, first, loads, incidents, gaps);
    }

    /** The same with what was told of incidents, and the list that did so. */
    Sources with(IncidentLists.Told told) {
        List<Load> all = new ArrayList<>(loads);
        if (told.load() != null) {
            all.add(told.load());
        }
        return new Sources(report, period, vintage, previous, first, List.copyOf(all), told.incidents(), gaps);
    }

    /** The same without some files. */
    Sources without(List<Gap> files) {
        return new Sources(report, period, vintage, previous, first, loads, incidents, List.copyOf(files));
    }

    /** The loads that it is made without because they wait for a decision. */
    Set<Long> pending() {
        return gaps.stream().map(Gap::load).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /** The first day that a figure may be about: a published table is about the week that it is reconciled with. */
    LocalDate from() {
        return new Period(period.cadence(), first).subject().start();
    }

    /** Reference data in force at the end of a period: what came later is about later days. */
    private static List<Load> snapshot(List<Load> current, Period period) {
        Optional<Period> last = current.stream()
                .map(Load::period)
                .filter(each -> !each.start().isAfter(period.end()))
                .max(Period::compareTo);
        return current.stream()
                .filter(load -> Optional.of(load.period()).equals(last))
                .toList();
    }

    private static List<Load> window(List<Load> current, Period period, int periods) {
        if (period.cadence() != Cadence.DATED) {
            return within(current, period, periods);
        }
        List<Load> before = current.stream()
                .filter(load -> load.period().cadence() == Cadence.DATED)
                .filter(load -> load.period().compareTo(period) <= 0)
                .toList();
        List<Period> latest = before.stream().map(Load::period).distinct().toList();
        List<Period> wanted = latest.subList(Math.max(0, latest.size() - periods), latest.size());
        // A published table speaks of the week that had ended last.
        List<Load> used = new ArrayList<>(within(current, period.lastEndedWeek(), periods).stream()
                .filter(load -> load.period().cadence() != Cadence.DATED)
                .toList());
        before.stream().filter(load -> wanted.contains(load.period())).forEach(used::add);
        return used;
    }

    private static List<Load> within(List<Load> current, Period last, int periods) {
        Period oldest = last.plus(1 - periods);
        return current.stream()
                .filter(load -> isWithin(load.period().subject(), oldest, last))
                .toList();
    }

    /** Of months, a week belongs to the one that it ends in. */
    private static boolean isWithin(Period each, Period oldest, Period last) {
        boolean weekOfMonths = last.cadence() == Cadence.MONTHLY && each.cadence() == Cadence.WEEKLY;
        return weekOfMonths
                ? !each.end().isBefore(oldest.start()) && !each.end().isAfter(last.end())
                : each.compareTo(oldest) >= 0 && each.compareTo(last) <= 0;
    }

    /**
     * Periods without anything of a feed that gives those of the report: from the first that is there to the last, or the
     * last alone if none is.
     */
    List<Period> missing(String feed) {
        List<Period> there = loads.stream()
                .filter(load -> load.feed().id().equals(feed))
                .map(Load::period)
                .filter(each -> each.cadence() == period.cadence())
                .sorted()
                .toList();
        return period.cadence() == Cadence.DATED
                ? List.of()
                : Stream.iterate(
                                there.isEmpty() ? period : there.get(0),
                                each -> each.compareTo(period) <= 0,
                                each -> each.plus(1))
                        .filter(each -> !there.contains(each))
                        .toList();
    }

    Long[] loadIds() {
        return loads.stream().map(Load::loadId).sorted().toArray(Long[]::new);
    }
}
