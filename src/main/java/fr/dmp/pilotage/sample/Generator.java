package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes weekly activity files of fictitious structures whose cumulated creations in 2012-S38 add up, region by region, to the
 * published table. The same arguments give the same bytes on any machine: a structure's identity and life follow from seed,
 * scale, volet, region and its number there, never from the weeks that are asked for.
 */
public final class Generator {

    private static final int MOST_WEEKS = 520;
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

    /** What is wrong with a last week, in a line; null if nothing is. */
    public static @Nullable String problemOfLast(Period last) {
        Period first = Weeks.first();
        boolean good = last.cadence() == Period.Cadence.WEEKLY
                && last.compareTo(first) >= 0
                && last.compareTo(Weeks.LAST) <= 0;
        return good ? null : "expected a week from " + first + " to " + Weeks.LAST + ", found " + last;
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
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<SampleFile>> files = files(last, weeks).stream()
                    .map(file -> pool.submit(() -> file.write(folder)))
                    .toList();
            return files.stream().map(Generator::result).toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private List<WeekFile> files(Period last, int weeks) {
        List<Country> countries = new ArrayList<>();
        for (int volet = 0; volet < VOLETS.size(); volet++) {
            countries.add(Country.of(VOLETS.get(volet).apply(seed), geography, scale, SplitMix.mix(seed, volet)));
        }
        List<WeekFile> files = new ArrayList<>();
        for (int back = weeks - 1; back >= 0; back--) {
            Period week = Period.weekOf(last.start().minusWeeks(back));
            for (int volet = 0; volet < VOLETS.size(); volet++) {
                files.add(new WeekFile(VOLETS.get(volet).apply(seed), countries.get(volet), week, back == 0));
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
