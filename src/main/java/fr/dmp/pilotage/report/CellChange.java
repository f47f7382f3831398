package fr.dmp.pilotage.report;

import fr.dmp.pilotage.report.Explanation.ChangedLine;
import fr.dmp.pilotage.report.SourceLines.Known;
import fr.dmp.pilotage.warehouse.Load;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which lines of a fold give something else than in the edition before, and which files are to blame. */
final class CellChange {

    private final Sources before;
    private final Sources now;

    CellChange(Sources before, Sources now) {
        this.before = before;
        this.now = now;
    }

    /**
     * The changed lines of one fold: those that are now, in their order, then those that are no more.
     *
     * @param column the figure
     */
    List<ChangedLine> lines(String column, List<Known> were, List<Known> are) {
        Map<String, Deque<Known>> old = new LinkedHashMap<>();
        // Some identity may stand on several lines, as one professional's may: they are taken in their order.
        were.forEach(each ->
                old.computeIfAbsent(each.identity(), key -> new ArrayDeque<>()).add(each));
        List<ChangedLine> changed = new ArrayList<>();
        for (Known is : are) {
            Deque<Known> left = old.get(is.identity());
            Known was = left == null ? null : left.poll();
            if (was == null || !same(was.line().value(), is.line().value())) {
                changed.add(new ChangedLine(column, was == null ? null : was.line(), is.line(), cause(was, is)));
            }
        }
        old.values()
                .forEach(left ->
                        left.forEach(was -> changed.add(new ChangedLine(column, was.line(), null, cause(was, null)))));
        return changed;
    }

    /** Whether a workbook shows two values alike. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof BigDecimal figure && other instanceof BigDecimal another) {
            // Digits far behind the comma are the server's choice; the workbook has doubles.
            return figure.doubleValue() == another.doubleValue();
        }
        return Objects.equals(one, other);
    }

    /** The file of the line as it is now; of one that is gone, or is in no file, the one that came for its period. */
    private @Nullable String cause(@Nullable Known was, @Nullable Known is) {
        Load load = is == null ? null : is.load();
        if (load != null) {
            return load.fileName();
        }
        Known known = is == null ? Objects.requireNonNull(was, "a changed line was or is") : is;
        return came(known.load(), known.start());
    }

    private @Nullable String came(@Nullable Load instead, @Nullable LocalDate start) {
        Map<Long, Load> added = new HashMap<>();
        now.loads().forEach(each -> added.put(each.loadId(), each));
        before.loads().forEach(each -> added.remove(each.loadId()));
        return added.values().stream()
                .filter(each -> instead == null
                        ? each.period().start().equals(start)
                        : each.feed().equals(instead.feed()) && each.period().equals(instead.period()))
                .map(Load::fileName)
                .sorted()
                .findFirst()
                .orElse(null);
    }
}
