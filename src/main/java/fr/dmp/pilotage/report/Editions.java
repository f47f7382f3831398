package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.report.Reports.Issued;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Which workbooks were issued from which loads, and what they said. The same loads give no new edition; other loads give
 * the next one, beside the earlier one, which it supersedes. Issued bytes are archived, so that a lost workbook comes back
 * as it was, whatever build of the software is asked.
 */
final class Editions {

    private final EditionLedger ledger;
    private final TransactionOperations transactions;
    private final EditionFiles files;

    Editions(EditionLedger ledger, TransactionOperations transactions, EditionFiles files) {
        this.ledger = ledger;
        this.transactions = transactions;
        this.files = files;
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
            ledger.lock(subject);
            return work.get();
        }));
    }

    /**
     * Issues the edition of these loads, or finds that it stands. Must run under the lock.
     *
     * @param renew whether another definition makes another edition too
     */
    Issued issue(Subject subject, Sources sources, String definitionSha, boolean renew, Builder builder) {
        List<Edition> earlier = ledger.all(subject);
        Edition latest = earlier.isEmpty() ? null : earlier.get(earlier.size() - 1);
        if (latest == null
                || !latest.isFrom(sources)
                || (renew && !latest.definitionSha().equals(definitionSha))) {
            return next(subject, sources, definitionSha, latest, builder);
        }
        if (stands(latest, sources)) {
            return subject.issued(latest, false, files.of(latest), latest.fileSha(), null);
        }
        if (files.restore(latest.fileSha(), files.of(latest))) {
            return subject.issued(latest, true, files.of(latest), latest.fileSha(), "brought back from the archive");
        }
        if (!latest.definitionSha().equals(definitionSha)) {
            // Under its number it would say something else than what was issued.
            return next(subject, sources, definitionSha, latest, builder);
        }
        return again(subject, sources, definitionSha, latest, before(earlier, latest.number()), builder);
    }

    /** Whether an edition was made from these loads and its workbook is still as it was issued. */
    boolean stands(Edition latest, Sources sources) {
        return latest.isFrom(sources) && EditionFiles.holds(files.of(latest), latest.fileSha());
    }

    /** Writes a workbook that was lost in both places once more. Another build of the software may give other bytes. */
    private Issued again(
            Subject subject,
            Sources sources,
            String definitionSha,
            Edition latest,
            @Nullable Edition before,
            Builder builder) {
        Path file = files.of(latest);
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
        ledger.rewritten(latest, sha);
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
        String sha = files.issue(temporary, file);
        long id = ledger.add(subject, number, sources, definitionSha, sha, path, sheets);
        if (latest != null) {
            ledger.supersede(latest, id);
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

    /** Of what sheets say, whatever build of the software wrote them. */
    static String contentSha(List<byte[]> bodies) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        bodies.forEach(all::writeBytes);
        return EditionFiles.sha256(all.toByteArray());
    }

    /** The edition that another one replaced, null for the first. */
    static @Nullable Edition before(List<Edition> editions, int number) {
        return editions.stream()
                .filter(each -> each.number() == number - 1)
                .findFirst()
                .orElse(null);
    }
}
