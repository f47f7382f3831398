package fr.dmp.pilotage.pipeline;

import org.jspecify.annotations.Nullable;

/** Tells whoever watches how far a load is, or the writing of workbooks. */
public final class Progress {

    /** Watches one piece of work after the other, or within another; called from the threads that do it. */
    public interface Watcher {

        /**
         * Work begins, maybe as a part of what was begun before.
         *
         * @param what a file that is loaded, or what is written
         * @param total how many units it has
         * @param unit such as pages or workbooks
         */
        void begin(String what, int total, String unit);

        /** So many more units are done of what was begun last. */
        void done(int units);

        /** What was begun last is over, well or not. */
        void end();
    }

    private volatile @Nullable Watcher watcher;

    /** From now on this one is told; null for nobody. */
    public void watch(@Nullable Watcher other) {
        watcher = other;
    }

    void begin(String what, int total, String unit) {
        Watcher current = watcher;
        if (current != null) {
            current.begin(what, total, unit);
        }
    }

    void done(int units) {
        Watcher current = watcher;
        if (current != null && units > 0) {
            current.done(units);
        }
    }

    void end() {
        Watcher current = watcher;
        if (current != null) {
            current.end();
        }
    }
}
