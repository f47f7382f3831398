package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.Period.Cadence;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened outside the figures and explains how they moved, such as an outage.
 *
 * @param end its last day, null while it goes on
 * @param mesh what {@code code} is a code of
 * @param code of the place: of a region in the vintage of the first day; null for the country
 * @param feed the feed it concerns, null for all
 * @param note what happened, in French
 */
record Incident(
        LocalDate begin,
        @Nullable LocalDate end,
        Mesh mesh,
        @Nullable String code,
        @Nullable String feed,
        String note) implements Comparable<Incident> {

    private static final Comparator<Incident> ORDER = Comparator.comparing(Incident::begin)
            .thenComparing(Incident::end, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Incident::mesh)
            .thenComparing(Incident::code, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Incident::feed, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Incident::note);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/uuuu");

    /** How large a place is. */
    enum Mesh {
        FRANCE,
        REGION,
        DEPARTEMENT,
        /** A primary fund of the health insurance, by its code of three digits. */
        CAISSE,
        /** A hospital or clinic, by its FINESS. */
        ES
    }

    /**
     * What a workbook shows.
     *
     * @param from first day of the first week that it reads
     * @param feeds those that it reads
     * @param departements those that it covers; null for the country
     */
    record Window(
            LocalDate from,
            LocalDate until,
            Set<String> feeds,
            @Nullable Set<String> departements) {}

    /** Whether it may have moved a figure of a workbook. */
    boolean touches(Window window, Geography geography) {
        boolean then = !begin.isAfter(window.until()) && (end == null || !end.isBefore(window.from()));
        boolean there =
                window.departements() == null || places(geography).stream().anyMatch(window.departements()::contains);
        return then && there && (feed == null || window.feeds().contains(feed));
    }

    /** Codes of the départements that it happened in. */
    private List<String> places(Geography geography) {
        if (mesh == Mesh.FRANCE) {
            return List.copyOf(geography.departements());
        }
        if (code == null) {
            return List.of();
        }
        return switch (mesh) {
            case REGION -> {
                Geography.Region region = geography.region(vintage(), code);
                yield region == null ? List.of() : geography.departements(region);
            }
            case DEPARTEMENT -> List.of(code);
            case CAISSE, ES, FRANCE -> List.of(departementOf(code));
        };
    }

    private int vintage() {
        return new Period(Cadence.DATED, begin).vintage();
    }

    /**
     * The département that a FINESS or the code of a caisse begins with. Overseas, a FINESS writes 9701 to 9704 and 9805
     * where INSEE writes 971 to 974 and 976; the caisses of Corsica are 201 and 202.
     */
    private static String departementOf(String code) {
        for (List<String> other : List.of(
                List.of("9701", "971"),
                List.of("9702", "972"),
                List.of("9703", "973"),
                List.of("9704", "974"),
                List.of("9805", "976"),
                List.of("201", "2A"),
                List.of("202", "2B"))) {
            if (code.startsWith(other.get(0))) {
                return other.get(1);
            }
        }
        int length = code.startsWith("97") ? 3 : 2;
        return code.substring(0, Math.min(length, code.length()));
    }

    @Override
    public int compareTo(Incident other) {
        return ORDER.compare(this, other);
    }

    /** When it was, in French. */
    String days() {
        if (end == null) {
            return "depuis le " + DAY.format(begin);
        }
        return end.equals(begin) ? "le " + DAY.format(begin) : "du " + DAY.format(begin) + " au " + DAY.format(end);
    }

    /** Where it was, in French. */
    String place(Geography geography) {
        if (code == null || mesh == Mesh.FRANCE) {
            return "France";
        }
        return switch (mesh) {
            case REGION -> {
                Geography.Region region = geography.region(vintage(), code);
                yield region == null ? "région " + code : region.label();
            }
            case DEPARTEMENT -> "département " + code;
            case CAISSE -> "caisse " + code;
            case ES, FRANCE -> "établissement " + code;
        };
    }
}
