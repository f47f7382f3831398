package fr.dmp.pilotage.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A place that files are fetched from, opened for one attempt. Used by one thread.
 *
 * <p>Every method throws a {@link SourceFailed} that says what an operator needs, or another {@link IOException} if the
 * connection broke.
 */
interface Source extends AutoCloseable {

    /** What is there, folders and hidden files left out. */
    List<Remote> list() throws IOException;

    /** What a file is now; empty if it is not there. */
    Optional<Remote> look(Remote file) throws IOException;

    /** The bytes of a file from its first. */
    InputStream read(Remote file) throws IOException;

    /** Removes a file; nothing happens if it is gone. */
    void delete(Remote file) throws IOException;

    /** The file beside another that has its name and an ending more. */
    default Remote beside(Remote file, String ending) {
        return Remote.named(file.path() + ending, file.name() + ending);
    }

    @Override
    void close() throws IOException;
}
