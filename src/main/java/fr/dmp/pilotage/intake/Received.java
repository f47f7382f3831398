package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.feeds.Survey;
import fr.dmp.pilotage.findings.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file that was offered, surveyed, and archived unless it is data of patients.
 *
 * @param fileName its name, without folder and without a patient's identifier
 * @param sender who sent it, declared or not
 * @param feed whose name it follows, or null if none
 * @param period what it is about, or null if its name gives none that exists
 * @param sha256 of its bytes, or null if it is over the limit of size: it was then not read and is in no archive
 * @param survey null if the file is refused
 * @param quarantined whether its bytes are in quarantine and not in the archive: it is refused as data of patients, or could
 *     not be looked through for any
 * @param text what it was expanded to, for who loads it to adopt or discard; null if there is nothing
 * @param findings about the file as a whole; without a survey, an error among them is the reason
 */
public record Received(
        String fileName,
        String sender,
        @Nullable String sha256,
        long size,
        @Nullable FeedDefinition feed,
        @Nullable Period period,
        @Nullable Survey survey,
        boolean quarantined,
        @Nullable Path text,
        List<Finding> findings) {

    /** The same with one finding more. */
    public Received with(Finding finding) {
        List<Finding> all = Stream.concat(findings.stream(), Stream.of(finding)).toList();
        return new Received(fileName, sender, sha256, size, feed, period, survey, quarantined, text, all);
    }
}
