package fr.dmp.pilotage.pipeline;

import java.time.LocalDate;
import java.util.List;

/**
 * Workbooks of a report and a period that are not written yet, as files of the period are still expected.
 *
 * @param files those that are missing or held, such as {@code psl-weekly from national}
 * @param until the last day on which they are waited for; from the next one on the workbooks are written without them
 */
public record Waiting(String report, String period, List<String> files, LocalDate until) {}
