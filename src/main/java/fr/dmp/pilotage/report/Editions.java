package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.report.Reports.Issued;
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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Which workbooks were issued from which loads, and what they said. The same loads give no new edition; other loads give
 * the next one, beside the earlier one, which it supersedes. Issued bytes are archived, so that a lost workbook comes back
 * as it was, whatever build of the software is asked.
 */
final class Editions {

    private static final String SELECT = """
            select e.edition_id, e.scope, e.period_start, e.number, e.loads, e.definition_sha, e.content_sha, e.file_sha,
              array(select g.load_id from ops.edition_gap g where g.edition_id = e.edition_id and g.load_id is not null) as pending,
              e.path, later.number as superseded_by
            from ops.edition e
            left join ops.edition later on later.edition_id = e.superseded_by
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final EditionFiles files;
    private final EditionGaps gaps;

    Editions(JdbcClient jdbc, TransactionOperations transactions, EditionFiles files) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.files = files;
        this.gaps = new EditionGaps(jdbc);
    }

    /** What an edition is an edition of. */
    record Subject(ReportDefinition report, Period period, Scope scope) {

        Issued issued(Edition edition, boolean written, Path file, String sha256, @Nullable String remark) {
            return new Issued(
                    report.id(),
                    period,
                    scope.label(),
                    edition.number(),
                    written,
                    file,
                    sha256,
                    edition.supersededBy(),
                    remark);
        }
    }

    /** Writes the workbook of an edition, and returns what its sheets say. */
    interface Builder {

        /**
         * Writes it into a file.
         *
         * @param before the edition that it replaces, null for the first
         */
        List<SheetData> build(Path file, int number, @Nullable Edition before);
    }

    /** Does something while nobody else issues an edition of the same subject, in one transaction. */
    Issued underLock(Subject subject, Supplier<Issued> work) {
        return Objects.requireNonNull(transactions.execute(status -> {
            lock(subject);
            return work.get();
        }));
    }

    /** Issues the edition of these loads, or finds that it stands. Must run under the lock. */
    Issued issue(Subject subject, Sources sources, String definitionSha, Builder builder) {
        List<Edition> earlier = all(subject);
        Edition latest = earlier.isEmpty() ? null : earlier.get(earlier.size() - 1);
        if (latest == null || !latest.isFrom(sources)) {
            return next(subject, sources, definitionSha, latest, builder);
        }
        if (stands(latest, sources)) {
            return subject.issued(latest, false, file(latest), latest.fileSha(), null);
        }
        if (files.restore(latest.fileSha(), file(latest))) {
            return subject.issued(latest, true, file(latest), latest.fileSha(), "brought back from the archive");
        }
        if (!latest.definitionSha().equals(definitionSha)) {
            // Under its number it would say something else than what was issued.
            return next(subject, sources, definitionSha, latest, builder);
        }
        return again(subject, sources, definitionSha, latest, before(earlier, latest.number()), builder);
    }

    /** Whether an edition was made from these loads and its workbook is still as it was issued. */
    boolean stands(Edition latest, Sources sources) {
        return latest.isFrom(sources) && EditionFiles.holds(file(latest), latest.fileSha());
    }

    /** The files that an edition was made without. */
    List<Gap> gaps(Edition edition) {
        return gaps.of(edition);
    }

    /** Where readers find the workbook of an edition. */
    Path file(Edition edition) {
        return files.of(Path.of(edition.path()));
    }

    /** Writes a workbook that was lost in both places once more. Another build of the software may give other bytes. */
    private Issued again(
            Subject subject,
            Sources sources,
            String definitionSha,
            Edition latest,
            @Nullable Edition before,
            Builder builder) {
        Path file = file(latest);
        Path temporary = EditionFiles.temporary(file);
        List<byte[]> bodies = builder.build(temporary, latest.number(), before).stream()
                .map(SheetData::snapshot)
                .toList();
        if (!contentSha(bodies).equals(latest.contentSha())) {
            EditionFiles.delete(temporary);
            // Under its number it would say something else than what was issued.
            return next(subject, sources, definitionSha, latest, builder);
        }
        String sha = files.issue(temporary, file);
        jdbc.sql("update ops.edition set file_sha = :sha where edition_id = :id")
                .param("sha", sha)
                .param("id", latest.id())
                .update();
        return subject.issued(latest, true, file, sha, null);
    }

    private Issued next(
            Subject subject, Sources sources, String definitionSha, @Nullable Edition latest, Builder builder) {
        int number = latest == null ? 1 : latest.number() + 1;
        // The earlier edition stays where it is.
        Path path = subject.report()
                .path(subject.period(), subject.scope().slug(), number == 1 ? "" : "_edition-" + number);
        Path file = files.of(path);
        Path temporary = EditionFiles.temporary(file);
        List<SheetData> sheets = builder.build(temporary, number, latest);
        List<byte[]> bodies = sheets.stream().map(SheetData::snapshot).toList();
        String sha = files.issue(temporary, file);
        long id = insert(subject, number, sources.loadIds(), definitionSha, contentSha(bodies), sha, path);
        for (int i = 0; i < bodies.size(); i++) {
            keep(id, i, sheets.get(i).sheet().name(), bodies.get(i));
        }
        gaps.keep(id, sources.gaps());
        if (latest != null) {
            jdbc.sql("update ops.edition set superseded_by = :by where edition_id = :id")
                    .param("by", id)
                    .param("id", latest.id())
                    .update();
        }
        String remark = latest == null ? null : "supersedes edition " + latest.number();
        return new Issued(
                subject.report().id(),
                subject.period(),
                subject.scope().label(),
                number,
                true,
                file,
                sha,
                null,
                remark);
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

    /** Of what sheets say, whatever build of the software wrote them. */
    static String contentSha(List<byte[]> bodies) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        bodies.forEach(all::writeBytes);
        return EditionFiles.sha256(all.toByteArray());
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

    private void lock(Subject subject) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param(
                        "key",
                        "edition " + subject.report().id() + " "
                                + subject.scope().slug() + " " + subject.period())
                .query((row, index) -> 0)
                .single();
    }

    /** The editions of a subject, by number. */
    List<Edition> all(Subject subject) {
        return jdbc.sql(
                        SELECT
                                + " where e.report = :report and e.scope = :scope and e.period_start = :period order by e.number")
                .param("report", subject.report().id())
                .param("scope", subject.scope().slug())
                .param("period", subject.period().start())
                .query(Editions::map)
                .list();
    }

    /** The edition of this number. */
    Optional<Edition> find(Subject subject, int number) {
        return all(subject).stream().filter(each -> each.number() == number).findFirst();
    }

    /** The edition that another one replaced, null for the first. */
    static @Nullable Edition before(List<Edition> editions, int number) {
        return editions.stream()
                .filter(each -> each.number() == number - 1)
                .findFirst()
                .orElse(null);
    }

    /** The last edition of each scope and period of a report. */
    Map<Edition.Place, Edition> latest(ReportDefinition report) {
        return jdbc
                .sql(SELECT + " where e.report = :report and e.superseded_by is null")
                .param("report", report.id())
                .query(Editions::map)
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
