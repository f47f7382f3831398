package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a packed file's text goes: every block is surveyed, hashed and written. What cannot be written is broken machinery, so
 * that it is never taken for a file that cannot be read.
 */
final class ExpandedOutput extends OutputStream {

    private final OutputStream file;
    private final @Nullable Surveyor surveyor;
    private final ExpansionGuard guard;
    private final MessageDigest digest;
    private final byte[] block = new byte[1 << 20];
    private int filled;

    /**
     * Begins a new file, in the place of one that is there.
     *
     * @param surveyor sees every byte, or null if it was surveyed before
     */
    ExpandedOutput(Path target, @Nullable Surveyor surveyor, ExpansionGuard guard) throws IOException {
        this.file = Files.newOutputStream(target);
        this.surveyor = surveyor;
        this.guard = guard;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        int at = from;
        while (at < from + length) {
            int count = Math.min(block.length - filled, from + length - at);
            System.arraycopy(bytes, at, block, filled, count);
            filled += count;
            at += count;
            if (filled == block.length) {
                pass();
            }
        }
    }

    private void pass() {
        if (filled == 0) {
            return;
        }
        guard.add(filled);
        digest.update(block, 0, filled);
        try {
            file.write(block, 0, filled);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write what a file expands to", e);
        }
        if (surveyor != null) {
            surveyor.block(block, filled);
            Finding over = surveyor.overLimit();
            if (over != null) {
                throw new RefusedContent(over);
            }
        }
        filled = 0;
    }

    /** Passes on the last block; the SHA-256 of everything is final from then on. */
    String finish() {
        pass();
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write what a file expands to", e);
        }
    }
}
