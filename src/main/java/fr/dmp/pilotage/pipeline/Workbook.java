package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.report.Reports.Issued;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A workbook that stands.
 *
 * @param region whom it covers
 * @param edition its number, from 1; 0 if it is no edition, but another view of the figures
 * @param written whether the call wrote it; else it stood already
 * @param supersededBy number of the edition that replaced it, null if none did
 * @param remark what else to say of it, in English; null if nothing
 */
public record Workbook(
        String report,
        String period,
        String region,
        int edition,
        boolean written,
        Path path,
        String sha256,
        @Nullable Integer supersededBy,
        @Nullable String remark) {

    /** Which edition it is, or that it is a view beside the editions. */
    public String inWords() {
        return edition == 0 ? "view" : "edition " + edition;
    }

    static Workbook of(Issued issued) {
        return new Workbook(
                issued.report(),
                issued.period().label(),
                issued.scope(),
                issued.edition(),
                issued.written(),
                issued.path(),
                issued.sha256(),
                issued.supersededBy(),
                issued.remark());
    }
}
