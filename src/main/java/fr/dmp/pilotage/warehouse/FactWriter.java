package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.feeds.RowPage;
import fr.dmp.pilotage.findings.Finding;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
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
        // Safe here: a checkpoint that is lost in a crash is lost together with its rows.
        jdbc.sql("set local synchronous_commit = off").update();
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

    private void copyRows(Load load, List<String> columns, RowPage page) {
        if (page.rows() == 0) {
            return;
        }
        // Straight into the year's partition, which spares PostgreSQL the search for it in every row.
        String target =
                "dwh." + load.feed().table() + "_" + load.period().start().getYear()
                        + " (period_start, load_id, file_id, line_no, " + String.join(", ", columns) + ")";
        // PostgreSQL reads a date without hyphens in three quarters of the time.
        String day = DateTimeFormatter.BASIC_ISO_DATE.format(load.period().start());
        byte[] prefix = (day + "\t" + load.loadId() + "\t" + load.fileId() + "\t").getBytes(StandardCharsets.US_ASCII);
        copy("copy " + target + " from stdin", out -> {
            int start = 0;
            for (int row = 0; row < page.rows(); row++) {
                out.put(prefix);
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

    /** Notes the findings about the file as a whole, under page -2 so that a repeated call changes nothing. */
    public void noteFileFindings(Load load, List<Finding> findings) {
        jdbc.sql("delete from ops.finding where load_id = :load and page = -2")
                .param("load", load.loadId())
                .update();
        jdbc.sql("delete from ops.finding_count where load_id = :load and page = -2")
                .param("load", load.loadId())
                .update();
        for (Finding finding : findings) {
            String column = finding.column() == null ? "" : finding.column();
            count(load, -2, new RowPage.Counted(finding.code(), finding.severity(), column), 1);
            keep(load, -2, finding);
        }
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
