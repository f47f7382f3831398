package fr.dmp.pilotage.database;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Who uses the embedded server: two locked bytes of a file, which the operating system frees when a process dies. Byte 0
 * is a mutex held while the server is started, adopted or stopped; byte 1 is held shared by every JVM that uses it.
 */
final class Lease implements Closeable {

    private static final int MUTEX = 0;
    private static final int USERS = 1;

    private final FileChannel channel;
    private @Nullable FileLock share;

    Lease(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the lease of the embedded PostgreSQL, " + file, e);
        }
    }

    /** Waits for the mutex; close the lock to free it. */
    FileLock mutex() throws IOException {
        return channel.lock(MUTEX, 1, false);
    }

    /** Says that this JVM uses the server. */
    void join() throws IOException {
        share = channel.lock(USERS, 1, true);
    }

    /** Says that this JVM no longer does. */
    boolean leaveAsLast() throws IOException {
        if (share != null) {
            share.release();
            share = null;
        }
        try (FileLock alone = channel.tryLock(USERS, 1, false)) {
            return alone != null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
