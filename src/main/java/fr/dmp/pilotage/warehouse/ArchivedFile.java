package fr.dmp.pilotage.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;

/** Archived bytes that were to go when they were listed. */
public final class ArchivedFile {

    private final String sha256;
    private final Predicate<Bytes> removal;

    /** @param removal see {@link #remove} */
    ArchivedFile(String sha256, Predicate<Bytes> removal) {
        this.sha256 = sha256;
        this.removal = removal;
    }

    /** Where archived bytes are. */
    @FunctionalInterface
    public interface Bytes {
        /** Removes those of a SHA-256 for good; nothing happens if they are gone. */
        void remove(String sha256) throws IOException;
    }

    public String sha256() {
        return sha256;
    }

    /**
     * Removes them, and notes that they are gone.
     *
     * @return false if they stay: since it was listed, a load has come to need the content, or it was sent again
     * @throws UncheckedIOException if they cannot be removed: they are then still noted as there
     */
    public boolean remove(Bytes bytes) {
        return removal.test(bytes);
    }
}
