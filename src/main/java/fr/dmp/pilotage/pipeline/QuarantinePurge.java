package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.intake.Quarantine;
import fr.dmp.pilotage.warehouse.QuarantineLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashSet;

/** Removes refused data of patients when its time is over, first the bytes and then the note that they are there. */
final class QuarantinePurge {

    private final QuarantineLedger ledger;
    private final Quarantine quarantine;
    private final Clock clock;

    QuarantinePurge(QuarantineLedger ledger, Quarantine quarantine, Clock clock) {
        this.ledger = ledger;
        this.quarantine = quarantine;
        this.clock = clock;
    }

    /**
     * Removes what is due, and what processes that died left; returns how many files went.
     *
     * @param unremoved takes what fails
     */
    int purge(Unremoved unremoved) {
        int files = 0;
        for (String sha : ledger.due(Quarantine.KEPT)) {
            files += unremoved.attempt(() -> purge(sha));
        }
        return files + unremoved.attempt(this::removeStrays);
    }

    private int purge(String sha) {
        try {
            int files = quarantine.remove(sha) ? 1 : 0;
            ledger.purged(sha);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + sha + " from the quarantine", e);
        }
    }

    private int removeStrays() {
        try {
            return quarantine.removeStrays(clock.instant(), new HashSet<>(ledger.kept()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot purge the quarantine", e);
        }
    }
}
