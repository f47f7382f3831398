package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.feeds.Expander;
import fr.dmp.pilotage.feeds.Expansion;
import fr.dmp.pilotage.feeds.FileLimits;
import fr.dmp.pilotage.feeds.Survey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The text of files that are not plain text, while they are loaded: {@code archive/expanded/<load>}, for its owner alone. It
 * is a working copy.
 * What counts is the archived file, from which it is made again where it is missing or damaged; once its load is published
 * or held it is removed.
 */
public final class Expansions {

    private static final Logger log = LoggerFactory.getLogger(Expansions.class);

    private final Path root;
    private final Archive archive;
    private final Quarantine quarantine;
    private final FileLimits limits;
    private final Clock clock;

    /** @param limits of the site */
    public Expansions(Path root, Archive archive, Quarantine quarantine, FileLimits limits, Clock clock) {
        this.root = root;
        this.archive = archive;
        this.quarantine = quarantine;
        this.limits = limits;
        this.clock = clock;
    }

    /** A place for a new text, which no load has yet: in the quarantine, as nobody has looked at it. */
    Path newText() throws IOException {
        return quarantine.incoming();
    }

    private Path path(long loadId) {
        return root.resolve(Long.toString(loadId));
    }

    /**
     * The bytes that a survey is about: the archived file itself, or what it was expanded to.
     *
     * @param sha256 of the archived file
     */
    public Path surveyed(long loadId, String sha256, Survey survey) {
        return survey.expansion() == null ? archive.path(sha256) : path(loadId);
    }

    /** Gives a load the text that its file was expanded to; nothing happens if it is plain text. */
    void adopt(@Nullable Path text, long loadId) {
        try {
            if (text != null) {
                Files.createDirectories(root);
                Durable.move(text, path(loadId));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep what the file of load " + loadId + " expands to", e);
        }
    }

    /** Removes a text that no load adopted; nothing happens if there is none. */
    void discard(@Nullable Path text) {
        try {
            if (text != null) {
                Files.deleteIfExists(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + text, e);
        }
    }

    /**
     * Makes sure that the text of a load is there, and the one that was surveyed. The caller has seen that the archived file
     * is intact.
     *
     * @return whether it is; if not, the file expands to something else than it did
     */
    public boolean prepare(long loadId, String sha256, Survey survey, FeedDefinition feed) {
        Expansion expected = survey.expansion();
        try {
            if (expected == null || Archive.isIntact(path(loadId), expected.sha256())) {
                return true;
            }
            Path again = newText();
            try {
                Expander expander = new Expander(feed, limits.with(feed.limits()));
                Expansion made = expander.again(archive.path(sha256), again).orElse(null);
                if (!expected.equals(made)) {
                    return false;
                }
                adopt(again, loadId);
                return true;
            } finally {
                Files.deleteIfExists(again);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot expand the archived file of load " + loadId, e);
        }
    }

    /** Removes the text of a load that needs it no more. */
    public void remove(long loadId) {
        discard(path(loadId));
    }

    /** Removes what killed processes and loads that were given up left: personal data, perhaps, that nobody looks after. */
    public void sweep() {
        if (!Files.isDirectory(root)) {
            return;
        }
        Instant before = clock.instant().minus(Durable.WRITING);
        try (Stream<Path> texts = Files.list(root)) {
            for (Path text : texts.toList()) {
                if (Durable.removeIfOlder(text, before)) {
                    log.info("removed {}, which a load left", text);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tidy " + root, e);
        }
    }
}
