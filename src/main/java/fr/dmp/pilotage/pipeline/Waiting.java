package fr.dmp.pilotage.pipeline;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Workbooks of a report and a period that are not written yet, as files of the period are still expected, or failed.
 *
 * @param files those that are missing or held, such as {@code psl-weekly from national}; or the feeds of those that failed
 * @param until the last day on which they are waited for, after which the workbooks are written without them; null if they
 *     failed, and the next attempt at the run tries them and the workbooks again
 */
public record Waiting(
        String report,
        String period,
        List<String> files,
        @Nullable LocalDate until) {}
