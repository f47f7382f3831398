package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.report.Editions.Subject;
import fr.dmp.pilotage.warehouse.TransactionLock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept of issued editions: {@code ops.edition}, and what their sheets said, {@code ops.edition_sheet}. */
final class EditionLedger {

    private static final String SELECT = """
            select e.edition_id, e.scope, e.period_start, e.number, e.loads, e.definition_sha, e.content_sha, e.file_sha,
              array(select g.load_id from ops.edition_gap g where g.edition_id = e.edition_id and g.load_id is not null) as pending,
              e.path, later.number as superseded_by
            from ops.edition e
            left join ops.edition later on later.edition_id = e.superseded_by
            """;

    private final JdbcClient jdbc;
    private final EditionGaps gaps;

    EditionLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.gaps = new EditionGaps(jdbc);
    }

    /** Lets nobody else issue an edition of the subject until the transaction ends. */
    void lock(Subject subject) {
        TransactionLock.take(
                jdbc, "edition " + subject.report().id() + " " + subject.scope().slug() + " " + subject.period());
    }

    /**
     * Adds an edition and what its sheets say; returns its id.
     *
     * @param path of its workbook, below the folder of all reports
     */
    long add(
            Subject subject,
            int number,
            Sources sources,
            String definitionSha,
            String fileSha,
            Path path,
            List<SheetData> sheets) {
        List<byte[]> bodies = sheets.stream().map(SheetData::snapshot).toList();
        long id = insert(subject, number, sources.loadIds(), definitionSha, Editions.contentSha(bodies), fileSha, path);
        for (int i = 0; i < bodies.size(); i++) {
            keep(id, i, sheets.get(i).sheet().name(), bodies.get(i));
        }
        gaps.keep(id, sources.gaps());
        return id;
    }

    private long insert(
            Subject subject,
            int number,
            Long[] loads,
            String definitionSha,
            String contentSha,
            String fileSha,
            Path path) {
        return jdbc.sql("""
                        insert into ops.edition (report, scope, period_start, number, loads, definition_sha, content_sha,
                          file_sha, path)
                        values (:report, :scope, :period, :number, :loads, :definition, :content, :sha, :path)
                        returning edition_id
                        """)
                .param("report", subject.report().id())
                .param("scope", subject.scope().slug())
                .param("period", subject.period().start())
                .param("number", number)
                .param("loads", loads)
                .param("definition", definitionSha)
                .param("content", contentSha)
                .param("sha", fileSha)
                .param("path", path.toString())
                .query(Long.class)
                .single();
    }

    private void keep(long edition, int position, String sheet, byte[] body) {
        jdbc.sql(
                        "insert into ops.edition_sheet (edition_id, position, sheet, body) values (:id, :position, :sheet, :body)")
                .param("id", edition)
                .param("position", position)
                .param("sheet", sheet)
                .param("body", gzipped(body))
                .update();
    }

    private static byte[] gzipped(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compress in memory", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] unzipped(byte[] gzip) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what an edition said", e);
        }
    }

    /** The files that an edition was made without. */
    List<Gap> gaps(Edition edition) {
        return gaps.of(edition);
    }

    /** Notes which edition took the place of another. */
    void supersede(Edition earlier, long by) {
        jdbc.sql("update ops.edition set superseded_by = :by where edition_id = :id")
                .param("by", by)
                .param("id", earlier.id())
                .update();
    }

    /** Notes that a workbook that says the same has other bytes now. */
    void rewritten(Edition edition, String fileSha) {
        jdbc.sql("update ops.edition set file_sha = :sha where edition_id = :id")
                .param("sha", fileSha)
                .param("id", edition.id())
                .update();
    }

    /** What the sheets of an edition said, by their names, in their order. */
    Map<String, Snapshot> snapshots(Edition edition) {
        Map<String, Snapshot> sheets = new LinkedHashMap<>();
        jdbc.sql("select sheet, body from ops.edition_sheet where edition_id = :id order by position")
                .param("id", edition.id())
                .query(row -> {
                    sheets.put(row.getString("sheet"), Snapshot.read(unzipped(row.getBytes("body"))));
                });
        return sheets;
    }

    /** The editions of a subject, by number. */
    List<Edition> all(Subject subject) {
        return jdbc.sql(
                        SELECT
                                + " where e.report = :report and e.scope = :scope and e.period_start = :period order by e.number")
                .param("report", subject.report().id())
                .param("scope", subject.scope().slug())
                .param("period", subject.period().start())
                .query(EditionLedger::map)
                .list();
    }

    /** The edition of this number. */
    Optional<Edition> find(Subject subject, int number) {
        return all(subject).stream().filter(each -> each.number() == number).findFirst();
    }

    /** The last edition of each scope and period of a report. */
    Map<Edition.Place, Edition> latest(ReportDefinition report) {
        return jdbc
                .sql(SELECT + " where e.report = :report and e.superseded_by is null")
                .param("report", report.id())
                .query(EditionLedger::map)
                .list()
                .stream()
                .collect(Collectors.toMap(Edition::place, Function.identity()));
    }

    private static Edition map(ResultSet row, int index) throws SQLException {
        int by = row.getInt("superseded_by");
        return new Edition(
                row.getLong("edition_id"),
                new Edition.Place(row.getString("scope"), row.getObject("period_start", LocalDate.class)),
                row.getInt("number"),
                List.of((Long[]) row.getArray("loads").getArray()),
                List.of((Long[]) row.getArray("pending").getArray()),
                row.getString("definition_sha"),
                row.getString("content_sha"),
                row.getString("file_sha"),
                row.getString("path"),
                by == 0 ? null : by);
    }
}
