package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.FeedDefinition.Nominative;
import fr.dmp.pilotage.catalog.FormulaText;
import fr.dmp.pilotage.catalog.RejectsFile;
import fr.dmp.pilotage.feeds.LineReader;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.findings.Severity;
import fr.dmp.pilotage.quality.RejectReasons;
import fr.dmp.pilotage.report.RejectedLine;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Rejects;
import fr.dmp.pilotage.warehouse.Rejects.Reject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rejected lines of one load, page by page: the sender's text and all reasons, as the archived file and the contract
 * give them. Where they no longer give the reason that the load was judged by, what was kept of it is told.
 */
final class RejectedLines {

    /** Stands for a cell that is not shown. */
    private static final String CONCEALED = "***";

    /** Between the columns of which a line lacks any. */
    private static final String EITHER = " or ";

    /** A line with more fields than this beyond the header shows the others in one. */
    private static final int MOST_BEYOND = 50;

    private final Load load;
    private final LineReader reader;
    private final Rejects rejects;
    private final RejectReasons.OfFeed reasons;
    private final boolean concealing;
    private final boolean again;
    private final Progress progress;
    private final List<Integer> fields;
    private final int beyond;
    private @Nullable Map<Long, Finding> kept;

    /** @param concealing whether columns about a person, and those that the contract does not know, are masked */
    RejectedLines(
            Load load,
            LineReader reader,
            Rejects rejects,
            RejectReasons.OfFeed reasons,
            boolean concealing,
            Progress progress) {
        this.load = load;
        this.reader = reader;
        this.rejects = rejects;
        this.reasons = reasons;
        this.concealing = concealing;
        this.progress = progress;
        List<String> header = load.survey().header();
        // What came again and was rejected again is numbered and explained anew.
        this.again = RejectsFile.isOne(header);
        this.fields = IntStream.range(0, header.size())
                .filter(i -> !(again && reader.columns().get(i) == null && RejectsFile.adds(header.get(i))))
                .boxed()
                .toList();
        this.beyond = rejects.fieldCountsDiffer(load) ? Math.min(MOST_BEYOND, widest() - header.size()) : 0;
    }

    private int widest() {
        return IntStream.range(0, load.survey().pages())
                .map(page -> reader.widest(page, numbers(page).keySet()))
                .reduce(load.survey().header().size(), Math::max);
    }

    private Map<Long, Reject> numbers(int page) {
        return rejects.between(load, reader.firstLine(page), reader.firstLine(page + 1)).stream()
                .collect(Collectors.toMap(Reject::line, each -> each));
    }

    /** The sender's own columns, then one for each field that a line has beyond them. */
    List<String> header() {
        List<String> header = new ArrayList<>();
        fields.forEach(field -> header.add(load.survey().header().get(field)));
        IntStream.rangeClosed(1, beyond).forEach(number -> header.add(RejectsFile.beyond(number)));
        return header;
    }

    /**
     * All of them, in order; to be gone over once.
     *
     * @throws IllegalStateException while it is gone over, if the file has not every line that was rejected
     */
    Stream<RejectedLine> all() {
        return IntStream.range(0, load.survey().pages()).boxed().flatMap(this::page);
    }

    private Stream<RejectedLine> page(int page) {
        Map<Long, Reject> wanted = numbers(page);
        List<LineReader.Line> lines = wanted.isEmpty() ? List.of() : reader.read(page, wanted.keySet());
        if (lines.size() != wanted.size()) {
            throw new IllegalStateException("[" + load.fileName() + "] load " + load.loadId() + ": of " + wanted.size()
                    + " rejected lines on page " + page + ", the archived file has " + lines.size());
        }
        progress.done(1);
        return lines.stream().map(line -> rejected(line, Objects.requireNonNull(wanted.get(line.number()))));
    }

    private RejectedLine rejected(LineReader.Line line, Reject reject) {
        List<Finding> found = reasons(line, reject);
        boolean shifted = found.stream().anyMatch(RejectedLines::isMiscounted);
        if (shifted && concealing) {
            // Any cell may hold what belongs into another.
            found.removeIf(each -> !isMiscounted(each));
        }
        List<RejectedLine.Reason> told = found.stream()
                .map(each -> new RejectedLine.Reason(each, written(each.column())))
                .toList();
        return new RejectedLine(line.number(), cells(line, shifted), told, wrong(found));
    }

    private static boolean isMiscounted(Finding finding) {
        return finding.code().equals(FileFault.FIELD_COUNT.code())
                || finding.code().equals(FileFault.OTHER_FIELD_COUNT.code());
    }

    /** The reason that counted when the file was loaded first, then all that the contract gives today. */
    private List<Finding> reasons(LineReader.Line line, Reject reject) {
        List<Finding> found = new ArrayList<>(line.errors());
        if (found.stream().noneMatch(each -> each.code().equals(reject.code()))) {
            found.add(0, told(reject));
        }
        return found;
    }

    private Finding told(Reject reject) {
        if (!reject.details().isEmpty()) {
            Map<String, @Nullable Object> details = new HashMap<>(reject.details());
            if (concealing) {
                details.replaceAll((name, value) -> value instanceof Number ? value : CONCEALED);
            }
            var said = reasons.reason(reject.code(), reject.line(), details);
            if (said.isPresent()) {
                return said.get();
            }
        }
        Finding first = kept().get(reject.line());
        boolean quotable = !concealing || (reject.column() != null && !isConcealed(reject.column()));
        if (first != null && first.code().equals(reject.code()) && quotable) {
            return first;
        }
        return new Finding(
                reject.code(),
                Severity.ERROR,
                reject.line(),
                reject.column(),
                "rejected as " + reject.code() + " when the file was loaded",
                "ligne rejetée au chargement (" + reject.code() + ")");
    }

    private Map<Long, Finding> kept() {
        if (kept == null) {
            kept = rejects.kept(load);
        }
        return kept;
    }

    private List<String> cells(LineReader.Line line, boolean shifted) {
        List<String> written =
                again ? line.cells().stream().map(FormulaText::unguarded).toList() : line.cells();
        int known = load.survey().header().size();
        List<String> cells = new ArrayList<>(fields.size() + beyond);
        for (int field : fields) {
            String cell = field < written.size() ? written.get(field) : "";
            ColumnDefinition column = reader.columns().get(field);
            boolean hidden = concealing && (shifted || column == null || isConcealed(column.name()));
            cells.add(hidden && !cell.isBlank() ? CONCEALED : cell);
        }
        for (int field = known; field < known + beyond; field++) {
            boolean last = field == known + beyond - 1;
            String cell = field >= written.size()
                    ? ""
                    : String.join(
                            String.valueOf(load.survey().separator()),
                            written.subList(field, last ? written.size() : field + 1));
            cells.add(concealing && !cell.isBlank() ? CONCEALED : cell);
        }
        return cells;
    }

    private boolean isConcealed(String column) {
        Nominative nominative = load.feed().nominative();
        return nominative != null && nominative.columns().contains(column);
    }

    /** A column of the contract as the sender's header has it; of several that might hold a value, all. */
    private @Nullable String written(@Nullable String column) {
        if (column == null) {
            return null;
        }
        int index = index(column);
        return index < 0
                ? String.join(" ou ", column.split(EITHER))
                : load.survey().header().get(fields.get(index));
    }

    private int index(String column) {
        for (int i = 0; i < fields.size(); i++) {
            ColumnDefinition each = reader.columns().get(fields.get(i));
            String header = load.survey().header().get(fields.get(i));
            if (each != null && (each.name().equals(column) || header.equals(column))) {
                return i;
            }
        }
        return -1;
    }

    private Set<Integer> wrong(List<Finding> found) {
        return found.stream()
                .map(Finding::column)
                .filter(Objects::nonNull)
                .flatMap(column -> Stream.of(column.split(EITHER)))
                .map(this::index)
                .filter(index -> index >= 0)
                .collect(Collectors.toSet());
    }
}
