package fr.dmp.pilotage.warehouse;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What of a load is in the warehouse: its lines, and the pages that were committed with them. */
public final class PageLedger {

    private final JdbcClient jdbc;

    PageLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What of a load's file is in the warehouse, counted line by line.
     *
     * @param pages those that were committed
     * @param rejected lines that are no rows
     * @param strays rows and rejected lines that are in none of these pages: they would be there twice if it were gone on with
     */
    public record Committed(int pages, long rows, long rejected, long strays) {

        /** One line, for the audit. */
        public String inWords() {
            return pages + " pages are committed, with " + rows + " rows and " + rejected + " rejected lines; "
                    + (strays == 0 ? "none" : Long.toString(strays)) + " outside of them";
        }
    }

    /** Holds what is in the warehouse of a load against the pages that are marked as committed. Reads each of its lines. */
    public Committed committed(Load load) {
        return jdbc.sql("""
                        with line as (
                          select line_no, true as loaded from %s where period_start = :period and load_id = :load and file_id = :file
                          union all
                          select distinct line_no, false from ops.reject where load_id = :load and file_id = :file)
                        select (select count(*)::int from ops.page where load_id = :load) as pages,
                          count(line_no) filter (where loaded) as rows, count(line_no) filter (where not loaded) as rejected,
                          count(line_no) filter (where not exists (
                            select from ops.page p
                            where p.load_id = :load and p.page = width_bucket(line_no::bigint, l.page_lines) - 1)) as strays
                        from ops.load l left join line on true where l.load_id = :load
                        """.formatted("dwh." + load.feed().table()))
                .param("period", load.period().start())
                .param("load", load.loadId())
                .param("file", load.fileId())
                .query((row, index) -> new Committed(
                        row.getInt("pages"), row.getLong("rows"), row.getLong("rejected"), row.getLong("strays")))
                .single();
    }

    /** Throws away what was loaded of a load, and what was found in it, as if it had only been opened. Must run in a transaction. */
    public void discard(Load load) {
        for (String table : List.of("dwh." + load.feed().table(), "dwh.control_total")) {
            jdbc.sql("delete from " + table + " where period_start = :period and load_id = :load")
                    .param("period", load.period().start())
                    .param("load", load.loadId())
                    .update();
        }
        for (String rows : List.of(
                "reject where", "finding where page >= 0 and", "finding_count where page >= 0 and", "page where")) {
            jdbc.sql("delete from ops." + rows + " load_id = :load")
                    .param("load", load.loadId())
                    .update();
        }
        jdbc.sql(
                        "update ops.load set rows_read = null, rows_loaded = null, rows_rejected = null, rows_carried = 0, verdict = null"
                                + " where load_id = :load")
                .param("load", load.loadId())
                .update();
    }
}
