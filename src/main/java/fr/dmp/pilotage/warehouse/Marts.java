package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.SqlFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Computes what is kept of a load when it is audited. Each mart is {@code sql/mart/<name>.sql}, a query that gives the rows
 * of one load. Its header names the table of schema mart that they go into and, as {@code keys}, {@code attributes} and
 * {@code measures}, the columns; or, as {@code temporary}, a table that lives as long as the transaction, for the marts and
 * checks that follow.
 */
public final class Marts {

    private final JdbcClient jdbc;
    private final Definitions definitions;

    Marts(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.definitions = catalog.definitions();
    }

    /** What a load is audited with. */
    public AuditScope scope(Load load) {
        LocalDate period = load.period().start();
        List<AuditScope.InForce> inForce = jdbc.sql("""
                        select load_id, period_start from ops.load
                        where feed = :feed and sender = :sender and load_id <> :load
                          and period_start between :period - 7 * :weeks and :period + 7
                          and published_at is not null and retired_at is null
                        order by period_start desc
                        """)
                .param("feed", load.feed().id())
                .param("sender", load.sender())
                .param("load", load.loadId())
                .param("period", period)
                .param("weeks", AuditScope.WEEKS)
                .query(AuditScope.InForce.class)
                .list();
        return AuditScope.of(load, inForce, latest(load), others(load));
    }

    /** Two senders are audited one after the other: else neither would see what the other sends. */
    private List<Long> others(Load load) {
        if (load.feed().senders().size() == 1) {
            return List.of();
        }
        TransactionLock.take(
                jdbc, "audit " + load.feed().id() + " " + load.period().start());
        return jdbc.sql("""
                        select load_id from ops.load
                        where feed = :feed and sender <> :sender and period_start = :period
                          and closed is null and retired_at is null
                          and (published_at is not null or verdict in ('pass', 'warn'))
                        order by load_id
                        """)
                .param("feed", load.feed().id())
                .param("sender", load.sender())
                .param("period", load.period().start())
                .query(Long.class)
                .list();
    }

    private @Nullable LocalDate latest(Load load) {
        return jdbc.sql("""
                        select max(period_start) from ops.load
                        where feed = :feed and sender = :sender and published_at is not null and retired_at is null
                        """)
                .param("feed", load.feed().id())
                .param("sender", load.sender())
                .query(LocalDate.class)
                .optional()
                .orElse(null);
    }

    /** Computes the marts of a load, in place of those of an earlier audit. Must run in the transaction of the audit. */
    public void compute(AuditScope scope) {
        prepare(scope);
        scope.feed().marts().forEach(mart -> compute(scope, mart));
    }

    /** Makes the statements of the audit run as they should, until the end of its transaction. */
    private void prepare(AuditScope scope) {
        if (scope.before() == null && scope.after() == null) {
            return;
        }
        // Of rows just loaded PostgreSQL has no statistics: it would believe them few and join them in nested loops.
        jdbc.sql("set local enable_nestloop = off").update();
        summarize(scope.feed());
    }

    /** Computes one mart, by its name. */
    public void compute(AuditScope scope, String mart) {
        SqlFile file = SqlFile.read(definitions, "sql/mart/" + mart + ".sql");
        String temporary = file.optional("temporary");
        String statement = scope.feed().fill(file.statement());
        if (temporary != null) {
            jdbc.sql("create temporary table " + temporary + " on commit drop as\n" + statement)
                    .params(scope.parameters())
                    .update();
        } else {
            replace(file, statement, scope.parameters());
        }
    }

    private void replace(SqlFile file, String statement, Map<String, @Nullable Object> parameters) {
        String table = "mart." + file.require("mart");
        String columns = Stream.of("keys", "attributes", "measures")
                .map(file::optional)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        jdbc.sql("delete from " + table + " where period_start = :period and load_id = :load")
                .params(parameters)
                .update();
        // By way of a temporary table, which PostgreSQL fills with parallel workers; an insert never is.
        jdbc.sql("create temporary table computed on commit drop as\n" + statement)
                .params(parameters)
                .update();
        jdbc.sql("insert into " + table + " (" + columns + ") select " + columns + " from computed")
                .update();
        jdbc.sql("drop table computed").update();
    }

    /**
     * Tells the block range indexes of a fact what its new blocks hold. Until then each statement reads all blocks since
     * the last vacuum, and publishing a week would take the longer the more weeks came before it.
     */
    private void summarize(FeedDefinition feed) {
        jdbc.sql("""
                        select sum(brin_summarize_new_values(i.indexrelid)) from pg_index i
                        join pg_inherits h on h.inhrelid = i.indrelid
                        join pg_class c on c.oid = i.indexrelid
                        join pg_am a on a.oid = c.relam and a.amname = 'brin'
                        where h.inhparent = cast(:fact as regclass)
                        """)
                .param("fact", "dwh." + feed.table())
                .query((row, index) -> 0)
                .list();
    }
}
