package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.feeds.RowPage;
import fr.dmp.pilotage.findings.Finding;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Writes pages of rows into their fact by COPY, on the connection of the caller's transaction: rows, rejects, findings
 * and the caller's checkpoint are committed together or not at all.
 */
public final class FactWriter {

    private static final int BUFFER = 1 << 16;

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    FactWriter(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    /**
     * Writes one page. Must run in a transaction.
     *
     * @param columns the columns of the fact that the page's fields fill, in order
     */
    public void write(Load load, List<String> columns, RowPage page) {
        settings(load);
        // The row that says "this page is in" shares the fate of its rows, and its key refuses a second time.
        jdbc.sql("insert into ops.page (load_id, page) values (:load, :page)")
                .param("load", load.loadId())
                .param("page", page.number())
                .update();
        copyRows(load, columns, page);
        copyRejects(load, page);
        insertTotals(load, page);
        insertFindings(load, page);
    }

    /**
     * For this transaction: what the defaults of facts take for each row (see the migration that sets them), and no wait for
     * the disk, which is safe as a checkpoint that is lost in a crash is lost together with its rows.
     */
    private void settings(Load load) {
        jdbc.sql("""
                        select set_config('synchronous_commit', 'off', true),
                          set_config('pilotage.period', :period, true),
                          set_config('pilotage.load', :load, true), set_config('pilotage.file', :file, true)
                        """)
                .param("period", load.period().start().toString())
                .param("load", Long.toString(load.loadId()))
                .param("file", Long.toString(load.fileId()))
                .query((row, index) -> 0)
                .single();
    }

    /** The pages of a load whose rows are in the warehouse. */
    public Set<Integer> loadedPages(long loadId) {
        return Set.copyOf(jdbc.sql("select page from ops.page where load_id = :id")
                .param("id", loadId)
                .query(Integer.class)
                .list());
    }

    private void copyRows(Load load, List<String> columns, RowPage page) {
        if (page.rows() == 0) {
            return;
        }
        // Straight into the year's partition, which spares PostgreSQL the search for it in every row.
        String target = partition(load) + " (line_no, " + String.join(", ", columns) + ")";
        copy("copy " + target + " from stdin", out -> {
            int start = 0;
            for (int row = 0; row < page.rows(); row++) {
                out.putNumber(page.lines()[row]);
                out.put('\t');
                out.put(page.text(), start, page.ends()[row] - start);
                out.put('\n');
                start = page.ends()[row];
            }
        });
    }

    private void copyRejects(Load load, RowPage page) {
        if (page.rejects().isEmpty()) {
            return;
        }
        copy("copy ops.reject (load_id, file_id, line_no, code, column_name) from stdin", out -> {
            for (RowPage.Reject reject : page.rejects()) {
                String column = reject.column() == null ? "\\N" : reject.column();
                String line = load.loadId() + "\t" + load.fileId() + "\t" + reject.line() + "\t" + reject.code() + "\t"
                        + column + "\n";
                out.put(line.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private void insertTotals(Load load, RowPage page) {
        for (RowPage.Total total : page.totals()) {
            jdbc.sql("""
                            insert into dwh.control_total (period_start, load_id, file_id, line_no, measure, value)
                            values (:period, :load, :file, :line, :measure, :value)
                            """)
                    .param("period", load.period().start())
                    .param("load", load.loadId())
                    .param("file", load.fileId())
                    .param("line", total.line())
                    .param("measure", total.measure())
                    .param("value", total.value())
                    .update();
        }
    }

    private void insertFindings(Load load, RowPage page) {
        for (Map.Entry<RowPage.Counted, Long> counted : page.counts().entrySet()) {
            count(load, page.number(), counted.getKey(), counted.getValue());
        }
        for (Finding finding : page.sample()) {
            keep(load, page.number(), finding);
        }
    }

    /**
     * Lets PostgreSQL count the findings, if a load has more of them than it knows of: Qualité of each of thirty workbooks would
     * else take two seconds instead of a tenth.
     */
    public void refreshStatisticsOfFindings(Load load) {
        boolean stale = jdbc.sql("select (select count(*) from ops.finding where load_id = :load)"
                        + " > (select reltuples from pg_class where oid = 'ops.finding'::regclass)")
                .param("load", load.loadId())
                .query(Boolean.class)
                .single();
        if (stale) {
            jdbc.sql("analyze ops.finding").update();
        }
    }

    /**
     * Lets PostgreSQL count what a fact holds, if it holds twice what PostgreSQL knows of. Right after a first load it
     * knows nothing, until its own round comes by, and would plan reports over a few rows that are a hundred thousand.
     */
    public void refreshStatistics(Load load) {
        String partition = partition(load);
        boolean stale = jdbc.sql("""
                        select coalesce(sum(rows_surveyed), 0) > 2 * greatest(
                          (select reltuples from pg_class where oid = to_regclass(:partition)), 0)
                        from ops.load
                        where feed = :feed and extract(year from period_start) = :year
                        """)
                .param("partition", partition)
                .param("feed", load.feed().id())
                .param("year", load.period().start().getYear())
                .query(Boolean.class)
                .single();
        if (stale) {
            jdbc.sql("analyze " + partition + " (" + String.join(", ", searched(load.feed())) + ")")
                    .update();
        }
    }

    /** The columns that statements filter, join and group by: counting the others would take four times as long. */
    private static Set<String> searched(FeedDefinition feed) {
        Set<String> columns = new LinkedHashSet<>(List.of("period_start", "load_id"));
        Stream<String> keys = feed.key().stream().flatMap(part -> Stream.of(part.split("\\|", -1)));
        Stream.concat(keys, Stream.of("departement"))
                .filter(feed.storedColumns()::contains)
                .forEach(columns::add);
        return columns;
    }

    private static String partition(Load load) {
        return "dwh." + load.feed().table() + "_" + load.period().start().getYear();
    }

    /** Notes the findings about the file as a whole, under page -2 so that a repeated call changes nothing. */
    public void noteFileFindings(Load load, List<Finding> findings) {
        jdbc.sql("delete from ops.finding where load_id = :load and page = -2")
                .param("load", load.loadId())
                .update();
        jdbc.sql("delete from ops.finding_count where load_id = :load and page = -2")
                .param("load", load.loadId())
                .update();
        // Two columns without a name are two findings, and one place to count them.
        Map<RowPage.Counted, Long> counts = new LinkedHashMap<>();
        for (Finding finding : findings) {
            String column = finding.column() == null ? "" : finding.column();
            counts.merge(new RowPage.Counted(finding.code(), finding.severity(), column), 1L, Long::sum);
            keep(load, -2, finding);
        }
        counts.forEach((counted, total) -> count(load, -2, counted, total));
    }

    private void count(Load load, int page, RowPage.Counted counted, long total) {
        jdbc.sql("""
                        insert into ops.finding_count (load_id, page, code, column_name, severity, total)
                        values (:load, :page, :code, :column, :severity, :total)
                        """)
                .param("load", load.loadId())
                .param("page", page)
                .param("code", counted.code())
                .param("column", counted.column())
                .param("severity", counted.severity().label())
                .param("total", total)
                .update();
    }

    private void keep(Load load, int page, Finding finding) {
        jdbc.sql("""
                        insert into ops.finding (load_id, page, code, severity, line_no, column_name, message, message_fr)
                        values (:load, :page, :code, :severity, nullif(:line, 0), :column, :message, :messageFr)
                        """)
                .param("load", load.loadId())
                .param("page", page)
                .param("code", finding.code())
                .param("severity", finding.severity().label())
                .param("line", finding.line())
                .param("column", finding.column())
                .param("message", finding.message())
                .param("messageFr", finding.messageFr())
                .update();
    }

    private void copy(String statement, Rows rows) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            CopyManager manager = connection.unwrap(PGConnection.class).getCopyAPI();
            CopyStream out = new CopyStream(manager.copyIn(statement), BUFFER);
            rows.writeTo(out);
            out.end();
        } catch (SQLException e) {
            throw new IllegalStateException("COPY failed: " + statement, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private interface Rows {
        void writeTo(CopyStream out) throws SQLException;
    }
}
