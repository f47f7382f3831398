package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.pipeline.FeedState.State;
import fr.dmp.pilotage.warehouse.Ledger.Entry;
import fr.dmp.pilotage.warehouse.Ledger.Refusal;
import fr.dmp.pilotage.warehouse.Load;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where one period of a feed from one sender stands, by what came for it.
 *
 * @param period as the names of its files have it
 * @param entries its loads, by revision; there is one, or a refusal
 * @param failure why the run of its open load ended before its end, or null if there is none or it goes on
 * @param refusal the last file of it that was refused, if no good one came since; else null
 * @param due the last day on which a file is on time, null if none is expected
 * @param began the day before which nothing can have come late, null if there is none
 */
record Standing(
        String feed,
        String period,
        String sender,
        List<Entry> entries,
        @Nullable String failure,
        @Nullable Refusal refusal,
        @Nullable LocalDate due,
        @Nullable LocalDate began,
        ZoneId zone) {

    FeedState state() {
        if (refusal != null) {
            return refused(refusal);
        }
        Entry stands = last(each -> each.state() != Load.State.CLOSED).orElseGet(() -> entries.get(entries.size() - 1));
        return switch (stands.state()) {
            case OPEN -> open(stands);
            case CURRENT -> of(stands, inForce(stands), stands.decision(), before(stands));
            // What was corrected is in force no more, and what had corrected it was taken back too.
            case RETIRED, CLOSED -> {
                Entry last = entries.get(entries.size() - 1);
                yield of(last, State.WITHDRAWN, last.decision(), null);
            }
        };
    }

    private FeedState open(Entry entry) {
        if (entry.isHeld()) {
            return of(entry, State.HELD, entry.held(), inForce());
        }
        return of(entry, failure == null ? State.LOADING : State.FAILED, failure, inForce());
    }

    private FeedState refused(Refusal why) {
        return new FeedState(
                feed, period, sender, State.REFUSED, why.at(), null, null, due, null, why.message(), inForce(), null);
    }

    private FeedState of(Entry entry, State state, @Nullable String reason, @Nullable String before) {
        return new FeedState(
                feed,
                period,
                sender,
                state,
                entry.arrived(),
                entry.rows(),
                entry.revision(),
                due,
                lateDays(),
                reason,
                before,
                entry.loadId());
    }

    private State inForce(Entry entry) {
        if (entry.completes()) {
            return State.PARTIAL;
        }
        if (entry.revision() > 1) {
            return State.REVISED;
        }
        return lateDays() == null ? State.ARRIVED : State.LATE;
    }

    /** By the first file that could be used, whoever corrected it since. */
    private @Nullable Integer lateDays() {
        LocalDate last = due;
        LocalDate first = entries.stream()
                .filter(Entry::wasInForce)
                .findFirst()
                .map(this::day)
                .orElse(null);
        if (last == null || first == null || !first.isAfter(last) || (began != null && last.isBefore(began))) {
            return null;
        }
        return (int) ChronoUnit.DAYS.between(last, first);
    }

    private LocalDate day(Entry entry) {
        return LocalDate.ofInstant(entry.arrived(), zone);
    }

    private @Nullable String inForce() {
        return last(each -> each.state() == Load.State.CURRENT)
                .map(each -> "revision " + each.revision() + " stays in force")
                .orElse(null);
    }

    private @Nullable String before(Entry entry) {
        if (entry.revision() == 1) {
            return null;
        }
        Entry previous = entries.get(entries.indexOf(entry) - 1);
        if (entry.repeats() != null) {
            return "revision " + previous.revision() + ", " + previous.decision() + "; it repeats revision "
                    + entry.repeats();
        }
        return last(each -> each.revision() < entry.revision() && each.wasInForce())
                .map(each -> "revision " + each.revision() + " of " + day(each) + ", " + each.rows() + " rows")
                .orElse("revision " + previous.revision() + ", which was never in force");
    }

    private Optional<Entry> last(Predicate<Entry> which) {
        return entries.stream().filter(which).reduce((first, second) -> second);
    }
}
