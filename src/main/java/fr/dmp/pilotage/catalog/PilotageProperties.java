package fr.dmp.pilotage.catalog;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where things are.
 *
 * @param home folder of everything the software writes: inbox, archive, quarantine, reports, postgres
 * @param definitions folder of the site holding jobs/ and sql/ that replace or add to the packaged ones, or null
 * @param secrets folder with a file for each secret that is not in the environment, or null
 */
@Validated
@ConfigurationProperties("pilotage")
public record PilotageProperties(
        @DefaultValue("var") Path home,
        @Nullable Path definitions,
        @Nullable Path secrets) {

    public Path inbox() {
        return home.resolve("inbox");
    }

    public Path archive() {
        return home.resolve("archive");
    }

    public Path quarantine() {
        return home.resolve("quarantine");
    }

    public Path reports() {
        return home.resolve("reports");
    }

    public Path postgres() {
        return home.resolve("postgres");
    }
}
