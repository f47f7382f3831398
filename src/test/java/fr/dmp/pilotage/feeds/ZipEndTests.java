package fr.dmp.pilotage.feeds;

import static fr.dmp.pilotage.feeds.PackedFiles.joined;
import static fr.dmp.pilotage.feeds.PackedFiles.zip;
import static fr.dmp.pilotage.feeds.PackedFiles.zipWithComment;
import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives whose end tells of another directory than the one that is read. */
class ZipEndTests {

    private static final String DAMAGED = "[f]: expected an intact zip file, found one that is damaged or cut off (";
    private static final String TOO_MANY = "[f]: expected at most 1 000 entries in the archive, found 1 200";

    private final Path folder;

    ZipEndTests(@TempDir Path folder) {
        this.folder = folder;
    }

    private List<String> findings(byte[] archive) throws IOException {
        var feed = Catalog.read(new Definitions(null)).feed("es-weekly");
        return PackedFiles.told(folder, feed, archive).findings();
    }

    private static String[] entries(int count) {
        List<String> namesAndTexts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            namesAndTexts.add(i + ".csv");
            namesAndTexts.add("");
        }
        return namesAndTexts.toArray(String[]::new);
    }

    /** The last record of an archive, all of whose bytes are ASCII. */
    private static String end(int entries, int directorySize, int directoryAt, int commentLength) {
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(0x06054b50).putInt(0).putShort((short) entries).putShort((short) entries);
        end.putInt(directorySize).putInt(directoryAt).putShort((short) commentLength);
        return new String(end.array(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aSmallRecordBehindTheRealOneHidesNoLargeDirectory() throws IOException {
        assertThat(findings(zip(entries(1_200)))).containsExactly(TOO_MANY);
        assertThat(findings(zipWithComment(end(1, 50, 0, 7), entries(1_200)))).containsExactly(TOO_MANY);
        assertThat(findings(zipWithComment("x" + end(1, 50, 0, 0) + "x", entries(1_200))))
                .containsExactly(TOO_MANY);
    }

    /** Java believes a record with bytes behind it if a directory and an entry stand where it says. */
    @Test
    void aRecordWithBytesBehindItIsNotBelievedThoughOthersMight() throws IOException {
        byte[] archive = zip(entries(2));
        assertThat(findings(joined(archive, "reste".getBytes(StandardCharsets.US_ASCII))))
                .containsExactly(DAMAGED + "more bytes after its end)");
        // The same record again, as the comment of one that tells of nothing.
        byte[] real = zip(entries(1_200));
        ByteBuffer last = ByteBuffer.wrap(real).order(ByteOrder.LITTLE_ENDIAN);
        int at = real.length - 22;
        byte[] directory = new byte[at];
        System.arraycopy(real, 0, directory, 0, at);
        byte[] outer = end(0, 0, 0, 23).getBytes(StandardCharsets.ISO_8859_1);
        byte[] inner = new byte[22];
        System.arraycopy(real, at, inner, 0, 22);
        // Seen from the inner record the directory ends where the outer one begins.
        ByteBuffer moved = ByteBuffer.wrap(inner).order(ByteOrder.LITTLE_ENDIAN);
        moved.putInt(12, last.getInt(at + 12) + 22);
        assertThat(findings(joined(directory, outer, inner, new byte[] {'x'})))
                .containsExactly(DAMAGED + "more bytes after its end)");
    }

    @Test
    void aCommentThatLooksLikeARecordIsAComment() throws IOException {
        byte[] archive = zipWithComment("PK\u0005\u0006 " + "x".repeat(40), "a.csv", "libelle\na\n");
        assertThat(findings(archive)).noneMatch(each -> each.startsWith(DAMAGED));
    }

    @Test
    void anEndThatIsNoneIsDamaged() throws IOException {
        byte[] archive = zip("a.csv", "x");
        archive[archive.length - 2] = 9;
        assertThat(findings(archive)).containsExactly(DAMAGED + "its comment is cut off)");
    }
}
