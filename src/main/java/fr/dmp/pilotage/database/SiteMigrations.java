package fr.dmp.pilotage.database;

import fr.dmp.pilotage.catalog.PilotageProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * After the packaged migrations those of the site, {@code sql/local/V….sql} of its definitions, such as the tables of its
 * own feeds. They have a history of their own, so that neither numbering knows of the other.
 */
final class SiteMigrations implements FlywayMigrationStrategy {

    private static final String FOLDER = "sql/local";
    private static final String HISTORY = "flyway_site_history";

    private final @Nullable Path definitions;

    SiteMigrations(PilotageProperties properties) {
        this.definitions = properties.definitions();
    }

    @Override
    public void migrate(Flyway packaged) {
        packaged.migrate();
        Path folder = definitions == null ? null : definitions.resolve(FOLDER);
        if (folder != null && Files.isDirectory(folder)) {
            Flyway.configure()
                    .configuration(packaged.getConfiguration())
                    .locations("filesystem:" + folder)
                    .table(HISTORY)
                    // The schema holds the packaged tables already: that is no reason to refuse, nor to skip the first
                    // file.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        }
    }
}
