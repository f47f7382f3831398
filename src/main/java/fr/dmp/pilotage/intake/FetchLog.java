package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.findings.FileFault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was fetched from each source: the table {@code ops.fetch}. */
final class FetchLog {

    private final JdbcClient jdbc;

    FetchLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The last fetch of a file.
     *
     * @param remote what the source said of it then
     * @param archived whether its bytes were ever archived, under whatever name
     * @param quarantined whether they were refused as data of patients, or unseen: nobody needs them again
     * @param slow whether they were last refused for the time that they took, which may be less on a quieter night
     */
    record Past(long id, Remote remote, String sha256, boolean archived, boolean quarantined, boolean slow) {}

    /** The last fetch of each file of a source that is still there as far as is known, by path. */
    Map<String, Past> latest(SourceDefinition source) {
        Map<String, Past> latest = new LinkedHashMap<>();
        jdbc.sql("""
                        with last as (
                          select distinct on (sha256) sha256, code from (
                            select f.sha256, a.arrival_id, a.code from ops.arrival a join ops.file f using (file_id)
                            union all
                            select q.sha256, q.arrival_id, q.code from ops.quarantine q) arrivals
                          order by sha256, arrival_id desc)
                        select x.*, exists (select 1 from ops.file f where f.sha256 = x.sha256) as archived,
                          exists (select 1 from ops.quarantine q where q.sha256 = x.sha256) as quarantined,
                          exists (select 1 from last l where l.sha256 = x.sha256 and l.code = :slow) as slow
                        from (
                          select distinct on (remote) fetch_id, remote, file_name, size_bytes, modified_at, etag, sha256,
                            deleted_at
                          from ops.fetch where source = :source and outcome = 'fetched'
                          order by remote, fetch_id desc) x
                        where x.deleted_at is null
                        """)
                .param("source", source.id())
                .param("slow", FileFault.TOO_SLOW.code())
                .query((row, index) -> past(row))
                .list()
                .forEach(past -> latest.put(past.remote().path(), past));
        return latest;
    }

    private static Past past(ResultSet row) throws SQLException {
        OffsetDateTime modified = row.getObject("modified_at", OffsetDateTime.class);
        Remote remote = new Remote(
                row.getString("remote"),
                row.getString("file_name"),
                row.getLong("size_bytes"),
                modified == null ? null : modified.toInstant(),
                row.getString("etag"));
        return new Past(
                row.getLong("fetch_id"),
                remote,
                row.getString("sha256"),
                row.getBoolean("archived"),
                row.getBoolean("quarantined"),
                row.getBoolean("slow"));
    }

    /** Notes a file that is complete in the inbox, or has the content that was fetched before. */
    void noteFetched(SourceDefinition source, Remote remote, long bytes, String sha256) {
        jdbc.sql("""
                        insert into ops.fetch (source, remote, file_name, sender, size_bytes, modified_at, etag, sha256, outcome)
                        values (:source, :remote, :name, :sender, :bytes, :modified, :etag, :sha, 'fetched')
                        """)
                .param("source", source.id())
                .param("remote", remote.path())
                .param("name", remote.name())
                .param("sender", source.sender())
                .param("bytes", bytes)
                .param("modified", inZone(remote.modified()))
                .param("etag", remote.etag())
                .param("sha", sha256)
                .update();
    }

    /** Notes what went wrong in a visit. */
    void note(SourceDefinition source, Visited visited) {
        for (Fetched file : visited.files()) {
            if (file.status() == Fetched.Status.REFUSED || file.status() == Fetched.Status.FAILED) {
                String outcome = file.status() == Fetched.Status.REFUSED ? "refused" : "failed";
                note(source, file.remote(), file.fileName(), outcome, String.valueOf(file.cause()));
            }
        }
        if (visited.cause() != null) {
            note(source, null, null, "failed", visited.cause());
        }
    }

    private void note(
            SourceDefinition source, @Nullable String remote, @Nullable String name, String outcome, String cause) {
        jdbc.sql("""
                        insert into ops.fetch (source, remote, file_name, sender, outcome, cause)
                        values (:source, :remote, :name, :sender, :outcome, :cause)
                        """)
                .param("source", source.id())
                .param("remote", remote)
                .param("name", name)
                .param("sender", source.sender())
                .param("outcome", outcome)
                .param("cause", cause)
                .update();
    }

    /** Notes that a file was removed at the source. */
    void noteDeleted(Past past) {
        jdbc.sql("update ops.fetch set deleted_at = now() where fetch_id = :id")
                .param("id", past.id())
                .update();
    }

    private static @Nullable OffsetDateTime inZone(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
