package fr.dmp.pilotage.feeds;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.ColumnType;
import fr.dmp.pilotage.catalog.Dialect;
import fr.dmp.pilotage.catalog.Dialect.Quotes;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Limit;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.findings.FileFault;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of one surveyed file and holds each row against the contract. Not thread-safe: one instance per worker.
 * FastCSV hands each field as a slice of its buffer, so that an accepted cell never becomes a String. Long for
 * its calls back, which share the state of the page.
 */
public final class PageReader implements Closeable {

    /** Findings kept per code and file, spread over its pages so that a column that is wrong throughout fills no disk. */
    private static final int SAMPLE = 1_000;

    private static final int LEAST_SAMPLE = 20;

    private final FileChannel channel;
    private final Survey survey;
    private final FeedDefinition feed;
    private final Layout layout;
    private final List<String> storedColumns;
    private final @Nullable CellRule[] rules;
    private final int[] storedWidths;
    private final int regionField;
    private final @Nullable String totalLabel;
    private final List<int[]> alternatives;
    private final @Nullable TypedIdentifiers identifiers;
    private final RowSink sink;
    private final long cellLength;
    private final Dialect dialect;
    private final boolean marked;
    private byte[] input = new byte[0];

    /**
     * @param file the bytes that the survey is about: archived ones, or what they were expanded to
     * @throws UncheckedIOException if the file cannot be opened
     */
    public PageReader(
            Path file, Survey survey, FeedDefinition feed, Period period, Geography geography, FileLimits limits) {
        this(
                file,
                survey,
                feed,
                period,
                geography,
                limits,
                new RowSink(Math.max(LEAST_SAMPLE, SAMPLE / survey.pages()), feed.nominative() != null));
    }

    /** @param sink takes rows and faults */
    PageReader(
            Path file,
            Survey survey,
            FeedDefinition feed,
            Period period,
            Geography geography,
            FileLimits limits,
            RowSink sink) {
        this.survey = survey;
        this.feed = feed;
        this.layout = Layout.match(feed, survey.header());
        this.storedColumns = layout.storedColumns();
        this.totalLabel = feed.totalRow() == null ? null : Geography.normalised(feed.totalRow());
        this.cellLength = limits.of(Limit.CELL_LENGTH);
        this.marked = survey.format() == FileFormat.XLSX;
        this.dialect = marked ? feed.dialect().ofSheet() : feed.dialect();
        CellRules make = new CellRules(geography, period, survey.format());
        this.rules = layout.columns().stream()
                .map(column -> column == null ? null : make.of(column))
                .toArray(CellRule[]::new);
        this.sink = sink;
        this.alternatives = alternatives();
        this.identifiers = TypedIdentifiers.of(layout.columns());
        this.regionField = IntStream.range(0, layout.columns().size())
                .filter(i -> isRegion(layout.columns().get(i)))
                .findFirst()
                .orElse(-1);
        this.storedWidths = layout.columns().stream()
                .mapToInt(column -> column == null ? 0 : column.storedColumns().size())
                .toArray();
        try {
            this.channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the archived file " + file, e);
        }
    }

    /** For each key part {@code a|b}, the fields that may fill it. */
    private List<int[]> alternatives() {
        return feed.key().stream()
                .filter(part -> part.indexOf('|') > 0)
                .map(part -> List.of(part.split("\\|")))
                .map(names -> IntStream.range(0, layout.columns().size())
                        .filter(i -> isOneOf(layout.columns().get(i), names))
                        .toArray())
                .toList();
    }

    private static boolean isRegion(@Nullable ColumnDefinition column) {
        return column != null && column.type() == ColumnType.REGION;
    }

    private static boolean isOneOf(@Nullable ColumnDefinition column, List<String> names) {
        return column != null && column.stored() != null && names.contains(column.stored());
    }

    /** Columns of the fact table, in the order of the fields of each {@link RowPage}. */
    public List<String> storedColumns() {
        return storedColumns;
    }

    /** Reads page {@code number}, counted from 0. The page's text is valid until the next one is read. */
    public RowPage read(int number) {
        sink.clear();
        parse(number, new RowHandler(survey.pageLines().get(number) - 1));
        return sink.page(number);
    }

    /** Hands each record of a page to a handler, with lines counted from 1. */
    void parse(int number, AbstractBaseCsvCallbackHandler<Boolean> handler) {
        long from = survey.pageOffsets().get(number);
        int length = Math.toIntExact(survey.pageOffsets().get(number + 1) - from);
        Reader text = text(bytes(from, length), length);
        CsvReader.CsvReaderBuilder csv = CsvReader.builder()
                .fieldSeparator(survey.separator())
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE);
        if (dialect.quotes() == Quotes.NONE) {
            csv.quoteCharacter('\0'); // the survey lets no file through that holds one
        }
        csv.build(handler, text).forEach(row -> {});
    }

    private Reader text(byte[] page, int length) {
        return survey.charset().equals(StandardCharsets.UTF_8)
                ? new Utf8Text(page, length)
                : new InputStreamReader(new ByteArrayInputStream(page, 0, length), survey.charset());
    }

    private byte[] bytes(long from, int length) {
        if (input.length < length) {
            input = new byte[length + length / 8];
        }
        ByteBuffer buffer = ByteBuffer.wrap(input, 0, length);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, from + buffer.position()) < 0) {
                    throw new EOFException("the archived file is shorter than when it was surveyed");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the archived file", e);
        }
        return input;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    static boolean isBlank(char c) {
        return c <= ' ' ? c == ' ' || c == '\t' || c == '\n' || c == '\r' : c == '\u00a0' || c == '\u202f';
    }

    /** Receives the fields of each record from FastCSV. */
    private final class RowHandler extends AbstractBaseCsvCallbackHandler<Boolean> {

        private final long lineOffset;
        private final boolean[] filled = new boolean[rules.length];
        private boolean total;
        private boolean overflowing;

        RowHandler(long lineOffset) {
            this.lineOffset = lineOffset;
        }

        @Override
        protected void handleBegin(long startingLine) {
            sink.beginRow(lineOffset + startingLine);
            total = false;
            overflowing = false;
            Arrays.fill(filled, false);
            if (identifiers != null) {
                identifiers.beginRow();
            }
        }

        @Override
        protected void handleField(int index, char[] text, int from, int length, boolean quoted) {
            CellRule rule = index < rules.length ? rules[index] : null;
            if (rule == null) {
                overflowing |= index >= rules.length && length > 0;
                return;
            }
            int start = from;
            int end = from + length;
            while (start < end && isBlank(text[start])) {
                start++;
            }
            while (end > start && isBlank(text[end - 1])) {
                end--;
            }
            if (start == end) {
                empty(index);
            } else if (isTotalRow(index, text, value(text, start), end)) {
                total = true;
                nothing(index);
            } else {
                filled[index] = true;
                int plain = plain(text, start, end);
                // Of a text that is not kept the mark tells the length.
                if (end - plain > cellLength && !(plain > start && text[plain - 1] == CellMark.TOO_LONG)) {
                    tooLong(index, end - plain);
                } else {
                    rule.accept(text, start, end - start, sink);
                }
                if (identifiers != null) {
                    identifiers.see(index, text, plain, end - plain, plain > value(text, start));
                }
            }
        }

        /** Where the text of a cell begins: behind all marks in a workbook. */
        private int plain(char[] text, int start, int end) {
            int at = start;
            while (marked && at < end && CellMark.isMark(text[at])) {
                at++;
            }
            return at;
        }

        /** Where the cell's value begins: behind the mark of a formula in a workbook. */
        private int value(char[] text, int start) {
            return marked && text[start] == CellMark.FORMULA ? start + 1 : start;
        }

        private void tooLong(int index, int length) {
            String column = Objects.requireNonNull(layout.columns().get(index)).name();
            sink.fault(FileFault.TOO_LONG, column, Long.toString(cellLength), Integer.toString(length));
        }

        private boolean isTotalRow(int index, char[] text, int start, int end) {
            return index == regionField
                    && totalLabel != null
                    && totalLabel.equals(Geography.normalised(new String(text, start, end - start)));
        }

        private void miscounted(int found) {
            boolean trailing = dialect.trailingSeparator() && found == rules.length + 1 && !overflowing;
            if (!trailing) {
                FileFault fault = dialect.positional() ? FileFault.OTHER_FIELD_COUNT : FileFault.FIELD_COUNT;
                sink.fault(fault, null, Integer.toString(rules.length), Integer.toString(found));
            }
        }

        private void requireOne(int[] fields) {
            for (int field : fields) {
                if (filled[field]) {
                    return;
                }
            }
            String names = IntStream.of(fields)
                    .mapToObj(field -> survey.header().get(field))
                    .collect(Collectors.joining(" or "));
            sink.fault(FileFault.MISSING_VALUE, names, "", "");
        }

        private void empty(int index) {
            ColumnDefinition column = Objects.requireNonNull(layout.columns().get(index));
            if (column.required()) {
                sink.fault(FileFault.MISSING_VALUE, column.name(), "", "");
            }
            String instead = column.whenEmpty();
            if (instead == null) {
                nothing(index);
                return;
            }
            for (int i = 0; i < storedWidths[index]; i++) {
                sink.field().putUtf8(instead);
            }
        }

        private void nothing(int index) {
            for (int i = 0; i < storedWidths[index]; i++) {
                sink.nullField();
            }
        }

        @Override
        protected Boolean buildRecord() {
            if (getRecordType() == RecordType.EMPTY) {
                return Boolean.TRUE; // FastCSV asks for the record first and leaves empty lines out afterwards
            }
            if (getFieldCount() != rules.length) {
                miscounted(getFieldCount());
            }
            if (!total) {
                for (int[] fields : alternatives) {
                    requireOne(fields);
                }
            }
            if (identifiers != null) {
                identifiers.endRow(sink);
            }
            if (total) {
                sink.endTotalRow(storedColumns);
            } else {
                sink.endRow();
            }
            return Boolean.TRUE;
        }
    }
}
