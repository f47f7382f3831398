package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.feeds.Surveyor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Every content ever offered, under its SHA-256: {@code archive/ab/abcdef…}. A file there is complete and never changes. */
public final class Archive {

    private static final int BLOCK = 1 << 20;

    /** One is surveyed while another is written and the third keeps either from waiting for the other. */
    private static final int BLOCKS = 3;

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final Path root;
    private final Quarantine quarantine;

    public Archive(Path root, Quarantine quarantine) {
        this.root = root;
        this.quarantine = quarantine;
    }

    /** Where the bytes of this SHA-256 are, or would be. */
    public Path path(String sha256) {
        return root.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    /** What was read of a file. */
    record Copied(String sha256, long size) {}

    /** Says of the copy of a file, once every byte of it is there, whether it may be archived. */
    interface Verdict {
        boolean mayBeArchived(Path incoming) throws IOException;
    }

    /**
     * Copies a file in, handing each block to the surveyor while those before are hashed and written. Until the verdict, and
     * for ever if that says no, the bytes are in the quarantine alone.
     *
     * @param surveyor sees every byte, or null if nobody needs to
     * @param most bytes that it may have
     * @return null if it has more: it is then not kept
     */
    @Nullable
    Copied copy(Path file, @Nullable Surveyor surveyor, long most, Verdict verdict) throws IOException {
        Files.createDirectories(root);
        Path incoming = quarantine.incoming();
        try {
            MessageDigest digest = sha256();
            long size = copy(file, incoming, digest, surveyor, most);
            if (size > most) {
                return null;
            }
            boolean archived = verdict.mayBeArchived(incoming);
            String sha = HexFormat.of().formatHex(digest.digest());
            if (archived) {
                keep(incoming, sha);
            } else {
                quarantine.keep(incoming, sha);
            }
            return new Copied(sha, size);
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    private static long copy(Path from, Path to, MessageDigest digest, @Nullable Surveyor surveyor, long most)
            throws IOException {
        long size = 0;
        byte[][] blocks = new byte[BLOCKS][BLOCK];
        List<CompletableFuture<Void>> uses = new ArrayList<>(Collections.nCopies(BLOCKS, DONE));
        CompletableFuture<Void> last = DONE;
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            for (int turn = 0; size <= most; turn = (turn + 1) % BLOCKS) {
                uses.get(turn).join();
                byte[] block = blocks[turn];
                int length = in.readNBytes(block, 0, BLOCK);
                if (length == 0) {
                    break;
                }
                last = last.thenRunAsync(() -> digestAndWrite(block, length, digest, out));
                uses.set(turn, last);
                if (surveyor != null) {
                    surveyor.block(block, length);
                }
                size += length;
            }
            last.join();
        } catch (CompletionException e) {
            throw new IOException("cannot write to " + to.getParent(), e.getCause());
        }
        return size;
    }

    private static void digestAndWrite(byte[] block, int length, MessageDigest digest, OutputStream out) {
        digest.update(block, 0, length);
        try {
            out.write(block, 0, length);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private void keep(Path incoming, String sha) throws IOException {
        Path place = path(sha);
        if (isIntact(sha)) {
            return; // the same content was kept before
        }
        Path folder = root.resolve(sha.substring(0, 2));
        Files.createDirectories(folder);
        Quarantine.open(incoming, root);
        // Replaces bytes that a disk or a person damaged: the content was offered again.
        Durable.move(incoming, place);
    }

    /**
     * Makes archived bytes survive a power cut. Asked for before anything relies on them alone: a load is published, or
     * the file they came from is removed. Until then a loss is seen by their SHA-256 and mended by the file itself.
     */
    public void secure(String sha256) throws IOException {
        Durable.force(path(sha256));
        Durable.forceFolder(root.resolve(sha256.substring(0, 2)));
        Durable.forceFolder(root);
    }

    /** The same for bytes that {@link #copy} has put in quarantine. */
    void secureQuarantined(String sha256) throws IOException {
        quarantine.secure(sha256);
    }

    /**
     * Reads archived bytes again and says whether they are still there and have their SHA-256.
     *
     * @throws IOException if they cannot be read
     */
    public boolean isIntact(String sha256) throws IOException {
        return isIntact(path(sha256), sha256);
    }

    static boolean isIntact(Path file, String sha256) throws IOException {
        return Files.exists(file) && sha256(file).equals(sha256);
    }

    static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                digest.update(block, 0, length);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Removes archived bytes for good; nothing happens if they are gone. */
    public void remove(String sha256) throws IOException {
        Files.deleteIfExists(path(sha256));
    }

    /**
     * Removes copies that processes died at while they brought them in from another disk.
     *
     * @param now to tell their age by
     */
    public void removeStrays(Instant now) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, Durable.INCOMING + "*")) {
                    for (Path copy : copies) {
                        Durable.removeIfOlder(copy, now.minus(Durable.WRITING));
                    }
                }
            }
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
