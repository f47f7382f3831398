package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Indicators.Indicator;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the content of one cell comes from. A value is a number, a text, a date, or null for one that is not known.
 *
 * @param how the fold, the formula, or why there is none, in words
 * @param gives what the lines or operands below make now; the cell's value, unless the notes say why not
 * @param loads the files of the lines
 * @param lines those that a fold takes, or all of its row if the cell is a text; none of a derived cell or a total
 * @param operands the cells of a derivation or of a total, one level down
 * @param change what the edition before said, or null if it said the same or there is none
 * @param notes what a reader must know beside
 */
public record Explanation(
        Cell cell,
        Kind kind,
        String how,
        @Nullable Object gives,
        List<Contribution> loads,
        List<Line> lines,
        List<Operand> operands,
        @Nullable Change change,
        List<String> notes) {

    /** What a cell is made of. */
    public enum Kind {
        /** A figure from source lines. */
        FOLD,
        /** A figure from other cells of its row. */
        DERIVED,
        /** The sum of its column. */
        TOTAL,
        TEXT
    }

    /**
     * What the cell shows.
     *
     * @param address in Excel's way; null if the workbook does not show it
     * @param key of the row
     * @param row what its first cells say
     * @param unit of the indicator, or null if the cell is of none
     */
    public record Cell(
            String report,
            String period,
            String scope,
            int edition,
            String sheet,
            @Nullable String address,
            String key,
            String row,
            String column,
            String label,
            @Nullable Object value,
            @Nullable String unit,
            @Nullable Indicator indicator) {}

    /**
     * A file that lines come from.
     *
     * @param period the file's own
     * @param lines how many of those below
     * @param gives the same fold over them alone
     */
    public record Contribution(
            String file,
            String sender,
            String period,
            int revision,
            String sha256,
            long lines,
            @Nullable BigDecimal gives) {}

    /**
     * A source line. Of a professional only file and number are told.
     *
     * @param file null if it is no line of a file, but the total of a region or a declared goal
     * @param line number in the file, the header being on line 1; null if a finding is about the whole file
     * @param subject FINESS or other identifier of the structure, or a region
     * @param value what it gives to the fold
     * @param regionTotal what a rank compares, else null
     */
    public record Line(
            @Nullable String file,
            @Nullable Long line,
            @Nullable String period,
            @Nullable String subject,
            @Nullable BigDecimal value,
            @Nullable BigDecimal regionTotal) {}

    /**
     * A cell that another is made of.
     *
     * @param cell how to ask for it: its address, or {@code key/column} if it is not shown
     * @param before its value in the edition before, if that is another
     */
    public record Operand(
            String cell,
            String column,
            String label,
            boolean shown,
            @Nullable Object value,
            @Nullable Object before) {}

    /**
     * What changed a cell.
     *
     * @param edition number of the edition before
     * @param before its value there
     * @param lines the changed lines of every fold that the cell is made of
     */
    public record Change(int edition, @Nullable Object before, List<ChangedLine> lines) {}

    /**
     * A line that gives something else than in the edition before.
     *
     * @param column the figure that is folded from it
     * @param was null if there was none
     * @param is null if there is none any more
     * @param cause the file that changed it, or null if its load was withdrawn
     */
    public record ChangedLine(
            String column,
            @Nullable Line was,
            @Nullable Line is,
            @Nullable String cause) {}
}
