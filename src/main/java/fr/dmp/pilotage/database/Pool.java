package fr.dmp.pilotage.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * The connections of this process. Who asks for one waits a while; once that was in vain, the next ones wait only if the server
 * answers: a run whose server is gone asks dozens of times until it has failed, and an admin must not wait minutes for it.
 */
final class Pool extends HikariDataSource {

    private final Database database;
    private volatile boolean waitedInVain;

    Pool(Database database) {
        this.database = database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (waitedInVain) {
            database.session().close();
        }
        try {
            Connection connection = super.getConnection();
            waitedInVain = false;
            return connection;
        } catch (SQLTransientConnectionException e) {
            waitedInVain = true;
            throw e;
        }
    }
}
