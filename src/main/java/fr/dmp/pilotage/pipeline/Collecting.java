package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.findings.PatientText;
import fr.dmp.pilotage.intake.Inbox;
import fr.dmp.pilotage.intake.Intake;
import fr.dmp.pilotage.intake.Received;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings in what a job's feeds have: fetches from the declared sources into the inbox, finishes loads that an earlier run
 * left, then loads the files of the inbox.
 */
final class Collecting {

    private static final Logger log = LoggerFactory.getLogger(Collecting.class);

    private final Catalog catalog;
    private final Fetching fetching;
    private final Intake intake;
    private final Inbox inbox;
    private final Loading loading;
    private final Loads loads;
    private final Progress progress;

    Collecting(
            Catalog catalog,
            Fetching fetching,
            Intake intake,
            Inbox inbox,
            Loading loading,
            Loads loads,
            Progress progress) {
        this.catalog = catalog;
        this.fetching = fetching;
        this.intake = intake;
        this.inbox = inbox;
        this.loading = loading;
        this.loads = loads;
        this.progress = progress;
    }

    /**
     * What was collected so far; it grows.
     *
     * @param fetched what each source brought, in order
     * @param loaded what became of each file, in order
     * @param unfinished files that were still being written and are left for the next run
     */
    record Collected(List<SourceOutcome> fetched, List<LoadOutcome> loaded, List<Path> unfinished) {

        static Collected nothing() {
            return new Collected(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * Collects for a job; what cannot be worked on is an outcome and keeps nothing else from being loaded.
     *
     * @param fromStart whether loads that an earlier run left are begun again instead of gone on with
     * @param goesOn asked before each file; once it says no, what is left stays for the next run
     */
    void collect(JobDefinition job, boolean fromStart, BooleanSupplier goesOn, Collected into) {
        into.fetched().addAll(fetching.fetch(job.feeds(), true, goesOn));
        resume(job, fromStart, goesOn, into);
        Inbox.Listing listing = inbox.list();
        into.unfinished().addAll(listing.unfinished());
        List<Inbox.Offered> ours = listing.ready().stream()
                .filter(offered -> !isAnotherJobs(offered, job))
                .toList();
        takeAll(ours, goesOn, into);
    }

    private boolean isAnotherJobs(Inbox.Offered offered, JobDefinition job) {
        Optional<FeedDefinition> feed = catalog.feedOf(offered.fileName());
        return feed.isPresent() && !job.feeds().contains(feed.get().id());
    }

    /** Progress goes by size: of the three files of a week one has most of the lines. */
    private void takeAll(List<Inbox.Offered> files, BooleanSupplier goesOn, Collected into) {
        if (files.size() < 2) {
            files.stream().filter(each -> goesOn.getAsBoolean()).forEach(each -> take(each, into));
            return;
        }
        List<Integer> sizes = files.stream().map(Collecting::kilobytes).toList();
        progress.begin(
                files.size() + " files",
                sizes.stream().mapToInt(Integer::intValue).sum(),
                "kB");
        try {
            for (int i = 0; i < files.size() && goesOn.getAsBoolean(); i++) {
                take(files.get(i), into);
                progress.done(sizes.get(i));
            }
        } finally {
            progress.end();
        }
    }

    /** Of one that is gone by now 1, and never 0. */
    private static int kilobytes(Inbox.Offered offered) {
        return (int) (offered.file().toFile().length() >> 10) + 1;
    }

    /** Loads that a run left before their end: it was killed or failed, be it between the audit and the publication. */
    private void resume(JobDefinition job, boolean fromStart, BooleanSupplier goesOn, Collected into) {
        for (Load left : loads.open()) {
            if (left.unfinished() && job.feeds().contains(left.feed().id()) && goesOn.getAsBoolean()) {
                try {
                    loading.resume(left, fromStart).ifPresent(into.loaded()::add);
                } catch (RuntimeException e) {
                    into.loaded().add(broken(left.fileName(), e));
                }
            }
        }
    }

    private void take(Inbox.Offered offered, Collected into) {
        try {
            Path claimed = inbox.claim(offered);
            Received received = intake.receive(claimed, offered.fileName(), offered.sender(), null);
            if (received.sha256() == null) {
                into.loaded().add(loading.load(received));
                inbox.setAside(claimed, offered.fileName());
                return;
            }
            try {
                load(offered, claimed, received, into);
            } finally {
                intake.discard(received);
            }
        } catch (RuntimeException e) {
            into.loaded().add(broken(offered.fileName(), e));
        }
    }

    private void load(Inbox.Offered offered, Path claimed, Received received, Collected into) {
        if (changed(claimed, received)) {
            into.unfinished().add(offered.file());
            return;
        }
        into.loaded().add(loading.load(received));
        intake.secure(received);
        inbox.remove(claimed); // its bytes are archived or in quarantine, and its arrival is known
    }

    private LoadOutcome broken(String sentAs, RuntimeException failure) {
        String fileName = PatientText.masked(sentAs);
        log.info("cannot work on {}", fileName, failure);
        String feed = catalog.feedOf(sentAs).map(FeedDefinition::id).orElse(null);
        return new LoadOutcome(
                fileName, null, feed, null, 0, Status.FAILED, null, 0, 0, 0, 0, List.of(), null, Cause.of(failure));
    }

    private static boolean changed(Path file, Received received) {
        try {
            return Files.size(file) != received.size();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + PatientText.masked(file.toString()), PatientText.masked(e));
        }
    }
}
