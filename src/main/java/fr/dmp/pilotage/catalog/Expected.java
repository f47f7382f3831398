package fr.dmp.pilotage.catalog;

import fr.dmp.pilotage.catalog.Period.Cadence;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a feed are expected, from whom and by when: {@code expected} of {@code jobs/feeds/<feed>.yaml}. Without a
 * declaration, files of a week or a month are expected for every one of them, within {@value #DEFAULT_DAYS} days; files of
 * a date come when they come.
 *
 * @param every what a file is expected for
 * @param terms of the senders that have none of their own
 * @param perSender terms of those that have, by name
 */
public record Expected(Every every, Terms terms, Map<String, Terms> perSender) {

    /** A file of a week that is later than this comes when that of the next week is there to be drawn up. */
    private static final int DEFAULT_DAYS = 7;

    /** What a file is expected for. */
    public enum Every {
        /** Each week; a file of a date is that of the last week that had ended. */
        WEEKLY,
        /** Each month; a file of a date is that of the last month that had ended. */
        MONTHLY,
        /** Nothing: files come when they come, and none is missed. */
        NEVER
    }

    /**
     * What is expected of a sender.
     *
     * @param from the first period, or null for the first that it ever sent, or any sender if it never did
     * @param until the last period, or null if there is none
     * @param withinDays how many days after the last day of its period a file may arrive and be on time
     */
    public record Terms(@Nullable Period from, @Nullable Period until, int withinDays) {

        /** The last day on which the file of a period is on time. */
        public LocalDate due(Period period) {
            return period.end().plusDays(withinDays);
        }

        private boolean covers(Period period) {
            return (from == null || period.compareTo(from) >= 0) && (until == null || period.compareTo(until) <= 0);
        }

        private static Terms read(YamlMap yaml, Every every, DayOfWeek weekStart, Terms otherwise) {
            Period from = period(yaml, "from", every, weekStart);
            Period until = period(yaml, "until", every, weekStart);
            Terms terms = new Terms(
                    from == null ? otherwise.from : from,
                    until == null ? otherwise.until : until,
                    yaml.whole("within-days", otherwise.withinDays));
            if (terms.withinDays < 0) {
                yaml.problem("within-days", "expected 0 or more, found " + terms.withinDays);
            }
            if (terms.from != null && terms.until != null && terms.until.compareTo(terms.from) < 0) {
                yaml.problem(
                        until == null ? "from" : "until",
                        "expected no end before the beginning, found " + terms.from + " until " + terms.until);
            }
            return terms;
        }

        private static @Nullable Period period(YamlMap yaml, String key, Every every, DayOfWeek weekStart) {
            String written = yaml.optionalText(key);
            Cadence cadence = cadence(every);
            if (written == null || cadence == null) {
                return null;
            }
            Optional<Period> period = Period.parse(cadence, written).map(week -> week.startingOn(weekStart));
            if (period.isEmpty()) {
                yaml.problem(
                        key,
                        "expected a " + (every == Every.WEEKLY ? "week such as 2012-S38" : "month such as 2012-09")
                                + ", found \"" + written + "\"");
            }
            return period.orElse(null);
        }
    }

    /** What is expected where nothing is declared. */
    static Expected undeclared(Cadence files) {
        return new Expected(usual(files), new Terms(null, null, DEFAULT_DAYS), Map.of());
    }

    static Expected read(YamlMap yaml, Cadence files, DayOfWeek weekStart, List<String> senders) {
        Every every = yaml.oneOf("every", Every.class, usual(files));
        if (every == Every.NEVER) {
            return new Expected(every, undeclared(files).terms, Map.of());
        }
        if (files != Cadence.DATED && every != usual(files)) {
            yaml.problem(
                    "every",
                    "expected " + word(usual(files)) + " or never, as the names of its files say, found "
                            + word(every));
        }
        Terms terms = Terms.read(yaml, every, weekStart, undeclared(files).terms);
        Map<String, Terms> perSender =
                yaml.mapsByName("per-sender", nested -> Terms.read(nested, every, weekStart, terms));
        perSender.keySet().stream()
                .filter(name -> !senders.contains(name))
                .forEach(name -> yaml.problem(
                        "per-sender", "expected any of " + String.join(", ", senders) + ", found \"" + name + "\""));
        return new Expected(every, terms, perSender);
    }

    private static Every usual(Cadence files) {
        return switch (files) {
            case WEEKLY -> Every.WEEKLY;
            case MONTHLY -> Every.MONTHLY;
            case DATED -> Every.NEVER;
        };
    }

    private static String word(Every every) {
        return every.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Cadence cadence(Every every) {
        return switch (every) {
            case WEEKLY -> Cadence.WEEKLY;
            case MONTHLY -> Cadence.MONTHLY;
            case NEVER -> null;
        };
    }

    /** What is expected of a sender. */
    public Terms of(String sender) {
        return perSender.getOrDefault(sender, terms);
    }

    /** The period that a file counts for: its own or, if it is of a date, the last expected one that had ended. */
    public Period counted(Period file) {
        if (file.cadence() != Cadence.DATED) {
            return file;
        }
        return switch (every) {
            case WEEKLY -> file.lastEndedWeek();
            case MONTHLY ->
                new Period(
                        Cadence.MONTHLY,
                        YearMonth.from(file.start().plusDays(1)).minusMonths(1).atDay(1));
            case NEVER -> file;
        };
    }

    /**
     * The first period for which a sender is expected to send a file.
     *
     * @param sent the first one that it ever sent, counted as {@link #counted} does, or null if it never did
     * @param anybody the first one that any sender of the feed did, or null
     * @return empty if nothing is expected of it, or nobody knows since when
     */
    public Optional<Period> first(String sender, @Nullable Period sent, @Nullable Period anybody) {
        if (every == Every.NEVER) {
            return Optional.empty();
        }
        Period declared = of(sender).from;
        return Optional.ofNullable(declared != null ? declared : sent != null ? sent : anybody);
    }

    /**
     * Whether a sender is expected to send a file for a period.
     *
     * @see #first
     */
    public boolean asksFor(Period period, String sender, @Nullable Period sent, @Nullable Period anybody) {
        return of(sender).covers(period)
                && first(sender, sent, anybody)
                        .filter(first -> first.compareTo(period) <= 0)
                        .isPresent();
    }
}
