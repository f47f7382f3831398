package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes weekly and monthly files of fictitious structures whose cumulated creations in 2012-S38 add up, region by region, to
 * the published table. The same arguments give the same bytes on any machine: a structure's identity and life follow from
 * seed, scale, volet, region and its number there, never from the weeks or months that are asked for.
 *
 * <p>Months and weeks are of the same lives. For each structure, what it created, put and consulted since the opening lies at
 * a month's end between the figures of the week that ended before and of the week that ends next, and equals the week's where
 * the month ends on a Sunday; likewise the DMP that it fed since the opening. Where months and weeks cannot agree:
 *
 * <ul>
 *   <li>a month is no sum of weeks: most begin or end within one, whose days are then taken as equally busy;
 *   <li>DMP fed in a month are a distinct count: at least those of its busiest whole week, at most those of all weeks that
 *       it touches together;
 *   <li>a professional with two places of practice has two weekly rows and one monthly row, with the figures of both; DMP
 *       that were fed at both count twice in it;
 *   <li>weekly files miss a few rows of hospitals, monthly files none;
 *   <li>distinct counts of regions and of the country are in monthly files alone, and no sum of anything;
 *   <li>types of documents, accesses, equipment and stays are in monthly files alone.
 * </ul>
 */
public final class Generator {

    private static final int MOST_WEEKS = 520;
    private static final int MOST_MONTHS = 120;
    private static final int LARGEST_SCALE = 100;

    /** More would wait for the disk. */
    private static final int THREADS = 2;

    private static final List<LongFunction<Volet>> VOLETS =
            List.of(Practitioners::new, seed -> new Hospitals(), seed -> new OtherStructures());

    private final Geography geography;
    private final double scale;
    private final long seed;

    /**
     * Makes nothing yet.
     *
     * @param geography with the regions and départements of 2012
     * @param scale 1 for about 250 000 PSL, 3 500 ES and 45 000 autres structures; above 0, at most 100
     * @param seed any number; another one gives other structures
     * @throws IllegalArgumentException if the scale is out of bounds
     */
    public Generator(Geography geography, double scale, long seed) {
        refuse(problemOfScale(scale));
        this.geography = geography;
        this.scale = scale;
        this.seed = seed;
    }

    /** What is wrong with a scale, in a line; null if nothing is. */
    public static @Nullable String problemOfScale(double scale) {
        boolean good = scale > 0 && scale <= LARGEST_SCALE;
        return good ? null : "expected a number above 0 and up to " + LARGEST_SCALE + ", found " + scale;
    }

    /** What is wrong with a number of weeks, in a line; null if nothing is. */
    public static @Nullable String problemOfWeeks(int weeks) {
        boolean good = weeks >= 1 && weeks <= MOST_WEEKS;
        return good ? null : "expected 1 to " + MOST_WEEKS + ", found " + weeks;
    }

    /** What is wrong with a number of months, in a line; null if nothing is. */
    public static @Nullable String problemOfMonths(int months) {
        boolean good = months >= 0 && months <= MOST_MONTHS;
        return good ? null : "expected 0 to " + MOST_MONTHS + ", found " + months;
    }

    /** The month that the Sunday of a week lies in: the last one that goes with it. */
    public static Period monthOf(Period week) {
        return new Period(Period.Cadence.MONTHLY, week.end().withDayOfMonth(1));
    }

    /** What is wrong with a last week, in a line; null if nothing is. */
    public static @Nullable String problemOfLast(Period last) {
        Period first = Weeks.first();
        boolean good = last.cadence() == Period.Cadence.WEEKLY
                && last.compareTo(first) >= 0
                && last.compareTo(Weeks.LAST) <= 0;
        return good ? null : "expected a week from " + first + " to " + Weeks.LAST + ", found " + last;
    }

    private static @Nullable String problemOfLastMonth(Period last) {
        Period first = monthOf(Weeks.first());
        boolean good = last.cadence() == Period.Cadence.MONTHLY
                && last.compareTo(first) >= 0
                && last.compareTo(monthOf(Weeks.LAST)) <= 0;
        return good ? null : "expected a month from " + first + " to " + monthOf(Weeks.LAST) + ", found " + last;
    }

    private static void refuse(@Nullable String problem) {
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /**
     * Writes the three files of each week, each whole or not at all; one of the same name is replaced.
     *
     * @param folder made if it is missing
     * @param last the last week, in which no row is missing
     * @param weeks how many, 1 to 520; before 2011-S01 there is no activity
     * @return the files by week, then PSL, ES, autres
     * @throws IllegalArgumentException if the week or their number is out of bounds
     * @throws UncheckedIOException if a file cannot be written
     */
    public List<SampleFile> write(Path folder, Period last, int weeks) {
        return write(folder, last, weeks, THREADS);
    }

    List<SampleFile> write(Path folder, Period last, int weeks, int threads) {
        refuse(problemOfLast(last));
        refuse(problemOfWeeks(weeks));
        return write(folder, weekFiles(last, weeks), threads);
    }

    /**
     * Writes the files of each month, each whole or not at all, and a snapshot of the insured people on the first day of the
     * first one; files of the same name are replaced. The insured people are those of the country whatever the scale.
     *
     * @param folder made if it is missing
     * @param last the last month, from 2011-01 to 2021-01
     * @param months how many, 0 to 120; before 2011-01 there is no activity
     * @return the snapshot, then the files by month: activity of PSL, ES and autres, documents, accesses, equipment,
     *     hospitals' stays, channels, distinct counts; nothing for no months
     * @throws IllegalArgumentException if the month or their number is out of bounds
     * @throws UncheckedIOException if a file cannot be written
     */
    public List<SampleFile> writeMonths(Path folder, Period last, int months) {
        return writeMonths(folder, last, months, THREADS);
    }

    List<SampleFile> writeMonths(Path folder, Period last, int months, int threads) {
        refuse(problemOfLastMonth(last));
        refuse(problemOfMonths(months));
        return months == 0 ? List.of() : write(folder, monthFiles(last, months), threads);
    }

    private static List<SampleFile> write(Path folder, List<OutgoingFile> files, int threads) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<SampleFile>> written = files.stream()
                    .map(file -> pool.submit(() -> file.write(folder)))
                    .toList();
            return written.stream().map(Generator::result).toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Country> countries() {
        List<Country> countries = new ArrayList<>();
        for (int volet = 0; volet < VOLETS.size(); volet++) {
            countries.add(Country.of(VOLETS.get(volet).apply(seed), geography, scale, SplitMix.mix(seed, volet)));
        }
        return countries;
    }

    private List<OutgoingFile> monthFiles(Period last, int months) {
        List<Country> countries = countries();
        List<OutgoingFile> files = new ArrayList<>();
        LocalDate first = last.plus(1 - months).start();
        files.add(MonthFiles.population(Population.areas(geography, seed), first, seed));
        for (int back = months - 1; back >= 0; back--) {
            Period month = last.plus(-back);
            files.addAll(new MonthFiles(month, geography, () -> walks(countries, month)).files());
        }
        return files;
    }

    private List<MonthWalk> walks(List<Country> countries, Period month) {
        List<MonthWalk> walks = new ArrayList<>();
        for (int volet = 0; volet < VOLETS.size(); volet++) {
            walks.add(new MonthWalk(VOLETS.get(volet).apply(seed), countries.get(volet), month));
        }
        return walks;
    }

    private List<OutgoingFile> weekFiles(Period last, int weeks) {
        List<Country> countries = countries();
        List<OutgoingFile> files = new ArrayList<>();
        for (int back = weeks - 1; back >= 0; back--) {
            Period week = Period.weekOf(last.start().minusWeeks(back));
            for (int volet = 0; volet < VOLETS.size(); volet++) {
                Volet own = VOLETS.get(volet).apply(seed);
                files.add(new WeekFile(own, countries.get(volet), week, back == 0).file());
            }
        }
        return files;
    }

    private static SampleFile result(Future<SampleFile> file) {
        try {
            return file.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a file was not written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while files were being written", e);
        }
    }
}
