package fr.dmp.pilotage.pipeline;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do if it began now. Nothing is fetched, surveyed or loaded to know it: a file that is refused or held in the end
 * changes less.
 *
 * @param files that lie in the inbox for it, in the order in which they would be loaded
 * @param resumed loads that an earlier run left and that it would go on with
 * @param workbooks that it would write
 * @param waiting periods that it would leave alone
 * @param unvisited sources that it would fetch from, and that were not asked
 */
public record Foreseen(
        String job,
        @Nullable String period,
        List<File> files,
        List<Resumed> resumed,
        List<Written> workbooks,
        List<Waiting> waiting,
        List<String> unvisited) {

    /**
     * A file of the inbox.
     *
     * @param feed by its name, null if no feed takes files of this name: it would be refused
     * @param period by its name, null if it gives none
     */
    public record File(
            String file,
            String sender,
            @Nullable String feed,
            @Nullable String period) {}

    /** A load that an earlier run left. */
    public record Resumed(long load, String file, String feed, String period) {}

    /**
     * Workbooks of a report and a period.
     *
     * @param because of what: that there is none of these loads, or a file
     */
    public record Written(Touched workbooks, String because) {}

    /** Who gets any of the workbooks, names in {@code jobs/recipients.yaml}, each once. */
    public List<String> recipients() {
        return Touched.recipients(workbooks.stream().map(Written::workbooks).toList());
    }

    /** Whether it would change nothing. */
    public boolean isNothing() {
        return Stream.of(files, resumed, workbooks).allMatch(List::isEmpty);
    }
}
