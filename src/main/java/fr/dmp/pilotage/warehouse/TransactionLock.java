package fr.dmp.pilotage.warehouse;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What one transaction at a time may do; the server frees it when the transaction ends, however it does. */
public final class TransactionLock {

    private TransactionLock() {}

    /**
     * Waits until no other transaction holds the lock, and holds it until the caller's ends.
     *
     * @param key what is done, and of what: {@code audit es-weekly 2012-09-17}
     */
    public static void take(JdbcClient jdbc, String key) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", key)
                .query((row, index) -> 0)
                .single();
    }
}
