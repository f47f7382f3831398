package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.Limit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/** The texts of a workbook, which its cells name by number; as bytes, since a million Strings would take thrice as much. */
final class SheetTexts extends PartHandler {

    private static final int BLOCK = 1 << 20;

    /** What a text takes beside its bytes. */
    private static final int OVERHEAD = 8;

    private final FileLimits limits;
    private final BoundedText text;
    private final List<byte[]> blocks = new ArrayList<>();
    private int[] starts = new int[1_024];
    private int[] lengths = new int[1_024];
    private int count;
    private int filled;
    private long bytes;
    private boolean inText;
    private boolean inReading;

    private SheetTexts(FileLimits limits, @Nullable PatientPlaces places) {
        this.limits = limits;
        this.text = new BoundedText(Math.toIntExact(limits.of(Limit.CELL_LENGTH)), places);
    }

    /**
     * Reads them all.
     *
     * @param part that holds them, or null if there are none
     * @param places told of identifiers of patients in those that are too long, or null if nobody asks
     */
    static SheetTexts read(ZipArchive zip, @Nullable String part, FileLimits limits, @Nullable PatientPlaces places)
            throws IOException {
        SheetTexts texts = new SheetTexts(limits, places);
        if (part != null) {
            PartTexts.parse(zip, part, texts, places);
        }
        return texts;
    }

    /** A text as a cell has it, perhaps with a mark. */
    String get(int index) throws SAXException {
        if (index < 0 || index >= count) {
            throw new SAXException("a cell names a text that is not there");
        }
        byte[] block = blocks.get(starts[index] / BLOCK);
        return new String(block, starts[index] % BLOCK, lengths[index], StandardCharsets.UTF_8);
    }

    @Override
    void open(String element, Attributes attributes) {
        switch (element) {
            case "si" -> text.clear();
            case "rPh" -> inReading = true;
            case "t" -> inText = !inReading;
            default -> {
                // Fonts and colours of parts of a text.
            }
        }
    }

    @Override
    void close(String element) {
        switch (element) {
            case "si" -> add(text.cell());
            case "rPh" -> inReading = false;
            case "t" -> inText = false;
            default -> {
                // As above.
            }
        }
    }

    @Override
    boolean takes(char[] characters, int from, int length) {
        if (inText) {
            text.append(characters, from, length);
        }
        return inText;
    }

    private void add(String cell) {
        byte[] encoded = cell.getBytes(StandardCharsets.UTF_8);
        bytes += encoded.length + OVERHEAD;
        if (bytes > limits.of(Limit.TEXTS)) {
            throw new RefusedContent(limits.over(Limit.TEXTS, 0, 0));
        }
        if (blocks.isEmpty() || filled + encoded.length > BLOCK) {
            blocks.add(new byte[BLOCK]);
            filled = 0;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        System.arraycopy(encoded, 0, blocks.get(blocks.size() - 1), filled, encoded.length);
        starts[count] = (blocks.size() - 1) * BLOCK + filled;
        lengths[count++] = encoded.length;
        filled += encoded.length;
    }
}
