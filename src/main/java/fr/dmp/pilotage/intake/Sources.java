package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Secrets;
import fr.dmp.pilotage.catalog.Secrets.Secret;
import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.catalog.SourceDefinition.Https;
import fr.dmp.pilotage.catalog.SourceDefinition.Sftp;
import fr.dmp.pilotage.intake.PatientSource.Deadline;
import fr.dmp.pilotage.intake.SourceFailed.Reach;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The declared sources: fetches what they have into the inbox, where it is like any other file. */
public final class Sources {

    private final Catalog catalog;
    private final Secrets secrets;
    private final FetchLog log;
    private final Inbox inbox;
    private final Archive archive;
    private final Clock clock;

    Sources(Catalog catalog, Secrets secrets, FetchLog log, Inbox inbox, Archive archive, Clock clock) {
        this.catalog = catalog;
        this.secrets = secrets;
        this.log = log;
        this.inbox = inbox;
        this.archive = archive;
        this.clock = clock;
    }

    /**
     * Fetches what a source has that is new or changed. To be called by one process at a time for each source.
     *
     * @param feeds whose files are fetched, of those that the source carries
     * @param strangers whether files of declared patterns whose names no feed knows are fetched too, to be refused where
     *     it is seen
     * @throws UncheckedIOException if the inbox cannot be written
     */
    public Visited visit(SourceDefinition source, Collection<String> feeds, boolean strangers) {
        Tally tally = new Tally(wanted(source, feeds, strangers));
        Landing landing = new Landing(source, inbox.folder(source.sender()));
        return new Visit(source, known -> open(source, known), log, landing, archive, tally).make();
    }

    private Predicate<String> wanted(SourceDefinition source, Collection<String> feeds, boolean strangers) {
        return name -> {
            Optional<FeedDefinition> feed = catalog.feedOf(name);
            boolean asked = feed.isPresent()
                    ? source.feeds().contains(feed.get().id())
                            && feeds.contains(feed.get().id())
                    : strangers && !source.patterns().isEmpty();
            return asked && source.matches(name);
        };
    }

    private Source open(SourceDefinition source, Map<String, Remote> known) throws IOException {
        return switch (source.kind()) {
            case FOLDER -> new FolderSource(source);
            case SFTP -> SftpSource.open(source, sftp(source), needed(source));
            case HTTPS -> HttpsSource.open(source, https(source), secret(source), LocalDate.now(clock), known);
        };
    }

    private static Sftp sftp(SourceDefinition source) {
        if (source.sftp() == null) {
            throw new IllegalStateException(source.file() + " declares no server");
        }
        return source.sftp();
    }

    private static Https https(SourceDefinition source) {
        if (source.https() == null) {
            throw new IllegalStateException(source.file() + " declares no address");
        }
        return source.https();
    }

    private Secret needed(SourceDefinition source) throws SourceFailed {
        Secret secret = secret(source);
        if (secret == null) {
            throw SourceFailed.lasting(Reach.SOURCE, source.file() + " names no secret", null);
        }
        return secret;
    }

    private @Nullable Secret secret(SourceDefinition source) throws SourceFailed {
        String name = source.secret();
        if (name == null) {
            return null;
        }
        try {
            return secrets.find(name)
                    .orElseThrow(() -> SourceFailed.lasting(
                            Reach.SOURCE, "there is no secret " + name + ": expected " + secrets.places(name), null));
        } catch (UncheckedIOException e) {
            throw SourceFailed.lasting(Reach.SOURCE, e.getMessage() + ": " + SourceFailed.inWords(e), e);
        }
    }

    /** What is wrong with the sources as far as this machine can tell: secrets, keys, files; a line each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (SourceDefinition source : catalog.sources()) {
            try {
                Secret secret = secret(source);
                if (source.sftp() != null && secret != null) {
                    SftpLogin.of(source, source.sftp(), secret);
                    HostKeys.of(source, source.sftp());
                }
                if (source.https() != null) {
                    HttpsSource.open(source, source.https(), secret, LocalDate.now(clock), Map.of());
                }
            } catch (SourceFailed e) {
                problems.add(source.file() + ": " + e.getMessage());
            }
        }
        return problems;
    }

    /** Goes to every source, logs in and looks, and says what keeps it from being used; a line each. Fetches nothing. */
    public List<String> unreachable() {
        List<String> problems = new ArrayList<>();
        for (SourceDefinition source : catalog.sources()) {
            Deadline deadline = new Deadline(source.limits().total());
            try (PatientSource opened = PatientSource.open(source, deadline, () -> open(source, Map.of()))) {
                probe(source, opened);
            } catch (SourceFailed e) {
                problems.add(source.file() + ": " + e.getMessage());
            }
        }
        return problems;
    }

    private static void probe(SourceDefinition source, PatientSource opened) throws SourceFailed {
        List<Remote> listed = opened.list();
        boolean found = source.https() == null;
        for (int i = 0; i < listed.size() && !found; i++) {
            found = opened.look(listed.get(i)).isPresent();
        }
        if (!found) {
            throw SourceFailed.lasting(
                    Reach.SOURCE,
                    "none of the " + listed.size() + " addresses asked for is there; the last was "
                            + listed.get(listed.size() - 1).path(),
                    null);
        }
    }
}
