package fr.dmp.pilotage.schedule;

import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.catalog.Schedule;
import fr.dmp.pilotage.pipeline.Operations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether nights went well: of every schedule, whether its last moment that should be over by now had a good run. */
public final class Night {

    /** A run begins that much after its moment at most, on a machine that is up. */
    static final Duration GRACE = Duration.ofMinutes(30);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private final Schedules schedules;
    private final Operations operations;
    private final Clock clock;

    Night(Schedules schedules, Operations operations, Clock clock) {
        this.schedules = schedules;
        this.operations = operations;
        this.clock = clock;
    }

    /**
     * A moment of a schedule without what it should have had.
     *
     * @param what in words: {@code weekly: no good run since 2012-10-01 05:00; the last one began 2012-09-30 05:00}
     */
    public record Missed(String job, Instant slot, String what) {}

    /** What a dead man's check complains of, a line each; empty if the last night was good. */
    public List<String> complaints() {
        List<Schedules.Entry> entries = schedules.list();
        if (entries.stream().allMatch(entry -> entry.state().equals("not applied"))) {
            return entries.isEmpty()
                    ? List.of("no job has a schedule")
                    : List.of("no schedule is applied: 'serve' never started on this database");
        }
        List<String> complaints = new ArrayList<>();
        entries.stream()
                .filter(entry -> !entry.state().equals("active"))
                .forEach(entry -> complaints.add(entry.job() + ": the schedule is " + entry.state()));
        withoutGoodRun().forEach(missed -> complaints.add(missed.what()));
        return complaints;
    }

    /** The last moment of each schedule by whose end no good run had begun since. */
    List<Missed> withoutGoodRun() {
        return missed(true);
    }

    /** The last moment of each active schedule that nothing has run since. */
    List<Missed> withoutRun() {
        Set<String> active = schedules.list().stream()
                .filter(entry -> entry.state().equals("active"))
                .map(Schedules.Entry::job)
                .collect(Collectors.toSet());
        return missed(false).stream()
                .filter(missed -> active.contains(missed.job()))
                .toList();
    }

    private List<Missed> missed(boolean good) {
        List<Missed> missed = new ArrayList<>();
        for (JobDefinition job : schedules.scheduled()) {
            Schedule schedule = Objects.requireNonNull(job.schedule(), job.id());
            Duration allowed = good ? GRACE.plus(schedule.finishWithin()) : GRACE;
            new Slots(schedule)
                    .atOrBefore(clock.instant().minus(allowed))
                    .filter(slot ->
                            schedules.since(job.id()).filter(slot::isAfter).isPresent())
                    .flatMap(slot -> complaint(job, schedule, slot, good))
                    .ifPresent(missed::add);
        }
        return missed;
    }

    private Optional<Missed> complaint(JobDefinition job, Schedule schedule, Instant slot, boolean good) {
        Optional<Instant> last = operations.runs().lastBegun(job.id(), good);
        if (last.isPresent() && !last.get().isBefore(slot)) {
            return Optional.empty();
        }
        String began = last.map(at -> "the last one began " + TIME.format(at.atZone(schedule.zone())))
                .orElse("there never was one");
        return Optional.of(new Missed(
                job.id(),
                slot,
                job.id() + ": no " + (good ? "good " : "") + "run since " + TIME.format(slot.atZone(schedule.zone()))
                        + "; " + began));
    }
}
