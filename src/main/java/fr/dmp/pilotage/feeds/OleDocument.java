package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The container of Office documents until 2007, and of those of today that have a password. None is read. */
final class OleDocument {

    /** The stream of it that holds the encrypted document; its directory has the name in UTF-16. */
    private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);

    private OleDocument() {}

    static Finding refusal(Path file) throws IOException {
        return holds(file, ENCRYPTED) ? FileFault.PASSWORD.ofFile("", "") : FileFault.FOREIGN_FORMAT.ofFile("", ".xls");
    }

    /** Looked for in all bytes: following the container's chains of sectors would trust what a hostile file says. */
    private static boolean holds(Path file, byte[] name) throws IOException {
        byte[] block = new byte[1 << 16];
        int kept = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(block, 0, block.length); length > 0; ) {
                int end = kept + length;
                for (int i = 0; i + name.length <= end; i++) {
                    if (Arrays.equals(block, i, i + name.length, name, 0, name.length)) {
                        return true;
                    }
                }
                kept = Math.min(end, name.length - 1);
                System.arraycopy(block, end - kept, block, 0, kept);
                length = in.read(block, kept, block.length - kept);
            }
        }
        return false;
    }
}
