package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.catalog.SourceDefinition.Sftp;
import fr.dmp.pilotage.catalog.SourceLimits;
import fr.dmp.pilotage.intake.SourceFailed.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source that is waited for no longer than declared, whatever it is: no call of a network or of a file system that
 * hangs can be relied on to end by itself. Each call is made by a thread of the source's own, which is given up with it.
 */
final class PatientSource implements Source {

    private static final Logger log = LoggerFactory.getLogger(PatientSource.class);

    /** Time to say goodbye in. */
    private static final long CLOSING_MILLIS = 2_000;

    private final SourceLimits limits;
    private final Deadline deadline;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(PatientSource::thread);
    private @Nullable Source source;
    private boolean givenUp;

    private PatientSource(SourceLimits limits, Deadline deadline) {
        this.limits = limits;
        this.deadline = deadline;
    }

    /** When the visit must be over, all attempts included. */
    static final class Deadline {

        private final long end;
        private final Duration total;

        Deadline(Duration total) {
            this.total = total;
            this.end = System.nanoTime() + total.toNanos();
        }

        Duration left() {
            return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        }

        SourceFailed passed(String doing, @Nullable Throwable cause) {
            return SourceFailed.lasting(
                    Reach.SOURCE,
                    doing + ": the time for the whole source is over (limits.total " + inWords(total) + ")",
                    cause);
        }
    }

    /** Opens a source within its time to connect. */
    static PatientSource open(SourceDefinition definition, Deadline deadline, Callable<Source> opener)
            throws SourceFailed {
        PatientSource patient = new PatientSource(definition.limits(), deadline);
        Sftp server = definition.sftp();
        String doing = server == null ? "connecting" : "connecting to " + server.host() + ":" + server.port();
        try {
            patient.source = patient.within("connect", definition.limits().connect(), doing, opener);
            return patient;
        } catch (SourceFailed e) {
            patient.close();
            throw e;
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "source");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public List<Remote> list() throws SourceFailed {
        return within("read", limits.read(), "listing", () -> opened().list());
    }

    @Override
    public Optional<Remote> look(Remote file) throws SourceFailed {
        return within(
                "read", limits.read(), "looking at " + SourceFailed.printable(file.path()), () -> opened().look(file));
    }

    @Override
    public InputStream read(Remote file) throws SourceFailed {
        String doing = "reading " + SourceFailed.printable(file.path());
        InputStream bytes = within("read", limits.read(), doing, () -> opened().read(file));
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] block, int from, int length) throws IOException {
                return within("read", limits.read(), doing, () -> bytes.read(block, from, length));
            }

            @Override
            public void close() throws IOException {
                within("read", limits.read(), doing, () -> {
                    bytes.close();
                    return true;
                });
            }
        };
    }

    @Override
    public void delete(Remote file) throws SourceFailed {
        within("read", limits.read(), "removing " + SourceFailed.printable(file.path()), () -> {
            opened().delete(file);
            return true;
        });
    }

    @Override
    public Remote beside(Remote file, String ending) {
        return opened().beside(file, ending);
    }

    private Source opened() {
        if (source == null) {
            throw new IllegalStateException("the source is not open");
        }
        return source;
    }

    private <T> T within(String limit, Duration time, String doing, Callable<T> call) throws SourceFailed {
        Duration left = deadline.left();
        if (left.isZero()) {
            throw deadline.passed(doing, null);
        }
        if (givenUp) {
            throw SourceFailed.passing(Reach.SOURCE, doing + ": given up, as it did not answer before", null);
        }
        boolean last = left.compareTo(time) < 0;
        Future<T> answer = worker.submit(call);
        try {
            return answer.get((last ? left : time).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw SourceFailed.of(doing, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            givenUp = true; // its thread may hang for ever: nothing more is asked of it
            throw last
                    ? deadline.passed(doing, e)
                    : SourceFailed.passing(
                            Reach.SOURCE, doing + ": no answer within " + inWords(time) + " (limits." + limit + ")", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw SourceFailed.lasting(Reach.SOURCE, doing + ": interrupted", e);
        }
    }

    /** As a declaration writes it. */
    private static String inWords(Duration time) {
        long millis = time.toMillis();
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    /** Closes without waiting for long: a source that hangs would hang here too. */
    @Override
    public void close() {
        worker.shutdownNow();
        Source closing = source;
        if (closing == null) {
            return;
        }
        Thread goodbye = thread(() -> {
            try {
                closing.close();
            } catch (IOException | RuntimeException e) {
                log.info("a source did not close; it is given up", e);
            }
        });
        goodbye.start();
        try {
            goodbye.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
