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
import fr.dmp.pilotage.warehouse.Admission;
import fr.dmp.pilotage.warehouse.FactWriter;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import fr.dmp.pilotage.warehouse.QuarantineLedger;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Brings one file from where it is to a published, held or refused load. */
final class Loading {

    private final Intake intake;
    private final Loads loads;
    private final Admission admission;
    private final QuarantineLedger quarantine;
    private final FactWriter facts;
    private final LoadRunner runner;
    private final Database database;
    private final FindingCounts findings;
    private final TransactionOperations transactions;

    Loading(
            Intake intake,
            Loads loads,
            Admission admission,
            QuarantineLedger quarantine,
            FactWriter facts,
            LoadRunner runner,
            Database database,
            FindingCounts findings,
            TransactionOperations transactions) {
        this.intake = intake;
        this.loads = loads;
        this.admission = admission;
        this.quarantine = quarantine;
        this.facts = facts;
        this.runner = runner;
        this.database = database;
        this.findings = findings;
        this.transactions = transactions;
    }

    LoadOutcome load(Path file, @Nullable String sender, @Nullable String feed) {
        return load(intake.receive(file, sender, feed));
    }

    /** Loads a received file. Waits while another process is at the same feed, sender and period. */
    LoadOutcome load(Received received) {
        try {
            return openAndRun(received);
        } finally {
            intake.discard(received);
        }
    }

    @SuppressWarnings("try") // the lock is held, not used
    private LoadOutcome openAndRun(Received received) {
        String sha256 = received.sha256();
        FeedDefinition feed = received.feed();
        Period period = received.period();
        Survey survey = received.survey();
        if (feed == null || period == null || survey == null || sha256 == null) {
            return refuse(received);
        }
        // Held from before the load is opened until it has ended:
        // a load that is open here is nobody's work in progress.
        try (RunLock lock = RunLock.acquire(database, lockName(feed.id(), received.sender(), period))) {
            Optional<Finding> refusal =
                    admission.refusal(feed, received.sender(), period, received.fileName(), sha256, survey.header());
            if (refusal.isPresent()) {
                return refuse(received.with(refusal.get()));
            }
            Loads.Opening opening =
                    loads.open(feed, received.sender(), period, received.fileName(), sha256, received.size(), survey);
            Load load = opening.load();
            if (opening.opened()) {
                intake.adopt(received, load.loadId());
                transactions.executeWithoutResult(status -> facts.noteFileFindings(load, received.findings()));
            }
            return load.unfinished() ? run(load) : outcome(load, Status.ALREADY_LOADED, null);
        }
    }

    /**
     * Goes on with a load that an earlier run left open; empty if another process is at it, or it is no longer open.
     *
     * @param fromStart whether what was loaded of it is thrown away first
     */
    @SuppressWarnings("try") // the lock is held, not used
    Optional<LoadOutcome> resume(Load left, boolean fromStart) {
        Optional<RunLock> free = RunLock.tryAcquire(database, lockName(left));
        if (free.isEmpty()) {
            return Optional.empty();
        }
        try (RunLock lock = free.get()) {
            Load load = loads.get(left.loadId());
            if (!load.unfinished()) {
                return Optional.empty();
            }
            if (fromStart) {
                runner.settle(load);
                transactions.executeWithoutResult(status -> runner.giveUp(load));
            }
            return Optional.of(run(load));
        }
    }

    /** The lock that whoever changes what is in force for a load's feed, sender and period holds. */
    static String lockName(Load load) {
        return lockName(load.feed().id(), load.sender(), load.period());
    }

    private static String lockName(String feed, String sender, Period period) {
        return "load " + feed + " " + sender + " " + period;
    }

    private LoadOutcome run(Load load) {
        Optional<String> failure = runner.run(load);
        Load done = loads.get(load.loadId());
        if (failure.isPresent()) {
            return outcome(done, Status.FAILED, failure.get());
        }
        return describe(done);
    }

    /** Where a load stands, as the outcome of its file. */
    LoadOutcome describe(Load load) {
        return outcome(
                load,
                switch (load.state()) {
                    case CURRENT, RETIRED -> Status.PUBLISHED;
                    case OPEN -> load.held() ? Status.HELD : Status.FAILED;
                    case CLOSED -> Status.FAILED;
                },
                null);
    }

    private LoadOutcome outcome(Load load, Status status, @Nullable String cause) {
        Load.Rows rows = load.rows();
        // A held file that comes again is still held: whoever sent it must not believe that it went through.
        boolean held = status == Status.ALREADY_LOADED && load.held();
        return new LoadOutcome(
                load.fileName(),
                load.sha256(),
                load.feed().id(),
                load.period().label(),
                load.revision(),
                held ? Status.HELD : status,
                load.survey().readAs(),
                rows == null ? 0 : rows.read(),
                rows == null ? 0 : rows.loaded(),
                rows == null ? 0 : rows.rejected(),
                rows == null ? 0 : rows.carried(),
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
        note(received, feed == null ? null : feed.id(), reason);
        Period period = received.period();
        return new LoadOutcome(
                received.fileName(),
                received.sha256(),
                feed == null ? null : feed.id(),
                period == null ? null : period.label(),
                0,
                Status.REFUSED,
                null,
                0,
                0,
                0,
                0,
                FindingCounts.of(received.fileName(), received.findings()),
                null,
                null);
    }

    private void note(Received received, @Nullable String feed, Finding reason) {
        String name = received.fileName();
        String sha256 = received.sha256();
        if (received.quarantined() && sha256 != null) {
            quarantine.refused(name, received.sender(), feed, sha256, received.size(), reason);
        } else {
            loads.refused(name, received.sender(), feed, sha256, received.size(), reason);
        }
    }
}
