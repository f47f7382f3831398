package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.findings.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects the rows of one page: each is accepted whole or undone, and its faults are noted with their place. */
final class RowSink {

    /** Stands for a value that is not told. */
    static final String CONCEALED = "***";

    private static final byte[] NULL = {'\\', 'N'};

    private final ByteSink text = new ByteSink(1 << 16);
    private int[] ends = new int[1024];
    private long[] lines = new long[1024];
    private int rows;
    private final List<RowPage.Reject> rejects = new ArrayList<>();
    private final List<RowPage.Total> totals = new ArrayList<>();
    private final Map<RowPage.Counted, Long> counts = new HashMap<>();
    private final Map<String, Integer> kept = new HashMap<>();
    private final List<Finding> sample = new ArrayList<>();

    private final int samplePerCode;
    private final Predicate<String> concealed;
    private final boolean discreet;

    private int rowStart;
    private long line;
    private boolean firstField;
    private RowPage.@Nullable Reject reject;

    /**
     * Makes an empty sink.
     *
     * @param samplePerCode findings kept per code and page; all are counted
     * @param discreet whether the file is about persons: no workbook quotes a cell of it, whose neighbour's it may hold
     */
    RowSink(int samplePerCode, boolean discreet) {
        this(samplePerCode, column -> false, discreet);
    }

    /** @param concealed the columns whose values no finding may quote */
    RowSink(int samplePerCode, Predicate<String> concealed) {
        this(samplePerCode, concealed, false);
    }

    private RowSink(int samplePerCode, Predicate<String> concealed, boolean discreet) {
        this.samplePerCode = samplePerCode;
        this.concealed = concealed;
        this.discreet = discreet;
    }

    /** Forgets the page before, but keeps its buffers: large arrays made anew for each page cost more than parsing. */
    void clear() {
        text.cutTo(0);
        rows = 0;
        rejects.clear();
        totals.clear();
        counts.clear();
        kept.clear();
        sample.clear();
    }

    void beginRow(long startingLine) {
        line = startingLine;
        rowStart = text.size();
        firstField = true;
        reject = null;
    }

    /** Where the next field goes. */
    ByteSink field() {
        if (!firstField) {
            text.put('\t');
        }
        firstField = false;
        return text;
    }

    void nullField() {
        field().put(NULL);
    }

    void fault(FileFault fault, @Nullable String column, String expected, String found) {
        if (fault.severity() == Severity.ERROR && reject == null) {
            reject = new RowPage.Reject(line, fault.code(), column);
        }
        counts.merge(new RowPage.Counted(fault.code(), fault.severity(), column == null ? "" : column), 1L, Long::sum);
        if (kept.merge(fault.code(), 1, Integer::sum) <= samplePerCode) {
            boolean quoted = column == null || !concealed.test(column);
            String told = quoted ? found : CONCEALED;
            sample.add(
                    discreet
                            ? fault.discreetlyAt(line, column, expected, told)
                            : fault.at(line, column, expected, told));
        }
    }

    /** Accepts the row, or takes it back if an error was noted. */
    void endRow() {
        RowPage.Reject rejected = reject;
        if (rejected != null) {
            rejects.add(rejected);
            text.cutTo(rowStart);
            return;
        }
        if (rows == ends.length) {
            ends = Arrays.copyOf(ends, rows * 2);
            lines = Arrays.copyOf(lines, rows * 2);
        }
        ends[rows] = text.size();
        lines[rows++] = line;
    }

    /** Takes the row back and keeps its figures as control totals, unless an error was noted. */
    void endTotalRow(List<String> storedColumns) {
        if (reject != null) {
            endRow();
            return;
        }
        String[] values = text.text(rowStart, text.size()).split("\t", -1);
        for (int i = 0; i < values.length; i++) {
            if (values[i].matches("-?\\d+")) {
                totals.add(new RowPage.Total(line, storedColumns.get(i), Long.parseLong(values[i])));
            }
        }
        text.cutTo(rowStart);
    }

    RowPage page(int number) {
        return new RowPage(
                number,
                text.bytes(),
                rows,
                ends,
                lines,
                List.copyOf(rejects),
                List.copyOf(totals),
                Map.copyOf(counts),
                List.copyOf(sample));
    }
}
