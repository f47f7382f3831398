package fr.dmp.pilotage.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The files of workbooks: where readers find them, and the archive of the bytes that were issued. A workbook is written
 * under another name and then renamed: a half one is never seen.
 */
final class EditionFiles {

    private final Path root;
    private final Path archive;

    /**
     * Names the folders, which need not be there yet.
     *
     * @param root folder of all reports
     * @param archive folder of the bytes that were issued, under their SHA-256
     */
    EditionFiles(Path root, Path archive) {
        this.root = root;
        this.archive = archive;
    }

    /** The file of a path below the reports' folder. */
    Path of(Path path) {
        return root.resolve(path);
    }

    /** Where readers find the workbook of an edition. */
    Path of(Edition edition) {
        return of(Path.of(edition.path()));
    }

    /** Whether a file is there, with these bytes. */
    static boolean holds(Path file, String sha) {
        return Files.exists(file) && sha256(read(file)).equals(sha);
    }

    /** Brings issued bytes back from the archive, if it has them undamaged. */
    boolean restore(String sha, Path file) {
        Path archived = archived(sha);
        if (!holds(archived, sha)) {
            return false;
        }
        Path temporary = temporary(file);
        copy(archived, temporary);
        move(temporary, file);
        return true;
    }

    /** Archives a finished workbook, then puts it where readers find it; returns its SHA-256. */
    String issue(Path temporary, Path file) {
        String sha = sha256(read(temporary));
        Path kept = archived(sha);
        Path incoming = temporary(kept);
        copy(temporary, incoming);
        move(incoming, kept);
        move(temporary, file);
        return sha;
    }

    /** Where the archive keeps these bytes. */
    Path archived(String sha) {
        return archive.resolve(sha.substring(0, 2)).resolve(sha + ".xlsx");
    }

    /** The lock on the edition makes one name enough; what a killed JVM left is overwritten. */
    static Path temporary(Path file) {
        Path target = file.toAbsolutePath();
        try {
            Files.createDirectories(target.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder of " + file, e);
        }
        return target.resolveSibling("." + target.getFileName() + ".tmp");
    }

    static void move(Path from, Path to) {
        try (FileChannel bytes = FileChannel.open(from, StandardOpenOption.WRITE)) {
            bytes.force(true); // after a power cut a name must not stand for half a workbook
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + to + " in place", e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + from + " to " + to, e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
