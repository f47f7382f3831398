package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.findings.Severity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a file, read: the rows that honour the contract, the lines that do not, and why.
 *
 * @param number of the page in its file, from 0
 * @param text accepted rows in PostgreSQL's COPY text form: fields in the order of {@link Layout#storedColumns()}
 *     separated by tabs, {@code \N} for no value, without line end; the arrays may be longer than what they hold
 * @param rows how many rows were accepted
 * @param ends end of each accepted row in {@code text}
 * @param lines physical line of each accepted row
 * @param rejects lines that were not accepted
 * @param totals what a total row says, by stored column
 * @param counts how often each fault was found, kept sample or not
 * @param sample the first findings of each code
 */
@SuppressWarnings("ArrayRecordComponent") // a page is handed on, never compared; boxing a million lines would cost
public record RowPage(
        int number,
        byte[] text,
        int rows,
        int[] ends,
        long[] lines,
        List<Reject> rejects,
        List<Total> totals,
        Map<Counted, Long> counts,
        List<Finding> sample) {

    /**
     * A line that was not accepted, with the first reason.
     *
     * @param column header, or null if the reason is about the whole line
     */
    public record Reject(long line, String code, @Nullable String column) {}

    /** One figure of a total row. */
    public record Total(long line, String measure, long value) {}

    /** What findings are counted by; column is empty if the fault is about a whole line. */
    public record Counted(String code, Severity severity, String column) {}
}
