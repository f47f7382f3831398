package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.WorkbookReading.Hidden;
import fr.dmp.pilotage.findings.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the first rows of a sheet: the first with text is its header, if it fits the contract. Where columns are told by
 * position it is the first row, and fits.
 */
final class HeaderProbe implements SheetRows {

    private static final int ROWS = 20;

    private final FeedDefinition feed;
    private final List<String> cells = new ArrayList<>();
    private int number;
    private boolean left;
    private int headerRow;
    private List<String> header = List.of();
    private boolean fits;
    private boolean fitsBelow;

    HeaderProbe(FeedDefinition feed) {
        this.feed = feed;
    }

    /** Row of the first text, or 0 if the first rows hold none. */
    int headerRow() {
        return headerRow;
    }

    List<String> header() {
        return header;
    }

    /** What the sheet begins with, or nothing. */
    String firstText() {
        return header.stream().filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    /** Whether the first row with text is the contract's header. */
    boolean fits() {
        return fits;
    }

    /** Whether it is not, but a row below it is. */
    boolean fitsBelow() {
        return fitsBelow;
    }

    @Override
    public void row(int row, boolean hidden) throws PartHandler.Enough {
        if (row > ROWS) {
            throw new PartHandler.Enough();
        }
        number = row;
        boolean skipped = hidden && feed.workbook().hidden() == Hidden.SKIP;
        left = skipped || row <= feed.dialect().skipLines();
        cells.clear();
    }

    @Override
    public void cell(int column, String marked) {
        while (cells.size() < column) {
            cells.add("");
        }
        cells.add(CellMark.strip(marked));
    }

    @Override
    public void endRow() throws PartHandler.Enough {
        if (left || cells.isEmpty()) {
            return;
        }
        boolean matches = feed.dialect().positional()
                || Layout.match(feed, cells).findings().stream().noneMatch(each -> each.severity() == Severity.ERROR);
        if (headerRow == 0) {
            headerRow = number;
            header = List.copyOf(cells);
            fits = matches;
        } else {
            fitsBelow = matches;
        }
        if (matches) {
            throw new PartHandler.Enough();
        }
    }
}
