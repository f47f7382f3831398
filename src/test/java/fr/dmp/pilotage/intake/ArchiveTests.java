package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

        Archive.Copied copied = copy(file);

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

        Archive.Copied copied = copy(file);

        assertThat(copied).isEqualTo(new Archive.Copied(sha256(file), size));
        assertThat(archive().path(copied.sha256())).hasBinaryContent(bytes);
    }

    @Test
    void theSameContentIsKeptOnceWhateverItsName() throws IOException {
        Path one = Files.writeString(folder.resolve("one.csv"), "same");
        Path other = Files.writeString(folder.resolve("other.csv"), "same");

        assertThat(copy(one)).isEqualTo(copy(other));
        assertThat(kept()).hasSize(1);
    }

    @Test
    void otherContentIsKeptBesideIt() throws IOException {
        Path file = Files.writeString(folder.resolve("one.csv"), "same");
        copy(file);
        copy(Files.writeString(file, "not the same"));

        assertThat(kept()).hasSize(2);
    }

    @Test
    void nothingButKeptContentIsLeftBehind() throws IOException {
        Path file = Files.writeString(folder.resolve("one.csv"), "same");
        copy(file);
        copy(file);
        assertThatThrownBy(() -> copy(folder.resolve("absent.csv"))).isInstanceOf(NoSuchFileException.class);

        assertThat(kept()).noneMatch(path -> path.toString().contains("incoming-"));
    }

    @Test
    void untouchedContentIsIntact() throws IOException {
        String sha = copy(large()).sha256();

        assertThat(archive().isIntact(sha)).isTrue();
    }

    @Test
    void contentWithOneChangedByteIsNotIntact() throws IOException {
        String sha = copy(large()).sha256();
        byte[] bytes = Files.readAllBytes(archive().path(sha));
        bytes[bytes.length - 2] ^= 1;
        Files.write(archive().path(sha), bytes);

        assertThat(archive().isIntact(sha)).isFalse();
    }

    @Test
    void cutContentIsNotIntact() throws IOException {
        String sha = copy(large()).sha256();
        Files.write(archive().path(sha), new byte[0]);

        assertThat(archive().isIntact(sha)).isFalse();
    }

    @Test
    void contentThatIsGoneIsNotIntact() throws IOException {
        assertThat(archive().isIntact(SHA_OF_HEADER)).isFalse();
    }

    @Test
    void aCopyThatAProcessDiedAtIsRemovedOnceItIsOldAndWhatIsKeptIsNot() throws IOException {
        String sha = copy(large()).sha256();
        Path folder = archive().path(sha).resolveSibling(".");
        Path left = Files.createFile(folder.resolve("incoming-1"));
        Path written = Files.createFile(folder.resolve("incoming-2"));
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(left, old);
        Files.setLastModifiedTime(archive().path(sha), old);

        archive().removeStrays(Instant.now());
        archive(folder.resolve("none")).removeStrays(Instant.now());

        assertThat(left).doesNotExist();
        assertThat(written).exists();
        assertThat(archive().isIntact(sha)).isTrue();
    }

    private Path large() throws IOException {
        return Files.write(folder.resolve("large.csv"), "a;b\n".repeat(MEBIBYTE).getBytes(StandardCharsets.US_ASCII));
    }

    private Path root() {
        return folder.resolve("archive");
    }

    private Archive archive() {
        return archive(root());
    }

    private static Archive archive(Path root) {
        return new Archive(root, new Quarantine(root.resolveSibling("quarantine")));
    }

    /** Copies a file in that nobody looks at. */
    private Archive.Copied copy(Path file) throws IOException {
        return Objects.requireNonNull(archive().copy(file, null, Long.MAX_VALUE, incoming -> true));
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
