package fr.dmp.pilotage.pipeline;

import org.jspecify.annotations.Nullable;

/** Tells whoever watches how far a load is. */
public final class Progress {

    /** Watches loads; called from the threads that load. */
    public interface Watcher {

        /** A load of so many pages begins. */
        void begin(String fileName, int pages);

        /** So many more pages are in the warehouse. */
        void done(int pages);

        /** The load is over, well or not. */
        void end();
    }

    private volatile @Nullable Watcher watcher;

    /** From now on this one is told; null for nobody. */
    public void watch(@Nullable Watcher other) {
        watcher = other;
    }

    void begin(String fileName, int pages) {
        Watcher current = watcher;
        if (current != null) {
            current.begin(fileName, pages);
        }
    }

    void done(int pages) {
        Watcher current = watcher;
        if (current != null && pages > 0) {
            current.done(pages);
        }
    }

    void end() {
        Watcher current = watcher;
        if (current != null) {
            current.end();
        }
    }
}
