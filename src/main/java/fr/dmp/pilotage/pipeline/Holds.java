package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.findings.Severity;
import fr.dmp.pilotage.intake.Archive;
import fr.dmp.pilotage.quality.SharedKeys;
import fr.dmp.pilotage.report.Reach;
import fr.dmp.pilotage.warehouse.Decisions;
import fr.dmp.pilotage.warehouse.Decisions.Reason;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Loads that wait for an operator, and what operators decide about loads. */
final class Holds {

    private final Loads loads;
    private final Decisions decisions;
    private final Publication publication;
    private final Reach reach;
    private final Archive archive;
    private final FindingCounts findings;
    private final Database database;

    Holds(
            Loads loads,
            Decisions decisions,
            Publication publication,
            Reach reach,
            Archive archive,
            FindingCounts findings,
            Database database) {
        this.loads = loads;
        this.decisions = decisions;
        this.publication = publication;
        this.reach = reach;
        this.archive = archive;
        this.findings = findings;
        this.database = database;
    }

    /** The loads that are held, the oldest first. */
    List<Hold> list() {
        return loads.open().stream().filter(Load::held).map(this::hold).toList();
    }

    private Hold hold(Load load) {
        return new Hold(
                load.loadId(),
                load.feed().id(),
                load.period().label(),
                load.sender(),
                load.revision(),
                load.fileName(),
                load.openedAt(),
                findings.of(load).stream()
                        .filter(each -> each.severity().equals(Severity.ERROR.label()))
                        .toList(),
                Touched.of(reach.of(load)));
    }

    Decided release(long loadId, Reason reason) {
        return locked(known(loadId), () -> {
            Load load = loads.get(loadId);
            secure(load);
            Load now = publication.release(load, reason);
            return decided("released", now, reason, Optional.of(now), null, Touched.of(reach.of(now)));
        });
    }

    Decided withdraw(long loadId, Reason reason) {
        return locked(known(loadId), () -> {
            Load before = loads.get(loadId);
            List<Touched> touched = before.state() == Load.State.CURRENT ? Touched.of(reach.of(before)) : List.of();
            Publication.Withdrawn withdrawn = publication.withdraw(before, reason);
            Load load = withdrawn.done().load();
            String shared = withdrawn.shared().map(SharedKeys::inWords).orElse(null);
            Optional<Load> inForce = loads.current(load.feed().id()).stream()
                    .filter(each ->
                            each.sender().equals(load.sender()) && each.period().equals(load.period()))
                    .findFirst();
            return decided("withdrawn", load, reason, inForce, shared, touched);
        });
    }

    private static Decided decided(
            String decision,
            Load load,
            Reason reason,
            Optional<Load> inForce,
            @Nullable String shared,
            List<Touched> touched) {
        return new Decided(
                decision,
                load.loadId(),
                load.feed().id(),
                load.period().label(),
                reason.who(),
                reason.why(),
                inForce.map(Load::loadId).orElse(null),
                inForce.map(Load::revision).orElse(null),
                inForce.map(Load::restores).orElse(null),
                shared,
                touched);
    }

    private Load known(long loadId) {
        return loads.find(loadId)
                .orElseThrow(() -> new UnknownName("load", Long.toString(loadId), decisions.candidates()));
    }

    /** Nobody loads, and no other operator decides, while one does. */
    @SuppressWarnings("try") // the lock is held, not used
    private Decided locked(Load load, Supplier<Decided> work) {
        try (RunLock lock = RunLock.tryAcquire(database, Loading.lockName(load))
                .orElseThrow(
                        () -> new BusyException(
                                "load " + load.loadId()
                                        + ", or another of its feed, sender and period, is being worked on; try again when it has ended"))) {
            return work.get();
        }
    }

    /** Once it is published, nobody sends its file again. */
    private void secure(Load load) {
        try {
            archive.secure(load.sha256());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the archived bytes of load " + load.loadId() + " durable", e);
        }
    }
}
