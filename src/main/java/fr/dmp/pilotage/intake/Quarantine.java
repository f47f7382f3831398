package fr.dmp.pilotage.intake;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The folder that only its owner may read: bytes that nobody has looked at yet, and those of files that were refused as
 * patients' data, under their SHA-256, until their time is over. Whatever is offered is written here first, so that a
 * process that dies leaves nothing of a patient outside. Where there are no POSIX permissions (Windows) the folder has those
 * of the one it is in.
 */
public final class Quarantine {

    /** How long refused bytes are kept: enough for whoever sent them to be asked. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private final Path root;

    public Quarantine(Path root) {
        this.root = root.toAbsolutePath();
    }

    /** Where refused bytes of this SHA-256 are, or would be. */
    private Path path(String sha256) {
        return root.resolve(sha256);
    }

    /** A new empty file for bytes that nobody has looked at yet. Whoever asks for it removes it, or has it kept. */
    Path incoming() throws IOException {
        prepare();
        return Files.createFile(root.resolve(Durable.INCOMING + UUID.randomUUID()), onlyOwner(FILE));
    }

    private void prepare() throws IOException {
        Files.createDirectories(root.getParent());
        try {
            Files.createDirectory(root, onlyOwner(FOLDER));
        } catch (FileAlreadyExistsException e) {
            if (POSIX && !Files.getPosixFilePermissions(root).equals(FOLDER)) {
                Files.setPosixFilePermissions(root, FOLDER);
            }
        }
    }

    private static FileAttribute<?>[] onlyOwner(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Lets an incoming file that holds nothing of a patient be read by whoever may read the folder it goes to. */
    static void open(Path incoming, Path folder) throws IOException {
        if (POSIX) {
            Set<PosixFilePermission> readers = new HashSet<>(FILE);
            readers.addAll(Files.getPosixFilePermissions(folder));
            readers.removeAll(PosixFilePermissions.fromString("--x-wx-wx"));
            Files.setPosixFilePermissions(incoming, readers);
        }
    }

    /** Keeps an incoming file. The same bytes may be refused again: they are kept once. */
    void keep(Path incoming, String sha256) throws IOException {
        Files.move(incoming, path(sha256), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes refused bytes survive a power cut, before the file they came from is removed. */
    void secure(String sha256) throws IOException {
        Durable.force(path(sha256));
        Durable.forceFolder(root);
    }

    /**
     * Removes refused bytes for good.
     *
     * @return whether they were still there
     */
    public boolean remove(String sha256) throws IOException {
        return Files.deleteIfExists(path(sha256));
    }

    /**
     * Removes what processes that died left: files that they were writing, and bytes that are old and that nobody knows.
     *
     * @param now to tell their age by
     * @param known SHA-256 of the bytes whose time is not over
     * @return how many files were removed
     */
    public int removeStrays(Instant now, Set<String> known) throws IOException {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                Duration allowed = name.startsWith(Durable.INCOMING) ? Durable.WRITING : KEPT;
                if (!known.contains(name) && Durable.removeIfOlder(file, now.minus(allowed))) {
                    removed++;
                }
            }
        }
        return removed;
    }

    /** What keeps it from being the owner's alone, or empty if nothing does. */
    public Optional<String> problem() {
        try {
            prepare();
            return Files.isWritable(root)
                    ? Optional.empty()
                    : Optional.of("pilotage.home: expected to write to " + root + ", but may not");
        } catch (IOException e) {
            return Optional.of("pilotage.home: cannot keep " + root + " for its owner alone: " + e.getMessage());
        }
    }
}
