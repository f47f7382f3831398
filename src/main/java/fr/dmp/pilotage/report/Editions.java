package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.report.Reports.Issued;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Which workbooks were issued from which loads, and what they said. The same loads give no new edition; other loads give
 * the next one, beside the earlier one. A workbook is written under another name and then renamed: a half one is never
 * seen. Issued bytes are archived, so that a lost workbook comes back as it was, whatever build of the software is asked.
 */
final class Editions {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Path root;
    private final Path archive;

    /**
     * Makes the register.
     *
     * @param root folder of all reports
     * @param archive folder of the bytes that were issued, under their SHA-256
     */
    Editions(JdbcClient jdbc, TransactionOperations transactions, Path root, Path archive) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.root = root;
        this.archive = archive;
    }

    /** What an edition is an edition of. */
    record Subject(ReportDefinition report, Period period, Scope scope) {

        private Issued issued(int number, boolean written, Path file, String sha) {
            return new Issued(report.id(), period, scope.label(), number, written, file, sha);
        }
    }

    /** Writes the workbook of an edition, and returns what its sheets say. */
    interface Builder {
        List<SheetData> build(Path file, int edition);
    }

    /** Where an edition stands among those of its report. */
    record Place(String scope, LocalDate periodStart) {}

    /** The last edition of a subject, as it was issued. */
    record Latest(
            long id, Place place, int number, List<Long> loads, String definitionSha, String fileSha, String path) {}

    /** Does something while nobody else issues an edition of the same subject, in one transaction. */
    Issued underLock(Subject subject, Supplier<Issued> work) {
        return Objects.requireNonNull(transactions.execute(status -> {
            lock(subject);
            return work.get();
        }));
    }

    /** Issues the edition of these loads, or finds that it stands. Must run under the lock. */
    Issued issue(Subject subject, Long[] loads, String definitionSha, Builder builder) {
        Latest latest = latest(subject);
        if (latest == null || !latest.loads().equals(List.of(loads))) {
            return next(subject, loads, definitionSha, latest == null ? 1 : latest.number() + 1, builder);
        }
        Path file = root.resolve(latest.path());
        if (stands(latest, loads)) {
            return issued(subject, latest);
        }
        Path archived = archived(latest.fileSha());
        if (Files.exists(archived) && sha256(read(archived)).equals(latest.fileSha())) {
            Path temporary = temporary(file);
            copy(archived, temporary);
            move(temporary, file);
            return subject.issued(latest.number(), true, file, latest.fileSha());
        }
        if (!latest.definitionSha().equals(definitionSha)) {
            // Under its number it would say something else than what was issued.
            return next(subject, loads, definitionSha, latest.number() + 1, builder);
        }
        return again(subject, latest, file, builder);
    }

    /** Whether an edition was made from these loads and its workbook is still as it was issued. */
    boolean stands(Latest latest, Long[] loads) {
        Path file = root.resolve(latest.path());
        return latest.loads().equals(List.of(loads))
                && Files.exists(file)
                && sha256(read(file)).equals(latest.fileSha());
    }

    Issued issued(Subject subject, Latest latest) {
        return subject.issued(latest.number(), false, root.resolve(latest.path()), latest.fileSha());
    }

    /** Writes a workbook that was lost in both places once more. Another build of the software may give other bytes. */
    private Issued again(Subject subject, Latest latest, Path file, Builder builder) {
        Path temporary = temporary(file);
        builder.build(temporary, latest.number());
        String sha = put(temporary, file);
        jdbc.sql("update ops.edition set file_sha = :sha where edition_id = :id")
                .param("sha", sha)
                .param("id", latest.id())
                .update();
        return subject.issued(latest.number(), true, file, sha);
    }

    private Issued next(Subject subject, Long[] loads, String definitionSha, int number, Builder builder) {
        String name =
                subject.report().fileName(subject.period(), subject.scope().slug());
        // The earlier edition stays where it is.
        String own = number == 1 ? name : name.replace(".xlsx", "_edition-" + number + ".xlsx");
        Path path = Path.of(subject.report().id(), subject.period().label(), own);
        Path file = root.resolve(path);
        Path temporary = temporary(file);
        List<byte[]> bodies = new ArrayList<>();
        List<SheetData> sheets = builder.build(temporary, number);
        sheets.forEach(sheet -> bodies.add(sheet.snapshot()));
        String sha = put(temporary, file);
        long id = jdbc.sql("""
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
                .param("content", contentSha(bodies))
                .param("sha", sha)
                .param("path", path.toString())
                .query(Long.class)
                .single();
        for (int i = 0; i < bodies.size(); i++) {
            keep(id, i, sheets.get(i).sheet().name(), bodies.get(i));
        }
        return subject.issued(number, true, file, sha);
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

    private static String contentSha(List<byte[]> bodies) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        bodies.forEach(all::writeBytes);
        return sha256(all.toByteArray());
    }

    /** Archives a finished workbook, then puts it where readers find it. */
    private String put(Path temporary, Path file) {
        byte[] bytes = read(temporary);
        String sha = sha256(bytes);
        Path kept = archived(sha);
        Path incoming = temporary(kept);
        copy(temporary, incoming);
        move(incoming, kept);
        move(temporary, file);
        return sha;
    }

    private Path archived(String sha) {
        return archive.resolve(sha.substring(0, 2)).resolve(sha + ".xlsx");
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

    private @Nullable Latest latest(Subject subject) {
        Place place = new Place(subject.scope().slug(), subject.period().start());
        return latest(subject.report(), place).stream().findFirst().orElse(null);
    }

    /** The last edition of each scope and period of a report. */
    Map<Place, Latest> latest(ReportDefinition report) {
        return latest(report, (Place) null).stream().collect(Collectors.toMap(Latest::place, Function.identity()));
    }

    private List<Latest> latest(ReportDefinition report, @Nullable Place only) {
        return jdbc.sql("""
                        select distinct on (scope, period_start)
                          edition_id, scope, period_start, number, loads, definition_sha, file_sha, path
                        from ops.edition
                        where report = :report and scope = coalesce(:scope, scope)
                          and period_start = coalesce(:period, period_start)
                        order by scope, period_start, number desc
                        """)
                .param("report", report.id())
                .param("scope", only == null ? null : only.scope(), Types.VARCHAR)
                .param("period", only == null ? null : only.periodStart(), Types.DATE)
                .query((row, index) -> new Latest(
                        row.getLong("edition_id"),
                        new Place(row.getString("scope"), row.getObject("period_start", LocalDate.class)),
                        row.getInt("number"),
                        List.of((Long[]) row.getArray("loads").getArray()),
                        row.getString("definition_sha"),
                        row.getString("file_sha"),
                        row.getString("path")))
                .list();
    }

    /** The lock on the edition makes one name enough; what a killed JVM left is overwritten. */
    private static Path temporary(Path file) {
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder of " + file, e);
        }
        return file.resolveSibling("." + file.getFileName() + ".tmp");
    }

    private static void move(Path from, Path to) {
        try (FileChannel bytes = FileChannel.open(from, StandardOpenOption.WRITE)) {
            bytes.force(true); // after a power cut a name must not stand for half a workbook
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + to + " in place", e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + from + " to " + to, e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
