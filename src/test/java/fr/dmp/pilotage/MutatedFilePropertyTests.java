package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.util.FileSystemUtils;

/** However a valid file is damaged: its rows are loaded or rejected, or it is refused with a reason. */
class MutatedFilePropertyTests {

    private static final int STRUCTURES = 12;

    private static Path home;
    private static Site site;

    /** What a mutation does at a place of the file. */
    enum Damage {
        FLIP_BIT,
        REMOVE_BYTE,
        REPEAT_BYTE,
        INSERT_CONTROL,
        INSERT_QUOTE,
        INSERT_SEPARATOR,
        INSERT_LINE_END,
        CUT_OFF,
        REPEAT_LINES,
        SWAP_HALVES,
        INSERT_NOISE
    }

    /**
     * One mutation.
     *
     * @param at where, as a share of the file
     * @param seed of what is random in it
     */
    record Mutation(Damage damage, double at, long seed) {

        byte[] of(byte[] bytes) {
            int place = (int) (at * bytes.length);
            Random random = new Random(seed);
            return switch (damage) {
                case FLIP_BIT -> flipped(bytes, place, 1 << random.nextInt(8));
                case REMOVE_BYTE -> join(head(bytes, place), tail(bytes, place + 1));
                case REPEAT_BYTE -> join(head(bytes, place), tail(bytes, Math.max(0, place - 1)));
                case INSERT_CONTROL -> insert(bytes, place, (byte) random.nextInt(32));
                case INSERT_QUOTE -> insert(bytes, place, (byte) '"');
                case INSERT_SEPARATOR -> insert(bytes, place, (byte) ';');
                case INSERT_LINE_END -> insert(bytes, place, (byte) '\n');
                case CUT_OFF -> head(bytes, place);
                case REPEAT_LINES -> join(bytes, tail(bytes, place));
                case SWAP_HALVES -> join(tail(bytes, place), head(bytes, place));
                case INSERT_NOISE -> {
                    byte[] noise = new byte[1 + random.nextInt(40)];
                    random.nextBytes(noise);
                    yield join(join(head(bytes, place), noise), tail(bytes, place));
                }
            };
        }

        private static byte[] flipped(byte[] bytes, int place, int bit) {
            byte[] changed = bytes.clone();
            if (changed.length > 0) {
                changed[Math.min(place, changed.length - 1)] ^= (byte) bit;
            }
            return changed;
        }

        private static byte[] insert(byte[] bytes, int place, byte what) {
            return join(join(head(bytes, place), new byte[] {what}), tail(bytes, place));
        }

        private static byte[] head(byte[] bytes, int length) {
            return Arrays.copyOf(bytes, Math.min(length, bytes.length));
        }

        private static byte[] tail(byte[] bytes, int from) {
            return Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length);
        }

        private static byte[] join(byte[] first, byte[] second) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(first);
            out.writeBytes(second);
            return out.toByteArray();
        }
    }

    @BeforeContainer
    static void openASite() throws IOException {
        home = Files.createTempDirectory("mutated");
        site = new Site(home);
    }

    @AfterContainer
    static void closeIt() throws IOException {
        site.close();
        FileSystemUtils.deleteRecursively(home);
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        Arbitrary<Mutation> one = Combinators.combine(
                        Arbitraries.of(Damage.class), Arbitraries.doubles().between(0, 1), Arbitraries.longs())
                .as(Mutation::new);
        return one.list().ofMinSize(1).ofMaxSize(3);
    }

    @Property(seed = "20120925", shrinking = ShrinkingMode.BOUNDED)
    void aDamagedFileIsLoadedRejectedOrRefusedButNeverLost(@ForAll("mutations") List<Mutation> mutations)
            throws IOException {
        byte[] bytes = EsWeek.good(STRUCTURES).getBytes(StandardCharsets.UTF_8);
        assertNothingIsLost(Files.write(home.resolve(EsWeek.NAME), mutated(bytes, mutations)));
    }

    /** The bytes of the archive, or of the sheet in an archive that is whole. */
    @Property(seed = "20120926", tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void soIsADamagedWorkbook(@ForAll("mutations") List<Mutation> mutations, @ForAll boolean inside)
            throws IOException {
        Path csv = Files.writeString(home.resolve(EsWeek.NAME), EsWeek.good(STRUCTURES));
        Path file = PackedFile.xlsx(csv, true);
        Files.write(file, inside ? withMutatedSheet(file, mutations) : mutated(Files.readAllBytes(file), mutations));
        assertNothingIsLost(file);
    }

    private static byte[] withMutatedSheet(Path workbook, List<Mutation> mutations) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile in = new ZipFile(workbook.toFile());
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] part = in.getInputStream(entry).readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().endsWith("/sheet1.xml") ? mutated(part, mutations) : part);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] mutated(byte[] whole, List<Mutation> mutations) {
        byte[] bytes = whole;
        for (Mutation mutation : mutations) {
            bytes = mutation.of(bytes);
        }
        return bytes;
    }

    private static void assertNothingIsLost(Path file) {
        LoadOutcome outcome = site.operations().load(file, null, null);

        assertThat(outcome.status()).isIn(Status.PUBLISHED, Status.HELD, Status.REFUSED, Status.ALREADY_LOADED);
        assertThat(outcome.cause()).isNull();
        if (outcome.status() == Status.REFUSED) {
            assertThat(outcome.findings()).isNotEmpty();
        } else {
            assertThat(outcome.loaded() + outcome.rejected()).isEqualTo(outcome.read());
            assertThat(site.count("dwh.es_weekly where load_id = " + outcome.loadId()))
                    .isEqualTo(outcome.loaded());
        }
        assertThat(site.count("ops.load where verdict is null and closed is null"))
                .as("loads left half done")
                .isZero();
    }
}
