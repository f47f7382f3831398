package fr.dmp.pilotage.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** Which regions take part in which programme, and since when: {@code jobs/nomenclatures/programmes.csv}. */
public final class Programmes {

    private static final LocalDate OPEN_END = LocalDate.of(9999, 12, 31);

    private record Membership(String programme, String regionCode, LocalDate from, LocalDate to) {}

    private final List<Membership> memberships;
    private final Geography geography;

    private Programmes(List<Membership> memberships, Geography geography) {
        this.memberships = memberships;
        this.geography = geography;
    }

    static Programmes read(Definitions definitions, Geography geography) {
        return new Programmes(
                Geography.rows(definitions, "jobs/nomenclatures/programmes.csv").stream()
                        .filter(row -> row.get(0).equals("REGION"))
                        .map(row -> new Membership(
                                row.get(2),
                                row.get(1),
                                LocalDate.parse(row.get(3)),
                                row.size() > 4 ? LocalDate.parse(row.get(4)) : OPEN_END))
                        .toList(),
                geography);
    }

    /** Whether any region ever took part in this programme. */
    boolean knows(String programme) {
        return memberships.stream().anyMatch(each -> each.programme().equals(programme));
    }

    /** The regions that take part in a programme at the end of a period, in the vintage of that period, by code. */
    public List<Geography.Region> regions(String programme, Period period) {
        LocalDate day = period.end();
        return memberships.stream()
                .filter(each ->
                        each.programme().equals(programme) && !day.isBefore(each.from()) && !day.isAfter(each.to()))
                .map(each -> Objects.requireNonNull(
                        geography.region(period.vintage(), each.regionCode()),
                        () -> "programmes.csv names the region " + each.regionCode() + " which vintage "
                                + period.vintage() + " does not have"))
                .toList();
    }
}
