package fr.dmp.pilotage.pipeline;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which workbooks are asked for.
 *
 * @param report a report, or {@code all}
 * @param period the period as an operator writes it, or null for every period that has data
 * @param region whom to write for, by label or code, or null for all that the report covers
 * @param edition number of the edition to rebuild from what it was made from; null for what the figures are now
 * @param out file to rebuild an edition into; null for its own place
 * @param asOf the figures as they stood at the end of this day; null for now
 * @param geography vintage of the regions, 2012 or 2016; null for the vintage of each period
 */
public record ReportRequest(
        String report,
        @Nullable String period,
        @Nullable String region,
        @Nullable Integer edition,
        @Nullable Path out,
        @Nullable LocalDate asOf,
        @Nullable Integer geography) {

    /** The editions of the loads in force. */
    public static ReportRequest of(String report, @Nullable String period, @Nullable String region) {
        return new ReportRequest(report, period, region, null, null, null, null);
    }

    /** What cannot be asked for together, in one line; empty if everything can. */
    public Optional<String> contradiction() {
        if (geography != null && geography != 2012 && geography != 2016) {
            return Optional.of("expected 2012 or 2016 as geography, found " + geography);
        }
        if (edition != null && (asOf != null || geography != null)) {
            return Optional.of("an edition is rebuilt as it was issued, not as of a day or in other regions");
        }
        if (edition != null && period == null) {
            return Optional.of("editions are counted by period: name the period of the edition to rebuild");
        }
        return out != null && edition == null
                ? Optional.of("only an edition is rebuilt into a file of another name: name the edition")
                : Optional.empty();
    }
}
