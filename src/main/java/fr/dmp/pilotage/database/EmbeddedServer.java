package fr.dmp.pilotage.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL server with its data below the home, durable (fsync on), on the loopback interface only, with a
 * generated password. Every JVM of the home shares it: the first starts it, the others adopt it, the last one stops it.
 * A server that outlived a killed JVM is adopted too.
 */
public final class EmbeddedServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String USER = "postgres";

    /** Recovery after a crash of the machine replays at most a few GB of log; two minutes are ample. */
    private static final Duration START = Duration.ofMinutes(2);

    private static final Duration STOP = Duration.ofSeconds(30);

    /** Some segments of its log, and what it unpacks when it first starts. */
    private static final long ROOM = 64L << 20;

    private static final Duration VANISH = Duration.ofSeconds(20);

    private final Map<String, String> settings;
    private final Path data;
    private final Path binaries;
    private final Path serverLog;
    private final Path passwordFile;
    private final Lease lease;
    private final String password;
    private final int port;

    /**
     * Starts or adopts the server.
     *
     * @param directory below the home, for the server alone
     */
    public EmbeddedServer(Path directory) {
        this(directory, Map.of());
    }

    /**
     * Joins the server of a directory, or starts it with settings of its own.
     *
     * @param settings of PostgreSQL, by name, which win over ours; tests, whose data nobody keeps, need no fsync
     */
    @SuppressWarnings("try") // the mutex is held, not used
    public EmbeddedServer(Path directory, Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
        Path root = directory.toAbsolutePath().normalize();
        data = root.resolve("data");
        binaries = root.resolve("binaries");
        serverLog = root.resolve("server.log");
        passwordFile = root.resolve("password");
        lease = new Lease(root.resolve("lease"));
        try (FileLock mutex = lease.mutex()) {
            password = password();
            Optional<Integer> running = runningPort();
            port = running.isPresent() ? running.get() : start();
            secure(port);
            lease.join();
        } catch (IOException | SQLException | IllegalStateException e) {
            // Zonky says that a program failed, and what the program said is in the log, if that could be written.
            throw new IllegalStateException(
                    "the embedded PostgreSQL in " + root + " did not start; "
                            + (root.toFile().getUsableSpace() >> 20) + " MB are free there; see " + serverLog,
                    e);
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String user() {
        return USER;
    }

    public String secret() {
        return password;
    }

    /** Process id of the server, if it runs. */
    public Optional<Long> pid() throws IOException {
        return Postmaster.of(data).map(Postmaster::pid);
    }

    private String password() throws IOException {
        if (Files.exists(passwordFile)) {
            return Files.readString(passwordFile).strip();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String generated = HexFormat.of().formatHex(random);
        Path hidden = passwordFile.resolveSibling("password.part");
        Files.deleteIfExists(hidden);
        if (File.separatorChar == '/') {
            Files.createFile(
                    hidden, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(hidden, generated);
        Files.move(hidden, passwordFile, StandardCopyOption.ATOMIC_MOVE);
        return generated;
    }

    /** The port of the server on our data, if one runs and is ours. */
    private Optional<Integer> runningPort() throws IOException {
        Optional<Postmaster> left = Postmaster.of(data);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        Postmaster postmaster = left.get();
        if (postmaster.isAnotherProgram()) {
            Files.delete(Postmaster.file(data)); // PostgreSQL would refuse to start because of it
            return Optional.empty();
        }
        // A server that was just killed, or is still recovering, gets some time to vanish or to answer:
        // PostgreSQL would refuse to start as long as the process of the file is there.
        Instant deadline = Instant.now().plus(VANISH);
        while (postmaster.isAlive() && Instant.now().isBefore(deadline)) {
            if (isOurs(postmaster.port())) {
                log.info("adopted the embedded PostgreSQL of {}, process {}", data, postmaster.pid());
                return Optional.of(postmaster.port());
            }
            pause();
        }
        return Optional.empty(); // a stale file: PostgreSQL checks it again itself when it starts
    }

    private boolean isOurs(int candidate) {
        try (Connection connection = connect(candidate);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("show data_directory")) {
            return found.next() && Path.of(found.getString(1)).equals(data);
        } catch (SQLException e) {
            log.debug("no embedded PostgreSQL answers on port {}: {}", candidate, e.getMessage());
            return false;
        }
    }

    private Connection connect(int at) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + at + "/postgres", properties);
    }

    private int start() throws IOException, SQLException {
        if (!Files.exists(data.resolve("secured"))) {
            // A first start that was killed left half a cluster, which never held anything.
            FileSystemUtils.deleteRecursively(data);
        }
        Files.createDirectories(binaries);
        requireRoom();
        // Zonky's defaults give up durability (-F, synchronous_commit off); what comes later on the command line wins.
        EmbeddedPostgres.Builder server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF8")
                .setConnectConfig("password", password)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                .setServerConfig("max_wal_size", "4GB")
                // The defaults suit a machine of 2005: with these a week of a million rows is published a tenth sooner.
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("wal_buffers", "32MB")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(serverLog.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(serverLog.toFile()));
        settings.forEach(server::setServerConfig);
        EmbeddedPostgres started = server.start();
        // Zonky keeps a file lock for life, which would keep another JVM from starting the server after a crash. The
        // lease does that work; on systems where an open file cannot be deleted the lock only costs that convenience.
        if (!data.resolve("epg-lock").toFile().delete()) {
            log.debug("epg-lock stays");
        }
        return started.getPort();
    }

    /** On a full disk the server ends while it starts, and whoever waits for it to answer waits for two minutes. */
    private void requireRoom() throws IOException {
        long free = Files.getFileStore(binaries).getUsableSpace();
        if (free < ROOM) {
            throw new IOException(
                    "expected 64 MB free below " + data.getParent() + ", found " + (free >> 20) + " MB free");
        }
    }

    /** From now on only who knows the password may connect. Done once, by whoever finds that it is not. */
    private void secure(int at) throws IOException, SQLException {
        if (Files.exists(data.resolve("secured"))) {
            return;
        }
        try (Connection connection = connect(at);
                Statement statement = connection.createStatement()) {
            statement.execute("alter role " + USER + " password '" + password + "'");
            Files.writeString(
                    data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n", StandardCharsets.UTF_8);
            statement.execute("select pg_reload_conf()");
        }
        Files.createFile(data.resolve("secured"));
    }

    /** Leaves the server; the last JVM to leave stops it. */
    @Override
    @SuppressWarnings("try") // the mutex is held, not used
    public void close() {
        try (FileLock mutex = lease.mutex()) {
            if (lease.leaveAsLast()) {
                stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot leave the embedded PostgreSQL in " + data, e);
        } finally {
            closeLease();
        }
    }

    private void closeLease() {
        try {
            lease.close();
        } catch (IOException e) {
            log.warn("cannot close the lease of the embedded PostgreSQL", e);
        }
    }

    private void stop() throws IOException {
        ProcessHandle server = Postmaster.of(data).flatMap(Postmaster::process).orElse(null);
        if (server == null) {
            return;
        }
        endOtherSessions();
        server.destroy();
        if (!ended(server)) {
            log.warn(
                    "the embedded PostgreSQL, process {}, is still stopping; the next start adopts it or waits",
                    server.pid());
        }
    }

    /** SIGTERM waits for every client: a forgotten psql must not keep the server. */
    private void endOtherSessions() {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
        } catch (SQLException e) {
            log.info("the embedded PostgreSQL no longer answers: {}", e.getMessage());
        }
    }

    /**
     * Waits until the server has removed its postmaster.pid, the last thing it does, or has died without. Its process may stay
     * in the table longer than that, until its parent asks for it.
     */
    private boolean ended(ProcessHandle server) {
        Instant deadline = Instant.now().plus(STOP);
        while (isThere(server) && Instant.now().isBefore(deadline)) {
            pause();
        }
        return !isThere(server);
    }

    private boolean isThere(ProcessHandle server) {
        return server.isAlive() && Files.exists(Postmaster.file(data));
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the embedded PostgreSQL", e);
        }
    }
}
