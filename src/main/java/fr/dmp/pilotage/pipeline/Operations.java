package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.findings.PatientText;
import fr.dmp.pilotage.intake.Inbox;
import fr.dmp.pilotage.intake.Intake;
import fr.dmp.pilotage.report.Explain;
import fr.dmp.pilotage.warehouse.Decisions.Reason;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one entry to everything that the product does; command line, schedule and web only translate. Long, as all that can be done
 * is here, each in a few lines.
 */
public final class Operations {

    /** Who sent a file that is loaded by hand and says nothing else. */
    public static final String DEFAULT_SENDER = Intake.DEFAULT_SENDER;

    private static final Logger log = LoggerFactory.getLogger(Operations.class);

    private final Catalog catalog;
    private final Fetching fetching;
    private final Inbox inbox;
    private final Loading loading;
    private final JobRunner jobs;
    private final RunControl control;
    private final Shown shown;
    private final Foresight foresight;
    private final Clock clock;
    private final AuditTrail audit;
    private final Workbooks workbooks;
    private final Explain explain;
    private final RunLog runs;
    private final Holds holds;
    private final FeedStates feedStates;
    private final RejectsExport rejects;
    private final SelfCheck selfCheck;
    private final Dictionary dictionary;
    private final Progress progress;

    Operations(
            Catalog catalog,
            Fetching fetching,
            Inbox inbox,
            Loading loading,
            JobRunner jobs,
            RunControl control,
            Shown shown,
            Foresight foresight,
            Clock clock,
            AuditTrail audit,
            Workbooks workbooks,
            Explain explain,
            RunLog runs,
            Holds holds,
            FeedStates feedStates,
            RejectsExport rejects,
            SelfCheck selfCheck,
            Dictionary dictionary,
            Progress progress) {
        this.catalog = catalog;
        this.fetching = fetching;
        this.inbox = inbox;
        this.loading = loading;
        this.jobs = jobs;
        this.control = control;
        this.shown = shown;
        this.foresight = foresight;
        this.clock = clock;
        this.audit = audit;
        this.workbooks = workbooks;
        this.explain = explain;
        this.runs = runs;
        this.holds = holds;
        this.feedStates = feedStates;
        this.rejects = rejects;
        this.selfCheck = selfCheck;
        this.dictionary = dictionary;
        this.progress = progress;
    }

    /**
     * Loads one file, which stays where it is.
     *
     * @param sender who sent it, or null to go by its name, else for {@link #DEFAULT_SENDER}
     * @param feed the feed to hold it against, or null to go by its name
     * @throws UncheckedIOException if there is no such file
     */
    public LoadOutcome load(Path file, @Nullable String sender, @Nullable String feed) {
        if (!Files.isRegularFile(file)) {
            throw new UncheckedIOException(
                    new NoSuchFileException(PatientText.masked(file.toString()), null, "there is no such file"));
        }
        LoadOutcome outcome = loading.load(file, sender, feed);
        String subject = outcome.loadId() == null ? "file " + outcome.file() : "load " + outcome.loadId();
        audit.note(null, "load", subject, null, LoadText.word(outcome.status()));
        return outcome;
    }

    /**
     * Fetches what the declared sources have into the inbox, and loads nothing.
     *
     * @param feed the only feed to fetch files of, or null for all
     * @return what each source that carries it brought; a source that is down keeps no other from being visited
     * @throws UnknownName if there is no such feed
     */
    public List<SourceOutcome> collect(@Nullable String feed) {
        List<String> feeds = feed == null
                ? catalog.feeds().stream().map(FeedDefinition::id).toList()
                : List.of(catalog.feed(feed).id());
        return fetching.fetch(feeds, feed == null, () -> true);
    }

    /**
     * What a job did.
     *
     * @param fetched what each declared source brought, in order
     * @param loaded what became of each file, in order
     * @param unfinished files that were still being written and are left for the next run
     * @param issued the workbooks that stand now, of every report and period that has data, by report, period and scope
     * @param failed those that could not be written, in the same order
     * @param waiting periods of reports that are not written yet, as files of theirs are still expected
     * @param expiry what a job of the kind retention removed, null for another
     * @param cause what else kept the run from ending well, in one line; null if nothing did
     */
    public record JobOutcome(
            String job,
            List<SourceOutcome> fetched,
            List<LoadOutcome> loaded,
            List<Path> unfinished,
            List<Workbook> issued,
            List<FailedWorkbook> failed,
            List<Waiting> waiting,
            @Nullable Expiry expiry,
            @Nullable String cause) {}

    /**
     * Runs a declared job: fetches what the declared sources have for its feeds, loads what the inbox holds for them, goes on with what an earlier run left, writes its
     * reports. If the last run of the job failed or died, this is the next attempt at it.
     *
     * @param period only workbooks of this period, as an operator writes it, or null for all that have data
     * @throws UnknownName if there is no such job, or no period is written like this
     * @throws BusyException if the job is running already
     */
    public JobOutcome run(String jobName, @Nullable String period) {
        return run(RunRequest.of(jobName, period));
    }

    /**
     * Runs a declared job as it is asked for, be it over a range of periods.
     *
     * @see #run(String, String)
     */
    public JobOutcome run(RunRequest asked) {
        if (asked.range() != null) {
            refuseRetention(asked, "has no periods");
        }
        return jobs.run(asked);
    }

    /**
     * Runs a job for a moment of its schedule, once whoever asks and how often; waits while the job is running.
     *
     * @param by who triggered it by hand, null if the schedule did
     * @return empty if that moment had its run
     */
    public Optional<JobOutcome> fire(String job, Firing firing, @Nullable String by) {
        return jobs.fire(RunRequest.of(job, firing, by));
    }

    /** Runs that a process which died, or was told to end, left before their end. */
    public List<Long> leftRuns() {
        return control.left();
    }

    /** Goes on with a run that a process left, unless that one is alive, or another one is at it by now. */
    public void takeUp(long run) {
        try {
            control.takeUp(run);
        } catch (RuntimeException e) {
            log.warn("run {} could not be taken up; 'rerun {}' tries again", run, run, e);
        }
    }

    /**
     * What a run would do if it began now.
     *
     * @throws UnknownName if there is no such job
     * @throws RunRefused if it is one of the kind retention
     */
    public Foreseen foresee(RunRequest asked) {
        refuseRetention(asked, "neither loads nor writes, and what it would remove is not told before");
        return foresight.of(asked);
    }

    private void refuseRetention(RunRequest asked, String why) {
        if (catalog.job(asked.job()).kind() == JobDefinition.Kind.RETENTION) {
            throw new RunRefused("job " + asked.job() + " " + why);
        }
    }

    /**
     * What going on with a run would do.
     *
     * @throws UnknownName if there is no such run
     * @throws RunRefused if there is nothing to go on with
     */
    public Foreseen foreseeRerun(long run) {
        return control.foresee(run, foresight);
    }

    /** Whose clock and calendar count. */
    public ZoneId zone() {
        return clock.getZone();
    }

    /**
     * Goes on with a run that failed, died or was stopped, or begins it again.
     *
     * @param fromStart whether what it loaded and did not publish is thrown away first
     * @param by who says so, or null for the user of the operating system
     * @throws UnknownName if there is no such run
     * @throws RunRefused if there is nothing to go on with; it says what can be done instead
     * @throws BusyException if it is running
     */
    public JobOutcome rerun(long run, boolean fromStart, @Nullable String reason, @Nullable String by) {
        return control.rerun(run, fromStart, by == null ? AuditTrail.me() : by, reason);
    }

    /**
     * Lets a run end at the next page, file or workbook, wherever it runs. It can be gone on with.
     *
     * @throws UnknownName if there is no such run
     * @throws RunRefused if it does not run
     */
    public void stop(long run, @Nullable String reason, @Nullable String by) {
        control.stop(run, by == null ? AuditTrail.me() : by, reason);
    }

    /**
     * Gives a run up: nothing goes on with it. A load that it is about is withdrawn.
     *
     * @throws UnknownName if there is no such run
     * @throws RunRefused if it is over
     * @throws BusyException if it is running
     */
    public void abandon(long run, String reason, @Nullable String by) {
        control.abandon(run, reason(reason, by));
    }

    /**
     * One run with its steps, its loads, and what to do about it.
     *
     * @throws UnknownName if there is no such run
     */
    public RunDetails details(long run) {
        return shown.details(run);
    }

    /** What a load's file was found to be, and where the load stands. */
    public LoadOutcome outcome(long loadId) {
        return shown.outcome(loadId);
    }

    /** Who did what, when and why. */
    public AuditTrail audit() {
        return audit;
    }

    /**
     * Writes a report's workbooks, or rebuilds an edition.
     *
     * @return those that stand now, by report, period and scope
     * @throws IllegalArgumentException if the request contradicts itself
     * @throws UnknownName if there is no such report, nothing published for the period, no such region or edition
     * @throws WorkbooksFailed if any could not be written; the others were
     */
    public List<Workbook> report(ReportRequest request) {
        request.contradiction().ifPresent(what -> {
            throw new IllegalArgumentException(what);
        });
        List<ReportDefinition> asked =
                request.report().equals("all") ? catalog.reports() : List.of(catalog.report(request.report()));
        List<Workbook> issued = workbooks.writeAll(workbooks.plan(asked, request));
        long written = issued.stream().filter(Workbook::written).count();
        if (written > 0) {
            audit.note(null, "report", "report " + request.report(), null, written + " workbooks written");
        }
        return issued;
    }

    /** Writes the editions of the loads in force. */
    public List<Workbook> report(String report, @Nullable String period, @Nullable String region) {
        return report(ReportRequest.of(report, period, region));
    }

    /**
     * Says where a cell of an issued workbook comes from.
     *
     * @param period as an operator writes it
     * @param region whose workbook, by label or code; may be null if the report has one a period
     * @param edition number of the edition, or null for the last one
     * @param cell {@code F12}, or {@code row/column}
     * @throws UnknownName if there is no such report, edition, sheet or cell
     */
    public Explained explain(
            String reportName,
            String period,
            @Nullable String region,
            @Nullable Integer edition,
            String sheet,
            String cell) {
        return Explained.of(explain.cell(new Explain.Asked(reportName, period, region, edition), sheet, cell));
    }

    /**
     * Which periods of feeds have arrived, from whom and where they stand, and which should have.
     *
     * @throws UnknownName if there is no such feed or sender
     */
    public FeedListing feeds(FeedsRequest request) {
        return feedStates.list(request);
    }

    /** The loads that wait for an operator, the oldest first. */
    public List<Hold> holds() {
        return holds.list();
    }

    /**
     * Publishes a held load as it is.
     *
     * @param reason why, kept for ever and shown in its workbooks
     * @param by who says so, or null for the user of the operating system
     * @throws UnknownName if there is no such load
     * @throws BusyException if its feed, sender and period are being worked on
     * @throws fr.dmp.pilotage.warehouse.DecisionRefused if it is not held: nothing changes
     */
    public Decided release(long load, String reason, @Nullable String by) {
        return holds.release(load, reason(reason, by));
    }

    /**
     * Takes back a load that is open, held or in force; what it had replaced comes back as the next revision, unless that
     * was itself withdrawn.
     *
     * @see #release
     */
    public Decided withdraw(long load, String reason, @Nullable String by) {
        return holds.withdraw(load, reason(reason, by));
    }

    static Reason reason(String why, @Nullable String by) {
        return new Reason(by == null ? AuditTrail.me() : by, why);
    }

    /** The rejected lines of loads, for their senders. */
    public RejectsExport rejects() {
        return rejects;
    }

    public RunLog runs() {
        return runs;
    }

    /** What is wrong with the declarations, the database or the folders; empty if nothing is. */
    public List<String> check() {
        return selfCheck.problems();
    }

    /** What keeps the declared sources from being used, asked over the network; empty if nothing does. Fetches nothing. */
    public List<String> checkSources() {
        return selfCheck.unreachable();
    }

    /** The data dictionary as Markdown: tables, files, marts, checks, sheets, rates and indicators. */
    public String dictionary() {
        return dictionary.markdown();
    }

    public Progress progress() {
        return progress;
    }

    /** Where files of a sender are put for the next run. */
    public Path inboxOf(String sender) {
        return inbox.folder(sender);
    }
}
