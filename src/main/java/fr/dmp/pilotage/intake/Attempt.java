package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.catalog.SourceDefinition.Delete;
import fr.dmp.pilotage.catalog.SourceDefinition.Rule;
import fr.dmp.pilotage.findings.PatientText;
import fr.dmp.pilotage.intake.FetchLog.Past;
import fr.dmp.pilotage.intake.Fetched.Status;
import fr.dmp.pilotage.intake.Landing.Parcel;
import fr.dmp.pilotage.intake.SourceFailed.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a source over one connection: looks at what is there, and fetches what is new, complete and harmless. It
 * may break anywhere: the next attempt does what is left.
 */
final class Attempt {

    /** Names of what goes with a file, never of one to load. */
    private static final List<String> BESIDES = List.of(".ok", ".sha256", ".md5");

    private static final Pattern SHA256 = Pattern.compile("\\b[0-9a-fA-F]{64}\\b");
    private static final int COMPANION = 4_096;

    private final SourceDefinition definition;
    private final Source source;
    private final FetchLog log;
    private final Landing landing;
    private final Archive archive;
    private final Tally tally;

    Attempt(SourceDefinition definition, Source source, FetchLog log, Landing landing, Archive archive, Tally tally) {
        this.definition = definition;
        this.source = source;
        this.log = log;
        this.landing = landing;
        this.archive = archive;
        this.tally = tally;
    }

    /** Waits between two looks at files. */
    interface Pause {
        void pause() throws SourceFailed;
    }

    /** @throws SourceFailed if nothing more can be done over this connection */
    void make(Map<String, Past> pasts, Pause pause) throws SourceFailed {
        List<Remote> fresh = new ArrayList<>();
        for (Remote listed : listed()) {
            if (tally.asksFor(listed)
                    && !Intake.isUnfinished(listed.name())
                    && BESIDES.stream().noneMatch(end -> lower(listed.name()).endsWith(end))) {
                each(listed, () -> consider(listed, pasts.get(listed.path()), fresh));
            }
        }
        // What broke a connection before comes last: it keeps no other file from being fetched.
        fresh.sort(Comparator.comparing(tally::failures));
        if (definition.stability().rule() == Rule.UNCHANGED && !fresh.isEmpty()) {
            pause.pause();
        }
        for (Remote file : fresh) {
            each(file, () -> take(file, pasts.get(file.path())));
        }
    }

    private List<Remote> listed() throws SourceFailed {
        try {
            return source.list();
        } catch (IOException e) {
            throw SourceFailed.of("listing", e);
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private interface Work {
        void work() throws IOException;
    }

    private void each(Remote file, Work work) throws SourceFailed {
        try {
            work.work();
        } catch (IOException e) {
            SourceFailed failure = SourceFailed.of("taking in " + SourceFailed.printable(file.name()), e);
            tally.failed(file, failure);
            if (failure.reachesSource()) {
                throw failure;
            }
        }
    }

    /** Leaves alone what is known, removes what is declared to be removed, and keeps in mind what is new. */
    private void consider(Remote listed, @Nullable Past past, List<Remote> fresh) throws IOException {
        String problem = PatientText.holdsIdentifier(listed.path())
                ? "its name holds a patient identifier; it is not fetched"
                : Landing.problem(listed.name());
        if (problem != null) {
            throw SourceFailed.refused(problem);
        }
        Remote now = listed.described() ? listed : source.look(listed).orElse(null);
        if (now == null) {
            absent(listed);
        } else if (past == null || !past.remote().surelySameAs(now) || !isDone(past)) {
            fresh.add(now);
        } else if (definition.delete() == Delete.AFTER_ARCHIVE && past.archived()) {
            remove(now, past);
        } else {
            tally.unchanged(now);
        }
    }

    private void absent(Remote file) throws SourceFailed {
        if (HttpsSource.isProposed(definition, file)) {
            tally.settled(file, Status.ABSENT, "there is no such file, or not yet (HTTP 404)");
        } else if (definition.https() != null) {
            throw SourceFailed.lasting(Reach.FILE, "there is no such file (HTTP 404)", null);
        }
        // else it went between two looks, as its sender may take it back at any time
    }

    /**
     * Whether a file that was fetched is where it cannot be lost any more: archived, or waiting in the inbox; or unwanted.
     * Any refusal but one stands until somebody changes the file or a declaration.
     */
    private boolean isDone(Past past) throws IOException {
        if (past.quarantined() && !past.slow()) {
            return true;
        }
        if (!past.archived() || past.slow()) {
            return landing.holds(past.remote().name(), past.sha256());
        }
        return definition.delete() == Delete.NEVER || archive.isIntact(past.sha256());
    }

    /** Removes a file, and first what lies beside it: half done, the file is known and is removed another time. */
    private void remove(Remote file, Past past) throws IOException {
        archive.secure(past.sha256());
        Remote still = source.look(file).orElse(null);
        if (still != null && !still.sameAs(file)) {
            return; // replaced just now: the next visit fetches it
        }
        String ending = ending();
        if (ending != null) {
            source.delete(source.beside(file, ending));
        }
        source.delete(file);
        log.noteDeleted(past);
        tally.settled(file, Status.DELETED, null);
    }

    private @Nullable String ending() {
        return switch (definition.stability().rule()) {
            case UNCHANGED -> null;
            case OK_MARKER -> ".ok";
            case SHA256 -> ".sha256";
        };
    }

    private void take(Remote seen, @Nullable Past past) throws IOException {
        Remote now = source.look(seen).orElse(null);
        if (now == null) {
            absent(seen);
            return;
        }
        String incomplete = incomplete(seen, now);
        if (incomplete != null) {
            tally.settled(now, Status.WAITING, incomplete);
            return;
        }
        landing.checkSize(now.size());
        String expected = definition.stability().rule() == Rule.SHA256 ? companion(now) : null;
        try {
            Parcel parcel = received(now);
            verify(now, parcel, expected);
            keep(now, parcel, past);
        } finally {
            landing.discard(now.name());
        }
    }

    /** Why a file is not complete yet, or null if it is. */
    private @Nullable String incomplete(Remote seen, Remote now) throws IOException {
        if (definition.stability().rule() == Rule.UNCHANGED) {
            return seen.sameAs(now) ? null : "still being written: " + seen.differenceTo(now);
        }
        Remote beside = source.beside(now, String.valueOf(ending()));
        Remote marker = source.look(beside).orElse(null);
        if (marker == null) {
            return SourceFailed.printable(beside.name()) + " is not there yet";
        }
        boolean older = marker.modified() != null
                && now.modified() != null
                && marker.modified().isBefore(now.modified());
        return older && definition.stability().rule() == Rule.OK_MARKER
                ? SourceFailed.printable(beside.name()) + " is older than the file: it is of the one before"
                : null;
    }

    private String companion(Remote file) throws IOException {
        Remote beside = source.beside(file, ".sha256");
        try (InputStream bytes = source.read(beside)) {
            Matcher found = SHA256.matcher(new String(bytes.readNBytes(COMPANION), StandardCharsets.US_ASCII));
            if (found.find()) {
                return lower(found.group());
            }
        }
        throw SourceFailed.passing(Reach.FILE, SourceFailed.printable(beside.name()) + " holds no SHA-256", null);
    }

    private Parcel received(Remote file) throws IOException {
        try (InputStream bytes = source.read(file)) {
            return landing.receive(bytes, file.name());
        }
    }

    private void verify(Remote before, Parcel parcel, @Nullable String expected) throws IOException {
        Remote after = source.look(before).orElse(null);
        if (after == null || !after.sameAs(before)) {
            String what = after == null ? "it is gone" : before.differenceTo(after);
            throw SourceFailed.passing(Reach.FILE, "changed while it was fetched: " + what, null);
        }
        if (before.size() >= 0 && before.size() != parcel.bytes()) {
            throw SourceFailed.passing(
                    Reach.FILE, "ended after " + parcel.bytes() + " of " + before.size() + " bytes", null);
        }
        if (expected != null && !expected.equals(parcel.sha256())) {
            throw SourceFailed.passing(
                    Reach.FILE,
                    "expected the SHA-256 " + expected + " of " + before.name() + ".sha256, found " + parcel.sha256()
                            + ": one of the two is not the right one",
                    null);
        }
    }

    private void keep(Remote file, Parcel parcel, @Nullable Past past) throws IOException {
        if (past != null && past.sha256().equals(parcel.sha256()) && isDone(past)) {
            log.noteFetched(definition, file, parcel.bytes(), parcel.sha256()); // only its time is another
            tally.unchanged(file);
            return;
        }
        switch (landing.place(parcel, file)) {
            case YES, THERE_ALREADY -> {
                log.noteFetched(definition, file, parcel.bytes(), parcel.sha256());
                tally.fetched(file, parcel);
            }
            case TAKEN ->
                tally.settled(
                        file,
                        Status.WAITING,
                        "another file of this name is in the inbox and not loaded yet; it comes after that one");
        }
    }
}
