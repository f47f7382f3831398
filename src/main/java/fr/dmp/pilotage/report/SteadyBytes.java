package fr.dmp.pilotage.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import org.apache.poi.util.Reproducibility;

/**
 * Makes POI write zip entries without time stamps. POI's switch is one for the whole JVM, unguarded, and only for the time
 * of a call: of two threads that write at once, the one that ends first would switch it off for the other. So a thread
 * that never ends holds it.
 */
final class SteadyBytes {

    private SteadyBytes() {}

    /** From now on the same content gives the same bytes, in every thread. */
    static synchronized void ensure() {
        if (!Reproducibility.isSourceDateEpoch()) {
            Semaphore on = new Semaphore(0);
            Thread holder = new Thread(() -> hold(on), "poi-without-clock");
            holder.setDaemon(true);
            holder.start();
            on.acquireUninterruptibly();
        }
    }

    private static void hold(Semaphore on) {
        try {
            Reproducibility.runWithSourceDateEpoch(() -> {
                on.release();
                new Semaphore(0).acquireUninterruptibly();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
