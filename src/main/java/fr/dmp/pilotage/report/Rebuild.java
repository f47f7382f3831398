package fr.dmp.pilotage.report;

import fr.dmp.pilotage.report.Editions.Subject;
import fr.dmp.pilotage.report.Reports.Issued;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.LoadSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes an edition again from the loads that it was made from, and holds it against what was issued: the same bytes within
 * one build of the software, the same content across builds. One that would say something else is not written.
 */
final class Rebuild {

    private static final String SAME_BYTES = "rebuilt: the same bytes as issued";
    private static final String SAME_CONTENT =
            "rebuilt: the same content as issued, in other bytes, which another build of the software wrote";

    private final EditionLedger ledger;
    private final EditionFiles files;
    private final EditionBuilder builder;
    private final Composer composer;
    private final LoadSets loads;

    Rebuild(EditionLedger ledger, EditionFiles files, EditionBuilder builder, Composer composer, LoadSets loads) {
        this.ledger = ledger;
        this.files = files;
        this.builder = builder;
        this.composer = composer;
        this.loads = loads;
    }

    /**
     * Rebuilds an edition. Must run under the lock of its subject.
     *
     * @param out where to write it; null for its own place, where it is left alone if it stands
     * @throws IllegalStateException if it would say something else: nothing is written
     */
    Issued rebuild(Subject subject, Edition edition, @Nullable Path out) {
        Path file = out == null ? files.of(edition) : out;
        Path temporary = EditionFiles.temporary(file);
        try {
            Edition before = Editions.before(ledger.all(subject), edition.number());
            Sources sources = builder.sources(subject, edition);
            List<SheetData> sheets = builder.build(temporary, subject, sources, edition.number(), before);
            String sha = EditionFiles.sha256(EditionFiles.read(temporary));
            if (!sha.equals(edition.fileSha()) && !saysTheSame(sheets, edition)) {
                throw new IllegalStateException(refusal(subject, edition, sources, sheets));
            }
            boolean write = out != null || !EditionFiles.holds(file, edition.fileSha());
            if (write) {
                EditionFiles.move(temporary, file);
            }
            String remark = sha.equals(edition.fileSha()) ? SAME_BYTES : SAME_CONTENT;
            return subject.issued(edition, write, file, write ? sha : edition.fileSha(), remark);
        } finally {
            EditionFiles.delete(temporary);
        }
    }

    private static boolean saysTheSame(List<SheetData> sheets, Edition edition) {
        return Editions.contentSha(sheets.stream().map(SheetData::snapshot).toList())
                .equals(edition.contentSha());
    }

    private String refusal(Subject subject, Edition edition, Sources sources, List<SheetData> sheets) {
        List<String> reasons = new ArrayList<>();
        for (Load load : sources.loads()) {
            long gone = loads.rowsGone(load);
            if (gone > 0) {
                reasons.add(gone + " rows of " + load.fileName() + ", revision " + load.revision()
                        + ", are past their retention and gone");
            }
        }
        if (!edition.definitionSha().equals(composer.definitionSha(subject.report()))) {
            reasons.add("the declarations of the report have changed since");
        }
        if (reasons.isEmpty()) {
            reasons.add(
                    "neither its rows nor its declarations have changed: this build of the software counts otherwise");
        }
        Path archived = files.archived(edition.fileSha());
        return "edition " + edition.number() + " cannot be rebuilt: " + differences(edition, sheets) + "; "
                + String.join("; ", reasons) + "; nothing was written; "
                + (Files.exists(archived) ? "its bytes as issued are in " + archived : "its bytes as issued are lost");
    }

    private String differences(Edition edition, List<SheetData> sheets) {
        Map<String, Snapshot> issued = new LinkedHashMap<>(ledger.snapshots(edition));
        int places = 0;
        for (SheetData data : sheets) {
            Snapshot before = issued.remove(data.sheet().name());
            places += before == null
                    ? 1
                    : Comparison.between(data.sheet(), before, Snapshot.of(data))
                            .size();
        }
        return places + issued.size() + " rows, columns or cells would say otherwise";
    }
}
