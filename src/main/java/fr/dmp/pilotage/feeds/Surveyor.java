package fr.dmp.pilotage.feeds;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.FeedDefinition.Encoding;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.findings.PatientText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Surveys one file while its bytes pass by: dialect, records and page index. Feed it every block in order, then ask for
 * the result. One instance per file.
 */
public final class Surveyor {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final List<Character> ANY_SEPARATOR = List.of(';', ',', '\t', '|');
    private static final byte[] UTF_8_BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final @Nullable FeedDefinition feed;
    private final int pageRows;
    private final Utf8Check utf8 = new Utf8Check();
    private final PatientPlaces patients = new PatientPlaces();
    private final List<Finding> aboutPatients = new ArrayList<>();

    private @Nullable RecordScanner scanner;
    private @Nullable Finding fault;
    private byte[] head = new byte[0];
    private char separator;
    private int bomLength;
    private long size;
    private @Nullable PatientData patientData;

    /**
     * Begins the survey of one file.
     *
     * @param feed null if the file is of no feed: then it is asked for patients' data alone
     * @param pageRows rows in a page
     */
    public Surveyor(@Nullable FeedDefinition feed, int pageRows) {
        this.feed = feed;
        this.pageRows = pageRows;
    }

    /** The outcome: either a survey or the reason why the file is refused, never both. */
    public record Outcome(@Nullable Survey survey, @Nullable Finding refusal) {}

    /** Takes the next {@code length} bytes of the file. */
    public void block(byte[] block, int length) {
        size += length;
        if (length == 0) {
            return;
        }
        int from = 0;
        if (scanner == null) {
            begin(Arrays.copyOf(block, length));
            scanner = new RecordScanner(separator, pageRows);
            scanner.skip(bomLength);
            from = bomLength;
        }
        if (fault == null) {
            patients.block(block, from, length, scanner);
            utf8.block(block, length);
        } else {
            patients.blockWithoutRecords(block, length);
        }
    }

    /** What else tells that the file is about patients, such as its name: it is refused, whatever its bytes are. */
    public void refuse(Finding aboutPatient) {
        aboutPatients.add(aboutPatient);
    }

    /** What of the file is about patients. To be asked after the last block. */
    public PatientData patients() {
        PatientData known = patientData;
        if (known == null) {
            patients.end(fault == null ? scanner : null);
            List<String> header = scanner == null || fault != null ? List.of() : anyHeader(charset());
            PatientData inFile = new PatientRules(feed, header).judge(patients.found());
            aboutPatients.addAll(inFile.refusing());
            known = new PatientData(aboutPatients, inFile.holding());
            patientData = known;
        }
        return known;
    }

    /** To be called once, after the last block. */
    public Outcome outcome() {
        if (size == 0) {
            fault = FileFault.EMPTY_FILE.ofFile("", "");
        }
        RecordScanner records = scanner;
        if (fault != null || records == null) {
            return new Outcome(null, fault);
        }
        Finding structural = structuralFault(records);
        if (structural != null) {
            return new Outcome(null, structural);
        }
        Charset charset = charset();
        List<String> header = header(charset);
        return new Outcome(
                new Survey(charset, separator, header, records.rows(), records.pageOffsets(), records.pageLines()),
                null);
    }

    private @Nullable Finding structuralFault(RecordScanner records) {
        if (records.holdsNul()) {
            return notCsv("binary data (a NUL byte)");
        }
        if (records.unclosedQuoteLine() > 0) {
            return FileFault.UNCLOSED_QUOTE.at(records.unclosedQuoteLine(), null, "", "");
        }
        if (records.textAfterQuoteLine() > 0) {
            return FileFault.TEXT_AFTER_QUOTE.at(records.textAfterQuoteLine(), null, shown(separator), "more text");
        }
        // A byte order mark promises UTF-8 as the contract would: better no file than one with letters lost.
        boolean promised = encoding() == Encoding.UTF_8 || bomLength > 0;
        if (promised && !utf8.isUtf8()) {
            return FileFault.WRONG_ENCODING.ofFile("UTF-8", "");
        }
        return records.rows() == 0 ? FileFault.NO_ROW.ofFile("", "") : null;
    }

    private void begin(byte[] first) {
        head = first;
        bomLength = startsWith(first, UTF_8_BOM) ? UTF_8_BOM.length : 0;
        String binary = binary(first);
        if (binary != null) {
            fault = notCsv(binary);
        }
        separator = separatorOf(first);
    }

    /** What kind of binary file the first bytes show, or null for text. */
    private static @Nullable String binary(byte[] first) {
        if (startsWith(first, new byte[] {'P', 'K', 3, 4})) {
            return "a ZIP archive or an Excel workbook";
        }
        if (startsWith(first, new byte[] {'%', 'P', 'D', 'F'})) {
            return "a PDF document";
        }
        if (startsWith(first, new byte[] {0x1f, (byte) 0x8b})) {
            return "a gzip archive";
        }
        if (startsWith(first, new byte[] {(byte) 0xff, (byte) 0xfe})
                || startsWith(first, new byte[] {(byte) 0xfe, (byte) 0xff})) {
            return "text in UTF-16";
        }
        return null;
    }

    private Finding notCsv(String found) {
        String expected = separators().stream().map(Surveyor::shown).collect(Collectors.joining(" "));
        return FileFault.NOT_A_CSV.ofFile(expected, found);
    }

    /** The declared separator that the first line with text holds most often; the usual one if it holds none. */
    private char separatorOf(byte[] first) {
        char best = separators().get(0);
        int most = 0;
        int from = bomLength;
        while (from < first.length && (first[from] == '\n' || first[from] == '\r')) {
            from++;
        }
        for (char candidate : separators()) {
            int count = 0;
            for (int i = from; i < first.length && first[i] != '\n' && first[i] != '\r'; i++) {
                count += first[i] == candidate ? 1 : 0;
            }
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    private List<Character> separators() {
        return feed == null ? ANY_SEPARATOR : feed.separators();
    }

    private Encoding encoding() {
        return feed == null ? Encoding.AUTO : feed.encoding();
    }

    private Charset charset() {
        return switch (encoding()) {
            case UTF_8 -> StandardCharsets.UTF_8;
            case WINDOWS_1252 -> bomLength > 0 ? StandardCharsets.UTF_8 : WINDOWS_1252;
            case AUTO -> utf8.isUtf8() ? StandardCharsets.UTF_8 : WINDOWS_1252;
        };
    }

    private List<String> header(Charset charset) {
        String text = new String(head, bomLength, head.length - bomLength, charset);
        List<String> header = new ArrayList<>();
        CsvRecordHandler anyFields =
                CsvRecordHandler.builder().maxFields(head.length + 1).build();
        CsvReader.builder().fieldSeparator(separator).build(anyFields, text).stream()
                .findFirst()
                .ifPresent(first -> header.addAll(masked(first.getFields())));
        return List.copyOf(header);
    }

    private static List<String> masked(List<String> names) {
        return names.stream().map(name -> PatientText.masked(name.strip())).toList();
    }

    /** A file that is refused for its structure has a header, too, in which patients must not be overlooked. */
    private List<String> anyHeader(Charset charset) {
        try {
            return header(charset);
        } catch (CsvParseException e) {
            // Text after a closing quote: refused as such, unless the names are about patients.
            String text = new String(head, bomLength, head.length - bomLength, charset);
            String line =
                    text.lines().filter(each -> !each.isEmpty()).findFirst().orElse("");
            return masked(List.of(line.replace("\"", "").split(Pattern.quote(String.valueOf(separator)))));
        }
    }

    /** A separator as it is shown to people. */
    static String shown(char separator) {
        return separator == '\t' ? "tab" : "\"" + separator + "\"";
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
