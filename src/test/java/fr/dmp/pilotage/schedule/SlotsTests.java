package fr.dmp.pilotage.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Days;
import fr.dmp.pilotage.catalog.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Moments of schedules, on the days on which clocks and calendars are not as on others. */
class SlotsTests {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private static Slots slots(String cron, Days days) {
        return new Slots(new Schedule(cron, PARIS, days, Schedule.Misfire.ONCE, null, Duration.ofHours(3)));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(PARIS).toInstant();
    }

    /** The next moments after one, as the clock shows them. */
    private static List<String> next(String cron, Days days, String after, int count) {
        Slots slots = slots(cron, days);
        return slots.after(at(after), count).stream()
                .map(slots::local)
                .map(LocalDateTime::toString)
                .toList();
    }

    private static List<String> next(String cron, String after, int count) {
        return next(cron, Days.EVERY_DAY, after, count);
    }

    @Test
    void theNightThatHasNoHalfPastTwoIsLeftToTheNextOne() {
        assertThat(next("0 30 2 * * ?", "2026-03-28T12:00", 3))
                .containsExactly("2026-03-30T02:30", "2026-03-31T02:30", "2026-04-01T02:30");
    }

    @Test
    void inTheNightThatHasHalfPastTwoTwiceItFiresOnce() {
        assertThat(next("0 30 2 * * ?", "2026-10-24T12:00", 3))
                .containsExactly("2026-10-25T02:30", "2026-10-26T02:30", "2026-10-27T02:30");
        Slots slots = slots("0 30 2 * * ?", Days.EVERY_DAY);
        Instant first = Instant.parse("2026-10-25T00:30:00Z");
        Instant second = Instant.parse("2026-10-25T01:30:00Z");
        assertThat(slots.local(first)).as("both are one moment of the schedule").isEqualTo(slots.local(second));
    }

    @Test
    void anHourThatEveryDayHasIsKeptWhenClocksChange() {
        assertThat(next("0 0 5 * * ?", "2026-03-28T12:00", 2)).containsExactly("2026-03-29T05:00", "2026-03-30T05:00");
        assertThat(next("0 0 5 * * ?", "2026-10-24T12:00", 2)).containsExactly("2026-10-25T05:00", "2026-10-26T05:00");
    }

    @Test
    void aLeapDayHasItsNight() {
        assertThat(next("0 0 5 * * ?", "2028-02-28T12:00", 2)).containsExactly("2028-02-29T05:00", "2028-03-01T05:00");
        assertThat(next("0 0 5 29 2 ?", "2026-01-01T00:00", 2)).containsExactly("2028-02-29T05:00", "2032-02-29T05:00");
    }

    @Test
    void theMondayAfterWeek53IsThatOfWeek1() {
        assertThat(next("0 0 5 ? * MON", "2026-12-21T12:00", 3))
                .containsExactly("2026-12-28T05:00", "2027-01-04T05:00", "2027-01-11T05:00");
    }

    @Test
    void theEndOfTheYearIsPassed() {
        assertThat(next("0 0 5 * * ?", "2026-12-31T12:00", 1)).containsExactly("2027-01-01T05:00");
        assertThat(next("0 0 5 * * ?", Days.WORKING_DAYS, "2026-12-31T12:00", 1))
                .containsExactly("2027-01-04T05:00");
    }

    @Test
    void theFirstWorkingDayOfAMonthIsOneDay() {
        assertThat(next("0 0 6 * * ?", Days.FIRST_WORKING_DAY_OF_MONTH, "2026-10-15T00:00", 3))
                .containsExactly("2026-11-02T06:00", "2026-12-01T06:00", "2027-01-04T06:00");
    }

    @Test
    void theLastOneIsFoundHoweverLongAgo() {
        Slots nightly = slots("0 0 5 * * ?", Days.EVERY_DAY);
        assertThat(nightly.atOrBefore(at("2026-10-01T04:59:59")).map(nightly::local))
                .contains(LocalDateTime.parse("2026-09-30T05:00"));
        assertThat(nightly.atOrBefore(at("2026-10-01T05:00:00")).map(nightly::local))
                .as("a moment is its own")
                .contains(LocalDateTime.parse("2026-10-01T05:00"));
        Slots leap = slots("0 0 5 29 2 ?", Days.EVERY_DAY);
        assertThat(leap.atOrBefore(at("2027-10-01T00:00")).map(leap::local))
                .contains(LocalDateTime.parse("2024-02-29T05:00"));
    }
}
