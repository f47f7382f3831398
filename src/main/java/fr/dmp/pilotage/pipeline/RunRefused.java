package fr.dmp.pilotage.pipeline;

/** What an operator asks of a run cannot be done as it stands; nothing changed. */
public final class RunRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunRefused(String message) {
        super(message);
    }
}
