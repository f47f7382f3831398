package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.feeds.Survey;
import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.findings.Severity;
import fr.dmp.pilotage.intake.Intake;
import fr.dmp.pilotage.intake.Received;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.warehouse.FactWriter;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Brings one file from where it is to a published, held or refused load. */
final class Loading {

    private final Intake intake;
    private final Loads loads;
    private final FactWriter facts;
    private final LoadRunner runner;
    private final Database database;
    private final FindingCounts findings;
    private final TransactionOperations transactions;

    Loading(
            Intake intake,
            Loads loads,
            FactWriter facts,
            LoadRunner runner,
            Database database,
            FindingCounts findings,
            TransactionOperations transactions) {
        this.intake = intake;
        this.loads = loads;
        this.facts = facts;
        this.runner = runner;
        this.database = database;
        this.findings = findings;
        this.transactions = transactions;
    }

    LoadOutcome load(Path file, String sender, @Nullable String feed) {
        return load(intake.receive(file, sender, feed));
    }

    @SuppressWarnings("try") // the lock is held, not used
    LoadOutcome load(Received received) {
        FeedDefinition feed = received.feed();
        Period period = received.period();
        Survey survey = received.survey();
        if (feed == null || period == null || survey == null) {
            return refuse(received);
        }
        try (RunLock corrected = lockCorrected(received, feed, period)) {
            Loads.Opening opening = loads.open(
                    feed, received.sender(), period, received.fileName(), received.sha256(), received.size(), survey);
            Load load = opening.load();
            if (opening.opened()) {
                transactions.executeWithoutResult(status -> facts.noteFileFindings(load, received.findings()));
            }
            boolean finished = load.state() == Load.State.CURRENT || load.verdict() == Load.Verdict.HOLD;
            return finished ? outcome(load, Status.ALREADY_LOADED, null) : run(load);
        } catch (BusyException e) {
            return failed(received, e.getMessage());
        }
    }

    /**
     * A load of other content that is still open for this period is about to be withdrawn: nobody may be loading it.
     *
     * @return its lock, or null if there is no such load
     */
    private @Nullable RunLock lockCorrected(Received received, FeedDefinition feed, Period period) {
        Load open = loads.openLoad(feed.id(), received.sender(), period).orElse(null);
        if (open == null || open.sha256().equals(received.sha256())) {
            return null;
        }
        return RunLock.tryAcquire(database, LoadRunner.lockName(open.loadId()))
                .orElseThrow(() -> new BusyException("another run is loading " + open.fileName()
                        + " for the same period (load " + open.loadId() + "); try again when it is done"));
    }

    /** Runs a load that is open and not held, from its start or from where it stopped. */
    LoadOutcome run(Load load) {
        Optional<String> failure;
        try {
            failure = runner.run(load);
        } catch (BusyException e) {
            return outcome(load, Status.ALREADY_LOADED, e.getMessage());
        }
        if (failure.isPresent()) {
            return new LoadOutcome(
                    load.fileName(),
                    load.sha256(),
                    load.feed().id(),
                    load.period().label(),
                    load.revision(),
                    Status.FAILED,
                    0,
                    0,
                    0,
                    List.of(),
                    load.loadId(),
                    failure.get());
        }
        Load done = loads.get(load.loadId());
        return outcome(done, done.verdict() == Load.Verdict.HOLD ? Status.HELD : Status.PUBLISHED, null);
    }

    /** Where a load stands, as the outcome of its file. */
    LoadOutcome describe(Load load) {
        return outcome(
                load,
                switch (load.state()) {
                    case CURRENT, RETIRED -> Status.PUBLISHED;
                    case OPEN -> load.verdict() == Load.Verdict.HOLD ? Status.HELD : Status.FAILED;
                    case CLOSED -> Status.FAILED;
                },
                null);
    }

    private LoadOutcome outcome(Load load, Status status, @Nullable String cause) {
        Load.Rows rows = load.rows();
        // A held file that comes again is still held: whoever sent it must not believe that it went through.
        boolean held = status == Status.ALREADY_LOADED
                && load.state() == Load.State.OPEN
                && load.verdict() == Load.Verdict.HOLD;
        return new LoadOutcome(
                load.fileName(),
                load.sha256(),
                load.feed().id(),
                load.period().label(),
                load.revision(),
                held ? Status.HELD : status,
                rows == null ? 0 : rows.read(),
                rows == null ? 0 : rows.loaded(),
                rows == null ? 0 : rows.rejected(),
                findings.of(load),
                load.loadId(),
                cause);
    }

    private LoadOutcome refuse(Received received) {
        Finding reason = received.findings().stream()
                .filter(each -> each.severity() == Severity.ERROR)
                .min(Comparator.comparing(Finding::line))
                .orElseThrow(() -> new IllegalStateException(received.fileName() + " was refused without a reason"));
        FeedDefinition feed = received.feed();
        loads.refused(
                received.fileName(),
                received.sender(),
                feed == null ? null : feed.id(),
                received.sha256(),
                received.size(),
                reason);
        return notLoaded(received, Status.REFUSED, null);
    }

    private LoadOutcome failed(Received received, @Nullable String cause) {
        return notLoaded(received, Status.FAILED, cause);
    }

    private static LoadOutcome notLoaded(Received received, Status status, @Nullable String cause) {
        FeedDefinition feed = received.feed();
        Period period = received.period();
        return new LoadOutcome(
                received.fileName(),
                received.sha256(),
                feed == null ? null : feed.id(),
                period == null ? null : period.label(),
                0,
                status,
                0,
                0,
                0,
                FindingCounts.of(received.fileName(), received.findings()),
                null,
                cause);
    }
}
