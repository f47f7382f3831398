package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.report.Reports;
import fr.dmp.pilotage.report.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
     */
    record Target(
            ReportDefinition report,
            Period period,
            Scope scope,
            @Nullable Workbook standing) {

        /** The same in every attempt: {@code activity-figures:2012-09-25:france}. */
        String name() {
            return report.id() + ":" + period.label() + ":" + scope.slug();
        }

        FailedWorkbook failed(String cause) {
            return new FailedWorkbook(report.id(), period.label(), scope.label(), cause);
        }
    }

    /**
     * The workbooks that reports are to have, by report, period and scope.
     *
     * @param written the period as an operator writes it, or null for every period that has data
     * @param region whom to write for, by label or code, or null for all that the reports cover
     * @throws UnknownName if none of the reports has anything published for the period, or covers the region
     */
    List<Target> plan(List<ReportDefinition> asked, @Nullable String written, @Nullable String region) {
        List<Target> all = plan(asked, written);
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
        return kept;
    }

    private static String names(List<ReportDefinition> asked) {
        return asked.stream().map(ReportDefinition::id).collect(Collectors.joining(", "));
    }

    private List<Target> plan(List<ReportDefinition> asked, @Nullable String written) {
        Map<String, Target> plan = new LinkedHashMap<>(); // a report may be named twice
        for (ReportDefinition report : asked) {
            for (Reports.Planned each : reports.plan(report, periods(report, written))) {
                Workbook standing = each.standing() == null ? null : Workbook.of(each.standing());
                Target target = new Target(report, each.period(), each.scope(), standing);
                plan.put(target.name(), target);
            }
        }
        if (plan.isEmpty() && written != null) {
            throw nothingPublished(asked, written);
        }
        return List.copyOf(plan.values());
    }

    /** A table published on a date may also be asked for by the week that it is reconciled with. */
    private List<Period> periods(ReportDefinition report, @Nullable String written) {
        List<Period> known = reports.periods(report);
        if (written == null) {
            return known;
        }
        Period.Cadence cadence = catalog.feed(report.feed()).file().cadence();
        Optional<Period> exact = Period.parse(cadence, written);
        Optional<Period> week = Period.parse(Period.Cadence.WEEKLY, written);
        return known.stream()
                .filter(each -> exact.equals(Optional.of(each))
                        || (cadence == Period.Cadence.DATED && week.equals(Optional.of(each.lastEndedWeek()))))
                .reduce((first, second) -> second)
                .stream()
                .toList();
    }

    private UnknownName nothingPublished(List<ReportDefinition> asked, String written) {
        TreeSet<String> known = new TreeSet<>();
        asked.forEach(report -> reports.periods(report).forEach(period -> known.add(period.label())));
        return new UnknownName("published period of " + names(asked), written, known);
    }

    /** Writes one workbook, or finds that it stands. */
    Workbook write(Target target) {
        try {
            return target.standing() != null
                    ? target.standing()
                    : Workbook.of(reports.write(target.report(), target.period(), target.scope()));
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
