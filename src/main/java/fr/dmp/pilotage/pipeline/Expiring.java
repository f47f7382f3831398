package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.catalog.JobDefinition.Kept;
import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.intake.Archive;
import fr.dmp.pilotage.intake.Expansions;
import fr.dmp.pilotage.intake.Inbox;
import fr.dmp.pilotage.pipeline.Expiry.ExpiredLoad;
import fr.dmp.pilotage.warehouse.ArchivedFile;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Refusals;
import fr.dmp.pilotage.warehouse.Retention;
import fr.dmp.pilotage.warehouse.Retention.Removed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The work of a retention job: the quarantine and what was set aside, then rows, partitions and archived files, and what is
 * kept of refused ones, each found anew in every run.
 */
final class Expiring {

    private final Retention retention;
    private final Refusals refusals;
    private final OldCauses causes;
    private final OldRecords old;
    private final Archive archive;
    private final Expansions expansions;
    private final Inbox inbox;
    private final QuarantinePurge quarantine;
    private final Database database;
    private final Clock clock;

    Expiring(
            Retention retention,
            Refusals refusals,
            OldCauses causes,
            OldRecords old,
            Archive archive,
            Expansions expansions,
            Inbox inbox,
            QuarantinePurge quarantine,
            Database database,
            Clock clock) {
        this.retention = retention;
        this.refusals = refusals;
        this.causes = causes;
        this.old = old;
        this.archive = archive;
        this.expansions = expansions;
        this.inbox = inbox;
        this.quarantine = quarantine;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Removes what is kept no longer. A file that cannot be removed stops nothing else: time goes on for the others.
     *
     * @param job how long what no contract fits is kept, and the records of runs
     * @param unremoved takes what fails
     */
    Expiry expire(JobDefinition job, Unremoved unremoved) {
        Kept refused = Objects.requireNonNull(job.refused(), job.id());
        // First, as whatever fails below must not keep data of patients here.
        int quarantined = quarantine.purge(unremoved);
        unremoved.attempt(() -> {
            expansions.sweep();
            archive.removeStrays(clock.instant());
            return 0;
        });
        // Before what follows, as nobody knows whom they name; for as long as other files that no contract fits.
        int setAside = unremoved.attempt(() -> inbox.removeSetAside(refusals.limit(refused)));
        List<ExpiredLoad> loads = new ArrayList<>();
        List<String> partitions = new ArrayList<>();
        int files = 0;
        int busy = 0;
        for (FeedDefinition feed : retention.feeds()) {
            List<Load> due = retention.due(feed);
            List<Removed> removed =
                    due.stream().map(this::expire).flatMap(Optional::stream).toList();
            busy += due.size() - removed.size();
            removed.stream().map(Expiring::told).forEach(loads::add);
            partitions.addAll(retention.dropPartitions(feed));
            files += removeFiles(retention.files(feed), unremoved);
        }
        files += removeFiles(refusals.files(refused), unremoved);
        int messages = refusals.removeMessages(refused) + causes.remove(refusals.limit(refused));
        int records = job.records() == null ? 0 : old.remove(job.records(), clock.instant());
        return new Expiry(loads, partitions, files, messages, quarantined, setAside, busy, records);
    }

    @SuppressWarnings("try") // the lock is held, not used
    private Optional<Removed> expire(Load load) {
        Optional<RunLock> free = RunLock.tryAcquire(database, Loading.lockName(load));
        if (free.isEmpty()) {
            return Optional.empty();
        }
        try (RunLock lock = free.get()) {
            return Optional.of(retention.expire(load, System.getProperty("user.name", "unknown")));
        }
    }

    private static ExpiredLoad told(Removed removed) {
        Load load = removed.load();
        return new ExpiredLoad(
                load.loadId(),
                load.feed().id(),
                load.period().label(),
                load.sender(),
                load.revision(),
                removed.rows(),
                removed.findings());
    }

    private int removeFiles(List<ArchivedFile> files, Unremoved unremoved) {
        return files.stream()
                .mapToInt(file -> unremoved.attempt(() -> file.remove(archive::remove) ? 1 : 0))
                .sum();
    }
}
