package fr.dmp.pilotage.warehouse;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Repeats all that hangs on one load under another: its rows, rejects, findings, totals and marts. Not what other loads were
 * found to say of the same figures, which is computed anew with those that are in force now.
 */
final class LoadCopy {

    private final JdbcClient jdbc;

    LoadCopy(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One table that keeps something by load, with its columns but the load's own. */
    private record Kept(String table, String columns, boolean dated) {}

    /** Copies from one load to another of the same feed and period, in the caller's transaction. */
    void copy(Load from, long to) {
        for (Kept each : kept(from.feed().table())) {
            String within = each.dated() ? " and period_start = :period" : "";
            jdbc.sql("insert into " + each.table() + " (load_id, " + each.columns() + ") select :to, " + each.columns()
                            + " from " + each.table() + " where load_id = :from" + within)
                    .param("to", to)
                    .param("from", from.loadId())
                    .param("period", from.period().start())
                    .update();
        }
    }

    /** Asked of the database, so that a mart that is added is not forgotten here. */
    private List<Kept> kept(String fact) {
        return jdbc.sql("""
                        select c.oid::regclass::text as name,
                          string_agg(quote_ident(a.attname), ', ' order by a.attnum) filter (where a.attname <> 'load_id') as columns,
                          bool_or(a.attname = 'period_start') as dated
                        from pg_class c
                        join pg_namespace n on n.oid = c.relnamespace
                        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                          and a.attidentity = '' and a.attgenerated = ''
                        where c.relkind in ('r', 'p') and not c.relispartition
                          and (n.nspname = 'mart' or (n.nspname, c.relname) in (('dwh', :fact), ('dwh', 'control_total'),
                            ('ops', 'page'), ('ops', 'reject'), ('ops', 'finding'), ('ops', 'finding_count')))
                        group by c.oid
                        having bool_or(a.attname = 'load_id')
                        order by 1
                        """)
                .param("fact", fact)
                .query((row, index) ->
                        new Kept(row.getString("name"), row.getString("columns"), row.getBoolean("dated")))
                .list();
    }
}
