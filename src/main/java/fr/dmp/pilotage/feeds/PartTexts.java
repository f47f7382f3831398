package fr.dmp.pilotage.feeds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/**
 * Looks through the texts and attributes of a part of a workbook that its reader leaves: formulas, headers and footers,
 * comments, titles of charts, what a pivot table keeps.
 */
final class PartTexts {

    /** Elements whose text is in pieces, for fonts and colours: of cells and comments, of drawings. */
    private static final Set<String> JOINED = Set.of("si", "is", "text", "p", "div");

    /** Longer texts are looked through piece by piece. */
    private static final int LONGEST = 1 << 16;

    /** What programs call sheets and shapes by. */
    private static final Pattern OBJECT = Pattern.compile("\\{?\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}}?");

    private final PatientPlaces found = new PatientPlaces();
    private final StringBuilder text = new StringBuilder();
    private boolean inPieces;
    private int joined;

    private PartTexts() {}

    /**
     * Goes over one part.
     *
     * @param handler its reader
     * @param places told of identifiers of patients, or null if nobody asks
     * @see Workbook#parse
     */
    static void parse(ZipArchive zip, String part, PartHandler handler, @Nullable PatientPlaces places)
            throws IOException {
        if (places == null) {
            Workbook.parse(zip, part, handler);
            return;
        }
        PartTexts texts = new PartTexts();
        handler.leaveTo(texts);
        Workbook.parse(zip, part, handler);
        texts.found.end(null);
        places.ofPart(part, texts.found);
    }

    void open(String element, Attributes attributes) {
        if (joined > 0) {
            joined++;
        } else {
            end();
            joined = JOINED.contains(element) ? 1 : 0;
        }
        for (int i = 0; i < attributes.getLength(); i++) {
            String value = attributes.getValue(i);
            if (value.length() >= PatientScan.SHORTEST) {
                find(value);
            }
        }
    }

    void characters(char[] characters, int from, int length) {
        text.append(characters, from, length);
        if (text.length() > LONGEST) {
            inPieces = true;
            pass();
        }
    }

    void close() {
        joined = Math.max(0, joined - 1);
        if (joined == 0) {
            end();
        }
    }

    private void end() {
        if (inPieces) {
            text.append('\n');
            pass();
            inPieces = false;
        } else if (text.length() >= PatientScan.SHORTEST) {
            find(text.toString());
        }
        text.setLength(0);
    }

    private void pass() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        found.blockWithoutRecords(bytes, bytes.length);
        text.setLength(0);
    }

    /** As in cells, a number with a fraction is none, and one with an exponent is looked at with all its digits. */
    private void find(String value) {
        String written = value.strip();
        String number = SheetNumber.plain(written);
        if (number.indexOf(',') < 0) {
            String looked = number.isEmpty() ? OBJECT.matcher(value).replaceAll("{}") : number;
            found.cell(looked, null, PatientPlaces.UNKNOWN, false, 0);
        }
    }
}
