package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which workbooks are, or would be, made from a load. */
public final class Reach {

    private final Catalog catalog;
    private final Loads loads;
    private final Reports reports;

    Reach(Catalog catalog, Loads loads, Reports reports) {
        this.catalog = catalog;
        this.loads = loads;
        this.reports = reports;
    }

    /**
     * The workbooks of a report and a period.
     *
     * @param scopes the regions they are about, a workbook each, or France
     * @param recipients who gets them, names in {@code jobs/recipients.yaml}
     */
    public record Workbooks(String report, Period period, List<String> scopes, List<String> recipients) {}

    /** The workbooks that a load touches if it is in force, by report and period. */
    public List<Workbooks> of(Load load) {
        if (load.feed().id().equals(IncidentLists.FEED)) {
            return ofList(load);
        }
        List<Workbooks> touched = new ArrayList<>();
        for (ReportDefinition report : catalog.reports()) {
            if (report.reads().stream()
                    .anyMatch(read -> read.feed().equals(load.feed().id()))) {
                report.periodsFrom().stream()
                        .flatMap(feed -> inForceWith(load, feed).stream())
                        .map(Load::period)
                        .distinct()
                        .filter(period -> reads(report, period, load))
                        .forEach(period -> touched.add(workbooks(report, period)));
            }
        }
        return touched;
    }

    /**
     * The workbooks that a file would touch if it were in force: as a load of which no more is known than its place. What a list of
     * incidents would change is not known before it is read.
     */
    public List<Workbooks> ofFile(FeedDefinition feed, String sender, Period period) {
        return of(Load.toCome(feed, sender, period));
    }

    /** No report declares that it reads incidents: a list touches the workbooks that tell something else with it. */
    private List<Workbooks> ofList(Load list) {
        List<Load> with = inForceWith(list, IncidentLists.FEED);
        List<Load> without =
                with.stream().filter(load -> load.loadId() != list.loadId()).toList();
        List<Workbooks> touched = new ArrayList<>();
        for (ReportDefinition report : catalog.reports()) {
            reports.toldOtherwise(report, without, with)
                    .forEach((period, scopes) -> touched.add(new Workbooks(
                            report.id(),
                            period,
                            scopes.stream().map(Scope::label).toList(),
                            report.recipients())));
        }
        return touched;
    }

    private boolean reads(ReportDefinition report, Period period, Load load) {
        return Sources.of(report, period, feed -> inForceWith(load, feed)).loads().stream()
                .anyMatch(each -> each.loadId() == load.loadId());
    }

    private Workbooks workbooks(ReportDefinition report, Period period) {
        List<String> scopes =
                reports.scopes(report, period).stream().map(Scope::label).toList();
        return new Workbooks(report.id(), period, scopes, report.recipients());
    }

    /** The loads in force of a feed as if this one were among them, by period and sender. */
    private List<Load> inForceWith(Load load, String feed) {
        List<Load> inForce = new ArrayList<>(loads.current(feed));
        if (load.feed().id().equals(feed)) {
            inForce.removeIf(
                    each -> each.sender().equals(load.sender()) && each.period().equals(load.period()));
            inForce.add(load);
        }
        inForce.sort(Comparator.comparing(Load::period).thenComparing(Load::sender));
        return inForce;
    }
}
