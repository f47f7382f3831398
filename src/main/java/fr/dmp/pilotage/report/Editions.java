package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.report.Reports.Issued;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Which workbooks were issued from which loads. The same loads give no new edition; other loads give the next one, beside
 * the earlier one. A workbook is written under another name and then renamed: a half one is never seen.
 */
final class Editions {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Path root;

    /** @param root folder of all reports */
    Editions(JdbcClient jdbc, TransactionOperations transactions, Path root) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.root = root;
    }

    /** Writes the workbook of an edition. */
    interface Builder {
        void build(Path file, int edition);
    }

    private record Latest(int number, List<Long> loads, String definitionSha, String fileSha, String path) {}

    /** Does something while nobody else issues an edition of the same report and period, in one transaction. */
    Issued underLock(ReportDefinition report, Period period, Supplier<Issued> work) {
        return Objects.requireNonNull(transactions.execute(status -> {
            lock(report, period);
            return work.get();
        }));
    }

    /** Issues the edition of these loads, or finds that it stands. Must run under the lock. */
    Issued issue(ReportDefinition report, Period period, Long[] loads, String definitionSha, Builder builder) {
        Latest latest = latest(report, period);
        if (latest == null || !latest.loads().equals(List.of(loads))) {
            return next(report, period, loads, definitionSha, latest == null ? 1 : latest.number() + 1, builder);
        }
        Path file = root.resolve(latest.path());
        if (Files.exists(file) && sha256(read(file)).equals(latest.fileSha())) {
            return new Issued(report.id(), period, report.scope(), latest.number(), false, file, latest.fileSha());
        }
        if (!latest.definitionSha().equals(definitionSha)) {
            // Under its number it would say something else than what was issued.
            return next(report, period, loads, definitionSha, latest.number() + 1, builder);
        }
        return again(report, period, latest, file, builder);
    }

    /** Writes a workbook that was lost or changed once more. Another build of the software may give other bytes. */
    private Issued again(ReportDefinition report, Period period, Latest latest, Path file, Builder builder) {
        Path temporary = temporary(file);
        builder.build(temporary, latest.number());
        String sha = sha256(read(temporary));
        move(temporary, file);
        jdbc.sql("""
                        update ops.edition set file_sha = :sha
                        where report = :report and scope = :scope and period_start = :period and number = :number
                        """)
                .param("sha", sha)
                .param("report", report.id())
                .param("scope", report.scopeSlug())
                .param("period", period.start())
                .param("number", latest.number())
                .update();
        return new Issued(report.id(), period, report.scope(), latest.number(), true, file, sha);
    }

    private Issued next(
            ReportDefinition report, Period period, Long[] loads, String definitionSha, int number, Builder builder) {
        String name = report.fileName(period);
        // The earlier edition stays where it is.
        String own = number == 1 ? name : name.replace(".xlsx", "_edition-" + number + ".xlsx");
        Path path = Path.of(report.id(), period.label(), own);
        Path file = root.resolve(path);
        Path temporary = temporary(file);
        builder.build(temporary, number);
        String sha = sha256(read(temporary));
        move(temporary, file);
        jdbc.sql("""
                        insert into ops.edition (report, scope, period_start, number, loads, definition_sha, file_sha, path)
                        values (:report, :scope, :period, :number, :loads, :definition, :sha, :path)
                        """)
                .param("report", report.id())
                .param("scope", report.scopeSlug())
                .param("period", period.start())
                .param("number", number)
                .param("loads", loads)
                .param("definition", definitionSha)
                .param("sha", sha)
                .param("path", path.toString())
                .update();
        return new Issued(report.id(), period, report.scope(), number, true, file, sha);
    }

    private void lock(ReportDefinition report, Period period) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "edition " + report.id() + " " + report.scopeSlug() + " " + period)
                .query((row, index) -> 0)
                .single();
    }

    private @Nullable Latest latest(ReportDefinition report, Period period) {
        return jdbc.sql("""
                        select number, loads, definition_sha, file_sha, path from ops.edition
                        where report = :report and scope = :scope and period_start = :period
                        order by number desc limit 1
                        """)
                .param("report", report.id())
                .param("scope", report.scopeSlug())
                .param("period", period.start())
                .query((row, index) -> new Latest(
                        row.getInt("number"),
                        List.of((Long[]) row.getArray("loads").getArray()),
                        row.getString("definition_sha"),
                        row.getString("file_sha"),
                        row.getString("path")))
                .optional()
                .orElse(null);
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
