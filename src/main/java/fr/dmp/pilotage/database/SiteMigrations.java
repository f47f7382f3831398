package fr.dmp.pilotage.database;

import fr.dmp.pilotage.catalog.PilotageProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * After the packaged migrations those of the site, {@code sql/local/V….sql} of its definitions, such as the tables of its
 * own feeds. They have a history of their own, so that neither numbering knows of the other.
 */
final class SiteMigrations implements FlywayMigrationStrategy {

    private static final Logger log = LoggerFactory.getLogger(SiteMigrations.class);

    private static final String FOLDER = "sql/local";
    private static final String HISTORY = "flyway_site_history";

    private final @Nullable Path definitions;

    SiteMigrations(PilotageProperties properties) {
        this.definitions = properties.definitions();
    }

    @Override
    public void migrate(Flyway packaged) {
        try {
            makeSchema(packaged.getConfiguration());
            migrateAll(packaged);
        } catch (FlywayException | DataAccessException e) {
            throw new IllegalStateException("the tables of the database could not be made or brought up to date", e);
        }
    }

    /** Flyway makes it too, but where it cannot it complains that there is none, and not of what is in the way. */
    private static void makeSchema(Configuration flyway) {
        JdbcClient jdbc = JdbcClient.create(flyway.getDataSource());
        String schema = flyway.getDefaultSchema();
        boolean exists = jdbc.sql("select to_regnamespace(:schema) is not null")
                .param("schema", schema)
                .query(Boolean.class)
                .single();
        if (exists) {
            return;
        }
        try {
            jdbc.sql("create schema if not exists " + schema).update();
        } catch (DuplicateKeyException e) {
            log.debug("another process made the schema {} at the same moment", schema);
        }
    }

    private void migrateAll(Flyway packaged) {
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
