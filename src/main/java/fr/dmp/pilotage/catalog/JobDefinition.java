package fr.dmp.pilotage.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that operations run as a whole: {@code jobs/<job>.yaml}.
 *
 * @param id name of the job, also of its YAML file
 * @param title what it does, in one line
 * @param kind what it does
 * @param feeds what it collects and loads
 * @param reports what it writes
 * @param schedule when it is run without anybody asking, or null if it never is
 * @param refused how long what no contract fits is kept; null if the job is not of the kind retention
 * @param records how long it is kept what ran; null if the job is not of the kind retention, or it is kept for ever
 */
public record JobDefinition(
        String id,
        String title,
        Kind kind,
        List<String> feeds,
        List<String> reports,
        @Nullable Schedule schedule,
        @Nullable Kept refused,
        @Nullable Kept records) {

    /** The job of one file, which no declared one may be taken for where runs are listed. */
    public static final String LOAD = "load";

    /** What a job does. */
    public enum Kind {
        /** Collects files of its feeds, loads them and writes its reports. */
        COLLECT,
        /** Removes nominative data whose time is over, of all feeds that declare some. */
        RETENTION
    }

    /**
     * How long something is kept: the bytes of refused files and the messages that may quote them, or the records of what ran.
     *
     * @param keepMonths counted from their arrival, or from the end of the run
     * @param because why that long
     */
    public record Kept(int keepMonths, String because) {

        private static Kept read(YamlMap yaml) {
            Kept kept = new Kept(yaml.whole("keep-months", 0), yaml.text("because"));
            if (kept.keepMonths < 1) {
                yaml.problem("keep-months", "expected at least 1, found " + kept.keepMonths);
            }
            return kept;
        }
    }

    static JobDefinition read(YamlMap yaml) {
        JobDefinition job = new JobDefinition(
                yaml.text("job"),
                yaml.text("title"),
                yaml.oneOf("kind", Kind.class, Kind.COLLECT),
                yaml.texts("feeds"),
                yaml.texts("reports"),
                yaml.map("schedule", Schedule::read),
                yaml.map("refused", Kept::read),
                yaml.map("records", Kept::read));
        if (job.id.equals(LOAD)) {
            yaml.problem("job", "expected another name than that of the loading of one file, found \"load\"");
        }
        if (job.kind == Kind.RETENTION && !(job.feeds.isEmpty() && job.reports.isEmpty())) {
            yaml.problem("kind", "expected neither feeds nor reports in a job of the kind retention");
        }
        if ((job.kind == Kind.RETENTION) != (job.refused != null)) {
            yaml.problem("refused", "expected in a job of the kind retention, and in no other");
        }
        if (job.kind != Kind.RETENTION && job.records != null) {
            yaml.problem("records", "expected in a job of the kind retention, and in no other");
        }
        if (job.kind == Kind.RETENTION && job.schedule != null && job.schedule.waitDays() != null) {
            yaml.problem("schedule", "expected no wait-days in a job of the kind retention, which waits for no file");
        }
        return job;
    }
}
