package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicHolidaysTests {

    /** The earliest and the latest day that there are, years around the corrections of the rule, and recent ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1818-03-22", "1886-04-25", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23",
                "2011-04-24", "2012-04-08", "2013-03-31", "2018-04-01", "2019-04-21", "2020-04-12", "2024-03-31",
                "2025-04-20", "2026-04-05", "2038-04-25", "2049-04-18", "2076-04-19", "2285-03-22"
            })
    void easterIsWhenItWas(LocalDate easter) {
        assertThat(PublicHolidays.easter(easter.getYear())).isEqualTo(easter);
    }

    @Test
    void easterIsASundayFromTheEndOfMarchToTheEndOfApril() {
        assertThat(IntStream.rangeClosed(1900, 2299)).allSatisfy(year -> {
            LocalDate easter = PublicHolidays.easter(year);
            assertThat(easter.getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
            assertThat(easter).isBetween(LocalDate.of(year, 3, 22), LocalDate.of(year, 4, 25));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2012-01-01, 1er janvier",
        "2012-04-09, lundi de Pâques",
        "2012-05-01, fête du Travail",
        "2012-05-08, victoire de 1945",
        "2012-05-17, Ascension",
        "2012-05-28, lundi de Pentecôte",
        "2012-07-14, fête nationale",
        "2012-08-15, Assomption",
        "2012-11-01, Toussaint",
        "2012-11-11, armistice de 1918",
        "2012-12-25, Noël"
    })
    void eachOfTheElevenDaysIsOne(LocalDate day, String name) {
        assertThat(PublicHolidays.contains(day)).as(name).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2008, 2012, 2013, 2015, 2026})
    void aYearHasElevenDaysOrTenWhenTwoFallTogether(int year) {
        long days = LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(PublicHolidays::contains)
                .count();
        // In 2008 Ascension was on the first of May.
        assertThat(days).isEqualTo(year == 2008 ? 10 : 11);
    }

    @ParameterizedTest
    @CsvSource({
        "2012-04-06, Good Friday is one in Alsace and Moselle only",
        "2012-12-26, and so is the day after Christmas",
        "2012-04-08, Easter itself is a Sunday like any other",
        "2012-05-27, and so is Whit Sunday",
        "2012-05-22, the end of slavery is remembered in Martinique only",
        "2013-04-09, what was Easter Monday in another year",
        "2012-09-17, an ordinary Monday"
    })
    void anyOtherDayIsNone(LocalDate day, String why) {
        assertThat(PublicHolidays.contains(day)).as(why).isFalse();
    }
}
