package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTests {

    /** Printed by sha256sum for the bytes "semaine;finess_et\n". */
    private static final String SHA_OF_HEADER = "7ce88f960e5d08258b8b26a140c516a74f1c4a7e0abae6c8d43b2d86b304a186";

    private static final int MEBIBYTE = 1 << 20;

    private final Path folder;

    ArchiveTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void contentIsKeptUnderItsSha256() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "semaine;finess_et\n");

        Archive.Copied copied = archive().copy(file, null);

        assertThat(copied).isEqualTo(new Archive.Copied(SHA_OF_HEADER, 18));
        assertThat(archive().path(SHA_OF_HEADER))
                .isEqualTo(root().resolve(SHA_OF_HEADER.substring(0, 2)).resolve(SHA_OF_HEADER))
                .hasContent("semaine;finess_et\n");
        assertThat(file).exists();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 3 * MEBIBYTE, 3 * MEBIBYTE + 12_345})
    void everyByteOfEveryBlockIsKept(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Path file = Files.write(folder.resolve("large.bin"), bytes);

        Archive.Copied copied = archive().copy(file, null);

        assertThat(copied).isEqualTo(new Archive.Copied(sha256(file), size));
        assertThat(archive().path(copied.sha256())).hasBinaryContent(bytes);
    }

    @Test
    void theSameContentIsKeptOnceWhateverItsName() throws IOException {
        Path one = Files.writeString(folder.resolve("one.csv"), "same");
        Path other = Files.writeString(folder.resolve("other.csv"), "same");

        assertThat(archive().copy(one, null)).isEqualTo(archive().copy(other, null));
        assertThat(kept()).hasSize(1);
    }

    @Test
    void otherContentIsKeptBesideIt() throws IOException {
        Path file = Files.writeString(folder.resolve("one.csv"), "same");
        archive().copy(file, null);
        archive().copy(Files.writeString(file, "not the same"), null);

        assertThat(kept()).hasSize(2);
    }

    @Test
    void nothingButKeptContentIsLeftBehind() throws IOException {
        Path file = Files.writeString(folder.resolve("one.csv"), "same");
        archive().copy(file, null);
        archive().copy(file, null);
        assertThatThrownBy(() -> archive().copy(folder.resolve("absent.csv"), null))
                .isInstanceOf(NoSuchFileException.class);

        assertThat(kept()).noneMatch(path -> path.toString().contains("incoming-"));
    }

    @Test
    void untouchedContentIsIntact() throws IOException {
        String sha = archive().copy(large(), null).sha256();

        assertThat(archive().isIntact(sha)).isTrue();
    }

    @Test
    void contentWithOneChangedByteIsNotIntact() throws IOException {
        String sha = archive().copy(large(), null).sha256();
        byte[] bytes = Files.readAllBytes(archive().path(sha));
        bytes[bytes.length - 2] ^= 1;
        Files.write(archive().path(sha), bytes);

        assertThat(archive().isIntact(sha)).isFalse();
    }

    @Test
    void cutContentIsNotIntact() throws IOException {
        String sha = archive().copy(large(), null).sha256();
        Files.write(archive().path(sha), new byte[0]);

        assertThat(archive().isIntact(sha)).isFalse();
    }

    @Test
    void contentThatIsGoneIsNotIntact() throws IOException {
        assertThat(archive().isIntact(SHA_OF_HEADER)).isFalse();
    }

    private Path large() throws IOException {
        return Files.write(folder.resolve("large.csv"), "a;b\n".repeat(MEBIBYTE).getBytes(StandardCharsets.US_ASCII));
    }

    private Path root() {
        return folder.resolve("archive");
    }

    private Archive archive() {
        return new Archive(root());
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.readAllBytes();
        }
        return String.format("%064x", new BigInteger(1, digest.digest()));
    }
}
