package fr.dmp.pilotage.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file in which rejected lines go to their sender and come again, corrected: how it is named and which columns it has
 * beside the sender's own.
 */
public final class RejectsFile {

    /** Line number in the sender's file. */
    public static final String LINE = "Ligne";

    /** Why the line was rejected. */
    public static final String REASON = "Motif";

    /** The column that the reason is about. */
    public static final String COLUMN = "Colonne";

    private static final String BEYOND = "En trop ";

    private static final Pattern ADDED = Pattern.compile(BEYOND + "\\d+");

    private static final List<String> OWN = List.of(LINE, REASON, COLUMN);

    private static final Pattern MARK = Pattern.compile("_rejets-([0-9a-f]{8})(?![0-9a-f])", Pattern.CASE_INSENSITIVE);

    private static final Pattern EXTENSIONS =
            Pattern.compile("(\\.(csv|tsv|txt|xlsx|gz|zip))+$", Pattern.CASE_INSENSITIVE);

    private RejectsFile() {}

    /** Whether a file of this header holds rejected lines that come again: it has all the columns that they went with. */
    public static boolean isOne(Collection<String> header) {
        List<String> names = header.stream().map(Geography::normalised).toList();
        return OWN.stream().map(Geography::normalised).allMatch(names::contains);
    }

    /** Whether a column was added to the sender's own. */
    public static boolean adds(String column) {
        return OWN.stream().anyMatch(each -> Geography.normalised(each).equals(Geography.normalised(column)));
    }

    /** The header above fields that a line has beyond the sender's header; the contract knows no such column. */
    public static String beyond(int number) {
        return BEYOND + number;
    }

    /** Whether a column is one of {@link #beyond}. */
    public static boolean isBeyond(String column) {
        return ADDED.matcher(column).matches();
    }

    /** The name of a file with lines that cannot come again in it: they belong into the whole file. */
    public static String nameToRead(String fileName, String sha256, String extension) {
        return stem(fileName) + mark(sha256) + "." + extension;
    }

    /**
     * The name that the lines of a file come again under: the file's own with the feed's word for a part of a period, if the
     * feed has one, and the beginning of the file's SHA-256.
     *
     * @param extension such as {@code xlsx}
     */
    public static String name(FeedDefinition feed, String fileName, String sha256, String extension) {
        String stem = stem(fileName);
        String partial = feed.partial() == null || feed.isPartial(stem) ? "" : feed.partial();
        return stem + partial + mark(sha256) + "." + extension;
    }

    private static String stem(String fileName) {
        return MARK.matcher(EXTENSIONS.matcher(fileName).replaceFirst("")).replaceAll("");
    }

    private static String mark(String sha256) {
        return "_rejets-" + sha256.substring(0, 8);
    }

    /** The beginning of the SHA-256 of the file whose lines come again, if the name tells. */
    public static Optional<String> answers(String fileName) {
        Matcher mark = MARK.matcher(fileName);
        return mark.find() ? Optional.of(mark.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
