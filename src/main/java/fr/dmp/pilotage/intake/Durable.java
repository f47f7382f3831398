package fr.dmp.pilotage.intake;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Makes files and renames survive a power cut. */
final class Durable {

    /** How a file is named while it is written. */
    static final String INCOMING = "incoming-";

    /** Nobody writes at one file for so long: who began it is dead. */
    static final Duration WRITING = Duration.ofDays(1);

    private Durable() {}

    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes a rename survive a power cut; Windows opens no folders and needs none of this. */
    static void forceFolder(Path folder) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * Moves a file in the place of another, which others see as a whole or not at all. The place may be on another disk: the
     * bytes are then put together beside it first.
     */
    static void move(Path file, Path place) throws IOException {
        try {
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Path beside = place.resolveSibling(INCOMING + UUID.randomUUID());
            try {
                Files.copy(file, beside, StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
            Files.delete(file);
        }
    }

    /**
     * Removes a file that was last written before a moment.
     *
     * @return whether it was removed; not so if another process was faster, as several may tidy at once
     */
    static boolean removeIfOlder(Path file, Instant moment) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment) && Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
