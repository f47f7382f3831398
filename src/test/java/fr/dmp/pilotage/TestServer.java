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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;

/**
 * One real PostgreSQL for all tests of a JVM; each site gets a database of its own, copied from a migrated one. In memory where
 * there is room: some file systems take half a second to make the six hundred files of a database, most of a suite's time.
 */
final class TestServer {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 2L << 30;
    private static final Path SHARED = Path.of("target", "test-postgres");
    private static final Path OWN = own();
    private static final String TEMPLATE = "pilotage_template";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EmbeddedServer SERVER = start();

    /** Of sites that are closed: a test may still open one again, or copy it. */
    private static final Deque<Place> CLOSED = new ArrayDeque<>();

    private static final int KEPT = 20;

    private TestServer() {}

    record Place(String url, String user, String password) {

        String database() {
            return url.substring(url.lastIndexOf('/') + 1);
        }

        /** Tells another process where it is. */
        ProcessBuilder reach(ProcessBuilder process) {
            process.environment().put("SPRING_DATASOURCE_URL", url);
            process.environment().put("SPRING_DATASOURCE_USERNAME", user);
            process.environment().put("SPRING_DATASOURCE_PASSWORD", password);
            return process;
        }
    }

    private static EmbeddedServer start() {
        forget(); // a run that was killed
        shareBinaries(OWN);
        // The checkpoint at its end would else spend most of a minute on making hundreds of databases durable.
        // Autovacuum goes round all of them in a minute, and none lives that long.
        // What a database is copied from goes to its files first, and not through the log, which would be as large.
        EmbeddedServer server =
                new EmbeddedServer(OWN, Map.of("fsync", "off", "autovacuum", "off", "max_wal_size", "256MB"));
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
        leaveWarm(server);
        return server;
    }

    /** The first session of a database writes down what all others read; with that each copy has it from the start. */
    private static void leaveWarm(EmbeddedServer server) {
        try {
            DriverManager.getConnection(url(server, TEMPLATE), server.user(), server.secret())
                    .close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void end(EmbeddedServer server) {
        server.close();
        forget();
    }

    /** To drop the databases of a run one by one takes longer than to begin anew; they go if a server is left. */
    private static void forget() {
        try {
            if (!Files.exists(OWN.resolve("data/postmaster.pid"))) {
                FileSystemUtils.deleteRecursively(OWN);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a server run the binaries that others have unpacked, which takes longer than all else that a start does. */
    static void shareBinaries(Path postgres) {
        try {
            Path shared = Files.createDirectories(SHARED.resolve("binaries"));
            Path own = Files.createDirectories(postgres).resolve("binaries");
            if (!Files.exists(own)) {
                Files.createSymbolicLink(own, shared.toAbsolutePath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One for each fork of a build, which would else remove each other's databases. */
    private static Path own() {
        String fork = System.getProperty("pilotage.test.fork", "1");
        if (MEMORY.toFile().getUsableSpace() < ROOM) {
            return SHARED.resolve(fork);
        }
        String checkout = Integer.toHexString(SHARED.toAbsolutePath().hashCode());
        return MEMORY.resolve("pilotage-dmp-test-" + checkout + "-" + fork);
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
        String name = place.database();
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
            statement.execute("create database " + name + " template " + template + " strategy file_copy");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Place(url(SERVER, name), SERVER.user(), SERVER.secret());
    }

    /** Lets go of databases that nobody looks at any more: they would fill the memory. */
    static synchronized void closed(Place place) {
        CLOSED.remove(place);
        CLOSED.add(place);
        if (CLOSED.size() <= KEPT) {
            return;
        }
        try (Connection connection = connect(SERVER);
                Statement statement = connection.createStatement()) {
            statement.execute("drop database " + CLOSED.remove().database() + " with (force)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.secret());
    }

    private static String url(EmbeddedServer server, String database) {
        return server.url().replaceFirst("/postgres$", "/" + database);
    }
}
