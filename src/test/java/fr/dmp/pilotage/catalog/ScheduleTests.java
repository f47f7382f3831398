package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a job is run, as it is declared, and on which days. */
class ScheduleTests {

    private static final String WEEKLY = "jobs/weekly.yaml";

    @TempDir
    private Path directory;

    private List<String> problems(String from, String to) throws IOException {
        return new Site(directory).with(WEEKLY, from, to).problems();
    }

    @Test
    void theWeeklyJobIsDeclaredWhole() {
        assertThat(new Site(directory).catalog().job("weekly").schedule())
                .isEqualTo(new Schedule(
                        "0 0 5 * * ?",
                        ZoneId.of("Europe/Paris"),
                        Days.EVERY_DAY,
                        Schedule.Misfire.ONCE,
                        9,
                        Duration.ofHours(3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0 30 6 1W * ?", "0 0 4 L * ?", "0 0 5 ? * MON-FRI", "0 0 5 ? * FRI#2", "0 0/15 5-7 * 1,7 ?"})
    void whatQuartzUnderstandsIsTaken(String cron) throws IOException {
        assertThat(problems("0 0 5 * * ?", cron)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 5 * * ?|expected six fields, such as \"0 0 5 * * ?\" for 05:00 every day, found \"0 5 * * ?\"",
                "0 0 5 * * *|expected ? for either the day of the month or the day of the week, found \"0 0 5 * * *\"",
                "0 0 5 ? * ?|expected ? for either the day of the month or the day of the week, found \"0 0 5 ? * ?\"",
                "0 0 5 ? * 2-6|expected days of the week by their names, such as MON-FRI, found \"0 0 5 ? * 2-6\"",
            })
    void anExpressionOfAnotherKindIsRefused(String cron, String message) throws IOException {
        assertThat(problems("0 0 5 * * ?", cron)).containsExactly(WEEKLY + " line 7, schedule.cron: " + message);
    }

    @Test
    void anHourThatNoClockShowsIsRefused() throws IOException {
        assertThat(problems("0 0 5 * * ?", "0 0 25 * * ?"))
                .singleElement()
                .asString()
                .startsWith(WEEKLY + " line 7, schedule.cron: expected a cron expression, found \"0 0 25 * * ?\": ");
    }

    @Test
    void aZoneThatDoesNotExistIsRefused() throws IOException {
        assertThat(problems("zone: Europe/Paris", "zone: Europe/Lutece"))
                .containsExactly(WEEKLY
                        + " line 8, schedule.zone: expected a time zone such as Europe/Paris, found \"Europe/Lutece\"");
    }

    @Test
    void aPeriodCannotWaitForLongerThanAYear() throws IOException {
        assertThat(problems("wait-days: 9", "wait-days: 367"))
                .containsExactly(WEEKLY + " line 10, schedule.wait-days: expected 0 to 366, found 367");
    }

    @Test
    void theDeadlineIsSoManyDaysAfterTheEndOfThePeriod() {
        Schedule schedule = new Site(directory).catalog().job("weekly").schedule();
        assertThat(schedule.deadline(Period.written("2012-S38"))).isEqualTo(LocalDate.of(2012, 10, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "2012-10-01, true", // a Monday
        "2012-10-06, false", // a Saturday
        "2012-10-07, false",
        "2012-11-01, false", // All Saints
        "2013-05-20, false", // Whit Monday
        "2013-05-21, true",
        "2012-02-29, true"
    })
    void workingDaysAreNeitherAtAWeekendNorAHoliday(LocalDate day, boolean worked) {
        assertThat(Days.WORKING_DAYS.include(day)).isEqualTo(worked);
        assertThat(Days.EVERY_DAY.include(day)).isTrue();
    }

    @Test
    void aMonthHasOneFirstWorkingDayAndAWeekToo() {
        assertThat(days(Days.FIRST_WORKING_DAY_OF_MONTH, 2012, 11, 30)).containsExactly("2012-11-02");
        assertThat(days(Days.FIRST_WORKING_DAY_OF_MONTH, 2013, 6, 30)).containsExactly("2013-06-03");
        assertThat(days(Days.FIRST_WORKING_DAY_OF_WEEK, 2013, 5, 31))
                .as("after Whit Monday comes Tuesday")
                .containsExactly("2013-05-06", "2013-05-13", "2013-05-21", "2013-05-27");
    }

    private static List<String> days(Days days, int year, int month, int length) {
        return Stream.iterate(LocalDate.of(year, month, 1), day -> day.plusDays(1))
                .limit(length)
                .filter(days::include)
                .map(LocalDate::toString)
                .toList();
    }
}
