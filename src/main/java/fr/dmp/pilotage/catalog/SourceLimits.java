package fr.dmp.pilotage.catalog;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * How much of a source is borne.
 *
 * @param connect how long connecting and logging in may take
 * @param read how long one answer may take: a listing, or the next block of a file
 * @param total how long a visit may take, with all its retries: no source holds a run for longer
 * @param bytes the largest file that is fetched
 * @param names how many names a folder may hold
 */
public record SourceLimits(Duration connect, Duration read, Duration total, long bytes, int names) {

    private static final SourceLimits USUAL = new SourceLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(15),
            DataSize.ofGigabytes(2).toBytes(),
            5_000);

    private static final Pattern DURATION = Pattern.compile("\\d{1,6}(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("\\d{1,9}(B|KB|MB|GB)");

    /**
     * What is done about a failure that may pass.
     *
     * @param times how often it is tried again
     * @param pause before the first retry; it doubles
     * @param atMost the longest wait
     */
    public record Retries(int times, Duration pause, Duration atMost) {

        private static final Retries USUAL = new Retries(3, Duration.ofSeconds(2), Duration.ofMinutes(1));

        static Retries read(YamlMap yaml) {
            Retries declared = yaml.map(
                    "retries",
                    nested -> new Retries(
                            whole(nested, "times", 0, USUAL.times),
                            duration(nested, "wait", USUAL.pause),
                            duration(nested, "at-most", USUAL.atMost)));
            return declared == null ? USUAL : declared;
        }
    }

    static SourceLimits read(YamlMap yaml) {
        SourceLimits declared = yaml.map(
                "limits",
                nested -> new SourceLimits(
                        aboveZero(nested, "connect", USUAL.connect),
                        aboveZero(nested, "read", USUAL.read),
                        aboveZero(nested, "total", USUAL.total),
                        size(nested, USUAL.bytes),
                        whole(nested, "names", 1, USUAL.names)));
        return declared == null ? USUAL : declared;
    }

    private static int whole(YamlMap yaml, String key, int atLeast, int otherwise) {
        int value = yaml.whole(key, otherwise);
        if (value < atLeast) {
            yaml.problem(key, "expected at least " + atLeast + ", found " + value);
        }
        return value;
    }

    private static Duration aboveZero(YamlMap yaml, String key, Duration otherwise) {
        Duration value = duration(yaml, key, otherwise);
        if (value.isZero()) {
            yaml.problem(key, "expected a time above 0, found \"" + yaml.optionalText(key) + "\"");
        }
        return value;
    }

    static Duration duration(YamlMap yaml, String key, Duration otherwise) {
        String value = yaml.optionalText(key);
        if (value == null) {
            return otherwise;
        }
        if (!DURATION.matcher(value).matches()) {
            yaml.problem(key, "expected a time such as 500ms, 30s, 15m or 1h, found \"" + value + "\"");
            return otherwise;
        }
        return DurationStyle.SIMPLE.parse(value);
    }

    private static long size(YamlMap yaml, long otherwise) {
        @Nullable String value = yaml.optionalText("bytes");
        if (value == null) {
            return otherwise;
        }
        if (!SIZE.matcher(value).matches()) {
            yaml.problem("bytes", "expected a size such as 500KB, 100MB or 2GB, found \"" + value + "\"");
            return otherwise;
        }
        return DataSize.parse(value).toBytes();
    }
}
