package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.FeedDefinition.Nominative;
import fr.dmp.pilotage.catalog.Period;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a load is audited with: itself, and the loads in force around it that its figures are held against. All are of its
 * feed and, but for {@code others}, of its sender, since a sender's figures follow from those that it sent before.
 *
 * @param loads those of the 13 weeks before its period and of the week after it; never of the period itself
 * @param before the last period before its own among them, or null if there is none
 * @param after the period after its own among them, or null: most weeks come in their order
 * @param corrected the load in force for its own period, which it will retire; 0 if there is none
 * @param latest the last period in force, or null if nothing is
 * @param others those of other senders for its own period, in force or let through by their audit
 */
public record AuditScope(
        FeedDefinition feed,
        long load,
        Period period,
        List<Long> loads,
        @Nullable LocalDate before,
        @Nullable LocalDate after,
        long corrected,
        @Nullable LocalDate latest,
        List<Long> others) {

    /** How far back a load is held against others. */
    static final int WEEKS = 13;

    /** A load that is published and not retired. */
    record InForce(long loadId, LocalDate periodStart) {}

    /** @param inForce the loads in force around the period, the latest first */
    static AuditScope of(Load load, List<InForce> inForce, @Nullable LocalDate latest, List<Long> others) {
        LocalDate period = load.period().start();
        List<Long> own = ids(inForce, each -> each.periodStart().equals(period));
        return new AuditScope(
                load.feed(),
                load.loadId(),
                load.period(),
                ids(inForce, each -> !each.periodStart().equals(period)),
                inForce.stream()
                        .map(InForce::periodStart)
                        .filter(each -> each.isBefore(period))
                        .findFirst()
                        .orElse(null),
                inForce.stream()
                        .map(InForce::periodStart)
                        .filter(each -> each.isAfter(period))
                        .findFirst()
                        .orElse(null),
                own.isEmpty() ? 0 : own.get(0),
                latest,
                others);
    }

    private static List<Long> ids(List<InForce> inForce, Predicate<InForce> which) {
        return inForce.stream().filter(which).map(InForce::loadId).toList();
    }

    /** No load at all: what statements are tried on. */
    public static AuditScope none(FeedDefinition feed) {
        return new AuditScope(
                feed,
                0,
                new Period(feed.file().cadence(), LocalDate.of(2012, 10, 1)),
                List.of(),
                null,
                null,
                0,
                null,
                List.of());
    }

    /**
     * What statements are handed. Besides the components: {@code week}, Monday of the week that the period is about;
     * {@code vintage} of the regions, {@code ferie}, whether the period holds a public holiday, {@code ordinaires}, the
     * first days of the weeks before that hold none, and {@code named_since}, the first day whose lines may name anybody,
     * null if they name nobody.
     */
    public Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("load", load);
        parameters.put("period", period.start());
        parameters.put("week", period.subject().start());
        parameters.put("vintage", period.vintage());
        parameters.put("loads", loads.toArray(Long[]::new));
        parameters.put("before", before);
        parameters.put("after", after);
        parameters.put("corrected", corrected);
        parameters.put("latest", latest);
        parameters.put("others", others.toArray(Long[]::new));
        parameters.put("ferie", period.hasPublicHoliday());
        parameters.put("ordinaires", ordinary());
        Nominative nominative = feed.nominative();
        parameters.put("named_since", nominative == null ? null : period.start().minusMonths(nominative.keepMonths()));
        return parameters;
    }

    /** As text: the driver takes no array of dates. */
    private String[] ordinary() {
        return IntStream.rangeClosed(1, WEEKS)
                .mapToObj(back -> period.plus(-back))
                .filter(each -> !each.hasPublicHoliday())
                .map(each -> each.start().toString())
                .toArray(String[]::new);
    }
}
