package fr.dmp.pilotage.report;

import fr.dmp.pilotage.findings.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A line that was not accepted, as its sender is told.
 *
 * @param number of the physical line in the sender's file
 * @param cells as written, in the order of the list's header
 * @param reasons the one that it was rejected for first, never none
 * @param wrong indexes of the cells that reasons are about
 */
public record RejectedLine(long number, List<String> cells, List<Reason> reasons, Set<Integer> wrong) {

    /**
     * Why a line was not accepted.
     *
     * @param column as the sender's header writes it, or null if the reason is about the whole line
     */
    public record Reason(Finding finding, @Nullable String column) {

        private String named(String message) {
            return column == null ? message : column + " : " + message;
        }
    }

    /** All reasons in French; each names its column if there are several. */
    public String motif() {
        return reasons.size() == 1
                ? reasons.get(0).finding().messageFr()
                : reasons.stream()
                        .map(each -> each.named(each.finding().messageFr()))
                        .collect(Collectors.joining(" — "));
    }

    /** The columns that reasons are about, each once. */
    public String columns() {
        return reasons.stream()
                .map(Reason::column)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
