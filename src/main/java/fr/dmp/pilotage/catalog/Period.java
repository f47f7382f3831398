package fr.dmp.pilotage.catalog;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A stretch of the business calendar that a file or a report is about. It comes from the data, never from a clock.
 *
 * @param cadence what kind of period this is
 * @param start its first day: a Monday for an ISO week, the first of the month, or the day itself
 */
public record Period(Cadence cadence, LocalDate start) implements Comparable<Period> {

    /** How often a period of its kind comes. */
    public enum Cadence {
        /** A table published on a day, whenever that is. */
        DATED,
        /**
         * Seven days. An ISO week, Monday to Sunday, unless its source counts otherwise: Thursday to Wednesday nationally in
         * 2018. It is named by the ISO week of its first day.
         */
        WEEKLY,
        /** A calendar month. */
        MONTHLY
    }

    /** Agrees with equals: a Monday's table is not the week that it starts. */
    private static final Comparator<Period> ORDER =
            Comparator.comparing(Period::start).thenComparing(Period::cadence);

    private static final Pattern WEEK = Pattern.compile("(\\d{4})(?:-?[SW])?(\\d{2})");
    private static final Pattern WEEK_FIRST = Pattern.compile("[SW](\\d{1,2})/(\\d{4})");

    private static final DateTimeFormatter MONTH_FIRST = DateTimeFormatter.ofPattern("MM/uuuu", Locale.ROOT);
    private static final DateTimeFormatter MONTH_IN_WORDS = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("MMMM uuuu")
            .toFormatter(Locale.FRENCH);

    public Period {
        boolean aligned =
                switch (cadence) {
                    case DATED, WEEKLY -> true;
                    case MONTHLY -> start.getDayOfMonth() == 1;
                };
        if (!aligned) {
            throw new IllegalArgumentException(start + " does not start a " + cadence + " period");
        }
    }

    /** The week that holds this day. */
    public static Period weekOf(LocalDate day) {
        return new Period(Cadence.WEEKLY, day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }

    /**
     * Reads a period as senders and operators write it: {@code 2012-S38}, {@code 2012-W38}, {@code S38/2012}, {@code
     * 201238}; {@code 2012-09}, {@code 09/2012}, {@code septembre 2012}; {@code 2012-09-25}, {@code 20120925}. A week is an
     * ISO week.
     *
     * @return empty if the text is no period of this cadence, or one that does not exist (a 53rd week of 2012)
     */
    public static Optional<Period> parse(Cadence cadence, String text) {
        String written = text.strip().toUpperCase(Locale.ROOT);
        try {
            return switch (cadence) {
                case DATED -> Optional.of(new Period(cadence, parseDay(written)));
                case MONTHLY ->
                    Optional.of(new Period(cadence, parseMonth(written).atDay(1)));
                case WEEKLY -> parseWeek(written);
            };
        } catch (DateTimeException e) {
            return Optional.empty(); // what is wrong with it is said by the caller, who knows where it stood
        }
    }

    private static LocalDate parseDay(String written) {
        return written.indexOf('-') > 0
                ? LocalDate.parse(written)
                : LocalDate.parse(written, DateTimeFormatter.BASIC_ISO_DATE);
    }

    /**
     * Reads a period of whatever cadence.
     *
     * @see #parse
     * @throws UnknownName if no period is written like this
     */
    public static Period written(String text) {
        return Stream.of(Cadence.values())
                .flatMap(cadence -> parse(cadence, text).stream())
                .findFirst()
                .orElseThrow(() -> new UnknownName("period", text, List.of("2012-S38", "2012-09", "2012-09-25")));
    }

    private static YearMonth parseMonth(String written) {
        if (written.indexOf('/') > 0) {
            return YearMonth.parse(written, MONTH_FIRST);
        }
        return written.matches("\\p{L}.*") ? YearMonth.parse(written, MONTH_IN_WORDS) : YearMonth.parse(written);
    }

    private static Optional<Period> parseWeek(String written) {
        Matcher yearFirst = WEEK.matcher(written);
        if (yearFirst.matches()) {
            return week(Integer.parseInt(yearFirst.group(1)), Integer.parseInt(yearFirst.group(2)));
        }
        Matcher weekFirst = WEEK_FIRST.matcher(written);
        if (weekFirst.matches()) {
            return week(Integer.parseInt(weekFirst.group(2)), Integer.parseInt(weekFirst.group(1)));
        }
        return Optional.empty();
    }

    private static Optional<Period> week(int weekBasedYear, int week) {
        // 4 January is always in week 1 (ISO 8601).
        LocalDate inFirstWeek = LocalDate.of(weekBasedYear, 1, 4);
        LocalDate monday = inFirstWeek
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .plusWeeks(week - 1L);
        boolean exists = week >= 1 && monday.get(IsoFields.WEEK_BASED_YEAR) == weekBasedYear;
        return exists ? Optional.of(new Period(Cadence.WEEKLY, monday)) : Optional.empty();
    }

    /** The week of this name for a source whose weeks begin on another day than Monday; another period as it is. */
    public Period startingOn(DayOfWeek day) {
        return cadence == Cadence.WEEKLY
                ? new Period(
                        cadence,
                        start.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                                .with(TemporalAdjusters.nextOrSame(day)))
                : this;
    }

    /** The last day of the period. */
    public LocalDate end() {
        return switch (cadence) {
            case DATED -> start;
            case WEEKLY -> start.plusDays(6);
            case MONTHLY -> start.with(TemporalAdjusters.lastDayOfMonth());
        };
    }

    /** The last week that ended on or before the first day of this period: what a published table is reconciled with. */
    public Period lastEndedWeek() {
        return weekOf(start.minusDays(6));
    }

    /** What figures of this period are about: of a table published on a day, the week that it is reconciled with. */
    public Period subject() {
        return cadence == Cadence.DATED ? lastEndedWeek() : this;
    }

    /**
     * Whether someone who writes this means it: its name in any spelling or, of a table published on a day, the week that
     * it is reconciled with.
     */
    public boolean isCalled(String written) {
        boolean byWeek =
                cadence == Cadence.DATED && parse(Cadence.WEEKLY, written).equals(Optional.of(lastEndedWeek()));
        return byWeek || isNamed(written);
    }

    /** Whether this is its name, in any spelling. */
    public boolean isNamed(String written) {
        return parse(cadence, written).map(Period::label).equals(Optional.of(label()));
    }

    /** The period's name: {@code 2012-S38}, {@code 2012-09}, {@code 2012-09-25}. */
    public String label() {
        return switch (cadence) {
            case DATED -> start.toString();
            case WEEKLY ->
                String.format(
                        Locale.ROOT,
                        "%d-S%02d",
                        start.get(IsoFields.WEEK_BASED_YEAR),
                        start.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTHLY -> YearMonth.from(start).toString();
        };
    }

    /** The period of the same kind that many periods later, or earlier if negative; of a table published on a day, days. */
    public Period plus(int periods) {
        return switch (cadence) {
            case DATED -> new Period(cadence, start.plusDays(periods));
            case WEEKLY -> new Period(cadence, start.plusWeeks(periods));
            case MONTHLY -> new Period(cadence, start.plusMonths(periods));
        };
    }

    /** Whether any of its days is a public holiday of France. */
    public boolean hasPublicHoliday() {
        return start.datesUntil(end().plusDays(1)).anyMatch(PublicHolidays::contains);
    }

    /** The vintage of the regions in force: 27 regions until 2015, 18 since 1 January 2016. */
    public int vintage() {
        return start.getYear() < 2016 ? 2012 : 2016;
    }

    @Override
    public int compareTo(Period other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return label();
    }
}
