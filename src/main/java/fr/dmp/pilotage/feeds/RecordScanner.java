package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.Dialect;
import fr.dmp.pilotage.catalog.Dialect.Quotes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where records start in the bytes of a CSV, block by block, without decoding them: right for every encoding whose
 * separators, quotes and line ends are the ASCII bytes. Follows RFC 4180 as FastCSV does: a quote is one only at the
 * start of a field; LF, CRLF and CR end a line; empty lines are no records. Long, as it is
 * one machine of states that sees each byte.
 */
final class RecordScanner {

    private static final int RECORD_START = 0;
    private static final int FIELD_START = 1;
    private static final int UNQUOTED = 2;
    private static final int QUOTED = 3;
    private static final int QUOTE_IN_QUOTED = 4;

    private static final byte OTHER = 0;
    private static final byte SEPARATOR = 1;
    private static final byte QUOTE = 2;
    private static final byte CARRIAGE_RETURN = 3;
    private static final byte LINE_FEED = 4;
    private static final byte NUL = 5;

    /** A page is read into memory as a whole: one of long records has fewer of them. */
    private static final long PAGE_BYTES = 16L << 20;

    private final byte[] kinds = new byte[256];
    private final int pageRows;
    private final int headers;
    private final char quote;
    private final long longest;
    private final List<Long> pageOffsets = new ArrayList<>();
    private final List<Long> pageLines = new ArrayList<>();

    private int linesToSkip;
    private int state = RECORD_START;
    private boolean afterCarriageReturn;
    private long offset;
    private long line = 1;
    private long records;
    private int rowsInPage;
    private long pageStart;
    private long recordStart;
    private long recordLine;
    private int field;
    private long tooLongLine;
    private long quoteLine;
    private long textAfterQuoteLine;
    private long lineFeeds;
    private long carriageReturns;
    private long pairs;
    private boolean nul;

    /**
     * Makes a scanner for one file.
     *
     * @param dialect says whether there is a header, how many lines stand before it and what quotes mean
     * @param pageRows records in a page; the header is not in any
     * @param longest bytes that one record may have
     */
    RecordScanner(Dialect dialect, char separator, int pageRows, long longest) {
        this.pageRows = pageRows;
        this.longest = longest;
        this.headers = dialect.positional() ? 0 : 1;
        this.linesToSkip = dialect.skipLines();
        // Where a quote is a character like any other, a line end stands in for it: it is looked for anyway.
        this.quote = dialect.quotes() == Quotes.NONE ? '\n' : '"';
        Arrays.fill(kinds, OTHER);
        kinds[separator] = SEPARATOR;
        kinds[quote] = QUOTE;
        kinds['\r'] = CARRIAGE_RETURN;
        kinds['\n'] = LINE_FEED;
        kinds[0] = NUL;
    }

    /** Passes over bytes that belong to no record, such as a byte order mark. */
    void skip(int bytes) {
        offset += bytes;
    }

    /** Goes over the next {@code length} bytes. */
    void scan(byte[] block, int from, int length) {
        if (linesToSkip > 0) {
            int skipped = skipLines(block, from, length);
            if (skipped < length) {
                scan(block, from + skipped, length - skipped);
            }
        } else if (state == QUOTED || state == QUOTE_IN_QUOTED) {
            scanFields(block, from, length);
        } else {
            scanLines(block, from, length);
        }
        measure(offset);
    }

    /** Passes over lines that are no data, whatever they hold; returns how many bytes of the block they take. */
    private int skipLines(byte[] block, int from, int length) {
        int at = 0;
        while (at < length && linesToSkip > 0) {
            byte kind = kinds[block[from + at++] & 0xff];
            boolean secondHalf = afterCarriageReturn && kind == LINE_FEED;
            afterCarriageReturn = kind == CARRIAGE_RETURN;
            nul |= kind == NUL;
            if ((kind == CARRIAGE_RETURN || kind == LINE_FEED) && !secondHalf) {
                line++;
                linesToSkip--;
            }
        }
        offset += at;
        return at;
    }

    /**
     * Without a quote only line ends matter, which are found eight bytes at a time: nearly all files are like that. From
     * the line of the first quote on, the rest of the block is gone over field by field.
     */
    private void scanLines(byte[] block, int from, int length) {
        int end = from + length;
        int start = from;
        while (start < end) {
            int lineEnd = EightBytes.findBreak(block, start, end, quote);
            if (lineEnd < end && block[lineEnd] != '\n' && block[lineEnd] != '\r') {
                offset += start - from;
                scanFields(block, start, end - start);
                return;
            }
            if (lineEnd > start) {
                if (state == RECORD_START) {
                    beginRecord(offset + start - from);
                }
                afterCarriageReturn = false;
                state = kinds[block[lineEnd - 1] & 0xff] == SEPARATOR ? FIELD_START : UNQUOTED;
            }
            if (lineEnd < end) {
                step(kinds[block[lineEnd] & 0xff], offset + lineEnd - from);
            } else {
                countFields(block, start, end);
            }
            start = lineEnd + 1;
        }
        offset += length;
    }

    /** The fields of lines that are passed over whole are nobody's question: those of the last one may be. */
    private void countFields(byte[] block, int from, int end) {
        for (int i = from; i < end; i++) {
            field += kinds[block[i] & 0xff] == SEPARATOR ? 1 : 0;
        }
    }

    private void scanFields(byte[] block, int from, int length) {
        int end = from + length;
        int current = state;
        for (int i = from; i < end; i++) {
            byte kind = kinds[block[i] & 0xff];
            if (kind == OTHER && current != RECORD_START && current != QUOTE_IN_QUOTED) {
                current = current == QUOTED ? QUOTED : UNQUOTED;
                afterCarriageReturn = false;
                while (i + 1 < end && kinds[block[i + 1] & 0xff] == OTHER) {
                    i++;
                }
            } else if (kind == SEPARATOR && (current == UNQUOTED || current == FIELD_START)) {
                current = FIELD_START;
                field++;
            } else {
                state = current;
                step(kind, offset + i - from);
                current = state;
            }
        }
        state = current;
        offset += length;
    }

    private void step(byte kind, long at) {
        boolean secondHalf = afterCarriageReturn && kind == LINE_FEED;
        afterCarriageReturn = kind == CARRIAGE_RETURN;
        nul |= kind == NUL;
        boolean lineEnd = kind == CARRIAGE_RETURN || kind == LINE_FEED;
        if (lineEnd && !secondHalf) {
            line++;
        }
        if (state == QUOTED) {
            state = kind == QUOTE ? QUOTE_IN_QUOTED : QUOTED;
        } else if (lineEnd) {
            countLineEnd(kind, secondHalf);
            measure(at);
            state = RECORD_START; // the second half of a CRLF finds the state already here
        } else {
            stepInRecord(kind, at);
        }
    }

    private void countLineEnd(byte kind, boolean secondHalf) {
        if (kind == CARRIAGE_RETURN) {
            carriageReturns++;
        } else if (secondHalf) {
            pairs++;
        } else {
            lineFeeds++;
        }
    }

    private void stepInRecord(byte kind, long at) {
        if (state == RECORD_START) {
            beginRecord(at);
            state = FIELD_START;
        }
        if (kind == SEPARATOR) {
            state = FIELD_START;
            field++;
        } else if (kind == QUOTE && state == FIELD_START) {
            quoteLine = line;
            state = QUOTED;
        } else if (kind == QUOTE && state == QUOTE_IN_QUOTED) {
            state = QUOTED;
        } else if (state == QUOTE_IN_QUOTED) {
            textAfterQuoteLine = textAfterQuoteLine == 0 ? line : textAfterQuoteLine;
        } else {
            state = UNQUOTED;
        }
    }

    private void beginRecord(long at) {
        recordStart = at;
        recordLine = line;
        // The header, if there is one, is record 0; pages hold the rows below it.
        boolean row = records >= headers;
        if (row && (pageLines.isEmpty() || rowsInPage == pageRows || at - pageStart > PAGE_BYTES)) {
            pageOffsets.add(at);
            pageLines.add(line);
            pageStart = at;
            rowsInPage = 0;
        }
        rowsInPage += row ? 1 : 0;
        records++;
        field = 0;
    }

    /** Whether all that was scanned so far is the header, or not even that. */
    boolean inHeader() {
        return records <= headers;
    }

    /** Physical line on which the record of the last byte starts. */
    long recordLine() {
        return recordLine;
    }

    /** The field of the last byte in its record, counted from 0; one whose end was just passed is over. */
    int field() {
        return field;
    }

    /** Notes the record that goes on until here, if it is too long. */
    private void measure(long at) {
        if (state != RECORD_START && at - recordStart > longest && tooLongLine == 0) {
            tooLongLine = recordLine;
        }
    }

    /** First line of the first record that is too long, or 0. */
    long tooLongLine() {
        return tooLongLine;
    }

    /** Rows below the header so far. */
    long rows() {
        return Math.max(0, records - headers);
    }

    /** Line of the quote that is open at the end of the file, or 0. */
    long unclosedQuoteLine() {
        return state == QUOTED ? quoteLine : 0;
    }

    /** First line with text between a closing quote and the separator, or 0. */
    long textAfterQuoteLine() {
        return textAfterQuoteLine;
    }

    LineEnd lineEnd() {
        return LineEnd.of(lineFeeds, carriageReturns, pairs);
    }

    /** Whether any field is in quotes. */
    boolean quoted() {
        return quoteLine > 0;
    }

    /** Whether any byte was NUL, which no text holds. */
    boolean holdsNul() {
        return nul;
    }

    /** Byte offset of each page, then of the end. */
    List<Long> pageOffsets() {
        List<Long> offsets = new ArrayList<>(pageOffsets);
        offsets.add(offset);
        return List.copyOf(offsets);
    }

    List<Long> pageLines() {
        return List.copyOf(pageLines);
    }
}
