package fr.dmp.pilotage.delivery;

/** A message was not taken; its text says by whom and why, in one line. */
public final class NotDelivered extends Exception {

    private static final long serialVersionUID = 1L;

    NotDelivered(String message, Throwable cause) {
        super(message, cause);
    }

    NotDelivered(String message) {
        super(message);
    }
}
