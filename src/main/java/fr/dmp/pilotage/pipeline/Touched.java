package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.report.Reach;
import java.util.List;

/**
 * The workbooks of a report and a period that depend on a load.
 *
 * @param regions whom they are about, a workbook each, or France
 * @param recipients who gets them, names in {@code jobs/recipients.yaml}
 */
public record Touched(String report, String period, List<String> regions, List<String> recipients) {

    static List<Touched> of(List<Reach.Workbooks> reached) {
        return reached.stream()
                .map(each -> new Touched(each.report(), each.period().label(), each.scopes(), each.recipients()))
                .toList();
    }

    /** Who gets any of these, each once. */
    static List<String> recipients(List<Touched> touched) {
        return touched.stream()
                .flatMap(each -> each.recipients().stream())
                .distinct()
                .toList();
    }
}
