package fr.dmp.pilotage.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Which archived bytes are to go. A content that a load needs is not among them, whatever else is said of it. */
final class ArchivedFiles {

    private static final String KEPT = """
            removed_at is null
            and not exists (select from ops.load l where l.file_id = f.file_id and l.nominative_expired_at is null)
            and\s""";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    ArchivedFiles(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Those of which something else is so.
     *
     * @param condition about {@code ops.file f}
     */
    List<ArchivedFile> where(String condition, Map<String, Object> parameters) {
        return jdbc
                .sql("select sha256 from ops.file f where " + KEPT + condition + " order by file_id")
                .params(parameters)
                .query(String.class)
                .list()
                .stream()
                .map(sha256 -> new ArchivedFile(sha256, bytes -> remove(sha256, condition, parameters, bytes)))
                .toList();
    }

    /**
     * The row of the file is locked until the bytes are gone: who accepts the same content meanwhile waits here, and then
     * sees that they are. If it was accepted since the file was listed, they stay.
     */
    private boolean remove(String sha256, String condition, Map<String, Object> parameters, ArchivedFile.Bytes bytes) {
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql("select from ops.file where sha256 = :sha for update")
                    .param("sha", sha256)
                    .query((row, index) -> 0)
                    .list();
            // A statement of its own: it must see what was committed while the one above waited.
            int due = jdbc.sql("update ops.file f set removed_at = now() where sha256 = :sha and " + KEPT + condition)
                    .param("sha", sha256)
                    .params(parameters)
                    .update();
            if (due > 0) {
                try {
                    bytes.remove(sha256);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot remove the archived file " + sha256, e);
                }
            }
            return due > 0;
        }));
    }
}
