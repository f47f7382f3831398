package fr.dmp.pilotage.catalog;

import fr.dmp.pilotage.catalog.Period.Cadence;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which regions take part in which programme, and since when: {@code jobs/nomenclatures/programmes.csv}, or a snapshot of
 * the feed {@code programme}.
 */
public final class Programmes {

    private static final LocalDate OPEN_END = LocalDate.of(9999, 12, 31);

    /** What may take part in a programme; reports are about regions. */
    private static final List<String> MESHES = List.of("REGION", "DEPARTEMENT", "CAISSE", "ES");

    private static final int MESH = 0;
    private static final int CODE = 1;
    private static final int PROGRAMME = 2;
    private static final int FROM = 3;
    private static final int TO = 4;

    /**
     * A region's membership, as a snapshot says it.
     *
     * @param to last day, null if it is open
     */
    public record Member(
            String programme,
            String regionCode,
            LocalDate from,
            @Nullable LocalDate to) {}

    private record Membership(String programme, String regionCode, LocalDate from, LocalDate to) {

        boolean holds(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    private final List<Membership> memberships;
    private final Geography geography;

    private Programmes(List<Membership> memberships, Geography geography) {
        this.memberships = memberships;
        this.geography = geography;
    }

    /** Rows that are wrong are added to the problems, and left out. */
    static Programmes read(Definitions definitions, Geography geography, List<String> problems) {
        List<Membership> memberships = NomenclatureRow.read(
                definitions,
                "jobs/nomenclatures/programmes.csv",
                FROM + 1,
                problems,
                row -> membership(row, geography));
        return new Programmes(memberships, geography);
    }

    /** What a snapshot says; a code that is no region's on the first or last day is left out, as its check has told. */
    public static Programmes of(List<Member> members, Geography geography) {
        List<Membership> memberships = members.stream()
                .map(each -> new Membership(
                        each.programme(),
                        each.regionCode(),
                        each.from(),
                        Objects.requireNonNullElse(each.to(), OPEN_END)))
                .filter(each -> isRegion(each.regionCode(), each.from(), geography)
                        && isRegion(each.regionCode(), each.to(), geography))
                .toList();
        return new Programmes(memberships, geography);
    }

    private static boolean isRegion(String code, LocalDate day, Geography geography) {
        Geography.Region region = geography.region(new Period(Cadence.DATED, day).vintage(), code);
        return region != null && region.code().equals(code);
    }

    private static @Nullable Membership membership(NomenclatureRow row, Geography geography) {
        LocalDate from = row.date(FROM);
        LocalDate to = row.text(TO).isEmpty() ? OPEN_END : row.date(TO);
        if (!MESHES.contains(row.text(MESH))) {
            row.problem(MESH, "expected one of " + String.join(", ", MESHES));
        }
        if (from == null || to == null || !row.text(MESH).equals("REGION")) {
            return null;
        }
        if (to.isBefore(from)) {
            row.problem(TO, "expected no day before " + from);
            return null;
        }
        boolean known = isRegion(row, from, geography) && isRegion(row, to, geography);
        return known ? new Membership(row.text(PROGRAMME), row.text(CODE), from, to) : null;
    }

    private static boolean isRegion(NomenclatureRow row, LocalDate day, Geography geography) {
        boolean known = isRegion(row.text(CODE), day, geography);
        if (!known) {
            int vintage = new Period(Cadence.DATED, day).vintage();
            String when = vintage == 2012 ? "before 2016" : "after 2015";
            row.problem(CODE, "expected the code of a region of " + vintage + " in a row that holds " + when);
        }
        return known;
    }

    /** Whether any region ever took part in this programme. */
    boolean knows(String programme) {
        return memberships.stream().anyMatch(each -> each.programme().equals(programme));
    }

    /** The regions that take part in a programme at the end of a period, in the vintage of that period, by code. */
    public List<Geography.Region> regions(String programme, Period period) {
        LocalDate day = lastDay(period);
        return memberships.stream()
                .filter(each -> each.programme().equals(programme) && each.holds(day))
                .map(each -> Objects.requireNonNull(
                        geography.region(period.vintage(), each.regionCode()), "a code that was checked when read"))
                .distinct()
                .sorted(Comparator.comparing(Geography.Region::code))
                .toList();
    }

    /** Its last day on which the vintage of its regions was in force: the week from 2015 to 2016 is one of old regions. */
    private static LocalDate lastDay(Period period) {
        LocalDate day = period.end();
        boolean newRegions = new Period(Cadence.DATED, day).vintage() != period.vintage();
        return newRegions ? LocalDate.of(2015, 12, 31) : day;
    }
}
