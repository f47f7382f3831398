package fr.dmp.pilotage.intake;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file at a source, as the source describes it.
 *
 * @param path how the source calls it: a path or an address
 * @param name its name without folder, as the source gives it: not yet known to be harmless
 * @param size in bytes, -1 if the source does not say
 * @param modified null if the source does not say
 * @param etag of a web server, else null
 */
record Remote(
        String path,
        String name,
        long size,
        @Nullable Instant modified,
        @Nullable String etag) {

    /** Times are kept as the database keeps them, so that one read back from there is the same. */
    Remote {
        modified = modified == null ? null : modified.truncatedTo(ChronoUnit.MICROS);
    }

    /** A file of which no more than the name is known yet. */
    static Remote named(String path, String name) {
        return new Remote(path, name, -1, null, null);
    }

    /** Whether the source said anything that would change with the content. */
    boolean described() {
        return size >= 0 || modified != null || etag != null;
    }

    /** Whether nothing tells this state from another; what one of them does not say tells nothing. */
    boolean sameAs(Remote other) {
        return (size < 0 || other.size < 0 || size == other.size)
                && agree(modified, other.modified)
                && agree(etag, other.etag);
    }

    /** Whether both say enough to be sure that the content is the same: an equal size alone is not enough. */
    boolean surelySameAs(Remote other) {
        boolean telling = (modified != null && other.modified != null) || (etag != null && other.etag != null);
        return telling && sameAs(other);
    }

    private static boolean agree(@Nullable Object one, @Nullable Object other) {
        return one == null || other == null || Objects.equals(one, other);
    }

    /** What changed, in words. */
    String differenceTo(Remote later) {
        if (size >= 0 && later.size >= 0 && size != later.size) {
            return size + " bytes, then " + later.size;
        }
        return agree(etag, later.etag)
                ? "changed at " + modified + ", then at " + later.modified
                : "ETag " + etag + ", then " + later.etag;
    }
}
