package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.findings.PatientText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folders that senders write into: {@code inbox/<sender>/}. A file still being written is left alone. */
public final class Inbox {

    private final Path root;
    private final Duration quiet;
    private final Clock clock;

    /** @param quiet for how long a file must not have changed before it is taken */
    public Inbox(Path root, Duration quiet, Clock clock) {
        this.root = root;
        this.quiet = quiet;
        this.clock = clock;
    }

    /** How a file is named while it is worked on: whoever sends another of the same name meanwhile loses nothing. */
    static final String CLAIMED = ".taking-";

    private static final String ASIDE = ".too-large-";

    /**
     * A file of a sender.
     *
     * @param file where it is
     * @param fileName the name it was sent under
     */
    public record Offered(Path file, String fileName, String sender) {}

    /** What the inbox holds: files to take, and files that are still being written. */
    public record Listing(List<Offered> ready, List<Path> unfinished) {}

    private record State(long size, FileTime modified) {}

    /**
     * The files to take, by sender and name. Waits once for the quiet time if a file is younger than that, and looks
     * again.
     */
    public Listing list() {
        try {
            Map<Offered, State> before = look();
            FileTime settled = FileTime.from(clock.instant().minus(quiet));
            boolean young =
                    before.values().stream().anyMatch(state -> state.modified().compareTo(settled) > 0);
            if (young) {
                Thread.sleep(quiet.toMillis());
            }
            List<Offered> ready = new ArrayList<>();
            List<Path> unfinished = new ArrayList<>();
            for (Map.Entry<Offered, State> each : before.entrySet()) {
                Path file = each.getKey().file();
                State now = young ? state(file) : each.getValue();
                if (each.getValue().equals(now)) {
                    ready.add(each.getKey());
                } else if (now != null) {
                    unfinished.add(file);
                }
            }
            return new Listing(ready, unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the inbox " + root, PatientText.masked(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for files to be complete", e);
        }
    }

    private Map<Offered, State> look() throws IOException {
        Map<Offered, State> found = new LinkedHashMap<>();
        for (Path sender : children(root)) {
            if (Files.isDirectory(sender) && !Files.isHidden(sender)) {
                for (Path file : children(sender)) {
                    State state = isClaimed(file) || Intake.isCandidate(file) ? state(file) : null;
                    if (state != null) {
                        found.put(offered(file, sender), state);
                    }
                }
            }
        }
        return found;
    }

    private static Offered offered(Path file, Path sender) {
        String name = String.valueOf(file.getFileName());
        String sent = isClaimed(file) ? name.substring(CLAIMED.length()) : name;
        return new Offered(file, sent, String.valueOf(sender.getFileName()));
    }

    /** A run that died left it. */
    private static boolean isClaimed(Path file) {
        return String.valueOf(file.getFileName()).startsWith(CLAIMED);
    }

    /**
     * Takes a file for this run by renaming it in its folder.
     *
     * @return where it now is
     * @throws IllegalStateException if one of its name that came before is still there: it must not be lost, nor overtaken
     */
    public Path claim(Offered offered) {
        if (isClaimed(offered.file())) {
            return offered.file();
        }
        Path claimed = offered.file().resolveSibling(CLAIMED + offered.fileName());
        try {
            // An atomic move would replace what is there.
            return Files.move(offered.file(), claimed);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException("an earlier " + PatientText.masked(offered.fileName())
                    + " could not be taken in and is still in the inbox; this one comes after it");
        } catch (IOException e) {
            throw broken("cannot take %s from the inbox", offered.file(), e);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    /** What tells whether a file changed; null if it is gone, as senders may rename or withdraw it at any time. */
    private static @Nullable State state(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(attributes.size(), attributes.lastModifiedTime());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Leaves a file that is not archived in its folder, under a name that is taken no more.
     *
     * @param fileName the name it was sent under
     */
    public void setAside(Path file, String fileName) {
        Path place = file.resolveSibling(ASIDE + fileName);
        for (int number = 2; Files.exists(place); number++) {
            place = file.resolveSibling(ASIDE + number + "-" + fileName);
        }
        try {
            // From now on its time counts, whatever the sender's clock said.
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            Files.move(file, place);
        } catch (IOException e) {
            throw broken("cannot set %s aside in the inbox", file, e);
        }
    }

    /**
     * Removes files that were set aside long ago: nobody looked at them, so that they may name anybody.
     *
     * @param limit those are removed that came before it
     * @return how many
     */
    public int removeSetAside(Instant limit) {
        int removed = 0;
        try {
            for (Path sender : children(root)) {
                for (Path file : children(sender)) {
                    State state = String.valueOf(file.getFileName()).startsWith(ASIDE) ? state(file) : null;
                    if (state != null && state.modified().toInstant().isBefore(limit)) {
                        removed += Files.deleteIfExists(file) ? 1 : 0;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tidy the inbox " + root, PatientText.masked(e));
        }
        return removed;
    }

    /** Takes a file out of the inbox, once its bytes are archived and its arrival is known. */
    public void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw broken("cannot remove %s from the inbox", file, e);
        }
    }

    private static UncheckedIOException broken(String what, Path file, IOException cause) {
        String masked = PatientText.masked(file.toString());
        return new UncheckedIOException(what.formatted(masked), PatientText.masked(cause));
    }

    /**
     * Where files of a sender are put. Write under a name that starts with a dot, then rename.
     */
    public Path folder(String sender) {
        return root.resolve(sender);
    }
}
