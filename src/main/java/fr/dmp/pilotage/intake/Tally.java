package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.intake.Fetched.Status;
import fr.dmp.pilotage.intake.Landing.Parcel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What became of each file of a visit, over all its attempts. */
final class Tally {

    /** A hostile folder must fill neither a screen nor a table. */
    private static final int TOLD = 50;

    private final Predicate<String> wanted;
    private final Map<String, Fetched> files = new LinkedHashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final Set<String> unchanged = new HashSet<>();
    private final Map<String, Integer> failures = new HashMap<>();

    /** @param wanted which names are fetched */
    Tally(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    /** Whether a file is wanted, and there is still something to be done about it. */
    boolean asksFor(Remote file) {
        return wanted.test(file.name()) && !settled.contains(file.path()) && !unchanged.contains(file.path());
    }

    int failures(Remote file) {
        return failures.getOrDefault(file.path(), 0);
    }

    void unchanged(Remote file) {
        files.remove(file.path());
        unchanged.add(file.path());
    }

    void fetched(Remote file, Parcel parcel) {
        put(file, Status.FETCHED, parcel, null);
        settled.add(file.path());
    }

    void settled(Remote file, Status status, @Nullable String cause) {
        put(file, status, null, cause);
        settled.add(file.path());
    }

    /** A failure of the source is the source's; one of the file may be mended by the next attempt. */
    void failed(Remote file, SourceFailed failure) {
        failures.merge(file.path(), 1, Integer::sum);
        if (failure.reachesSource()) {
            return;
        }
        put(file, failure.isRefusal() ? Status.REFUSED : Status.FAILED, null, failure.getMessage());
        if (!failure.isPassing()) {
            settled.add(file.path());
        }
    }

    private void put(Remote file, Status status, @Nullable Parcel parcel, @Nullable String cause) {
        files.put(
                file.path(),
                new Fetched(
                        SourceFailed.printable(file.path()),
                        SourceFailed.printable(file.name()),
                        status,
                        parcel == null ? null : parcel.bytes(),
                        parcel == null ? null : parcel.sha256(),
                        cause));
    }

    /** The first file that this attempt could not fetch and another may, with why; empty if there is none. */
    Optional<String> leftOver() {
        return files.entrySet().stream()
                .filter(each -> each.getValue().status() == Status.FAILED && !settled.contains(each.getKey()))
                .map(each -> each.getValue().remote() + ": " + each.getValue().cause())
                .findFirst();
    }

    /** What the visit says: of each way not to be fetched the first files, and how many more there are. */
    Visited visited(String source, @Nullable String cause) {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        List<Fetched> told = new ArrayList<>();
        for (Fetched file : files.values()) {
            int count = counts.merge(file.status(), 1, Integer::sum);
            boolean came = file.status() == Status.FETCHED || file.status() == Status.DELETED;
            if (came || count <= TOLD) {
                told.add(file);
            }
        }
        for (Status status : List.of(Status.WAITING, Status.ABSENT, Status.REFUSED, Status.FAILED)) {
            int more = counts.getOrDefault(status, 0) - TOLD;
            if (more > 0) {
                told.add(new Fetched("…", "…", status, null, null, "and " + more + " more files"));
            }
        }
        return new Visited(source, List.copyOf(told), unchanged.size(), cause);
    }
}
