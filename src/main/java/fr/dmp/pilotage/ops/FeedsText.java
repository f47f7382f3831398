package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.FeedListing;
import fr.dmp.pilotage.pipeline.FeedListing.Unseen;
import fr.dmp.pilotage.pipeline.FeedState;
import fr.dmp.pilotage.pipeline.FeedState.State;
import fr.dmp.pilotage.pipeline.LoadText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where periods of feeds stand, as rows for people and as JSON objects for scripts. */
final class FeedsText {

    static final List<String> LABELS =
            List.of("feed", "period", "sender", "state", "received", "rows", "revision", "remark");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    /** A longer reason is read with 'holds' or '--json': a row should stay a row. */
    private static final int REASON = 120;

    private FeedsText() {}

    /** States by the words that are printed. */
    static final class States implements ITypeConverter<State> {

        @Override
        public State convert(String word) {
            return Stream.of(State.values())
                    .filter(state -> LoadText.word(state).equals(word.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected one of "
                            + Stream.of(State.values()).map(LoadText::word).collect(Collectors.joining(", "))
                            + ", found \"" + word + "\""));
        }
    }

    /** @param zone that days are counted in: a time beside them is of the same clock */
    static List<? extends @Nullable Object> row(FeedState state, ZoneId zone) {
        Long rows = state.rows();
        return Arrays.asList(
                state.feed(),
                state.period(),
                state.sender(),
                LoadText.word(state.state()),
                time(state.received(), zone),
                rows == null ? null : LoadText.number(rows),
                state.revision(),
                remark(state));
    }

    private static @Nullable String time(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : TIME.format(LocalDateTime.ofInstant(instant, zone));
    }

    private static String remark(FeedState state) {
        String before = state.before();
        boolean replaces = state.state() == State.REVISED || state.state() == State.PARTIAL;
        return Stream.of(
                        due(state),
                        before == null || !replaces ? before : "before: " + before,
                        state.reason() == null ? null : shortened(state.reason()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
    }

    private static @Nullable String due(FeedState state) {
        LocalDate due = state.due();
        Integer late = state.lateDays();
        if (late != null) {
            return late + (late == 1 ? " day late" : " days late");
        }
        return switch (state.state()) {
            case MISSING -> due == null ? "never sent" : "was due " + due;
            case AWAITED -> "due " + due;
            case REFUSED, HELD, FAILED, LOADING, WITHDRAWN, PARTIAL, REVISED, LATE, ARRIVED -> null;
        };
    }

    private static String shortened(String reason) {
        return reason.length() <= REASON ? reason : reason.substring(0, REASON - 1) + "…";
    }

    static Map<String, @Nullable Object> object(FeedState state) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("feed", state.feed());
        object.put("period", state.period());
        object.put("sender", state.sender());
        object.put("state", LoadText.word(state.state()));
        object.put("received", text(state.received()));
        object.put("rows", state.rows());
        object.put("revision", state.revision());
        object.put("due", text(state.due()));
        object.put("late_days", state.lateDays());
        object.put("reason", state.reason());
        object.put("before", state.before());
        object.put("load", state.load());
        return object;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** What is missing besides, a line for each feed and side of what is listed. */
    static List<String> unseen(FeedListing listing) {
        return listing.unseen().stream().map(FeedsText::line).toList();
    }

    private static String line(Unseen unseen) {
        String kind =
                switch (unseen.first().cadence()) {
                    case DATED -> "day";
                    case WEEKLY -> "week";
                    case MONTHLY -> "month";
                };
        return unseen.feed() + ": … and " + LoadText.number(unseen.count()) + " more " + kind
                + (unseen.count() == 1 ? "" : "s")
                + (unseen.since() ? " since " + unseen.first() : " until " + unseen.last())
                + " without a file";
    }
}
