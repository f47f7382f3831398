package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.FeedDefinition.UnknownColumns;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.RejectsFile;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of one file meet its contract.
 *
 * @param columns the contract's column for each field, null for a field that is ignored
 * @param findings faults of the header; an error among them refuses the file
 */
public record Layout(List<@Nullable ColumnDefinition> columns, List<Finding> findings) {

    public Layout {
        columns = new ArrayList<>(columns); // List.copyOf refuses nulls
        findings = List.copyOf(findings);
    }

    /** Matches a header without regard to order, case, accents, spaces, hyphens, underscores and apostrophes. */
    public static Layout match(FeedDefinition feed, List<String> header) {
        Map<String, ColumnDefinition> byName = new HashMap<>();
        for (ColumnDefinition column : feed.columns()) {
            byName.put(Geography.normalised(column.name()), column);
            column.aliases().forEach(alias -> byName.put(Geography.normalised(alias), column));
        }
        List<@Nullable ColumnDefinition> columns = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        boolean rejectsAgain = RejectsFile.isOne(header);
        for (String name : header) {
            ColumnDefinition column = byName.get(Geography.normalised(name));
            columns.add(column);
            if (column == null && !feed.leavesOut(name) && !(rejectsAgain && RejectsFile.adds(name))) {
                boolean refused = feed.unknownColumns() == UnknownColumns.REFUSE;
                FileFault fault = refused ? FileFault.REFUSED_COLUMN : FileFault.UNKNOWN_COLUMN;
                findings.add(fault.at(1, name.isEmpty() ? "(no name)" : FileFault.shown(name), "", ""));
            }
        }
        addMissing(feed, columns, header, findings);
        addRepeated(feed, columns, header, findings);
        return new Layout(columns, findings);
    }

    private static void addMissing(
            FeedDefinition feed,
            List<@Nullable ColumnDefinition> columns,
            List<String> header,
            List<Finding> findings) {
        Stream<String> required = feed.columns().stream()
                .filter(column -> column.required() && !columns.contains(column))
                .map(ColumnDefinition::name);
        Stream<String> alternatives = feed.key().stream()
                .filter(part -> part.indexOf('|') > 0)
                .map(part -> columnsOf(feed, List.of(part.split("\\|"))))
                .filter(choice -> choice.stream().noneMatch(columns::contains))
                .map(choice -> choice.stream().map(ColumnDefinition::name).collect(Collectors.joining(" or ")));
        String missing = Stream.concat(required, alternatives).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            String found = header.stream().map(FileFault::shown).collect(Collectors.joining(", "));
            findings.add(FileFault.MISSING_COLUMN.ofFile(missing, found));
        }
    }

    private static List<ColumnDefinition> columnsOf(FeedDefinition feed, List<String> stored) {
        return feed.columns().stream()
                .filter(column -> column.stored() != null && stored.contains(column.stored()))
                .toList();
    }

    private static void addRepeated(
            FeedDefinition feed,
            List<@Nullable ColumnDefinition> columns,
            List<String> header,
            List<Finding> findings) {
        for (ColumnDefinition column : feed.columns()) {
            List<String> written = new ArrayList<>();
            for (int i = 0; i < header.size(); i++) {
                if (column.equals(columns.get(i))) {
                    written.add(header.get(i));
                }
            }
            if (written.size() > 1) {
                findings.add(FileFault.REPEATED_COLUMN.at(1, column.name(), "", String.join(" and ", written)));
            }
        }
    }

    /** The columns of the fact table that the file fills, in the order of its fields. */
    public List<String> storedColumns() {
        return columns.stream()
                .filter(Objects::nonNull)
                .flatMap(column -> column.storedColumns().stream())
                .toList();
    }
}
