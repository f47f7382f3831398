package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.catalog.Period.Cadence;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTests {

    @ParameterizedTest
    @ValueSource(strings = {"2012-S38", "2012-W38", "2012-s38", "2012S38", "201238", "S38/2012", "w38/2012"})
    void readsAWeekHoweverItIsWritten(String written) {
        assertThat(Period.parse(Cadence.WEEKLY, written))
                .contains(new Period(Cadence.WEEKLY, LocalDate.of(2012, 9, 17)));
    }

    @Test
    void readsAWeekWithOneDigitWhenItComesFirst() {
        assertThat(Period.parse(Cadence.WEEKLY, " S7/2012 ")).contains(Period.weekOf(LocalDate.of(2012, 2, 13)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2012",
                "S38",
                "2012-S8",
                "2012-X38",
                "2012-38",
                "2012-09",
                "38/2012",
                "2012-S38-1",
                "2012-09-25",
                "semaine 38"
            })
    void doesNotReadAsAWeekWhatIsNone(String written) {
        assertThat(Period.parse(Cadence.WEEKLY, written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2009, 2015, 2020, 2026})
    void someYearsHaveA53rdWeek(int year) {
        assertThat(Period.parse(Cadence.WEEKLY, year + "-S53"))
                .map(Period::label)
                .contains(year + "-S53");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2012-S53", "2011-S53", "2015-S54", "2012-S00", "2012-S99"})
    void aWeekThatDoesNotExistIsNotRead(String written) {
        assertThat(Period.parse(Cadence.WEEKLY, written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2012-09-17, 2012-S38",
        "2012-09-23, 2012-S38",
        "2012-01-01, 2011-S52",
        "2012-01-02, 2012-S01",
        "2012-12-30, 2012-S52",
        "2012-12-31, 2013-S01",
        "2016-01-01, 2015-S53",
        "2016-01-03, 2015-S53",
        "2016-01-04, 2016-S01"
    })
    void aDayBelongsToTheWeekOfItsThursday(LocalDate day, String label) {
        assertThat(Period.weekOf(day).label()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2012-09", "09/2012", "septembre 2012", " Septembre 2012 ", "SEPTEMBRE 2012"})
    void readsAMonth(String written) {
        assertThat(Period.parse(Cadence.MONTHLY, written))
                .contains(new Period(Cadence.MONTHLY, LocalDate.of(2012, 9, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2012-13", "2012-9", "13/2012", "9/2012", "september 2012", "septembre", "", "2012-09-25"})
    void doesNotReadAsAMonthWhatIsNone(String written) {
        assertThat(Period.parse(Cadence.MONTHLY, written)).isEmpty();
    }

    @Test
    void readsADay() {
        assertThat(Period.parse(Cadence.DATED, "2012-09-25")).contains(dated("2012-09-25"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2012-02-30", "25/09/2012", "20120931", "2012-S38"})
    void doesNotReadAsADayWhatIsNone(String written) {
        assertThat(Period.parse(Cadence.DATED, written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"WEEKLY, 2012-S38, 2012-09-23", "MONTHLY, 2012-02, 2012-02-29", "DATED, 2012-09-25, 2012-09-25"})
    void endsWithItsLastDay(Cadence cadence, String label, LocalDate end) {
        assertThat(Period.parse(cadence, label).map(Period::end)).contains(end);
    }

    @ParameterizedTest
    @CsvSource({"WEEKLY, 2012-S38", "MONTHLY, 2012-09", "DATED, 2012-09-25"})
    void itsLabelIsReadBackAsTheSamePeriod(Cadence cadence, String label) {
        Optional<Period> period = Period.parse(cadence, label);
        assertThat(period.map(Period::toString)).contains(label);
        assertThat(period.flatMap(each -> Period.parse(cadence, each.label()))).isEqualTo(period);
    }

    @ParameterizedTest
    @CsvSource({"2012-09-25, 2012-S38", "2012-09-24, 2012-S38", "2012-09-29, 2012-S38", "2012-09-30, 2012-S39"})
    void theLastEndedWeekOfADayEndsOnTheSundayBefore(String day, String week) {
        assertThat(dated(day).lastEndedWeek().label()).isEqualTo(week);
    }

    @ParameterizedTest
    @CsvSource({
        "DATED, 2012-09-25, 2012-09-25",
        "DATED, 2012-09-25, 2012-S38",
        "WEEKLY, 2012-S38, S38/2012",
        "MONTHLY, 2012-09, 2012-09"
    })
    void itIsCalledByItsNameAndATableByItsWeekToo(Cadence cadence, String label, String written) {
        assertThat(Period.parse(cadence, label).orElseThrow().isCalled(written)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"DATED, 2012-09-25, 2012-S39", "WEEKLY, 2012-S38, 2012-S37", "WEEKLY, 2012-S38, 2012-09-17"})
    void itIsNotCalledByAnotherName(Cadence cadence, String label, String written) {
        assertThat(Period.parse(cadence, label).orElseThrow().isCalled(written)).isFalse();
    }

    @Test
    void theLastEndedWeekOfASundayIsItsOwn() {
        LocalDate sunday = LocalDate.of(2012, 9, 23);
        assertThat(new Period(Cadence.DATED, sunday).lastEndedWeek()).isEqualTo(Period.weekOf(sunday));
    }

    @ParameterizedTest
    @CsvSource({"DATED, 2015-12-31, 2012", "WEEKLY, 2015-S53, 2012", "DATED, 2016-01-01, 2016", "MONTHLY, 2016-01, 2016"
    })
    void theVintageOfTheRegionsChangesWith2016(Cadence cadence, String label, int vintage) {
        assertThat(Period.parse(cadence, label).map(Period::vintage)).contains(vintage);
    }

    @Test
    void aMonthStartsOnItsFirstDay() {
        assertThatThrownBy(() -> new Period(Cadence.MONTHLY, LocalDate.of(2012, 9, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2012-09-02 does not start a MONTHLY period");
    }

    @ParameterizedTest
    @CsvSource({
        "2018-S49, 2018-12-06, 2018-12-12",
        "2018-S52, 2018-12-27, 2019-01-02",
        "2019-S01, 2019-01-03, 2019-01-09",
        "S53/2015, 2015-12-31, 2016-01-06"
    })
    void aWeekFromThursdayOnIsNamedByTheIsoWeekOfThatThursday(String written, LocalDate start, LocalDate end) {
        Period week = Period.parse(Cadence.WEEKLY, written).orElseThrow().startingOn(DayOfWeek.THURSDAY);
        assertThat(week.start()).isEqualTo(start);
        assertThat(week.end()).isEqualTo(end);
        assertThat(week.isNamed(written)).isTrue();
        assertThat(week.isCalled(written)).isTrue();
        assertThat(week.isNamed(week.plus(1).label())).isFalse();
        assertThat(week.plus(-1).end()).isEqualTo(start.minusDays(1));
    }

    @Test
    void aWeekFromSundayOnStillLiesInTheIsoWeekOfItsName() {
        Period week = Period.parse(Cadence.WEEKLY, "2012-S38").orElseThrow().startingOn(DayOfWeek.SUNDAY);
        assertThat(week.start()).isEqualTo(LocalDate.of(2012, 9, 23));
        assertThat(week.label()).isEqualTo("2012-S38");
    }

    @Test
    void aDayMayBeWrittenWithoutHyphens() {
        assertThat(Period.parse(Cadence.DATED, "20260512")).contains(dated("2026-05-12"));
        assertThat(Period.parse(Cadence.DATED, "20260532")).isEmpty();
    }

    @Test
    void comesInTheOrderOfTheCalendar() {
        assertThat(dated("2012-09-25")).isGreaterThan(dated("2012-09-18")).isLessThan(dated("2013-01-01"));
    }

    @Test
    void aTableOfAMondayIsNotTheWeekThatItStarts() {
        LocalDate monday = LocalDate.of(2012, 9, 17);
        assertThat(new Period(Cadence.DATED, monday)).isNotEqualByComparingTo(Period.weekOf(monday));
        assertThat(Period.weekOf(monday)).isEqualByComparingTo(Period.weekOf(monday.plusDays(6)));
    }

    @ParameterizedTest
    @CsvSource({
        "WEEKLY, 2012-S38, 0, 2012-S38",
        "WEEKLY, 2012-S52, 1, 2013-S01",
        "WEEKLY, 2013-S01, -3, 2012-S50",
        "WEEKLY, 2015-S53, 1, 2016-S01",
        "WEEKLY, 2016-S01, -1, 2015-S53",
        "MONTHLY, 2012-12, 1, 2013-01",
        "MONTHLY, 2012-03, -12, 2011-03",
        "DATED, 2012-02-28, 1, 2012-02-29"
    })
    void countsItsOwnKindForwardsAndBackwards(Cadence cadence, String label, int periods, String other) {
        assertThat(Period.parse(cadence, label).map(each -> each.plus(periods).label()))
                .contains(other);
    }

    @ParameterizedTest
    @CsvSource({
        "WEEKLY, 2012-S15, Easter Monday is its first day",
        "WEEKLY, 2012-S20, Ascension is a Thursday",
        "WEEKLY, 2012-S45, Armistice Day is its Sunday",
        "WEEKLY, 2013-S01, New Year is in its middle",
        "MONTHLY, 2012-05, four of them",
        "DATED, 2012-12-25, Christmas"
    })
    void knowsThatOneOfItsDaysIsAPublicHoliday(Cadence cadence, String label, String why) {
        assertThat(Period.parse(cadence, label).map(Period::hasPublicHoliday))
                .as(why)
                .contains(true);
    }

    @ParameterizedTest
    @CsvSource({
        "WEEKLY, 2012-S14, Easter is its Sunday and the Monday after it the next week's",
        "WEEKLY, 2012-S16, the week after Easter Monday",
        "WEEKLY, 2012-S01, it starts on the second of January",
        "WEEKLY, 2012-S38, an ordinary week",
        "MONTHLY, 2012-09, an ordinary month",
        "DATED, 2012-09-25, an ordinary day"
    })
    void knowsThatNoneOfItsDaysIsAPublicHoliday(Cadence cadence, String label, String why) {
        assertThat(Period.parse(cadence, label).map(Period::hasPublicHoliday))
                .as(why)
                .contains(false);
    }

    private static Period dated(String day) {
        return new Period(Cadence.DATED, LocalDate.parse(day));
    }
}
