package fr.dmp.pilotage.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UTF-8 as it is checked and read in passing, held against the JDK's own decoder. */
class Utf8Tests {

    private static final String SAMPLE =
            "ASCII;É;œ;€;\u0300;\ud83d\ude00;\u07ff\u0800\uffff;a long stretch without accents";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 64})
    void textIsReadWholeWhateverTheBuffer(int buffer) throws IOException {
        assertThat(read(SAMPLE.getBytes(StandardCharsets.UTF_8), buffer)).isEqualTo(SAMPLE);
    }

    @Test
    void randomTextIsReadAsTheJdkReadsIt() throws IOException {
        Random random = new Random(38);
        for (int i = 0; i < 500; i++) {
            String text = random.ints(random.nextInt(200), 0, 0x110000)
                    .map(point -> random.nextBoolean() ? 'a' + point % 26 : point)
                    .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(read(bytes, 1 + random.nextInt(40))).isEqualTo(text);
            assertThat(isUtf8(bytes, 1 + random.nextInt(40))).isTrue();
        }
    }

    @Test
    void bytesThatAreNoUtf8AreReadWithoutEnd() throws IOException {
        assertThat(read(new byte[] {'a', (byte) 0xff, 'b'}, 8)).isEqualTo("a\ufffdb");
        assertThat(read(new byte[] {'a', (byte) 0xe2, (byte) 0x82}, 8)).isEqualTo("a\ufffd\ufffd");
    }

    @Test
    void randomBytesAreJudgedAsTheJdkJudgesThem() {
        Random random = new Random(12);
        byte[] leads = {(byte) 0xc1, (byte) 0xc2, (byte) 0xe0, (byte) 0xed, (byte) 0xf0, (byte) 0xf4, (byte) 0xf5, 'a'};
        int valid = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = random.nextInt(3) == 0
                        ? leads[random.nextInt(leads.length)]
                        : (byte) (0x80 + random.nextInt(0x40));
            }
            assertThat(isUtf8(bytes, 1 + random.nextInt(4)))
                    .as(Arrays.toString(bytes))
                    .isEqualTo(jdkTakes(bytes));
            valid += jdkTakes(bytes) ? 1 : 0;
        }
        assertThat(valid).isGreaterThan(100);
    }

    @Test
    void aCharacterCutByTheEndOfTheFileIsNoUtf8() {
        assertThat(isUtf8(new byte[] {'a', (byte) 0xc3}, 8)).isFalse();
        assertThat(isUtf8(new byte[] {'a', (byte) 0xc3, (byte) 0xa9}, 8)).isTrue();
    }

    private static String read(byte[] bytes, int buffer) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Utf8Text reader = new Utf8Text(bytes, bytes.length)) {
            char[] part = new char[buffer];
            for (int read = reader.read(part, 0, buffer); read >= 0; read = reader.read(part, 0, buffer)) {
                text.append(part, 0, read);
            }
        }
        return text.toString();
    }

    private static boolean isUtf8(byte[] bytes, int block) {
        Utf8Check check = new Utf8Check();
        for (int from = 0; from < bytes.length; from += block) {
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + block));
            check.block(part, part.length);
        }
        return check.isUtf8();
    }

    private static boolean jdkTakes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
