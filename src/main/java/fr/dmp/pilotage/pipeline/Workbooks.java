package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.Schedule;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.report.Reports;
import fr.dmp.pilotage.report.Reports.Issued;
import fr.dmp.pilotage.report.Scope;
import fr.dmp.pilotage.report.View;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;

/** The workbooks of reports: which there are to be, and writing them, some at a time. */
final class Workbooks {

    private final Catalog catalog;
    private final Reports reports;
    private final Progress progress;

    /** One for everything that this JVM writes: each writer holds a connection of the pool while it writes. */
    private final SimpleAsyncTaskExecutor writers = new SimpleAsyncTaskExecutor("report-");

    /** @param parallel how many are written at a time */
    Workbooks(Catalog catalog, Reports reports, Progress progress, int parallel) {
        this.catalog = catalog;
        this.reports = reports;
        this.progress = progress;
        writers.setConcurrencyLimit(parallel);
    }

    /**
     * A workbook that there is to be.
     *
     * @param standing the workbook itself if nothing is to be done about it, else null
     * @param awaited files of its own period that are still expected, see {@link Reports.Planned}
     * @param writing writes it, or finds that it stands
     */
    record Target(
            ReportDefinition report,
            Period period,
            Scope scope,
            @Nullable Workbook standing,
            List<String> awaited,
            Supplier<Issued> writing) {

        /** The same in every attempt: {@code activity-figures:2012-09-25:france}. */
        String name() {
            return report.id() + ":" + period.label() + ":" + scope.slug();
        }

        FailedWorkbook failed(String cause) {
            return new FailedWorkbook(report.id(), period.label(), scope.label(), cause);
        }
    }

    /**
     * What a run is to write.
     *
     * @param waiting periods that it leaves alone, as files of theirs are still expected
     */
    record Due(List<Target> targets, List<Waiting> waiting) {

        /** The same, where workbooks that read feeds of which a file failed wait for the next attempt. */
        Due without(Set<String> feeds) {
            List<Target> kept = new ArrayList<>();
            Set<Waiting> all = new LinkedHashSet<>(waiting);
            for (Target target : targets) {
                List<String> failed = target.report().reads().stream()
                        .map(ReportDefinition.Read::feed)
                        .filter(feeds::contains)
                        .toList();
                if (target.standing() != null || failed.isEmpty()) {
                    kept.add(target);
                } else {
                    all.add(new Waiting(target.report().id(), target.period().label(), failed, null));
                }
            }
            return new Due(kept, List.copyOf(all));
        }
    }

    /**
     * The workbooks that a run of a job is to write or to find standing. What a moment of the schedule asks for waits for the
     * files of its period, until the deadline; what a person asks for does not.
     *
     * @throws UnknownName if a period is asked for of which nothing is published
     */
    Due due(JobDefinition job, RunRequest asked) {
        RunRequest.Range range = asked.range();
        List<Target> plan = plan(job.reports().stream().map(catalog::report).toList(), asked.reports());
        if (range != null) {
            return new Due(within(range, plan), List.of());
        }
        Schedule schedule = job.schedule();
        Firing firing = asked.firing();
        return schedule == null || firing == null
                ? new Due(plan, List.of())
                : new Due(
                        plan.stream()
                                .filter(each -> !waits(each, schedule, firing))
                                .toList(),
                        waiting(plan, schedule, firing));
    }

    private List<Target> within(RunRequest.Range range, List<Target> plan) {
        Comparator<Target> order =
                Comparator.comparing(target -> target.period().start());
        return plan.stream()
                .filter(target -> range.includes(target.period()))
                .map(target -> range.force() ? renewed(target) : target)
                .sorted(range.newestFirst() ? order.reversed() : order)
                .toList();
    }

    private Target renewed(Target target) {
        return new Target(
                target.report(),
                target.period(),
                target.scope(),
                null,
                List.of(),
                () -> reports.write(target.report(), target.period(), target.scope(), true));
    }

    private static boolean waits(Target target, Schedule schedule, Firing firing) {
        LocalDate until = schedule.deadline(target.period());
        return until != null && !target.awaited().isEmpty() && !firing.day().isAfter(until);
    }

    private static List<Waiting> waiting(List<Target> plan, Schedule schedule, Firing firing) {
        return plan.stream()
                .filter(target -> waits(target, schedule, firing))
                .map(target -> new Waiting(
                        target.report().id(),
                        target.period().label(),
                        target.awaited(),
                        Objects.requireNonNull(schedule.deadline(target.period()))))
                .distinct()
                .toList();
    }

    /**
     * The workbooks that reports are to have, by report, period and scope.
     *
     * @throws UnknownName if none of the reports has anything published for the period, or covers the region
     */
    List<Target> plan(List<ReportDefinition> asked, ReportRequest request) {
        String region = request.region();
        List<Target> all = targets(asked, request);
        List<Target> kept = all.stream()
                .filter(target -> region == null || target.scope().isCalled(region))
                .toList();
        if (kept.isEmpty() && region != null && !all.isEmpty()) {
            List<String> known = all.stream()
                    .map(target -> target.scope().label())
                    .distinct()
                    .toList();
            throw new UnknownName("region of " + names(asked), region, known);
        }
        if (request.out() != null && kept.size() > 1) {
            throw new UnknownName(
                    "single workbook to write into",
                    request.out().toString(),
                    kept.stream().map(target -> target.scope().label()).toList());
        }
        return kept;
    }

    private static String names(List<ReportDefinition> asked) {
        return asked.stream().map(ReportDefinition::id).collect(Collectors.joining(", "));
    }

    private List<Target> targets(List<ReportDefinition> asked, ReportRequest request) {
        Map<String, Target> plan = new LinkedHashMap<>(); // a report may be named twice
        for (ReportDefinition report : asked) {
            List<Target> targets = request.edition() == null ? views(report, request) : editions(report, request);
            targets.forEach(target -> plan.put(target.name(), target));
        }
        if (plan.isEmpty() && request.period() != null) {
            throw nothingPublished(asked, request);
        }
        return List.copyOf(plan.values());
    }

    private List<Target> views(ReportDefinition report, ReportRequest request) {
        View view = new View(request.asOf(), request.geography());
        List<Target> targets = new ArrayList<>();
        for (Reports.Planned each : reports.plan(report, chosen(reports.periods(report, view), request), view)) {
            Workbook standing = each.standing() == null ? null : Workbook.of(each.standing());
            targets.add(new Target(
                    report,
                    each.period(),
                    each.scope(),
                    standing,
                    each.awaited(),
                    () -> reports.write(report, each.period(), each.scope(), view)));
        }
        return targets;
    }

    private List<Target> editions(ReportDefinition report, ReportRequest request) {
        int number = Objects.requireNonNull(request.edition(), "asked for an edition");
        List<Reports.Planned> issued = reports.issued(report);
        List<Period> known =
                issued.stream().map(Reports.Planned::period).distinct().toList();
        List<Period> wanted = chosen(known, request);
        return issued.stream()
                .filter(each -> wanted.contains(each.period()))
                .map(each -> new Target(
                        report,
                        each.period(),
                        each.scope(),
                        null,
                        List.of(),
                        () -> reports.rebuild(report, each.period(), each.scope(), number, request.out())))
                .toList();
    }

    private static List<Period> chosen(List<Period> known, ReportRequest request) {
        String written = request.period();
        if (written == null) {
            return known;
        }
        return known.stream().filter(each -> each.isCalled(written)).reduce((first, second) -> second).stream()
                .toList();
    }

    private RuntimeException nothingPublished(List<ReportDefinition> asked, ReportRequest request) {
        View view = new View(request.asOf(), null);
        TreeSet<String> known = new TreeSet<>();
        String written = Objects.requireNonNull(request.period(), "asked for a period");
        for (ReportDefinition report : asked) {
            List<Period> periods = reports.periods(report, view);
            List<Period> published = chosen(periods, request);
            if (!published.isEmpty()) {
                return new IllegalArgumentException(report.id() + " " + published.get(0)
                        + ": no region takes part in the programme \"" + report.programme()
                        + "\" then; who does is said by jobs/nomenclatures/programmes.csv or, from its"
                        + " first file on, by the feed programme");
            }
            periods.forEach(period -> known.add(period.label()));
        }
        return new UnknownName("published period of " + names(asked), written, known);
    }

    /** Writes one workbook, or finds that it stands. */
    Workbook write(Target target) {
        try {
            return target.standing() != null
                    ? target.standing()
                    : Workbook.of(target.writing().get());
        } finally {
            progress.done(1);
        }
    }

    /** Runs so many at a time, and makes whoever submits more wait. */
    TaskExecutor writers() {
        return writers;
    }

    /**
     * Writes workbooks, some at a time.
     *
     * @return those that stand now, in the order of the plan
     * @throws WorkbooksFailed if any could not be written, once all others are
     */
    List<Workbook> writeAll(List<Target> plan) {
        progress.begin("workbooks", plan.size(), "workbooks");
        try {
            List<Future<Workbook>> tasks = new ArrayList<>();
            plan.forEach(target -> tasks.add(writers.submit(() -> write(target))));
            List<Workbook> issued = new ArrayList<>();
            List<FailedWorkbook> failed = new ArrayList<>();
            for (int i = 0; i < tasks.size(); i++) {
                end(plan.get(i), tasks.get(i), issued, failed);
            }
            if (!failed.isEmpty()) {
                throw new WorkbooksFailed(issued, failed);
            }
            return issued;
        } finally {
            progress.end();
        }
    }

    private static void end(Target target, Future<Workbook> task, List<Workbook> issued, List<FailedWorkbook> failed) {
        try {
            issued.add(task.get());
        } catch (ExecutionException e) {
            failed.add(target.failed(Cause.of(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while workbooks are being written", e);
        }
    }

    Progress progress() {
        return progress;
    }
}
