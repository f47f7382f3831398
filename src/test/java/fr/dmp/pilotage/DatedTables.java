package fr.dmp.pilotage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/** Fictitious tables of the weeks after the published one: each Tuesday one DMP more in Alsace. */
final class DatedTables {

    private static final LocalDate FIRST = LocalDate.of(2012, 9, 25);

    private DatedTables() {}

    /** The date of a table, from 0. */
    static String date(int number) {
        return FIRST.plusWeeks(number).toString();
    }

    static String name(int number) {
        return "synthese_regions_" + date(number) + ".tsv";
    }

    static String text(int number) {
        return PublishedFigures.text()
                .replace("7 394\t20 633\t28 027", spaced(7_394 + number) + "\t20 633\t" + spaced(28_027 + number))
                .replace(
                        "65 753\t138 427\t204 180", spaced(65_753 + number) + "\t138 427\t" + spaced(204_180 + number));
    }

    private static String spaced(int value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', ' ');
    }

    /** Puts so many tables into the inbox, old enough to be taken at once. */
    static void putInto(Path home, int tables) throws IOException {
        for (int i = 0; i < tables; i++) {
            put(home, name(i), text(i));
        }
    }

    static void put(Path home, String name, String text) throws IOException {
        Path folder = Files.createDirectories(home.resolve("inbox").resolve("national"));
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2012-09-25T10:00:00Z")));
    }

    /** Where the workbook of a table is written. */
    static Path workbook(Path home, int number) {
        return home.resolve("reports")
                .resolve("activity-figures")
                .resolve(date(number))
                .resolve("chiffres-activite_" + date(number) + "_france.xlsx");
    }
}
