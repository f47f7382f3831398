package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.intake.Inbox;
import fr.dmp.pilotage.intake.Intake;
import fr.dmp.pilotage.intake.Received;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.report.Reports;
import fr.dmp.pilotage.report.Scope;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one entry to everything that the product does; command line, schedule and web only translate. */
public final class Operations {

    private static final Logger log = LoggerFactory.getLogger(Operations.class);

    /** Who sent a file that is loaded by hand and says nothing else. */
    public static final String DEFAULT_SENDER = "national";

    private final Catalog catalog;
    private final Intake intake;
    private final Inbox inbox;
    private final Loading loading;
    private final Loads loads;
    private final Reports reports;
    private final RunLog runs;
    private final SelfCheck selfCheck;
    private final Progress progress;
    private final Database database;

    Operations(
            Catalog catalog,
            Intake intake,
            Inbox inbox,
            Loading loading,
            Loads loads,
            Reports reports,
            RunLog runs,
            SelfCheck selfCheck,
            Progress progress,
            Database database) {
        this.catalog = catalog;
        this.intake = intake;
        this.inbox = inbox;
        this.loading = loading;
        this.loads = loads;
        this.reports = reports;
        this.runs = runs;
        this.selfCheck = selfCheck;
        this.progress = progress;
        this.database = database;
    }

    /**
     * Loads one file, which stays where it is.
     *
     * @param sender who sent it, or null for {@link #DEFAULT_SENDER}
     * @param feed the feed to hold it against, or null to go by its name
     * @throws UncheckedIOException if there is no such file
     */
    public LoadOutcome load(Path file, @Nullable String sender, @Nullable String feed) {
        if (!Files.isRegularFile(file)) {
            throw new UncheckedIOException(new NoSuchFileException(file.toString(), null, "there is no such file"));
        }
        return loading.load(file, sender == null ? DEFAULT_SENDER : sender, feed);
    }

    /**
     * What a job did.
     *
     * @param loaded what became of each file, in order
     * @param unfinished files that were still being written and are left for the next run
     * @param issued the workbooks of every report and period that has data
     */
    public record JobOutcome(String job, List<LoadOutcome> loaded, List<Path> unfinished, List<Workbook> issued) {}

    /**
     * Runs a declared job: loads what the inbox holds for its feeds, goes on with what an earlier run left, writes its
     * reports.
     *
     * @param period only workbooks of this period, or null for all that have data
     * @throws UnknownName if there is no such job
     * @throws BusyException if the job is running already
     */
    @SuppressWarnings("try") // the lock is held, not used
    public JobOutcome run(String jobName, @Nullable String period) {
        JobDefinition job = catalog.job(jobName);
        try (RunLock lock = RunLock.tryAcquire(database, "job " + job.id())
                .orElseThrow(() -> new BusyException("job " + job.id() + " is already running"))) {
            List<LoadOutcome> outcomes = new ArrayList<>(resume(job));
            Inbox.Listing listing = inbox.list();
            List<Path> unfinished = new ArrayList<>(listing.unfinished());
            for (Inbox.Offered offered : listing.ready()) {
                collect(job, offered, outcomes, unfinished);
            }
            List<Workbook> issued = new ArrayList<>();
            for (String report : job.reports()) {
                issued.addAll(report(report, period));
            }
            return new JobOutcome(job.id(), outcomes, unfinished, issued);
        }
    }

    /** Loads that a run left before their end: it was killed or failed, be it between the audit and the publication. */
    private List<LoadOutcome> resume(JobDefinition job) {
        List<LoadOutcome> outcomes = new ArrayList<>();
        for (Load left : loads.open()) {
            if (left.unfinished() && job.feeds().contains(left.feed().id())) {
                try {
                    loading.resume(left).ifPresent(outcomes::add);
                } catch (RuntimeException e) {
                    outcomes.add(broken(left.fileName(), e));
                }
            }
        }
        return outcomes;
    }

    private void collect(JobDefinition job, Inbox.Offered offered, List<LoadOutcome> outcomes, List<Path> unfinished) {
        Optional<FeedDefinition> feed = catalog.feedOf(offered.fileName());
        if (feed.isPresent() && !job.feeds().contains(feed.get().id())) {
            return; // another job's
        }
        try {
            Path claimed = inbox.claim(offered);
            Received received = intake.receive(claimed, offered.fileName(), offered.sender(), null);
            if (changed(claimed, received)) {
                unfinished.add(offered.file());
                return;
            }
            LoadOutcome outcome = loading.load(received);
            outcomes.add(outcome);
            intake.secure(received);
            inbox.remove(claimed); // its bytes are archived, and its arrival is known
        } catch (RuntimeException e) {
            outcomes.add(broken(offered.fileName(), e));
        }
    }

    /** One file that cannot be worked on must not keep the others from being loaded. */
    private static LoadOutcome broken(String fileName, RuntimeException failure) {
        log.info("cannot work on {}", fileName, failure);
        return new LoadOutcome(
                fileName, null, null, null, 0, Status.FAILED, 0, 0, 0, List.of(), null, Cause.of(failure));
    }

    private static boolean changed(Path file, Received received) {
        try {
            return Files.size(file) != received.size();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /**
     * Writes a report's workbooks.
     *
     * @param reportName a report, or {@code all}
     * @param written the period as an operator writes it, or null for every period that has data
     * @throws UnknownName if there is no such report, or nothing published for the period
     */
    public List<Workbook> report(String reportName, @Nullable String written) {
        List<ReportDefinition> asked =
                reportName.equals("all") ? catalog.reports() : List.of(catalog.report(reportName));
        List<Workbook> issued = new ArrayList<>();
        for (ReportDefinition report : asked) {
            List<Period> periods = written == null ? reports.periods(report) : List.of(period(report, written));
            for (Period period : periods) {
                for (Scope scope : reports.scopes(report, period)) {
                    issued.add(Workbook.of(reports.write(report, period, scope)));
                }
            }
        }
        return issued;
    }

    /** A table published on a date may also be asked for by the week that it is reconciled with. */
    private Period period(ReportDefinition report, String written) {
        List<Period> known = reports.periods(report);
        Period.Cadence cadence = catalog.feed(report.feed()).file().cadence();
        Optional<Period> exact = Period.parse(cadence, written);
        Optional<Period> week = Period.parse(Period.Cadence.WEEKLY, written);
        return known.stream()
                .filter(each -> exact.equals(Optional.of(each)) || week.equals(Optional.of(each.lastEndedWeek())))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new UnknownName(
                        "published period of " + report.id(),
                        written,
                        known.stream().map(Period::label).toList()));
    }

    /** What has arrived: every load of every feed, and each declared sender that never sent anything. */
    public List<FeedState> feeds() {
        List<FeedState> states = new ArrayList<>();
        for (FeedDefinition feed : catalog.feeds()) {
            List<FeedState> sent =
                    loads.history(feed.id()).stream().map(FeedState::of).toList();
            states.addAll(sent);
            feed.senders().stream()
                    .filter(sender ->
                            sent.stream().noneMatch(each -> each.sender().equals(sender)))
                    .forEach(sender -> states.add(FeedState.missing(feed.id(), sender)));
        }
        return states;
    }

    public RunLog runs() {
        return runs;
    }

    /** What a load's file was found to be, and where the load stands. */
    public LoadOutcome outcome(long loadId) {
        return loading.describe(loads.get(loadId));
    }

    /** What is wrong with the declarations, the database or the folders; empty if nothing is. */
    public List<String> check() {
        return selfCheck.problems();
    }

    public Progress progress() {
        return progress;
    }

    /** Where files of a sender are put for the next run. */
    public Path inboxOf(String sender) {
        return inbox.folder(sender);
    }
}
