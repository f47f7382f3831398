package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.Dialect;
import fr.dmp.pilotage.catalog.WorkbookReading.Hidden;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;

/**
 * Writes a sheet as CSV text of one line for each row, so that line numbers are the workbook's own: an empty row is an empty
 * line, and no cell holds a line end.
 */
final class SheetText implements SheetRows {

    private static final char SEPARATOR = Dialect.SHEET_SEPARATOR;

    private final ExpandedOutput out;
    private final Hidden policy;
    private final int headerRow;
    private final List<String> header;
    private final StringBuilder line = new StringBuilder();
    private int written;
    private int number;
    private int separators;
    private boolean hidden;
    private boolean filled;
    private int firstHidden;
    private long hiddenRows;
    private BitSet hiddenColumns = new BitSet();

    /**
     * Writes nothing yet.
     *
     * @param policy what becomes of hidden rows
     * @param headerRow number of the header, whose cells are written without marks; 0 if there is none
     * @param header names of the columns, empty for those without
     */
    SheetText(ExpandedOutput out, Hidden policy, int headerRow, List<String> header) {
        this.out = out;
        this.policy = policy;
        this.headerRow = headerRow;
        this.header = header;
    }

    @Override
    public void columns(BitSet columns) {
        hiddenColumns = columns;
    }

    @Override
    public void row(int row, boolean isHidden) {
        number = row;
        hidden = isHidden;
        filled = false;
        separators = 0;
        line.setLength(0);
    }

    @Override
    public void cell(int column, String marked) {
        pad(column);
        filled = true;
        String text = number == headerRow ? CellMark.strip(marked) : marked;
        if (text.indexOf(SEPARATOR) < 0 && text.indexOf('"') < 0) {
            line.append(text);
        } else {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    private void pad(int column) {
        for (; separators < column; separators++) {
            line.append(SEPARATOR);
        }
    }

    @Override
    public void endRow() {
        if (!filled) {
            return;
        }
        if (hidden) {
            firstHidden = firstHidden == 0 ? number : firstHidden;
            hiddenRows++;
            if (policy == Hidden.SKIP) {
                return;
            }
        }
        pad(header.size() - 1);
        for (; written < number - 1; written++) {
            out.write('\n');
        }
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        written = number;
    }

    /**
     * To be called once, after the last row. A hidden row refuses the file only now: what is refused was read to its end all
     * the same, so that nothing in it escapes the survey.
     */
    void finish(List<Finding> findings) {
        hiddenColumns.stream()
                .filter(column -> column < header.size() && !header.get(column).isEmpty())
                .forEach(column -> findings.add(FileFault.HIDDEN_COLUMN.at(0, header.get(column), "", "")));
        if (hiddenRows > 0) {
            String found = Long.toString(hiddenRows);
            switch (policy) {
                case REFUSE -> throw new RefusedContent(FileFault.HIDDEN_ROW.at(firstHidden, null, "", ""));
                case READ -> findings.add(FileFault.HIDDEN_READ.at(firstHidden, null, "", found));
                case SKIP -> findings.add(FileFault.HIDDEN_SKIPPED.at(firstHidden, null, "", found));
            }
        }
    }
}
