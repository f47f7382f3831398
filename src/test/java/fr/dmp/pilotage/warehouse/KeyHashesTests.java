package fr.dmp.pilotage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.feeds.RowPage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyHashesTests {

    private static final List<String> COLUMNS = List.of("rpps", "adeli", "nom", "lieu", "documents");

    private static long[] hashes(List<String> key, String... rows) {
        int[] ends = new int[rows.length];
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < rows.length; i++) {
            text.writeBytes(rows[i].replace(' ', '\t').getBytes(StandardCharsets.UTF_8));
            ends[i] = text.size();
        }
        byte[] bytes = text.toByteArray();
        long[] lines = LongStream.range(0, rows.length).toArray();
        return new KeyHashes(key, COLUMNS)
                .of(new RowPage(0, bytes, rows.length, ends, lines, List.of(), List.of(), Map.of(), List.of()));
    }

    private static boolean sameKey(List<String> key, String one, String other) {
        long[] hashes = hashes(key, one, other);
        return hashes[0] == hashes[1];
    }

    @Test
    void rowsWithOneKeyHaveOneHashWhateverElseTheyHold() {
        assertThat(sameKey(List.of("rpps", "lieu"), "1 a Éva 2 5", "1 b Zoé 2 7"))
                .isTrue();
    }

    @Test
    void rowsThatDifferInAPartOfTheKeyHaveOthers() {
        assertThat(sameKey(List.of("rpps", "lieu"), "1 a Éva 2 5", "1 a Éva 3 5"))
                .isFalse();
        assertThat(sameKey(List.of("rpps", "lieu"), "1 a Éva 2 5", "2 a Éva 2 5"))
                .isFalse();
    }

    @Test
    void theLastFieldCanBeAPart() {
        assertThat(sameKey(List.of("documents"), "1 a x 2 5", "2 b y 3 5")).isTrue();
        assertThat(sameKey(List.of("documents"), "1 a x 2 5", "1 a x 2 6")).isFalse();
    }

    @Test
    void aPartIsItsFirstColumnThatHoldsSomething() {
        List<String> key = List.of("rpps|adeli", "lieu");
        assertThat(sameKey(key, "\\N 7 x 2 5", "7 \\N x 2 5")).isTrue();
        assertThat(sameKey(key, "\\N 7 x 2 5", "\\N 8 x 2 5")).isFalse();
        assertThat(sameKey(key, "1 7 x 2 5", "1 8 x 2 5")).isTrue();
    }

    @Test
    void whatStandsInOnePartIsNotMistakenForAnother() {
        assertThat(sameKey(List.of("rpps", "lieu"), "12 a x 3 5", "1 a x 23 5")).isFalse();
        assertThat(sameKey(List.of("rpps", "lieu"), "\\N a x 3 5", "3 a x \\N 5"))
                .isFalse();
    }

    @Test
    void columnsThatTheFileDoesNotHaveAreEmptyInAllRows() {
        assertThat(sameKey(List.of("rpps", "absent"), "1 a x 2 5", "1 b y 3 6")).isTrue();
    }

    @Test
    void aHundredThousandKeysInARowHaveAsManyHashes() {
        String[] rows = IntStream.range(0, 100_000)
                .mapToObj(i -> "1" + i + " a x " + i % 7 + " 5")
                .toArray(String[]::new);
        assertThat(Arrays.stream(hashes(List.of("rpps", "lieu"), rows)).distinct())
                .hasSize(100_000);
    }
}
