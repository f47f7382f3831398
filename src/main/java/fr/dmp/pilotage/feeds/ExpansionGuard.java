package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.Limit;
import java.util.concurrent.TimeUnit;

/** Counts what a packed file expands to, and ends it where a limit is passed: before the bytes are used, not after. */
final class ExpansionGuard {

    /** Below it a high ratio harms nobody: a small file of equal lines has one. */
    private static final long HARMLESS = 16L << 20;

    private final FileLimits limits;
    private final long packed;
    private final long deadline;
    private long expanded;

    /** @param packed size of the file as sent */
    ExpansionGuard(FileLimits limits, long packed) {
        this.limits = limits;
        this.packed = packed;
        this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.of(Limit.TIME));
    }

    /** So many more bytes came out. */
    void add(long bytes) {
        expanded += bytes;
        if (expanded > limits.of(Limit.EXPANDED_SIZE)) {
            throw new RefusedContent(limits.over(Limit.EXPANDED_SIZE, 0, 0));
        }
        if (expanded > HARMLESS && expanded / limits.of(Limit.RATIO) > packed) {
            throw new RefusedContent(limits.over(Limit.RATIO, 0, 0));
        }
        if (System.nanoTime() > deadline) {
            throw new RefusedContent(limits.over(Limit.TIME, 0, 0));
        }
    }
}
