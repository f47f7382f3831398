package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.FilePattern;
import fr.dmp.pilotage.catalog.Limit;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.feeds.FileLimits;
import fr.dmp.pilotage.feeds.PatientData;
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
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes files in: names their feed, sender and period, archives and surveys them, refuses those that no contract fits. */
public final class Intake {

    /** Who sent a file that neither its source, its folder nor its name tells the sender of. */
    public static final String DEFAULT_SENDER = "national";

    /** How clients name a file while they write it, WinSCP's among them. */
    private static final List<String> UNFINISHED = List.of(".part", ".filepart", ".tmp");

    private final Catalog catalog;
    private final Archive archive;
    private final Expansions expansions;
    private final FileLimits limits;
    private final int pageRows;

    /**
     * Takes files in.
     *
     * @param limits of the site; a feed may have others in their place
     * @param pageRows rows in a page: what one transaction loads
     */
    public Intake(Catalog catalog, Archive archive, Expansions expansions, FileLimits limits, int pageRows) {
        this.catalog = catalog;
        this.archive = archive;
        this.expansions = expansions;
        this.limits = limits;
        this.pageRows = pageRows;
    }

    /**
     * Takes one file in. The file itself is left where it is.
     *
     * @param sentBy who sent it, or null to go by the file's name, else to take it for {@link #DEFAULT_SENDER}
     * @param feedName the feed to hold it against, or null to go by the file's name
     * @throws UncheckedIOException if the file cannot be read or the archive not written
     */
    public Received receive(Path file, @Nullable String sentBy, @Nullable String feedName) {
        return receive(file, String.valueOf(file.getFileName()), sentBy, feedName);
    }

    /**
     * Takes in a file that was sent under another name than it has now.
     *
     * @see #receive(Path, String, String)
     */
    public Received receive(Path file, String sentAs, @Nullable String sentBy, @Nullable String feedName) {
        String fileName = PatientText.masked(sentAs);
        FeedDefinition feed = feedName != null
                ? catalog.feed(feedName)
                : catalog.feedOf(fileName).orElse(null);
        String sender = sentBy != null ? PatientText.masked(sentBy) : namedSender(feed, fileName);
        List<Finding> findings = new ArrayList<>();
        Period period = feed == null ? null : period(feed, fileName, findings);
        if (feed == null) {
            findings.add(FileFault.UNKNOWN_NAME.ofFile(patterns(catalog.feeds()), ""));
        } else if (!feed.senders().contains(sender)) {
            findings.add(FileFault.UNDECLARED_SENDER.ofFile(String.join(", ", feed.senders()), sender));
        }
        Received named = new Received(fileName, sender, null, 0, feed, period, null, false, null, findings);
        try {
            return takeIn(file, sentAs, named);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot take in " + PatientText.masked(file.toString()), PatientText.masked(e));
        }
    }

    private static String namedSender(@Nullable FeedDefinition feed, String fileName) {
        return Optional.ofNullable(feed)
                .flatMap(each -> each.file().sender(fileName))
                .orElse(DEFAULT_SENDER);
    }

    /** Archives a file, unless it is about patients, and adds to what its name tells what its bytes tell. */
    private Received takeIn(Path file, String sentAs, Received named) throws IOException {
        FeedDefinition feed = named.feed();
        FileLimits bounds = feed == null ? limits : limits.with(feed.limits());
        long size = Files.size(file);
        if (size > bounds.of(Limit.FILE_SIZE)) {
            return named.with(bounds.over(Limit.FILE_SIZE, 0, size));
        }
        expansions.sweep();
        Examination examination = new Examination(file, feed, bounds, pageRows, expansions);
        Received received = null;
        try {
            received = takeIn(file, sentAs, named, bounds, examination);
            return received;
        } finally {
            if (received == null) {
                // It failed midway, as when the disk is full: what is there of the text would fill it further.
                expansions.discard(examination.text());
            }
        }
    }

    private Received takeIn(Path file, String sentAs, Received named, FileLimits bounds, Examination examination)
            throws IOException {
        long most = bounds.of(Limit.FILE_SIZE);
        if (PatientText.holdsIdentifier(sentAs)) {
            examination.refuse(FileFault.PATIENT_FILE_NAME.ofFile("", ""));
        }
        Archive.Copied copied = archive.copy(file, examination.whileCopied(), most, examination::conclude);
        if (copied == null) {
            return named.with(bounds.over(Limit.FILE_SIZE, 0, Files.size(file)));
        }
        return examination.quarantined()
                ? quarantined(named, copied, examination)
                : surveyed(named, copied, examination);
    }

    /**
     * Nothing else is told of data of patients: what else is wrong with it is seen when it comes without them. Of what was not
     * looked through its own reason is told.
     */
    private Received quarantined(Received named, Archive.Copied copied, Examination examination) {
        expansions.discard(examination.text());
        PatientData patients = examination.patients();
        List<Finding> findings =
                patients.refuses() ? patients.refusing() : joined(named.findings(), examination.findings());
        return new Received(
                named.fileName(),
                named.sender(),
                copied.sha256(),
                copied.size(),
                named.feed(),
                named.period(),
                null,
                true,
                null,
                findings);
    }

    /** What would hold a load is not told of a file that none is made of: it is refused for something else. */
    private static Received surveyed(Received named, Archive.Copied copied, Examination examination) {
        List<Finding> findings = joined(named.findings(), examination.findings());
        boolean refused = findings.stream().anyMatch(each -> each.severity() == Severity.ERROR);
        return new Received(
                named.fileName(),
                named.sender(),
                copied.sha256(),
                copied.size(),
                named.feed(),
                named.period(),
                refused ? null : examination.survey(),
                false,
                examination.text(),
                refused ? findings : joined(findings, examination.patients().holding()));
    }

    private static List<Finding> joined(List<Finding> some, List<Finding> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static @Nullable Period period(FeedDefinition feed, String fileName, List<Finding> findings) {
        FilePattern pattern = feed.file();
        String written = pattern.writtenPeriod(fileName).orElse(null);
        if (written == null) {
            findings.add(FileFault.UNKNOWN_NAME.ofFile(patterns(List.of(feed)), ""));
            return null;
        }
        Period period = feed.period(written).orElse(null);
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

    /** Gives a load what its file was expanded to; nothing happens if it is plain text. */
    public void adopt(Received received, long loadId) {
        expansions.adopt(received.text(), loadId);
    }

    /** Removes what a received file was expanded to, unless a load adopted it. */
    public void discard(Received received) {
        expansions.discard(received.text());
    }

    /** Makes sure that a received file is no longer needed where it came from, if it was archived at all. */
    public void secure(Received received) {
        String sha256 = received.sha256();
        if (sha256 == null) {
            return;
        }
        try {
            if (received.quarantined()) {
                archive.secureQuarantined(sha256);
            } else {
                archive.secure(sha256);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the bytes of " + received.fileName() + " durable", e);
        }
    }

    /** Whether a file looks finished, as far as its name tells. */
    static boolean isCandidate(Path file) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file) && !name.startsWith(".") && !isUnfinished(name);
    }

    /** Whether a file is named as one that is still being written. */
    static boolean isUnfinished(String name) {
        return UNFINISHED.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
    }
}
