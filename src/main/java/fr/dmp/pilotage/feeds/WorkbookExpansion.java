package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.Dialect;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Limit;
import fr.dmp.pilotage.catalog.WorkbookReading.Hidden;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes text of the sheet of a workbook that the contract fits. */
final class WorkbookExpansion {

    /** As many as a sheet can have. */
    private static final long SHEET_COLUMNS = 16_384;

    private final FeedDefinition feed;
    private final FileLimits limits;
    private final ZipArchive zip;
    private final ExpandedOutput out;
    private final List<Finding> findings;
    private final @Nullable PatientPlaces places;
    private Workbook.@Nullable Sheet written;
    private boolean lookedThrough;

    /**
     * For one workbook.
     *
     * @param findings what is found about the workbook as a whole is added to them
     * @param places told of data of patients, or null if nobody asks
     */
    WorkbookExpansion(
            FeedDefinition feed,
            FileLimits limits,
            ZipArchive zip,
            ExpandedOutput out,
            List<Finding> findings,
            @Nullable PatientPlaces places) {
        this.places = places;
        this.feed = feed;
        this.limits = limits;
        this.zip = zip;
        this.out = out;
        this.findings = findings;
    }

    /** A workbook and what its cells refer to. */
    private record Contents(Workbook book, SheetTexts texts, DateStyles styles) {

        void parse(
                ZipArchive zip, Workbook.Sheet sheet, FileLimits limits, SheetRows rows, @Nullable PatientPlaces places)
                throws IOException {
            PartTexts.parse(zip, sheet.part(), new SheetParser(book, texts, styles, limits, rows, places), places);
        }
    }

    /** A sheet, and what its first rows showed. */
    private record Probed(Workbook.Sheet sheet, HeaderProbe probe) {}

    /**
     * Writes the text. Whatever becomes of it, every sheet is looked through for data of patients, if somebody asks.
     *
     * @throws RefusedContent if it has no such sheet, or what nobody declared
     */
    void expand() throws IOException {
        Workbook book = Workbook.read(zip);
        Contents contents = new Contents(
                book, SheetTexts.read(zip, book.texts(), limits, places), DateStyles.read(zip, book.styles()));
        try {
            write(contents);
        } catch (RefusedContent refusal) {
            lookThroughRefused(contents);
            throw refusal;
        }
        lookThroughOthers(contents);
    }

    private void lookThroughRefused(Contents contents) throws IOException {
        try {
            lookThroughOthers(contents);
        } catch (RefusedContent again) {
            // One reason is enough; that it was not looked through is told by itself.
            lookedThrough = false;
        }
    }

    /** Whether every cell and every other part was looked through for data of patients. */
    boolean lookedThrough() {
        return lookedThrough;
    }

    private void write(Contents contents) throws IOException {
        List<Probed> probed = new ArrayList<>();
        for (Workbook.Sheet sheet : candidates(contents.book())) {
            HeaderProbe probe = new HeaderProbe(feed);
            contents.parse(zip, sheet, limits, probe, null);
            probed.add(new Probed(sheet, probe));
            if (probe.fits()) {
                break;
            }
        }
        Probed chosen = chosen(probed);
        findings.add(FileFault.READ_FROM_WORKBOOK.ofFile("", chosen.sheet().name()));
        SheetText text = text(chosen.probe());
        SheetRows rows = places == null
                ? text
                : PatientCells.ofRead(
                        places, chosen.probe().headerRow(), chosen.probe().header(), text);
        PatientPlaces.Mark before = places == null ? null : places.mark();
        try {
            contents.parse(zip, chosen.sheet(), limits, rows, places);
        } catch (RefusedContent refusal) {
            if (places != null && before != null) {
                places.backTo(before); // the rest of the sheet is looked through with its beginning
            }
            throw refusal;
        }
        written = chosen.sheet();
        text.finish(findings);
    }

    /** Sheets and parts that nobody reads are people's own affair, but for patients. */
    private void lookThroughOthers(Contents contents) throws IOException {
        PatientPlaces to = places;
        if (to == null) {
            return;
        }
        FileLimits wide = limits.with(Map.of(Limit.COLUMNS, SHEET_COLUMNS));
        for (Workbook.Sheet sheet : contents.book().sheets()) {
            if (!sheet.equals(written)) {
                contents.parse(zip, sheet, wide, PatientCells.ofOther(to, sheet.name()), to);
            }
        }
        Set<String> read = contents.book().sheets().stream()
                .map(Workbook.Sheet::part)
                .collect(Collectors.toCollection(HashSet::new));
        if (contents.book().texts() != null) {
            read.add(contents.book().texts());
        }
        new UnreadEntries(zip, to).lookThrough(read);
        lookedThrough = true;
    }

    private SheetText text(HeaderProbe probe) {
        Dialect dialect = feed.dialect();
        return dialect.positional()
                ? new SheetText(out, feed.workbook().hidden(), 0, dialect.positions(feed.columns()))
                : new SheetText(out, feed.workbook().hidden(), probe.headerRow(), probe.header());
    }

    /** The sheets that may be the one, in the order of the workbook. */
    private List<Workbook.Sheet> candidates(Workbook book) {
        Hidden policy = feed.workbook().hidden();
        List<Workbook.Sheet> hidden =
                book.sheets().stream().filter(Workbook.Sheet::hidden).toList();
        if (policy == Hidden.REFUSE && !hidden.isEmpty()) {
            throw new RefusedContent(FileFault.HIDDEN_SHEET.ofFile("", names(hidden)));
        }
        List<Workbook.Sheet> seen = book.sheets().stream()
                .filter(each -> policy == Hidden.READ || !each.hidden())
                .toList();
        String declared = feed.workbook().sheet();
        List<Workbook.Sheet> candidates = declared == null
                ? seen
                : seen.stream()
                        .filter(each -> each.name().equalsIgnoreCase(declared))
                        .toList();
        if (candidates.isEmpty()) {
            throw declared == null
                    ? Workbook.damaged("it has no sheet with cells")
                    : new RefusedContent(FileFault.NO_SUCH_SHEET.ofFile(declared, names(seen)));
        }
        return candidates;
    }

    /** The first sheet that fits. One that is alone is taken all the same: its header then says what it lacks. */
    private Probed chosen(List<Probed> probed) {
        for (Probed each : probed) {
            if (each.probe().fits()) {
                return each;
            }
        }
        for (Probed each : probed) {
            if (each.probe().fitsBelow()) {
                String sheet = each.sheet().name();
                throw new RefusedContent(
                        FileFault.HEADER_TOO_LOW.ofFile(sheet, each.probe().firstText()));
            }
        }
        if (probed.size() > 1) {
            String required = feed.columns().stream()
                    .filter(ColumnDefinition::required)
                    .map(ColumnDefinition::name)
                    .collect(Collectors.joining(", "));
            String found = names(probed.stream().map(Probed::sheet).toList());
            throw new RefusedContent(FileFault.NO_FITTING_SHEET.ofFile(required, found));
        }
        Probed only = probed.get(0);
        if (only.probe().headerRow() == 0) {
            throw new RefusedContent(FileFault.EMPTY_SHEET.ofFile(only.sheet().name(), ""));
        }
        return only;
    }

    private static String names(List<Workbook.Sheet> sheets) {
        return sheets.stream().map(Workbook.Sheet::name).collect(Collectors.joining(", "));
    }
}
