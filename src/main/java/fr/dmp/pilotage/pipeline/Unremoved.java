package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.findings.PatientText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What could not be removed from the disk. It keeps nothing else from being removed; the run fails by it at its end. */
final class Unremoved {

    /** How many are told in the one line that says why a run failed. */
    private static final int TOLD = 5;

    private final List<Exception> failures = new ArrayList<>();

    /** Removes something, and returns how many files went. */
    @FunctionalInterface
    interface Removal {
        int remove() throws IOException;
    }

    /** Tries a removal; 0 if it failed. */
    int attempt(Removal removal) {
        try {
            return removal.remove();
        } catch (IOException | UncheckedIOException e) {
            failures.add(e);
            return 0;
        }
    }

    /** @throws IllegalStateException if anything failed; it says what, and keeps all of them as suppressed */
    void failIfAny() {
        if (failures.isEmpty()) {
            return;
        }
        int more = failures.size() - TOLD;
        IllegalStateException all = new IllegalStateException(
                failures.stream().limit(TOLD).map(Unremoved::told).collect(Collectors.joining("; "))
                        + (more > 0 ? "; and " + more + " more" : "")
                        + "; all else was removed");
        failures.forEach(all::addSuppressed);
        throw all;
    }

    /** What was tried and what came of it: messages of the file system are often no more than a path. */
    private static String told(Exception failure) {
        Throwable cause = failure.getCause();
        if (cause == null) {
            return described(failure);
        }
        return PatientText.masked(failure.getMessage() + ": " + described(cause));
    }

    private static String described(Throwable cause) {
        return PatientText.masked(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }
}
