package fr.dmp.pilotage.pipeline;

/** Someone else is doing what was asked. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusyException(String message) {
        super(message);
    }
}
