package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.Dialect;
import fr.dmp.pilotage.catalog.Dialect.Encoding;
import fr.dmp.pilotage.catalog.Dialect.Header;
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
    private static final Dialect ANY =
            new Dialect(Encoding.AUTO, List.of(';', ',', '\t', '|'), Header.PRESENT, 0, 0, Quotes.RFC_4180, false);
    private static final byte[] UTF_8_BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final @Nullable FeedDefinition feed;
    private final List<ColumnDefinition> columns;
    private final int pageRows;
    private final FileLimits limits;
    private final long deadline;
    private final Utf8Check utf8 = new Utf8Check();
    private final Legibility look = new Legibility();
    private final PatientPlaces patients = new PatientPlaces();
    private final List<Finding> aboutPatients = new ArrayList<>();

    private @Nullable RecordScanner scanner;
    private @Nullable Finding fault;
    private byte[] head = new byte[0];
    private char separator;
    private int bomLength;
    private int bodyStart;
    private long size;
    private Dialect dialect;
    private boolean workbook;
    private boolean binary;
    private boolean packed;
    private boolean overLimit;
    private @Nullable PatientData patientData;

    /**
     * Surveys within limits; its time begins now.
     *
     * @param feed null if the file is of no feed: then it is asked for patients' data alone
     * @param pageRows rows in a page
     */
    public Surveyor(@Nullable FeedDefinition feed, int pageRows, FileLimits limits) {
        this.feed = feed;
        this.dialect = feed == null ? ANY : feed.dialect();
        this.columns = feed == null ? List.of() : feed.columns();
        this.pageRows = pageRows;
        this.limits = limits;
        this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.of(Limit.TIME));
    }

    /** From the first block on the text is a workbook's, which this software wrote itself: its dialect is known. */
    void readsWorkbook() {
        workbook = true;
        patients.tellsCells();
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
        if (length == 0) {
            return;
        }
        if (!workbook) {
            look.block(block, length);
        }
        int from = 0;
        if (scanner == null) {
            begin(Arrays.copyOf(block, length));
            scanner = new RecordScanner(dialect, separator, pageRows, limits.of(Limit.RECORD_LENGTH));
            scanner.skip(bomLength);
            from = bomLength;
        }
        if (fault == null) {
            if (workbook) {
                scanner.scan(block, from, length - from);
            } else {
                patients.block(block, from, length, scanner);
            }
            utf8.block(block, length);
            checkLimits(scanner);
        } else if (!workbook) {
            patients.blockWithoutRecords(block, length);
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

    /** What else tells that the file is about patients, such as its name: it is refused, whatever its bytes are. */
    public void refuse(Finding aboutPatient) {
        aboutPatients.add(aboutPatient);
    }

    /** Where the cells of a workbook tell what they hold of patients; its text is not asked. */
    PatientPlaces places() {
        return patients;
    }

    /**
     * Whether the bytes that passed by say what the file holds. Not those of a PDF document, say, which are compressed:
     * what is about patients in it cannot be seen.
     */
    public boolean legible() {
        return !packed && look.isText();
    }

    /** What of the file is about patients. To be asked after the last block. */
    public PatientData patients() {
        PatientData known = patientData;
        if (known == null) {
            patients.end(fault == null ? scanner : null);
            List<String> header = scanner == null || binary ? List.of() : anyHeader(charset());
            PatientData inFile = new PatientRules(feed, header).judge(patients);
            aboutPatients.addAll(inFile.refusing());
            known = new PatientData(aboutPatients, inFile.holding());
            patientData = known;
        }
        return known;
    }

    private List<String> anyHeader(Charset charset) {
        return dialect.positional() ? dialect.positions(columns) : headerLine().anyNames(charset);
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
        if (!look.isText()) {
            return notCsv("binary data (control characters)");
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
        BinaryKind kind = workbook ? null : BinaryKind.of(first).orElse(null);
        if (kind != null) {
            fault = notCsv(kind.called());
            binary = true;
            packed = !kind.legible();
        }
        bodyStart = HeaderLine.begin(first, bomLength, dialect.skipLines());
        separator = HeaderLine.separator(first, bodyStart, dialect.separators());
        int found = anyHeader(StandardCharsets.ISO_8859_1).size();
        if (fault == null && found > limits.of(Limit.COLUMNS)) {
            exceed(Limit.COLUMNS, 0, found);
        }
    }

    private Finding notCsv(String found) {
        String expected = dialect.separators().stream().map(Surveyor::shown).collect(Collectors.joining(" "));
        return FileFault.NOT_A_CSV.ofFile(expected, found);
    }

    private Charset charset() {
        return switch (dialect.encoding()) {
            case UTF_8 -> StandardCharsets.UTF_8;
            case WINDOWS_1252 -> bomLength > 0 ? StandardCharsets.UTF_8 : WINDOWS_1252;
            case AUTO -> utf8.isUtf8() ? StandardCharsets.UTF_8 : WINDOWS_1252;
        };
    }

    private List<String> header(Charset charset) {
        return dialect.positional() ? dialect.positions(columns) : headerLine().names(charset);
    }

    private HeaderLine headerLine() {
        return new HeaderLine(dialect, separator, head, bodyStart);
    }

    /** A separator as it is shown to people. */
    static String shown(char separator) {
        return separator == '\t' ? "tab" : "\"" + separator + "\"";
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
