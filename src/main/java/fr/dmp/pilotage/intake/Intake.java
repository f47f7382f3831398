package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.FilePattern;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.feeds.Layout;
import fr.dmp.pilotage.feeds.PatientData;
import fr.dmp.pilotage.feeds.Survey;
import fr.dmp.pilotage.feeds.Surveyor;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.findings.PatientText;
import fr.dmp.pilotage.findings.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes files in: names their feed, sender and period, archives and surveys them, refuses those that no contract fits. */
public final class Intake {

    /** How clients name a file while they write it, WinSCP's among them. */
    private static final List<String> UNFINISHED = List.of(".part", ".filepart", ".tmp");

    private final Catalog catalog;
    private final Archive archive;
    private final int pageRows;

    /** @param pageRows rows in a page: what one transaction loads */
    public Intake(Catalog catalog, Archive archive, int pageRows) {
        this.catalog = catalog;
        this.archive = archive;
        this.pageRows = pageRows;
    }

    /**
     * Takes one file in. The file itself is left where it is.
     *
     * @param sender who sent it
     * @param feedName the feed to hold it against, or null to go by the file's name
     * @throws UncheckedIOException if the file cannot be read or the archive not written
     */
    public Received receive(Path file, String sender, @Nullable String feedName) {
        return receive(file, String.valueOf(file.getFileName()), sender, feedName);
    }

    /**
     * Takes in a file that was sent under another name than it has now.
     *
     * @see #receive(Path, String, String)
     */
    public Received receive(Path file, String sentAs, String sentBy, @Nullable String feedName) {
        String fileName = PatientText.masked(sentAs);
        String sender = PatientText.masked(sentBy);
        FeedDefinition feed = feedName != null
                ? catalog.feed(feedName)
                : catalog.feedOf(fileName).orElse(null);
        List<Finding> findings = new ArrayList<>();
        Period period = feed == null ? null : period(feed, fileName, findings);
        if (feed == null) {
            findings.add(FileFault.UNKNOWN_NAME.ofFile(patterns(catalog.feeds()), ""));
        } else if (!feed.senders().contains(sender)) {
            findings.add(FileFault.UNDECLARED_SENDER.ofFile(String.join(", ", feed.senders()), sender));
        }
        Surveyor surveyor = new Surveyor(feed, pageRows);
        if (PatientText.holdsIdentifier(sentAs)) {
            surveyor.refuse(FileFault.PATIENT_FILE_NAME.ofFile("", ""));
        }
        try {
            Archive.Copied copied = archive.copy(file, surveyor);
            PatientData patients = surveyor.patients();
            if (patients.refuses()) {
                return quarantined(fileName, sender, copied, feed, period, patients);
            }
            Survey survey = feed == null ? null : survey(surveyor, findings);
            if (feed != null && survey != null) {
                findings.addAll(Layout.match(feed, survey.header()).findings());
            }
            boolean refused = findings.stream().anyMatch(each -> each.severity() == Severity.ERROR);
            findings.addAll(patients.holding());
            return new Received(
                    fileName,
                    sender,
                    copied.sha256(),
                    copied.size(),
                    feed,
                    period,
                    refused ? null : survey,
                    false,
                    List.copyOf(findings));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot take in " + PatientText.masked(file.toString()), PatientText.masked(e));
        }
    }

    /** Nothing else is told of data of patients: what else is wrong with it is seen when it comes without them. */
    private static Received quarantined(
            String fileName,
            String sender,
            Archive.Copied copied,
            @Nullable FeedDefinition feed,
            @Nullable Period period,
            PatientData patients) {
        return new Received(
                fileName, sender, copied.sha256(), copied.size(), feed, period, null, true, patients.refusing());
    }

    private static @Nullable Survey survey(Surveyor surveyor, List<Finding> findings) {
        Surveyor.Outcome outcome = surveyor.outcome();
        if (outcome.refusal() != null) {
            findings.add(outcome.refusal());
        }
        return outcome.survey();
    }

    private static @Nullable Period period(FeedDefinition feed, String fileName, List<Finding> findings) {
        FilePattern pattern = feed.file();
        String written = pattern.writtenPeriod(fileName).orElse(null);
        if (written == null) {
            findings.add(FileFault.UNKNOWN_NAME.ofFile(patterns(List.of(feed)), ""));
            return null;
        }
        Period period = Period.parse(pattern.cadence(), written).orElse(null);
        if (period == null) {
            String kind =
                    switch (pattern.cadence()) {
                        case DATED -> "date";
                        case WEEKLY -> "week";
                        case MONTHLY -> "month";
                    };
            findings.add(FileFault.UNKNOWN_PERIOD.ofFile(kind, written));
        }
        return period;
    }

    private static String patterns(List<FeedDefinition> feeds) {
        return feeds.stream().map(feed -> feed.file().toString()).collect(Collectors.joining(", "));
    }

    /** Makes sure that a received file is no longer needed where it came from. */
    public void secure(Received received) {
        try {
            if (received.quarantined()) {
                archive.secureQuarantined(received.sha256());
            } else {
                archive.secure(received.sha256());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the bytes of " + received.fileName() + " durable", e);
        }
    }

    /** Whether a file looks finished, as far as its name tells. */
    static boolean isCandidate(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file)
                && !name.startsWith(".")
                && UNFINISHED.stream().noneMatch(name::endsWith);
    }
}
