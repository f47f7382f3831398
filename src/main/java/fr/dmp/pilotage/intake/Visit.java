package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.catalog.SourceLimits.Retries;
import fr.dmp.pilotage.intake.FetchLog.Past;
import fr.dmp.pilotage.intake.PatientSource.Deadline;
import fr.dmp.pilotage.intake.SourceFailed.Reach;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** A visit to a source: one attempt, and another after a pause while something may still go better. */
final class Visit {

    private static final Logger logger = LoggerFactory.getLogger(Visit.class);

    private final SourceDefinition definition;
    private final Opener opener;
    private final FetchLog log;
    private final Landing landing;
    private final Archive archive;
    private final Tally tally;
    private final Deadline deadline;

    /** Opens a source for one attempt. */
    interface Opener {
        /**
         * Connects.
         *
         * @param known what is known of files that were fetched, by path
         */
        Source open(Map<String, Remote> known) throws IOException;
    }

    Visit(SourceDefinition definition, Opener opener, FetchLog log, Landing landing, Archive archive, Tally tally) {
        this.definition = definition;
        this.opener = opener;
        this.log = log;
        this.landing = landing;
        this.archive = archive;
        this.tally = tally;
        this.deadline = new Deadline(definition.limits().total());
    }

    /** @throws UncheckedIOException if the inbox cannot be written */
    Visited make() {
        clear();
        SourceFailed failure = null;
        BackOffExecution pauses = pauses(definition.retries());
        boolean again = true;
        while (again) {
            failure = attempt();
            Optional<String> left = failure == null
                    ? tally.leftOver()
                    : Optional.of(failure).filter(SourceFailed::isPassing).map(SourceFailed::getMessage);
            again = left.isPresent() && waited(pauses.nextBackOff(), left.get());
        }
        clear();
        Visited visited = tally.visited(definition.id(), failure == null ? null : failure.getMessage());
        log.note(definition, visited);
        return visited;
    }

    private void clear() {
        try {
            landing.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the inbox of " + definition.sender(), e);
        }
    }

    /** @return what ended the attempt before its end, or null */
    private @Nullable SourceFailed attempt() {
        Map<String, Past> pasts = log.latest(definition);
        Map<String, Remote> known = new HashMap<>();
        pasts.forEach((path, past) -> known.put(path, past.remote()));
        try (PatientSource source = PatientSource.open(definition, deadline, () -> opener.open(known))) {
            new Attempt(definition, source, log, landing, archive, tally)
                    .make(pasts, () -> pause(definition.stability().pause()));
            return null;
        } catch (SourceFailed e) {
            return e;
        }
    }

    private static BackOffExecution pauses(Retries retries) {
        ExponentialBackOff pauses =
                new ExponentialBackOff(Math.max(1, retries.pause().toMillis()), 2);
        pauses.setMaxInterval(Math.max(1, retries.atMost().toMillis()));
        pauses.setMaxAttempts(retries.times());
        return pauses.start();
    }

    /** Waits before the next attempt; false if there is none. */
    private boolean waited(long millis, String why) {
        if (millis == BackOffExecution.STOP || deadline.left().toMillis() <= millis) {
            return false;
        }
        logger.warn("source {}: {}; again in {} ms", definition.id(), why, millis);
        try {
            pause(Duration.ofMillis(millis));
            return true;
        } catch (SourceFailed e) {
            return false; // interrupted: what was found so far is told
        }
    }

    private void pause(Duration time) throws SourceFailed {
        if (deadline.left().compareTo(time) < 0) {
            throw deadline.passed("waiting for files to be complete", null);
        }
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SourceFailed.lasting(Reach.SOURCE, "interrupted while waiting", e);
        }
    }
}
