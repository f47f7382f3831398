package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.findings.PatientText;
import fr.dmp.pilotage.intake.Inbox;
import fr.dmp.pilotage.intake.Intake;
import fr.dmp.pilotage.report.Explain;
import fr.dmp.pilotage.warehouse.Decisions.Reason;
import fr.dmp.pilotage.warehouse.Loads;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one entry to everything that the product does; command line, schedule and web only translate. */
public final class Operations {

    /** Who sent a file that is loaded by hand and says nothing else. */
    public static final String DEFAULT_SENDER = Intake.DEFAULT_SENDER;

    private final Catalog catalog;
    private final Fetching fetching;
    private final Inbox inbox;
    private final Loading loading;
    private final Loads loads;
    private final JobRunner jobs;
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
            Loads loads,
            JobRunner jobs,
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
        this.loads = loads;
        this.jobs = jobs;
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
        return loading.load(file, sender, feed);
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
        return fetching.fetch(feeds, feed == null);
    }

    /**
     * What a job did.
     *
     * @param fetched what each declared source brought, in order
     * @param loaded what became of each file, in order
     * @param unfinished files that were still being written and are left for the next run
     * @param issued the workbooks that stand now, of every report and period that has data, by report, period and scope
     * @param failed those that could not be written, in the same order
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
        JobDefinition job = catalog.job(jobName);
        // One spelling for each period, as it is part of a run's identity.
        return jobs.run(job, period == null ? null : Period.written(period).label());
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
        return workbooks.writeAll(workbooks.plan(asked, request));
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
        return new Reason(by == null ? System.getProperty("user.name", "unknown") : by, why);
    }

    /** The rejected lines of loads, for their senders. */
    public RejectsExport rejects() {
        return rejects;
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
