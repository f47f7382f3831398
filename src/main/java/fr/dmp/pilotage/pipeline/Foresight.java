package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.findings.PatientText;
import fr.dmp.pilotage.intake.Inbox;
import fr.dmp.pilotage.pipeline.Foreseen.File;
import fr.dmp.pilotage.pipeline.Foreseen.Resumed;
import fr.dmp.pilotage.pipeline.Foreseen.Written;
import fr.dmp.pilotage.report.Reach;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what a run would do, and does none of it. */
final class Foresight {

    private final Catalog catalog;
    private final Inbox inbox;
    private final Loads loads;
    private final Workbooks workbooks;
    private final Reach reach;

    Foresight(Catalog catalog, Inbox inbox, Loads loads, Workbooks workbooks, Reach reach) {
        this.catalog = catalog;
        this.inbox = inbox;
        this.loads = loads;
        this.workbooks = workbooks;
        this.reach = reach;
    }

    Foreseen of(RunRequest asked) {
        JobDefinition job = catalog.job(asked.job());
        List<Inbox.Offered> offered =
                inbox.list().ready().stream().filter(each -> isFor(job, each)).toList();
        List<Load> left = loads.open().stream()
                .filter(load ->
                        load.unfinished() && job.feeds().contains(load.feed().id()))
                .toList();
        Workbooks.Due due = workbooks.due(job, asked);
        return new Foreseen(
                job.id(),
                asked.label(),
                offered.stream().map(this::file).toList(),
                left.stream()
                        .map(load -> new Resumed(
                                load.loadId(),
                                load.fileName(),
                                load.feed().id(),
                                load.period().label()))
                        .toList(),
                written(job, due, offered, left),
                due.waiting(),
                catalog.sources().stream()
                        .filter(source -> source.feeds().stream().anyMatch(job.feeds()::contains))
                        .map(SourceDefinition::id)
                        .toList());
    }

    /** A file that no feed knows is looked at by whatever job comes first. */
    private boolean isFor(JobDefinition job, Inbox.Offered offered) {
        Optional<FeedDefinition> feed = catalog.feedOf(offered.fileName());
        return feed.isEmpty() || job.feeds().contains(feed.get().id());
    }

    private File file(Inbox.Offered offered) {
        Optional<FeedDefinition> feed = catalog.feedOf(offered.fileName());
        return new File(
                PatientText.masked(offered.fileName()),
                offered.sender(),
                feed.map(FeedDefinition::id).orElse(null),
                feed.flatMap(each -> period(each, offered)).map(Period::label).orElse(null));
    }

    private static Optional<Period> period(FeedDefinition feed, Inbox.Offered offered) {
        return feed.file().writtenPeriod(offered.fileName()).flatMap(feed::period);
    }

    /** Each report and period once, for the first thing that makes its workbooks due. */
    private List<Written> written(JobDefinition job, Workbooks.Due due, List<Inbox.Offered> offered, List<Load> left) {
        Map<String, Written> written = new LinkedHashMap<>();
        missing(due).forEach(each -> put(job, each, "none is there that says what is in force now", written));
        for (Load load : left) {
            Touched.of(reach.of(load)).forEach(each -> put(job, each, load.fileName(), written));
        }
        for (Inbox.Offered file : offered) {
            catalog.feedOf(file.fileName()).ifPresent(feed -> period(feed, file)
                    .ifPresent(period -> Touched.of(reach.ofFile(feed, file.sender(), period))
                            .forEach(each -> put(job, each, file.fileName(), written))));
        }
        return List.copyOf(written.values());
    }

    private static void put(JobDefinition job, Touched workbooks, String because, Map<String, Written> written) {
        if (job.reports().contains(workbooks.report()) && !workbooks.regions().isEmpty()) {
            written.putIfAbsent(
                    workbooks.report() + " " + workbooks.period(), new Written(workbooks, PatientText.masked(because)));
        }
    }

    private static List<Touched> missing(Workbooks.Due due) {
        Map<String, Touched> byPeriod = new LinkedHashMap<>();
        for (Workbooks.Target target : due.targets()) {
            if (target.standing() == null) {
                byPeriod.computeIfAbsent(
                                target.report().id() + " " + target.period(),
                                none -> new Touched(
                                        target.report().id(),
                                        target.period().label(),
                                        new ArrayList<>(),
                                        target.report().recipients()))
                        .regions()
                        .add(target.scope().label());
            }
        }
        return List.copyOf(byPeriod.values());
    }
}
