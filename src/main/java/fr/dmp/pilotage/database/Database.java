package fr.dmp.pilotage.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How to reach the server apart from the pool: for locks that live as long as a session, and to tell one JVM's sessions
 * from another's.
 */
public final class Database {

    private final String url;
    private final String user;
    private final String password;
    private final String owner;

    Database(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
        // The letter keeps two numbers side by side from looking like one of a patient, which messages would mask.
        this.owner = "pilotage " + ProcessHandle.current().pid() + " f"
                + Integer.toHexString(ThreadLocalRandom.current().nextInt());
    }

    /** The {@code application_name} of every session of this JVM. */
    public String owner() {
        return owner;
    }

    /** A session of its own, outside the pool; closing it frees its session locks. */
    public Connection session() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", owner + " lock");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(url, properties);
    }

    String url() {
        return url;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }
}
