package fr.dmp.pilotage.database;

import com.zaxxer.hikari.HikariDataSource;
import fr.dmp.pilotage.catalog.PilotageProperties;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** Partial indexes and COPY … WHERE are older; what sets the floor is that older servers are not tested. */
    private static final int OLDEST_SERVER = 15;

    @Bean
    @ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "embedded")
    EmbeddedServer embeddedServer(PilotageProperties properties) {
        return new EmbeddedServer(properties.postgres());
    }

    @Bean
    Database database(ObjectProvider<EmbeddedServer> embedded, Environment environment) {
        EmbeddedServer server = embedded.getIfAvailable();
        if (server != null) {
            return new Database(server.url(), server.user(), server.secret());
        }
        return new Database(
                environment.getRequiredProperty("spring.datasource.url"),
                environment.getProperty("spring.datasource.username", ""),
                environment.getProperty("spring.datasource.password", ""));
    }

    @Bean
    HikariDataSource dataSource(Database database) throws SQLException {
        HikariDataSource pool = new Pool(database);
        pool.setPoolName("pilotage");
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.addDataSourceProperty("ApplicationName", database.owner());
        pool.setConnectionInitSql("set work_mem = '64MB'");
        pool.setConnectionTimeout(3_000);
        // At most six threads of a step (PipelineProperties) and the one that waits for them, of two jobs at a time;
        // the scheduler and the watch of a node that serves. Locks of runs have sessions of their own.
        pool.setMaximumPoolSize(18);
        pool.setMinimumIdle(1);
        requireVersion(pool);
        return pool;
    }

    @Bean
    SiteMigrations siteMigrations(PilotageProperties properties) {
        return new SiteMigrations(properties);
    }

    private static void requireVersion(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_SERVER) {
                pool.close();
                throw new IllegalStateException("expected PostgreSQL " + OLDEST_SERVER + " or later, found " + version
                        + " at " + pool.getJdbcUrl());
            }
        }
    }
}
