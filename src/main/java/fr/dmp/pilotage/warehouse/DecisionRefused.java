package fr.dmp.pilotage.warehouse;

/** What an operator decided cannot be done with a load as it stands; nothing changed. */
public final class DecisionRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DecisionRefused(String message) {
        super(message);
    }
}
