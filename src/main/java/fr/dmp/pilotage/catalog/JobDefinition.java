package fr.dmp.pilotage.catalog;

import java.util.List;

/**
 * A job that operations run as a whole: {@code jobs/<job>.yaml}.
 *
 * @param id name of the job, also of its YAML file
 * @param title what it does, in one line
 * @param feeds what it collects and loads
 * @param reports what it writes
 */
public record JobDefinition(String id, String title, List<String> feeds, List<String> reports) {

    static JobDefinition read(YamlMap yaml) {
        return new JobDefinition(yaml.text("job"), yaml.text("title"), yaml.texts("feeds"), yaml.texts("reports"));
    }
}
