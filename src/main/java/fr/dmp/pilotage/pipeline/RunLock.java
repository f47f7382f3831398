package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The right to run something, held as an advisory lock of a database session of its own. The server frees it when the
 * session ends, however the JVM ended: whoever obtains it knows that no owner is alive.
 */
final class RunLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunLock.class);

    private final Connection session;

    private RunLock(Connection session) {
        this.session = session;
    }

    /** The lock of this name, or empty if another run holds it. */
    static Optional<RunLock> tryAcquire(Database database, String name) {
        return acquire(database, name, "select pg_try_advisory_lock(hashtextextended(?, 0))");
    }

    /** The lock of this name, as soon as no other run holds it. */
    static RunLock acquire(Database database, String name) {
        String waits = "select pg_advisory_lock(hashtextextended(?, 0)) is not null";
        return acquire(database, name, waits)
                .orElseThrow(() -> new IllegalStateException("the database did not give the lock of " + name));
    }

    /** Whether any run holds the lock of this name. Does not touch it: who only asks keeps nobody from obtaining it. */
    static boolean isHeld(JdbcClient jdbc, String name) {
        return holder(jdbc, name).isPresent();
    }

    /**
     * A session that holds a lock.
     *
     * @param owner of the process's sessions; of a session that is none of ours, its name
     * @param since when it began, which is when it asked for the lock
     */
    record Holder(String owner, Instant since) {}

    /** Who holds the lock of this name. */
    static Optional<Holder> holder(JdbcClient jdbc, String name) {
        return jdbc.sql("""
                        select regexp_replace(a.application_name, ' lock$', '') as owner, a.backend_start
                        from pg_locks l join pg_stat_activity a using (pid)
                        where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
                          and l.database = (select oid from pg_database where datname = current_database())
                          and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(:name, 0)
                        """)
                .param("name", "run " + name)
                .query((row, index) -> new Holder(
                        row.getString("owner"),
                        row.getObject("backend_start", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private static Optional<RunLock> acquire(Database database, String name, String sql) {
        Connection session = null;
        boolean acquired = false;
        try {
            session = database.session();
            try (PreparedStatement statement = session.prepareStatement(sql)) {
                statement.setString(1, "run " + name);
                try (ResultSet row = statement.executeQuery()) {
                    acquired = row.next() && row.getBoolean(1);
                }
            }
            return acquired ? Optional.of(new RunLock(session)) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot ask the database for the lock of " + name, e);
        } finally {
            if (!acquired && session != null) {
                close(session);
            }
        }
    }

    @Override
    public void close() {
        // The server ends a session in its own time: whoever asks right after this must not be told that it is running.
        try (Statement statement = session.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            log.warn("a lock was not given back; the server frees it with its session", e);
        }
        close(session);
    }

    private static void close(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            log.warn("a lock session did not close; the server frees it by itself", e);
        }
    }
}
