package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.UnknownName;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of a declared job, as somebody asks for it.
 *
 * @param period label of the only period to write workbooks of, or null
 * @param range of periods to write workbooks of, or null; if neither is given, all that have data
 * @param firing the moment of the schedule that asks for it, or null if a person does
 * @param fromStart whether loads that an earlier run left are begun again instead of gone on with
 * @param by who asks
 */
public record RunRequest(
        String job,
        @Nullable String period,
        @Nullable Range range,
        @Nullable Firing firing,
        boolean fromStart,
        String by) {

    /**
     * Periods in a row.
     *
     * @param newestFirst whether the last ones are written first
     * @param force whether workbooks that stand are written again
     */
    public record Range(Period from, Period to, boolean newestFirst, boolean force) {

        private static final String BETWEEN = "..";
        private static final String NEWEST_FIRST = " newest first";
        private static final String FORCED = " forced";

        /**
         * From one period to another, as an operator writes them.
         *
         * @throws UnknownName if either is no period
         * @throws IllegalArgumentException if they are no two of a kind, in order
         */
        public static Range of(String from, String to, boolean newestFirst, boolean force) {
            Period first = Period.written(from);
            Period last = Period.written(to);
            if (first.cadence() != last.cadence() || first.compareTo(last) > 0) {
                throw new IllegalArgumentException(
                        "expected two periods of a kind, the earlier one first, found " + from + " and " + to);
            }
            return new Range(first, last, newestFirst, force);
        }

        private static Optional<Range> labelled(String label) {
            int between = label.indexOf(BETWEEN);
            if (between < 0) {
                return Optional.empty();
            }
            String to = label.substring(between + BETWEEN.length()).split(" ", 2)[0];
            return Optional.of(
                    of(label.substring(0, between), to, label.contains(NEWEST_FIRST), label.endsWith(FORCED)));
        }

        /** Whether a period, or the one that a table of a day is about, is among them. */
        boolean includes(Period period) {
            Period of = period.cadence() == from.cadence() ? period : period.subject();
            return of.cadence() == from.cadence()
                    && !of.end().isBefore(from.start())
                    && !of.start().isAfter(to.end());
        }

        String label() {
            return from + BETWEEN + to + (newestFirst ? NEWEST_FIRST : "") + (force ? FORCED : "");
        }
    }

    /** What a person asks for: one period as written, or null for all. */
    public static RunRequest of(String job, @Nullable String period) {
        // One spelling for each period, as it is part of a run's identity.
        String label = period == null ? null : Period.written(period).label();
        return new RunRequest(job, label, null, null, false, AuditTrail.me());
    }

    /** What a moment of the schedule asks for, or a person who triggers it by hand. */
    static RunRequest of(String job, Firing firing, @Nullable String by) {
        return new RunRequest(job, null, null, firing, false, by == null ? AuditTrail.SCHEDULE : by);
    }

    /** What a person asks for, over a range. */
    public static RunRequest of(String job, Range range) {
        return new RunRequest(job, null, range, null, false, AuditTrail.me());
    }

    /** What was asked for when a run was started that is listed with this period. */
    static RunRequest again(
            String job, @Nullable String listed, @Nullable Firing firing, boolean fromStart, String by) {
        Optional<Range> range = Optional.ofNullable(listed).flatMap(Range::labelled);
        return new RunRequest(job, range.isPresent() ? null : listed, range.orElse(null), firing, fromStart, by);
    }

    /** What its run is listed with, and identified by beside the job. */
    @Nullable
    String label() {
        return range == null ? period : range.label();
    }

    /** Whether it is about the same periods. */
    boolean isAbout(@Nullable String listed) {
        return Objects.equals(label(), listed);
    }

    /** The same for all reports of a job. */
    ReportRequest reports() {
        return ReportRequest.of("all", period, null);
    }
}
