package fr.dmp.pilotage.catalog;

import java.util.List;

/**
 * A job that operations run as a whole: {@code jobs/<job>.yaml}.
 *
 * @param id name of the job, also of its YAML file
 * @param title what it does, in one line
 * @param kind what it does
 * @param feeds what it collects and loads
 * @param reports what it writes
 */
public record JobDefinition(String id, String title, Kind kind, List<String> feeds, List<String> reports) {

    /** The job of one file, which no declared one may be taken for where runs are listed. */
    public static final String LOAD = "load";

    /** What a job does. */
    public enum Kind {
        /** Collects files of its feeds, loads them and writes its reports. */
        COLLECT,
        /** Removes nominative data whose time is over, of all feeds that declare some. */
        RETENTION
    }

    static JobDefinition read(YamlMap yaml) {
        JobDefinition job = new JobDefinition(
                yaml.text("job"),
                yaml.text("title"),
                yaml.oneOf("kind", Kind.class, Kind.COLLECT),
                yaml.texts("feeds"),
                yaml.texts("reports"));
        if (job.id.equals(LOAD)) {
            yaml.problem("job", "expected another name than that of the loading of one file, found \"load\"");
        }
        if (job.kind == Kind.RETENTION && !(job.feeds.isEmpty() && job.reports.isEmpty())) {
            yaml.problem("kind", "expected neither feeds nor reports in a job of the kind retention");
        }
        return job;
    }
}
