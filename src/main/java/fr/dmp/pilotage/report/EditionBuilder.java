package fr.dmp.pilotage.report;

import fr.dmp.pilotage.report.Editions.Subject;
import fr.dmp.pilotage.warehouse.Loads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the workbook of an edition, with what it says otherwise than the one that it replaces. */
final class EditionBuilder {

    private final Composer composer;
    private final EditionLedger ledger;
    private final Loads loads;

    EditionBuilder(Composer composer, EditionLedger ledger, Loads loads) {
        this.composer = composer;
        this.ledger = ledger;
        this.loads = loads;
    }

    /**
     * Writes it into a file, and returns what its sheets say, Révisions included.
     *
     * @param before the edition that it replaces, null for the first
     */
    List<SheetData> build(Path file, Subject subject, Sources sources, int number, @Nullable Edition before) {
        List<SheetData> sheets = new ArrayList<>(composer.sheets(subject, sources));
        String told = Integer.toString(number);
        if (before != null) {
            List<Revision> revisions = composer.revisions(subject, earlier(subject, before), sources, sheets);
            sheets.add(RevisionsSheet.of(revisions));
            told = Revisions.summary(number, revisions.size());
        }
        composer.write(file, subject, sources, sheets, ReadMe.Heading.edition(number, told));
        return sheets;
    }

    private Revisions.Earlier earlier(Subject subject, Edition before) {
        return new Revisions.Earlier(
                ledger.snapshots(before),
                sources(subject, before),
                before.definitionSha().equals(composer.definitionSha(subject.report())));
    }

    /** What an edition was made from. */
    Sources sources(Subject subject, Edition edition) {
        return composer.sources(subject, loads.of(edition.loads())).without(ledger.gaps(edition));
    }
}
