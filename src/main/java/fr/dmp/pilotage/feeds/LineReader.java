package fr.dmp.pilotage.feeds;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.findings.PatientText;
import fr.dmp.pilotage.findings.Severity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads chosen lines of a surveyed file again: what their sender wrote, and every error that the contract finds in them,
 * where a load keeps a sample. Not thread-safe.
 */
public final class LineReader implements Closeable {

    private final Survey survey;
    private final Layout layout;
    private final PageReader pages;
    private final boolean trailingSeparator;

    /**
     * @param file the bytes that the survey is about
     * @param limits those of the feed
     * @param concealed columns of the contract whose values no error may quote
     */
    public LineReader(
            Path file,
            Survey survey,
            FeedDefinition feed,
            Period period,
            Geography geography,
            FileLimits limits,
            Set<String> concealed) {
        this.survey = survey;
        this.trailingSeparator = feed.dialect().trailingSeparator();
        this.layout = Layout.match(feed, survey.header());
        RowSink everything = new RowSink(Integer.MAX_VALUE, concealed::contains);
        this.pages = new PageReader(file, survey, feed, period, geography, limits, everything);
    }

    /**
     * One line.
     *
     * @param number of the physical line that it begins on
     * @param cells as written, of a workbook as read; without quotes and with *** in place of a patient's identifier; may be
     *     more or fewer than the header has
     * @param errors in the order of its fields
     */
    public record Line(long number, List<String> cells, List<Finding> errors) {}

    /** The contract's column for each field of the header; null for one that is ignored. */
    public List<@Nullable ColumnDefinition> columns() {
        return layout.columns();
    }

    /** The first physical line of a page, counted from 0; that of the page after the last is beyond all. */
    public long firstLine(int page) {
        return page < survey.pages() ? survey.pageLines().get(page) : Long.MAX_VALUE;
    }

    /** The wanted lines of a page, in order. */
    public List<Line> read(int page, Set<Long> wanted) {
        Map<Long, List<Finding>> errors = pages.read(page).sample().stream()
                .filter(each -> each.severity() == Severity.ERROR && wanted.contains(each.line()))
                .collect(Collectors.groupingBy(Finding::line));
        List<Line> lines = new ArrayList<>();
        pages.parse(page, new Cells(firstLine(page) - 1, wanted, (number, cells) -> {
            lines.add(new Line(number, cells, errors.getOrDefault(number, List.of())));
        }));
        return lines;
    }

    /** How many fields the longest of the wanted lines of a page has. */
    public int widest(int page, Set<Long> wanted) {
        int[] widest = {0};
        pages.parse(page, new Cells(firstLine(page) - 1, wanted, (number, cells) -> {
            widest[0] = Math.max(widest[0], cells.size());
        }));
        return widest[0];
    }

    @Override
    public void close() throws IOException {
        pages.close();
    }

    private @Nullable ColumnDefinition column(int field) {
        return field < layout.columns().size() ? layout.columns().get(field) : null;
    }

    /** Takes the text of a line. */
    private interface Taker {
        void line(long number, List<String> cells);
    }

    /** Receives the fields of each record from FastCSV. */
    private final class Cells extends AbstractBaseCsvCallbackHandler<Boolean> {

        private final long lineOffset;
        private final Set<Long> wanted;
        private final Taker taker;
        private long number;
        private @Nullable List<String> cells;

        Cells(long lineOffset, Set<Long> wanted, Taker taker) {
            this.lineOffset = lineOffset;
            this.wanted = wanted;
            this.taker = taker;
        }

        @Override
        protected void handleBegin(long startingLine) {
            number = lineOffset + startingLine;
            cells = wanted.contains(number) ? new ArrayList<>() : null;
        }

        @Override
        protected void handleField(int index, char[] text, int from, int length, boolean quoted) {
            if (cells != null) {
                String cell = new String(text, from, length);
                cells.add(PatientText.masked(
                        survey.format() == FileFormat.XLSX ? SheetCellRule.shown(column(index), cell) : cell));
            }
        }

        @Override
        protected Boolean buildRecord() {
            if (cells != null) {
                int last = cells.size() - 1;
                if (trailingSeparator
                        && last == survey.header().size()
                        && cells.get(last).isEmpty()) {
                    cells.remove(last);
                }
                taker.line(number, List.copyOf(cells));
            }
            return Boolean.TRUE;
        }
    }
}
