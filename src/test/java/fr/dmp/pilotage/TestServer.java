package fr.dmp.pilotage;

import fr.dmp.pilotage.database.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;

/** One real PostgreSQL for all tests of a JVM; each site gets a database of its own, copied from a migrated one. */
final class TestServer {

    private static final Path DIRECTORY = Path.of("target", "test-postgres");
    private static final String TEMPLATE = "pilotage_template";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EmbeddedServer SERVER = start();

    private TestServer() {}

    record Place(String url, String user, String password) {}

    private static EmbeddedServer start() {
        forget(directory().resolve("data")); // of a run that was killed
        shareBinaries(directory());
        // The checkpoint at its end would else spend most of a minute on making hundreds of databases durable.
        // Autovacuum goes round all of them in a minute, and none lives that long.
        EmbeddedServer server = new EmbeddedServer(directory(), Map.of("fsync", "off", "autovacuum", "off"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server)));
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            for (String left : leftovers(statement)) {
                statement.execute("drop database " + left + " with (force)");
            }
            // Each of the thousands of sessions would else pay for thousands of hashes of one password.
            statement.execute("set scram_iterations = 1");
            statement.execute("alter role " + server.user() + " password '" + server.secret() + "'");
            statement.execute("create database " + TEMPLATE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Flyway.configure()
                .dataSource(url(server, TEMPLATE), server.user(), server.secret())
                .locations("classpath:sql/migration")
                .schemas("ops")
                .defaultSchema("ops")
                .load()
                .migrate();
        return server;
    }

    /**
     * Its data go with it: some file systems are slow to make files where many were deleted minutes ago, so that the next
     * run would pay for it with each database.
     */
    private static void end(EmbeddedServer server) {
        server.close();
        forget(directory().resolve("data"));
    }

    /** To drop the databases of a run one by one takes longer than to begin anew; they go if a server is left. */
    private static void forget(Path data) {
        try {
            if (!Files.exists(data.resolve("postmaster.pid"))) {
                FileSystemUtils.deleteRecursively(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a server run the binaries that others have unpacked, which takes longer than all else that a start does. */
    static void shareBinaries(Path postgres) {
        try {
            Path shared = Files.createDirectories(DIRECTORY.resolve("binaries"));
            Path own = Files.createDirectories(postgres).resolve("binaries");
            if (!Files.exists(own)) {
                Files.createSymbolicLink(own, shared.toAbsolutePath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One for each fork of the build, which would remove each other's databases; both are there after it. */
    private static Path directory() {
        return DIRECTORY.resolve(System.getProperty("pilotage.test.fork", "1"));
    }

    private static List<String> leftovers(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "select datname from pg_database where datname like 'site_%' or datname = '" + TEMPLATE + "'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    static Place newDatabase() {
        return copyOf(TEMPLATE);
    }

    /** A database with all that is in another; its sessions are ended, such as those that a killed process left. */
    static Place copyOf(Place place) {
        String name = place.url().substring(place.url().lastIndexOf('/') + 1);
        try (Connection connection = connect(SERVER);
                PreparedStatement sessions = connection.prepareStatement(
                        "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = ?")) {
            sessions.setString(1, name);
            sessions.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return copyOf(name);
    }

    private static synchronized Place copyOf(String template) {
        String name = "site_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        try (Connection connection = connect(SERVER);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Place(url(SERVER, name), SERVER.user(), SERVER.secret());
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.secret());
    }

    private static String url(EmbeddedServer server, String database) {
        return server.url().replaceFirst("/postgres$", "/" + database);
    }
}
