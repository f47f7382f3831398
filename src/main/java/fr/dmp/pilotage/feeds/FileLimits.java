package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.Limit;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What bounds the files of one feed: the usual limits, those of the site in their place, those of the feed in theirs. */
public final class FileLimits {

    /** What holds where neither the site nor a feed declares anything. */
    public static final FileLimits USUAL = new FileLimits(new EnumMap<>(Limit.class));

    private static final long MILLIS = 1_000;

    private final Map<Limit, Long> declared;

    private FileLimits(Map<Limit, Long> declared) {
        this.declared = declared;
    }

    /** These limits with others in the place of some. */
    public FileLimits with(Map<Limit, Long> others) {
        Map<Limit, Long> all = new EnumMap<>(Limit.class);
        all.putAll(declared);
        all.putAll(others);
        return new FileLimits(all);
    }

    /** A limit's value: a count, bytes or milliseconds. */
    public long of(Limit limit) {
        return declared.getOrDefault(limit, limit.usual());
    }

    /**
     * The finding that refuses a file over a limit.
     *
     * @param line where, or 0 if it is the file as a whole
     * @param found how much there is, as far as anybody looked
     */
    public Finding over(Limit limit, long line, long found) {
        FileFault fault =
                switch (limit) {
                    case FILE_SIZE -> FileFault.FILE_TOO_LARGE;
                    case EXPANDED_SIZE -> FileFault.EXPANDED_TOO_LARGE;
                    case RATIO -> FileFault.EXPANDS_TOO_MUCH;
                    case ENTRIES -> FileFault.TOO_MANY_ENTRIES;
                    case COLUMNS -> FileFault.TOO_MANY_COLUMNS;
                    case CELL_LENGTH -> FileFault.TOO_LONG;
                    case RECORD_LENGTH -> FileFault.LINE_TOO_LONG;
                    case ROWS -> FileFault.TOO_MANY_ROWS;
                    case TEXTS -> FileFault.TEXTS_TOO_LARGE;
                    case TIME -> FileFault.TOO_SLOW;
                };
        long most = limit == Limit.TIME ? (of(limit) + MILLIS - 1) / MILLIS : of(limit);
        return fault.at(line, null, grouped(most), grouped(found));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }
}
