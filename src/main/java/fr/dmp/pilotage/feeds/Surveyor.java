package fr.dmp.pilotage.feeds;

import de.siegmar.fastcsv.reader.CsvReader;
import fr.dmp.pilotage.catalog.Dialect;
import fr.dmp.pilotage.catalog.Dialect.Encoding;
import fr.dmp.pilotage.catalog.Dialect.Quotes;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Limit;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Surveys one file while its bytes pass by: dialect, records and page index. Feed it every block in order, then ask for
 * the result. One instance per file.
 */
public final class Surveyor {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final byte[] UTF_8_BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final FeedDefinition feed;
    private final int pageRows;
    private final FileLimits limits;
    private final long deadline;
    private final Utf8Check utf8 = new Utf8Check();

    private @Nullable RecordScanner scanner;
    private @Nullable Finding fault;
    private byte[] head = new byte[0];
    private char separator;
    private int bomLength;
    private int bodyStart;
    private long size;
    private Dialect dialect;
    private boolean workbook;
    private boolean overLimit;

    /** @param pageRows rows in a page */
    public Surveyor(FeedDefinition feed, int pageRows) {
        this(feed, pageRows, FileLimits.USUAL);
    }

    /**
     * Surveys within limits; its time begins now.
     *
     * @param pageRows rows in a page
     */
    public Surveyor(FeedDefinition feed, int pageRows, FileLimits limits) {
        this.feed = feed;
        this.dialect = feed.dialect();
        this.pageRows = pageRows;
        this.limits = limits;
        this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.of(Limit.TIME));
    }

    /** From the first block on the text is a workbook's, which this software wrote itself: its dialect is known. */
    void readsWorkbook() {
        workbook = true;
        dialect = dialect.ofSheet();
    }

    /** Why nobody needs to read on: the text is over a limit. Null as long as it is within all of them. */
    @Nullable
    Finding overLimit() {
        return overLimit ? fault : null;
    }

    /** The outcome: either a survey or the reason why the file is refused, never both. */
    public record Outcome(@Nullable Survey survey, @Nullable Finding refusal) {}

    /** Takes the next {@code length} bytes of the file. */
    public void block(byte[] block, int length) {
        size += length;
        if (fault != null || length == 0) {
            return;
        }
        int from = 0;
        if (scanner == null) {
            begin(Arrays.copyOf(block, length));
            scanner = new RecordScanner(dialect, separator, pageRows, limits.of(Limit.RECORD_LENGTH));
            scanner.skip(bomLength);
            from = bomLength;
        }
        if (fault == null) {
            scanner.scan(block, from, length - from);
            utf8.block(block, length);
            checkLimits(scanner);
        }
    }

    private void checkLimits(RecordScanner records) {
        if (records.tooLongLine() > 0) {
            exceed(Limit.RECORD_LENGTH, records.tooLongLine(), 0);
        } else if (records.rows() > limits.of(Limit.ROWS)) {
            exceed(Limit.ROWS, 0, records.rows());
        } else if (System.nanoTime() > deadline) {
            exceed(Limit.TIME, 0, 0);
        }
    }

    private void exceed(Limit limit, long line, long found) {
        fault = limits.over(limit, line, found);
        overLimit = true;
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
                new Survey(
                        charset,
                        separator,
                        records.lineEnd(),
                        records.quoted(),
                        header,
                        records.rows(),
                        records.pageOffsets(),
                        records.pageLines(),
                        null),
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
        boolean promised = dialect.encoding() == Encoding.UTF_8 || bomLength > 0;
        if (promised && !utf8.isUtf8()) {
            return FileFault.WRONG_ENCODING.ofFile("UTF-8", "");
        }
        return records.rows() == 0 ? FileFault.NO_ROW.ofFile("", "") : null;
    }

    private void begin(byte[] first) {
        head = first;
        bomLength = startsWith(first, UTF_8_BOM) ? UTF_8_BOM.length : 0;
        String binary = workbook ? null : binary(first);
        if (binary != null) {
            fault = notCsv(binary);
        }
        bodyStart = afterLines(first, bomLength, dialect.skipLines());
        separator = separatorOf(first);
        int columns = header(StandardCharsets.ISO_8859_1).size();
        if (fault == null && columns > limits.of(Limit.COLUMNS)) {
            exceed(Limit.COLUMNS, 0, columns);
        }
    }

    /** Where the text goes on after so many lines, or the end of it. */
    private static int afterLines(byte[] text, int from, int lines) {
        int at = from;
        for (int i = 0; i < lines; i++) {
            while (at < text.length && text[at] != '\n' && text[at] != '\r') {
                at++;
            }
            boolean both = at + 1 < text.length && text[at] == '\r' && text[at + 1] == '\n';
            at = Math.min(text.length, at + (both ? 2 : 1));
        }
        return at;
    }

    /** What kind of binary file the first bytes show, or null for text. */
    private static @Nullable String binary(byte[] first) {
        if (startsWith(first, new byte[] {'P', 'K', 3, 4}) || startsWith(first, new byte[] {'P', 'K', 5, 6})) {
            return "a ZIP archive or an Excel workbook";
        }
        if (startsWith(first, new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0})) {
            return "a document of Office before 2007";
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
        String expected = dialect.separators().stream().map(Surveyor::shown).collect(Collectors.joining(" "));
        return FileFault.NOT_A_CSV.ofFile(expected, found);
    }

    /** The declared separator that the first line with text holds most often; the usual one if it holds none. */
    private char separatorOf(byte[] first) {
        char best = dialect.separators().get(0);
        int most = 0;
        int from = bodyStart;
        while (from < first.length && (first[from] == '\n' || first[from] == '\r')) {
            from++;
        }
        for (char candidate : dialect.separators()) {
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

    private Charset charset() {
        return switch (dialect.encoding()) {
            case UTF_8 -> StandardCharsets.UTF_8;
            case WINDOWS_1252 -> bomLength > 0 ? StandardCharsets.UTF_8 : WINDOWS_1252;
            case AUTO -> utf8.isUtf8() ? StandardCharsets.UTF_8 : WINDOWS_1252;
        };
    }

    private List<String> header(Charset charset) {
        if (dialect.positional()) {
            return dialect.positions(feed.columns());
        }
        String text = new String(head, bodyStart, head.length - bodyStart, charset);
        List<String> header = new ArrayList<>();
        CsvReader.CsvReaderBuilder csv = CsvReader.builder().fieldSeparator(separator);
        if (dialect.quotes() == Quotes.NONE) {
            csv.quoteCharacter('\0');
        }
        csv.ofCsvRecord(text).stream().findFirst().ifPresent(first -> first.getFields()
                .forEach(field -> header.add(field.strip())));
        int last = header.size() - 1;
        if (dialect.trailingSeparator() && last > 0 && header.get(last).isEmpty()) {
            header.remove(last);
        }
        return List.copyOf(header);
    }

    /** A separator as it is shown to people. */
    static String shown(char separator) {
        return separator == '\t' ? "tab" : "\"" + separator + "\"";
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
