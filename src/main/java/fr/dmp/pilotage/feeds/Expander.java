package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Limit;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.io.UnsupportedEncodingException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Makes plain CSV text of a file that is none: a gzip, a zip with one file, a sheet of a workbook. From the same file and
 * declaration the same text, byte for byte. Nothing is ever written under a name that an archive gives.
 */
public final class Expander {

    /** Bytes by which {@link #isPacked} tells a file. */
    public static final int HEAD = 4;

    private static final Set<BinaryKind> PACKED =
            EnumSet.of(BinaryKind.GZIP, BinaryKind.ZIP, BinaryKind.EMPTY_ZIP, BinaryKind.OLE);

    /** What was read within the time once is read to its end, however long it takes on a busy night. */
    private static final Map<Limit, Long> PATIENCE = Map.of(Limit.TIME, TimeUnit.DAYS.toMillis(1));

    private final FeedDefinition feed;
    private final FileLimits limits;

    /** @param feed whose file it is: it says which sheet, and what becomes of hidden rows */
    public Expander(FeedDefinition feed, FileLimits limits) {
        this.feed = feed;
        this.limits = limits;
    }

    /** Whether a file that begins with these bytes has to be expanded, or refused for its format, before it is read. */
    public static boolean isPacked(byte[] head) {
        return PACKED.stream().anyMatch(kind -> kind.begins(head));
    }

    /**
     * What became of a packed file.
     *
     * @param survey of its text, or null if the file is refused
     * @param findings about the file as a whole; one of them is an error if and only if it is refused
     * @param lookedThrough whether all of its content was seen by the surveyor, who knows what of it is about patients
     */
    public record Outcome(@Nullable Survey survey, List<Finding> findings, boolean lookedThrough) {}

    /**
     * Expands a file and surveys its text.
     *
     * @param target where the text is written; what is there is replaced
     * @param surveyor a new one
     * @throws IOException if the file cannot be read
     * @throws java.io.UncheckedIOException if the text cannot be written
     */
    public Outcome expand(Path packed, Path target, Surveyor surveyor) throws IOException {
        Text text = new Text();
        try {
            write(packed, target, surveyor, text);
        } catch (RefusedContent e) {
            text.findings.add(e.finding());
            return new Outcome(null, text.findings, text.lookedThrough);
        }
        Surveyor.Outcome outcome = surveyor.outcome();
        Survey survey = outcome.survey();
        if (survey == null) {
            text.findings.add(Objects.requireNonNull(outcome.refusal(), "neither a survey nor a refusal"));
            return new Outcome(null, text.findings, text.lookedThrough);
        }
        if (text.format != FileFormat.XLSX) {
            String origin = text.origin + ", " + survey.charset().name();
            text.findings.add(FileFault.READ_FROM_ARCHIVE.ofFile(origin, Surveyor.shown(survey.separator())));
        }
        return new Outcome(survey.of(new Expansion(text.format, text.sha256)), text.findings, text.lookedThrough);
    }

    /**
     * Expands a file again that was surveyed before.
     *
     * @return what came out, or empty if the file is refused now: another declaration holds than then
     * @see #expand
     */
    public Optional<Expansion> again(Path packed, Path target) throws IOException {
        Text text = new Text();
        try {
            new Expander(feed, limits.with(PATIENCE)).write(packed, target, null, text);
            return Optional.of(new Expansion(text.format, text.sha256));
        } catch (RefusedContent e) {
            return Optional.empty();
        }
    }

    /** What is known of a text while it is written. */
    static final class Text {
        private final List<Finding> findings = new ArrayList<>();
        private FileFormat format = FileFormat.GZIP;
        private String origin = "gzip";
        private String sha256 = "";
        private boolean lookedThrough;
    }

    private void write(Path packed, Path target, @Nullable Surveyor surveyor, Text text) throws IOException {
        try {
            long size = Files.size(packed);
            ExpansionGuard output = new ExpansionGuard(limits, size);
            try (ExpandedOutput out = new ExpandedOutput(target, surveyor, output)) {
                byte[] head = head(packed);
                if (BinaryKind.GZIP.begins(head)) {
                    if (surveyor != null) {
                        surveyor.places().cell(GzipInput.names(packed), null, PatientPlaces.UNKNOWN, false, 0);
                    }
                    gunzip(packed, out);
                } else if (BinaryKind.OLE.begins(head)) {
                    throw new RefusedContent(OleDocument.refusal(packed));
                } else {
                    unzip(packed, new ExpansionGuard(limits, size), surveyor, text, out);
                }
                text.sha256 = out.finish();
                text.lookedThrough = surveyor == null || surveyor.legible();
            }
        } catch (ZipException
                | EOFException
                | CharConversionException
                | UTFDataFormatException
                | UnsupportedEncodingException
                | XmlInput.Overlong e) {
            throw new RefusedContent(FileFault.DAMAGED.ofFile(
                    name(text.format), Objects.requireNonNullElse(e.getMessage(), "it ends too early")));
        }
    }

    private static String name(FileFormat format) {
        return switch (format) {
            case TEXT -> "CSV";
            case GZIP -> "gzip";
            case ZIP -> "zip";
            case XLSX -> "xlsx";
        };
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }

    /** What comes out is counted by the output alone, byte for byte. */
    private static void gunzip(Path packed, ExpandedOutput out) throws IOException {
        try (FileChannel file = FileChannel.open(packed);
                GzipInput in = new GzipInput(file)) {
            in.transferTo(out);
            in.checkEnd();
        }
    }

    private void unzip(Path packed, ExpansionGuard input, @Nullable Surveyor surveyor, Text text, ExpandedOutput out)
            throws IOException {
        text.format = FileFormat.ZIP;
        try (ZipArchive zip = ZipArchive.open(packed, limits, input)) {
            if (Workbook.isIn(zip)) {
                text.format = FileFormat.XLSX;
                if (surveyor != null) {
                    surveyor.readsWorkbook();
                }
                expand(zip, surveyor, text, out);
                return;
            }
            ZipEntry file = OnlyEntry.of(zip);
            text.origin = "zip (" + OnlyEntry.shown(file.getName()) + ")";
            try (InputStream in = zip.read(file)) {
                in.transferTo(out);
            }
            if (surveyor != null) {
                new UnreadEntries(zip, surveyor.places()).lookThrough(Set.of(file.getName()));
            }
        }
    }

    /** A workbook that is refused may have been looked through all the same. */
    private void expand(ZipArchive zip, @Nullable Surveyor surveyor, Text text, ExpandedOutput out) throws IOException {
        PatientPlaces places = surveyor == null ? null : surveyor.places();
        WorkbookExpansion expansion = new WorkbookExpansion(feed, limits, zip, out, text.findings, places);
        try {
            expansion.expand();
        } finally {
            text.lookedThrough = expansion.lookedThrough();
        }
    }
}
