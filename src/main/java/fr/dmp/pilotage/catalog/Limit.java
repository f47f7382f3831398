package fr.dmp.pilotage.catalog;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * What bounds a file, so that none, hostile or broken, takes the machine with it. Each has a usual value, which a site
 * sets for all feeds ({@code pilotage.intake.limits}) and a feed for itself ({@code limits}).
 */
public enum Limit {
    /** Bytes of the file as sent. */
    FILE_SIZE(Unit.BYTES, 2L << 30, 1L << 40),
    /** Bytes of what an archive or a workbook holds. */
    EXPANDED_SIZE(Unit.BYTES, 8L << 30, 1L << 40),
    /** How many times its size an archive or a workbook may expand to; small ones may expand more. */
    RATIO(Unit.COUNT, 200, 100_000),
    /** Entries of a zip archive; a workbook is one. */
    ENTRIES(Unit.COUNT, 1_000, 65_535),
    /** Columns of the header, and of any row of a workbook. */
    COLUMNS(Unit.COUNT, 1_000, 16_384),
    /** Characters of a cell; a longer one rejects its row. */
    CELL_LENGTH(Unit.COUNT, 4_000, 32_767),
    /** Bytes of a record with its quoted line ends; well below what the CSV reader takes (16 MiB). */
    RECORD_LENGTH(Unit.BYTES, 1L << 20, 8L << 20),
    /** Rows below the header. */
    ROWS(Unit.COUNT, 20_000_000, Integer.MAX_VALUE),
    /** Bytes of the different texts of a workbook: its cells name them by number, so they are held in memory. */
    TEXTS(Unit.BYTES, 64L << 20, 1L << 30),
    /** Milliseconds for one pass over a file, expansion included. */
    TIME(Unit.MILLISECONDS, 600_000, 86_400_000);

    private enum Unit {
        COUNT("\\d+"),
        BYTES("\\d+(B|KB|MB|GB|TB)?"),
        MILLISECONDS("\\d+(ms|s|m|h)");

        private final String written;

        Unit(String written) {
            this.written = written;
        }
    }

    private final Unit unit;
    private final long usual;
    private final long highest;

    Limit(Unit unit, long usual, long highest) {
        this.unit = unit;
        this.usual = usual;
        this.highest = highest;
    }

    /** The value that holds unless another is declared: a count, bytes or milliseconds. */
    public long usual() {
        return usual;
    }

    /** The name in declarations: lower case with hyphens. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads a declared value such as {@code 5000}, {@code 200MB} or {@code 10m}; empty if it is none. */
    Optional<Long> parse(String written) {
        if (!written.matches(unit.written)) {
            return Optional.empty();
        }
        try {
            long value =
                    switch (unit) {
                        case COUNT -> Long.parseLong(written);
                        case BYTES -> DataSize.parse(written).toBytes();
                        case MILLISECONDS ->
                            DurationStyle.detectAndParse(written).toMillis();
                    };
            return value > 0 && value <= highest ? Optional.of(value) : Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** What {@link #parse} takes, in words. */
    private String expected() {
        return switch (unit) {
            case COUNT -> "a whole number from 1 to " + highest;
            case BYTES ->
                "a size such as 200MB, at most " + DataSize.ofBytes(highest).toMegabytes() + "MB";
            case MILLISECONDS -> "a time such as 10m, at most 24h";
        };
    }

    /**
     * Reads the limits of a site.
     *
     * @param written values by key
     * @throws IllegalArgumentException if one is none
     */
    public static Map<Limit, Long> ofSite(Map<Limit, String> written) {
        Map<Limit, Long> limits = new TreeMap<>();
        written.forEach((limit, value) -> limits.put(
                limit,
                limit.parse(value)
                        .orElseThrow(() -> new IllegalArgumentException(
                                limit.key() + ": expected " + limit.expected() + ", found \"" + value + "\""))));
        return limits;
    }

    static Map<Limit, Long> ofFeed(YamlMap yaml) {
        Map<Limit, Long> limits = new TreeMap<>();
        for (Limit limit : values()) {
            String written = yaml.optionalText(limit.key());
            if (written != null) {
                limit.parse(written)
                        .ifPresentOrElse(
                                value -> limits.put(limit, value),
                                () -> yaml.problem(
                                        limit.key(), "expected " + limit.expected() + ", found \"" + written + "\""));
            }
        }
        return limits;
    }
}
