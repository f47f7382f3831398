package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.SheetDefinition.Fold.Operation;
import fr.dmp.pilotage.report.IssuedEditions.Issue;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The source lines of an edition's figures, asked of the warehouse row by row. */
final class SourceLines {

    private final JdbcClient jdbc;
    private final SheetQuery query;
    private final Loads loads;

    SourceLines(JdbcClient jdbc, SheetQuery query, Loads loads) {
        this.jdbc = jdbc;
        this.query = query;
        this.loads = loads;
    }

    /**
     * A line with what it is known by.
     *
     * @param load of its file; null if it is no line of a file, but the total of a region
     * @param identity the same in every edition: what the line is about, and its period
     */
    record Known(
            @Nullable Load load,
            Explanation.Line line,
            @Nullable LocalDate start,
            String identity) {}

    /** The lines that a figure of a row is folded from, by period, file and line. */
    List<Known> of(Edition edition, Refold refold, String key, Column column) {
        return lines(edition, refold.contributing(column), key);
    }

    /** All lines of a row, by period, file and line. */
    List<Known> ofRow(Edition edition, Refold refold, String key) {
        return lines(edition, refold.ofRow(), key);
    }

    /** An edition with its loads at hand. */
    record Edition(Issue issue, Sources sources) {

        Scope scope() {
            return issue.scope();
        }
    }

    private List<Known> lines(Edition edition, String statement, String key) {
        Map<Long, Load> files = new HashMap<>();
        edition.sources().loads().forEach(each -> files.put(each.fileId(), each));
        return jdbc.sql(statement)
                .params(query.parameters(edition.sources(), edition.scope()))
                .param("explained_key", key)
                .query((row, index) -> known(row, edition.issue().period(), files))
                .list();
    }

    private Known known(ResultSet row, Period period, Map<Long, Load> files) throws SQLException {
        long fileId = row.getLong("file_id");
        // A line that was carried forward keeps its file, whose own load is no longer in force.
        Load load = row.wasNull() ? null : files.computeIfAbsent(fileId, loads::ofFile);
        LocalDate start = row.getObject("period_start", LocalDate.class);
        Explanation.Line line = new Explanation.Line(
                load == null ? null : load.fileName(),
                row.getObject("line_no") == null ? null : row.getLong("line_no"),
                label(start, period, load),
                row.getString("subject"),
                row.getBigDecimal("value"),
                row.getBigDecimal("region_total"));
        return new Known(load, line, start, row.getString("identity") + " " + start);
    }

    private static @Nullable String label(@Nullable LocalDate start, Period period, @Nullable Load load) {
        if (start == null) {
            return load == null ? null : load.period().label();
        }
        return load != null && load.period().start().equals(start)
                ? load.period().label()
                : new Period(period.cadence(), start).label();
    }

    /** The files of lines with what each gives, by period and name. */
    static List<Explanation.Contribution> contributions(List<Known> lines, @Nullable Operation operation) {
        Map<Load, List<Known>> byLoad = new LinkedHashMap<>();
        for (Known each : lines) {
            if (each.load() != null) {
                byLoad.computeIfAbsent(each.load(), load -> new ArrayList<>()).add(each);
            }
        }
        return byLoad.entrySet().stream()
                .map(each -> contribution(each.getKey(), each.getValue(), operation))
                .toList();
    }

    private static Explanation.Contribution contribution(Load load, List<Known> lines, @Nullable Operation operation) {
        return new Explanation.Contribution(
                load.fileName(),
                load.sender(),
                load.period().label(),
                load.revision(),
                load.sha256(),
                lines.size(),
                operation == null ? null : fold(lines, operation));
    }

    /** What is to be said of lines that are none of a file. */
    static List<String> remarks(Collection<Known> lines) {
        List<String> remarks = new ArrayList<>();
        if (lines.stream().anyMatch(each -> each.line().regionTotal() != null)) {
            remarks.add("a rank compares the totals of regions, never their lines: each that is not behind counts 1");
        }
        if (lines.stream().anyMatch(SourceLines::isOfAnotherRegion)) {
            remarks.add("the total of another region, its lines are not told");
        }
        if (lines.stream().anyMatch(each -> each.load() != null && each.line().line() == null)) {
            remarks.add("a file that is complete and has no line of a structure known before says that it did nothing");
        }
        return remarks;
    }

    /** What stands in for lines that the workbook does not tell; of a goal, its declaration is named as its place. */
    private static boolean isOfAnotherRegion(Known known) {
        String subject = known.line().subject();
        boolean declared = subject != null && subject.startsWith("jobs/");
        return known.load() == null && known.line().regionTotal() == null && subject != null && !declared;
    }

    /** What lines make: no sum and no largest of none. */
    static @Nullable BigDecimal fold(Collection<Known> lines, Operation operation) {
        var values = lines.stream().map(each -> each.line().value()).filter(Objects::nonNull);
        return switch (operation) {
            case COUNT -> BigDecimal.valueOf(values.count());
            case SUM -> values.reduce(BigDecimal::add).orElse(null);
            case MAX -> values.reduce(BigDecimal::max).orElse(null);
        };
    }

    /** The files of an edition of whose rows the warehouse holds none any more. */
    List<String> gone(Sources sources) {
        return sources.loads().stream()
                .filter(load -> load.rows() != null && load.rows().loaded() > 0)
                .filter(load -> jdbc.sql("select not exists (select from dwh."
                                + load.feed().table() + " where period_start = :period and load_id = :load)")
                        .param("period", load.period().start())
                        .param("load", load.loadId())
                        .query(Boolean.class)
                        .single())
                .map(Load::fileName)
                .toList();
    }
}
