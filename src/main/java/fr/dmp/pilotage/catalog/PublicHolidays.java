package fr.dmp.pilotage.catalog;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/**
 * The eleven public holidays of France (Code du travail, article L3133-1). Those that only some départements have are
 * left out: a national week is judged by the national ones.
 */
final class PublicHolidays {

    private static final Set<MonthDay> FIXED = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(5, 1),
            MonthDay.of(5, 8),
            MonthDay.of(7, 14),
            MonthDay.of(8, 15),
            MonthDay.of(11, 1),
            MonthDay.of(11, 11),
            MonthDay.of(12, 25));

    private PublicHolidays() {}

    /** Whether this day is one. */
    static boolean contains(LocalDate day) {
        LocalDate easter = easter(day.getYear());
        return FIXED.contains(MonthDay.from(day))
                || day.equals(easter.plusDays(1)) // Easter Monday
                || day.equals(easter.plusDays(39)) // Ascension
                || day.equals(easter.plusDays(50)); // Whit Monday
    }

    /** Easter Sunday of a Gregorian year, by the golden number and the epact (Gauss, as completed by Oudin). */
    static LocalDate easter(int year) {
        int century = year / 100;
        int golden = year % 19;
        int k = (century - 17) / 25;
        int i = (century - century / 4 - (century - k) / 3 + 19 * golden + 15) % 30;
        i -= (i / 28) * (1 - (i / 28) * (29 / (i + 1)) * ((21 - golden) / 11));
        int j = (year + year / 4 + i + 2 - century + century / 4) % 7;
        int fromMarch = i - j;
        int month = 3 + (fromMarch + 40) / 44;
        int day = fromMarch + 28 - 31 * (month / 4);
        return LocalDate.of(year, month, day);
    }
}
