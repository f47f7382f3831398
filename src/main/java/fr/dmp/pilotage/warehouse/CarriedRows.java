package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.FeedDefinition;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Completes the load of a partial file: the rows of its base load whose key the file does not have are copied under it,
 * with the file and line that they came from.
 */
public final class CarriedRows {

    private final JdbcClient jdbc;

    CarriedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes back what an earlier audit of the load carried forward. Must run in the audit's transaction. */
    public void forget(Load load) {
        if (load.base() != null) {
            jdbc.sql("delete from dwh." + load.feed().table()
                            + " where period_start = :period and load_id = :load and file_id <> :file")
                    .param("period", load.period().start())
                    .param("load", load.loadId())
                    .param("file", load.fileId())
                    .update();
        }
    }

    /**
     * Carries rows forward, once lines with the same key have left the load. Must run in the audit's transaction.
     *
     * @return how many; 0 if the file is not partial
     * @throws IllegalStateException if what the file completes is no longer what stands
     */
    public long carry(Load load) {
        Long base = load.base();
        if (base == null) {
            return 0;
        }
        if (!completeWhatStands(jdbc, load.loadId())) {
            throw new IllegalStateException("[" + load.fileName() + "] load " + load.loadId() + " completes load "
                    + base + ", which is no longer what stands; withdraw it and send a file that is not partial");
        }
        FeedDefinition feed = load.feed();
        String columns = Stream.concat(Stream.of("period_start", "file_id", "line_no"), feed.storedColumns().stream())
                .collect(Collectors.joining(", "));
        return jdbc.sql("""
                        insert into dwh.%1$s (load_id, %2$s)
                        select :load, %2$s from dwh.%1$s base
                        where base.period_start = :period and base.load_id = :base and not exists (
                          select from dwh.%1$s own
                          where own.period_start = :period and own.load_id = :load and %3$s)
                        """.formatted(feed.table(), columns, sameKey(feed)))
                .param("load", load.loadId())
                .param("base", base)
                .param("period", load.period().start())
                .update();
    }

    /**
     * Whether what a load completes is still what it was: the load in force. One that was held and is completed itself
     * stays what it was, but for what it completes in turn.
     */
    static boolean completeWhatStands(JdbcClient jdbc, long loadId) {
        return jdbc.sql("""
                        with recursive bases as (
                          select b.base_load_id, b.published_at, b.retired_at
                          from ops.load l join ops.load b on b.load_id = l.base_load_id
                          where l.load_id = :id
                          union all
                          select b.base_load_id, b.published_at, b.retired_at
                          from bases join ops.load b on b.load_id = bases.base_load_id
                          where bases.published_at is null
                        )
                        select not exists (select from bases where published_at is not null and retired_at is not null)
                        """).param("id", loadId).query(Boolean.class).single();
    }

    /** Part by part, so that PostgreSQL can look rows up by hash; a part that is not there is like another that is not. */
    private static String sameKey(FeedDefinition feed) {
        List<String> own = feed.keyExpressions("own.");
        List<String> base = feed.keyExpressions("base.");
        return Stream.iterate(0, i -> i < own.size(), i -> i + 1)
                .map(i -> mayBeAbsent(feed, feed.key().get(i))
                        ? "coalesce(" + own.get(i) + "::text, '') = coalesce(" + base.get(i) + "::text, '')"
                        : own.get(i) + " = " + base.get(i))
                .collect(Collectors.joining(" and "));
    }

    private static boolean mayBeAbsent(FeedDefinition feed, String part) {
        return feed.columns().stream()
                .filter(column -> column.storedColumns().contains(part))
                .anyMatch(column -> !column.required() && column.whenEmpty() == null);
    }
}
