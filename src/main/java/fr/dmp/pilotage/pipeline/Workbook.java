package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.report.Reports.Issued;
import java.nio.file.Path;

/**
 * A workbook that stands.
 *
 * @param region whom it covers
 * @param edition its number, from 1
 * @param written whether the call wrote it; else it stood already
 */
public record Workbook(
        String report, String period, String region, int edition, boolean written, Path path, String sha256) {

    static Workbook of(Issued issued) {
        return new Workbook(
                issued.report(),
                issued.period().label(),
                issued.scope(),
                issued.edition(),
                issued.written(),
                issued.path(),
                issued.sha256());
    }
}
