package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.findings.Severity;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.quality.Audit;
import fr.dmp.pilotage.warehouse.Load;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The findings of a load in a few lines: how many of each kind, and the first one. */
final class FindingCounts {

    private final JdbcClient jdbc;
    private final Definitions definitions;

    FindingCounts(JdbcClient jdbc, Definitions definitions) {
        this.jdbc = jdbc;
        this.definitions = definitions;
    }

    List<FoundCount> of(Load load) {
        return jdbc.sql("""
                        with counted as (
                          select code, severity, column_name, sum(total) as total
                          from ops.finding_count where load_id = :load group by code, severity, column_name
                        )
                        select c.code, c.severity, nullif(c.column_name, '') as column_name, c.total,
                          f.line_no, f.message, f.file_name
                        from counted c
                        left join lateral (
                          select line_no, message,
                            (select file_name from ops.load where file_id = f.file_id and file_id <> :file order by load_id limit 1) as file_name
                          from ops.finding f
                          where f.load_id = :load and f.code = c.code and f.severity = c.severity
                            and coalesce(f.column_name, '') = c.column_name
                          order by line_no nulls first, finding_id limit 1) f on true
                        order by array_position(array['error', 'warning', 'info'], c.severity), c.total desc, c.code
                        """)
                .param("load", load.loadId())
                .param("file", load.fileId())
                .query((row, index) -> found(row, load.fileName()))
                .list();
    }

    /** What the check's file says that the reader should do. */
    private @Nullable String todo(String code) {
        if (code.equals(Audit.TOO_MANY_REJECTS)) {
            return "ask the sender for a corrected file, or release the load without these rows";
        }
        String path = "sql/check/" + code + ".sql";
        return definitions.has(path) ? SqlFile.read(definitions, path).optional("do") : null;
    }

    private FoundCount found(ResultSet row, String fileName) throws SQLException {
        long line = row.getLong("line_no");
        String carriedFrom = row.getString("file_name");
        Finding first = new Finding(
                row.getString("code"),
                Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                line,
                row.getString("column_name"),
                String.valueOf(row.getString("message")),
                "");
        return new FoundCount(
                first.code(),
                first.severity().label(),
                line == 0 ? null : line,
                first.column(),
                row.getLong("total"),
                first.in(carriedFrom == null ? fileName : carriedFrom),
                todo(first.code()));
    }

    /** Findings of a file that no load was opened for. */
    static List<FoundCount> of(String fileName, List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .map(each -> new FoundCount(
                        each.code(),
                        each.severity().label(),
                        each.line() == 0 ? null : each.line(),
                        each.column(),
                        1,
                        each.in(fileName),
                        null))
                .toList();
    }
}
