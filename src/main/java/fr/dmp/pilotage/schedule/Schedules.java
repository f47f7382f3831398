package fr.dmp.pilotage.schedule;

import static org.quartz.TriggerBuilder.newTrigger;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.catalog.Schedule;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.pipeline.AuditTrail;
import fr.dmp.pilotage.pipeline.Firing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quartz.CronTrigger;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * The schedules: as {@code jobs/} declares them, as the job store has them, and what operators do about them. A pause is in the
 * job store alone; everything else there follows from the declarations. Long for its questions to the store, of a few lines each.
 */
public final class Schedules {

    private final Catalog catalog;
    private final Supplier<Scheduler> scheduler;
    private final AuditTrail audit;
    private final Nodes nodes;
    private final Clock clock;

    Schedules(Catalog catalog, Supplier<Scheduler> scheduler, AuditTrail audit, Nodes nodes, Clock clock) {
        this.catalog = catalog;
        this.scheduler = scheduler;
        this.audit = audit;
        this.nodes = nodes;
        this.clock = clock;
    }

    /**
     * One schedule.
     *
     * @param cron as declared
     * @param state active, paused, "not applied" if no node has started since it was declared; else what Quartz says
     * @param previous when it fired last, null if never
     * @param next when it fires next, null if it is paused or not applied
     */
    public record Entry(
            String job,
            String cron,
            ZoneId zone,
            String days,
            String misfire,
            @Nullable Integer waitDays,
            String state,
            @Nullable Instant previous,
            @Nullable Instant next) {}

    /** A moment at which a job fires. */
    public record Coming(String job, Instant at, ZoneId zone) {}

    /** The declared schedules, by job. */
    public List<Entry> list() {
        return ask(store -> {
            List<Entry> entries = new ArrayList<>();
            for (JobDefinition job : scheduled()) {
                Trigger trigger = store.getTrigger(key(job.id()));
                boolean paused =
                        trigger != null && store.getTriggerState(trigger.getKey()) == Trigger.TriggerState.PAUSED;
                Schedule declared = declared(job);
                entries.add(new Entry(
                        job.id(),
                        declared.cron(),
                        declared.zone(),
                        ScheduleWords.word(declared.days()),
                        ScheduleWords.word(declared.misfire()),
                        declared.waitDays(),
                        trigger == null ? "not applied" : ScheduleWords.word(store.getTriggerState(trigger.getKey())),
                        trigger == null ? null : instant(trigger.getPreviousFireTime()),
                        trigger == null || paused ? null : instant(trigger.getNextFireTime())));
            }
            return entries;
        });
    }

    /** The next firings of every schedule that is not paused, in order. */
    public List<Coming> next(int count) {
        List<Coming> coming = new ArrayList<>();
        for (Entry entry : list()) {
            if (!entry.state().equals("paused")) {
                new Slots(declared(catalog.job(entry.job())))
                        .after(clock.instant(), count)
                        .forEach(at -> coming.add(new Coming(entry.job(), at, entry.zone())));
            }
        }
        if (count < 1) {
            throw new IllegalArgumentException("expected at least one moment to list, found " + count);
        }
        coming.sort(Comparator.comparing(Coming::at));
        return coming.subList(0, Math.min(count, coming.size()));
    }

    /** How the job store differs from the declarations, a line each; empty if it does not, or no node ever started. */
    public List<String> differences() {
        return ask(store -> {
            Map<String, String> there = there(store);
            return there.isEmpty() ? List.of() : ScheduleWords.differences(there, declared());
        });
    }

    /**
     * Brings the job store in line with the declarations; a pause stays. What changed is kept with who started the node.
     *
     * @return the changes, a line each
     */
    public List<String> apply() {
        return ask(store -> {
            List<String> changes = ScheduleWords.differences(there(store), declared());
            for (JobDefinition job : scheduled()) {
                Triggers.put(store, job, declared(job));
            }
            for (TriggerKey key : store.getTriggerKeys(GroupMatcher.triggerGroupEquals(Scheduler.DEFAULT_GROUP))) {
                if (scheduled().stream().noneMatch(job -> key(job.id()).equals(key))) {
                    store.deleteJob(JobKey.jobKey(key.getName()));
                }
            }
            changes.forEach(change -> audit.note(null, "reschedule", "job " + change.split(": ", 2)[0], null, change));
            return changes;
        });
    }

    private Map<String, String> there(Scheduler store) throws SchedulerException {
        Map<String, String> there = new TreeMap<>();
        for (TriggerKey key : store.getTriggerKeys(GroupMatcher.triggerGroupEquals(Scheduler.DEFAULT_GROUP))) {
            if (store.getTrigger(key) instanceof CronTrigger cron) {
                there.put(key.getName(), ScheduleWords.inWords(cron));
            }
        }
        return there;
    }

    private Map<String, String> declared() {
        Map<String, String> declared = new TreeMap<>();
        scheduled().forEach(job -> declared.put(job.id(), ScheduleWords.inWords(declared(job))));
        return declared;
    }

    /**
     * Lets a job fire no more, until it is resumed.
     *
     * @throws UnknownName if it has no schedule
     */
    public void pause(String job, @Nullable String by, @Nullable String reason) {
        TriggerKey key = key(known(job).id());
        ask(store -> {
            applied(store, key);
            store.pauseTrigger(key);
            return key;
        });
        audit.note(by, "pause", "job " + job, reason, null);
    }

    /**
     * Lets a job fire again; what it missed is caught up as its misfire policy says.
     *
     * @throws UnknownName if it has no schedule
     */
    public void resume(String job, @Nullable String by, @Nullable String reason) {
        TriggerKey key = key(known(job).id());
        ask(store -> {
            applied(store, key);
            store.resumeTrigger(key);
            return key;
        });
        audit.note(by, "resume", "job " + job, reason, null);
    }

    /**
     * Lets a job fire now, on any node that serves.
     *
     * @throws UnknownName if it has no schedule
     * @throws IllegalStateException if no node serves
     */
    public void trigger(String job, @Nullable String by, @Nullable String reason) {
        JobDefinition known = known(job);
        if (nodes.serving().isEmpty()) {
            throw new IllegalStateException("no node serves this database: start 'serve', or use 'run " + job + "'");
        }
        ask(store -> {
            applied(store, key(job));
            store.scheduleJob(newTrigger()
                    .withIdentity(job + " " + clock.instant(), BY_HAND)
                    .forJob(known.id())
                    .usingJobData(FiringJob.BY, by == null ? AuditTrail.me() : by)
                    .startNow()
                    .build());
            return job;
        });
        audit.note(by, "trigger", "job " + job, reason, null);
    }

    /** Group of triggers that persons made. */
    private static final String BY_HAND = "by-hand";

    private static void applied(Scheduler store, TriggerKey key) throws SchedulerException {
        if (!store.checkExists(key)) {
            throw new IllegalStateException("the schedule of " + key.getName()
                    + " is not applied yet: no node has started since it was declared");
        }
    }

    private JobDefinition known(String job) {
        return scheduled().stream()
                .filter(each -> each.id().equals(job))
                .findFirst()
                .orElseThrow(() -> new UnknownName(
                        "scheduled job",
                        job,
                        scheduled().stream().map(JobDefinition::id).toList()));
    }

    /** The nodes that serve this database, with their last sign of life. */
    public List<Nodes.Node> nodes() {
        return nodes.serving();
    }

    /** Since when the job store has the schedule of a job as it is; empty if it has none. */
    Optional<Instant> since(String job) {
        return ask(store -> Optional.ofNullable(store.getTrigger(key(job)))
                .map(Trigger::getStartTime)
                .map(Date::toInstant));
    }

    /**
     * The last moment that the job store knows of as fired, of each job: a node that was told to end at that moment may have fired
     * it and not begun its run.
     */
    Map<String, Firing> firedLast() {
        return ask(store -> {
            Map<String, Firing> last = new TreeMap<>();
            for (JobDefinition job : scheduled()) {
                Trigger trigger = store.getTrigger(key(job.id()));
                Date fired = trigger == null ? null : trigger.getPreviousFireTime();
                if (fired != null) {
                    Slots slots = new Slots(declared(job));
                    slots.atOrBefore(fired.toInstant())
                            .ifPresent(slot -> last.put(job.id(), new Firing(slots.local(slot))));
                }
            }
            return last;
        });
    }

    /** Those that should have fired a while ago, and were neither fired nor found to be missed. */
    List<Entry> overdue() {
        Instant limit = clock.instant().minus(Night.GRACE);
        return list().stream()
                .filter(entry -> entry.next() != null && entry.next().isBefore(limit))
                .toList();
    }

    /** What Quartz cannot make of a declared schedule, a line each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (JobDefinition job : scheduled()) {
            String where = "jobs/" + job.id() + ".yaml, schedule: ";
            try {
                if (new Slots(declared(job)).after(clock.instant()).isEmpty()) {
                    problems.add(where + "expected a moment to come, found none in \""
                            + declared(job).cron() + "\"");
                }
            } catch (IllegalArgumentException e) {
                problems.add(where + e.getMessage());
            }
        }
        return problems;
    }

    /** Lets triggers fire again that Quartz has given up; returns their jobs. */
    List<String> unstick() {
        return ask(store -> {
            List<String> stuck = new ArrayList<>();
            for (JobDefinition job : scheduled()) {
                if (store.getTriggerState(key(job.id())) == Trigger.TriggerState.ERROR) {
                    store.resetTriggerFromErrorState(key(job.id()));
                    stuck.add(job.id());
                }
            }
            return stuck;
        });
    }

    List<JobDefinition> scheduled() {
        return catalog.jobs().stream().filter(job -> job.schedule() != null).toList();
    }

    private static Schedule declared(JobDefinition job) {
        return Objects.requireNonNull(job.schedule(), job.id());
    }

    private static TriggerKey key(String job) {
        return TriggerKey.triggerKey(job);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private interface Question<T> {
        T of(Scheduler store) throws SchedulerException;
    }

    private <T> T ask(Question<T> question) {
        try {
            return question.of(scheduler.get());
        } catch (SchedulerException e) {
            throw new IllegalStateException("the job store of the scheduler cannot be used", e);
        }
    }
}
