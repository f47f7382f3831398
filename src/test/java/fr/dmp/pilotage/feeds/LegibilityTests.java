package fr.dmp.pilotage.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.findings.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether bytes say what they hold: of what does not, nobody knows whether it is about patients. */
class LegibilityTests {

    private static final FeedDefinition FEED =
            Catalog.read(new Definitions(null)).feed("es-weekly");
    private static final String BINARY =
            "[f]: expected a text file with fields separated by \";\" \",\" tab \"|\", found ";

    /** @param refusal null if the file is none */
    private record Seen(boolean legible, @Nullable String refusal) {}

    private static Seen seen(byte[] bytes) {
        Seen whole = seen(bytes, bytes.length);
        assertThat(seen(bytes, Math.max(64, bytes.length / 3)).legible()).isEqualTo(whole.legible());
        return whole;
    }

    private static Seen seen(byte[] bytes, int blockSize) {
        Surveyor surveyor = new Surveyor(FEED, 1_000, FileLimits.USUAL);
        for (int from = 0; from < bytes.length; from += blockSize) {
            int length = Math.min(blockSize, bytes.length - from);
            byte[] block = new byte[length];
            System.arraycopy(bytes, from, block, 0, length);
            surveyor.block(block, length);
        }
        Finding refusal = surveyor.outcome().refusal();
        return new Seen(surveyor.legible(), refusal == null ? null : refusal.in("f"));
    }

    private static String text(int lines) {
        return "libelle;nombre\n"
                + IntStream.range(0, lines)
                        .mapToObj(i -> "Établissement " + i + ";" + i + "\n")
                        .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42 5a 68 39 31 41 59 26 53 59 | a bzip2 archive",
                "28 b5 2f fd 24 05 29 00 | a Zstandard archive",
                "89 50 4e 47 0d 0a 1a 0a | a PNG image",
                "ff d8 ff e0 00 10 4a 46 | a JPEG image",
                "50 4b 03 04 | a ZIP archive or an Excel workbook"
            })
    void aFormatIsKnownByItsFirstBytes(String bytes, String name) {
        byte[] first = HexFormat.ofDelimiter(" ").parseHex(bytes);
        assertThat(seen(first)).isEqualTo(new Seen(false, BINARY + name));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 100, 5_000})
    void compressedBytesOfAnyFormatAreNotLegible(int lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("ownformat".getBytes(StandardCharsets.US_ASCII));
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(text(lines).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(seen(bytes.toByteArray()).legible()).isFalse();
    }

    @Test
    void aProgramIsNotLegible() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Seen seen = seen(Files.readAllBytes(java));
        assertThat(seen.legible()).isFalse();
        assertThat(seen.refusal()).startsWith(BINARY + "binary data");
    }

    @Test
    void encryptedBytesBehindAGoodHeaderAreNotLegibleAndRefused() {
        byte[] noise = new byte[5_000];
        new Random(7).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            // No NUL, no quote and no line end: nothing but its look speaks against the text.
            noise[i] = List.of((byte) 0, (byte) '"').contains(noise[i]) ? (byte) 'x' : noise[i];
        }
        byte[] bytes = PackedFiles.joined("libelle;nombre\na;".getBytes(StandardCharsets.US_ASCII), noise);
        assertThat(seen(bytes)).isEqualTo(new Seen(false, BINARY + "binary data (control characters)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void textIsLegibleInWhicheverCharset(String charset) {
        for (String more : List.of("", "œuvre – l’été ; Œ\n".repeat(50))) {
            assertThat(seen((text(100) + more).getBytes(Charset.forName(charset)))
                            .legible())
                    .isTrue();
        }
    }

    @Test
    void textWithControlCharactersHereAndThereIsLegible() {
        String often = text(100).replace(";", ";\u0001");
        String several = text(1_000) + "a\u0001\u0002\u0003\u0004\u0005\u0006\u0000;1\n";
        for (String text : List.of(often, several, text(100) + "\0")) {
            assertThat(seen(text.getBytes(StandardCharsets.UTF_8)).legible()).isTrue();
        }
        assertThat(seen(often.getBytes(StandardCharsets.UTF_8)).refusal()).isNull();
    }
}
