package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition.Nominative;
import fr.dmp.pilotage.feeds.FileLimits;
import fr.dmp.pilotage.feeds.LineReader;
import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.intake.Archive;
import fr.dmp.pilotage.intake.Expansions;
import fr.dmp.pilotage.quality.RejectReasons;
import fr.dmp.pilotage.report.RejectedLine;
import fr.dmp.pilotage.report.RejectsFiles;
import fr.dmp.pilotage.report.RejectsList;
import fr.dmp.pilotage.warehouse.Decisions.Reason;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import fr.dmp.pilotage.warehouse.Rejects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rejected lines of a load, for their sender: read again from the archive, each with every reason. Columns about a person
 * are masked unless someone says why they are needed, which is kept.
 */
public final class RejectsExport {

    private final Loads loads;
    private final Rejects rejects;
    private final Archive archive;
    private final Expansions expansions;
    private final FileLimits limits;
    private final Catalog catalog;
    private final RejectReasons reasons;
    private final RejectsFiles files;
    private final Progress progress;

    RejectsExport(
            Loads loads,
            Rejects rejects,
            Archive archive,
            Expansions expansions,
            FileLimits limits,
            Catalog catalog,
            RejectReasons reasons,
            RejectsFiles files,
            Progress progress) {
        this.loads = loads;
        this.rejects = rejects;
        this.archive = archive;
        this.expansions = expansions;
        this.limits = limits;
        this.catalog = catalog;
        this.reasons = reasons;
        this.files = files;
        this.progress = progress;
    }

    /** How a file of rejected lines is written; its extension is the name in lower case. */
    public enum Format {
        CSV,
        XLSX;

        private String extension() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Why columns about a person are to be shown, and to whom.
     *
     * @param by null for the user of the operating system
     */
    public record Entitlement(String reason, @Nullable String by) {}

    /**
     * A file of rejected lines that was written.
     *
     * @param comesAgainAs the name under which the lines, corrected, complete what stands; null if they do not
     */
    public record Written(Path path, @Nullable String comesAgainAs) {}

    /**
     * The load that someone means.
     *
     * @param asked number of a load, name of a file (its latest load) or beginning of its SHA-256
     * @throws fr.dmp.pilotage.catalog.UnknownName if there is none
     * @throws IllegalStateException if its lines are not all judged yet
     */
    public RejectedLoad find(String asked) {
        Load load = rejects.named(asked);
        Load.Rows rows = load.rows();
        if (rows == null) {
            throw new IllegalStateException("load " + load.loadId() + " of " + load.fileName()
                    + " did not come to its end: load the file again, it goes on where it stopped");
        }
        Nominative nominative = load.feed().nominative();
        return new RejectedLoad(
                load.loadId(),
                load.feed().id(),
                load.period().label(),
                load.sender(),
                load.fileName(),
                load.sha256(),
                rows.read(),
                rows.rejected(),
                nominative == null ? List.of() : nominative.columns());
    }

    /**
     * Writes rejected lines into a file.
     *
     * @param entitlement null to mask the columns about a person
     * @param out a file, or a folder for a file that is named as it comes again
     * @throws IllegalStateException if the archived file is gone or damaged
     */
    public Written write(RejectedLoad of, @Nullable Entitlement entitlement, Path out, Format format) {
        return with(of, entitlement, list -> {
            String extension = format.extension();
            Path file = Files.isDirectory(out) ? out.resolve(list.name(extension)) : out;
            switch (format) {
                case CSV -> files.csv(file, list);
                case XLSX -> files.workbook(file, list);
            }
            return new Written(file, list.comesAgainAs(extension));
        });
    }

    /**
     * Writes rejected lines as CSV; the writer stays open.
     *
     * @see #write
     */
    public void print(RejectedLoad of, @Nullable Entitlement entitlement, Writer out) {
        with(of, entitlement, list -> {
            files.csv(out, list);
            return list;
        });
    }

    /**
     * Hands on each rejected line by name of field: {@code load file sha256 line code column reason message cells}, the last
     * by the sender's columns.
     *
     * @see #write
     */
    public void each(
            RejectedLoad of, @Nullable Entitlement entitlement, Consumer<Map<String, @Nullable Object>> consumer) {
        with(of, entitlement, list -> {
            List<String> names = list.columnNames();
            list.lines().forEach(line -> consumer.accept(object(of, names, line)));
            return list;
        });
    }

    private static Map<String, @Nullable Object> object(RejectedLoad of, List<String> names, RejectedLine line) {
        Finding first = line.reasons().get(0).finding();
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            cells.put(names.get(i), line.cells().get(i));
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("load", of.load());
        object.put("file", of.file());
        object.put("sha256", of.sha256());
        object.put("line", line.number());
        object.put("code", first.code());
        object.put("column", first.column());
        object.put("reason", line.motif());
        object.put("message", first.message());
        object.put("cells", cells);
        return object;
    }

    private <T> T with(RejectedLoad of, @Nullable Entitlement entitlement, Function<RejectsList, T> work) {
        Load load = loads.get(of.load());
        Path text = text(load);
        Nominative nominative = load.feed().nominative();
        boolean readable = nominative == null || entitlement != null;
        if (nominative != null && entitlement != null) {
            Reason reason = Operations.reason(entitlement.reason(), entitlement.by());
            rejects.disclosed(load, reason, nominative, of.rejected());
        }
        Set<String> concealed = readable ? Set.of() : Set.copyOf(of.nominative());
        progress.begin(load.fileName(), load.survey().pages(), "pages");
        try (LineReader reader = new LineReader(
                text,
                load.survey(),
                load.feed(),
                load.period(),
                catalog.geography(),
                limits.with(load.feed().limits()),
                concealed)) {
            RejectedLines lines =
                    new RejectedLines(load, reader, rejects, reasons.of(load.feed()), !readable, progress);
            List<String> hidden = readable ? List.of() : of.nominative();
            return work.apply(new RejectsList(load, load.survey().separator(), lines.header(), hidden, lines.all()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the archived file of load " + load.loadId(), e);
        } finally {
            removeExpansion(load);
            progress.end();
        }
    }

    /** What was expanded only to be read here; a load that is being worked on still needs its own. */
    private void removeExpansion(Load load) {
        if (!load.unfinished()) {
            expansions.remove(load.loadId());
        }
    }

    /** The text that the survey of a load is about. */
    private Path text(Load load) {
        String file = "[" + load.fileName() + "] the rejected lines of load " + load.loadId() + " ";
        rejects.expired(load).ifPresent(day -> {
            throw new IllegalStateException(
                    file + "cannot be read again: retention removed the archived file on " + day);
        });
        try {
            if (!archive.isIntact(load.sha256())) {
                throw new IllegalStateException(file + "cannot be read again: the archived bytes are gone, or no longer"
                        + " have SHA-256 " + load.sha256() + "; offer the same file to 'load', which archives it anew");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the archived bytes of load " + load.loadId(), e);
        }
        if (!expansions.prepare(load.loadId(), load.sha256(), load.survey(), load.feed())) {
            throw new IllegalStateException(file
                    + "cannot be read again: the archived bytes expand to another text than the"
                    + " one that was loaded; the declaration of " + load.feed().id() + " or a limit has changed");
        }
        return expansions.surveyed(load.loadId(), load.sha256(), load.survey());
    }
}
