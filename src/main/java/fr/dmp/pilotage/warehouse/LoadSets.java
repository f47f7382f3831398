package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Period;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sets of loads other than those of a feed in force now: of a past day, or of several feeds. */
public final class LoadSets {

    private final JdbcClient jdbc;
    private final LoadRow row;

    LoadSets(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.row = new LoadRow(catalog);
    }

    /**
     * The loads of a feed that were in force just before a moment, by period. One that was withdrawn or corrected later was
     * in force until then.
     */
    public List<Load> inForce(String feed, Instant before) {
        return jdbc.sql(LoadRow.SELECT
                        + " where feed = :feed and published_at < :before"
                        + " and (retired_at is null or retired_at >= :before) order by period_start, sender")
                .param("feed", feed)
                .param("before", Timestamp.from(before))
                .query(row)
                .list();
    }

    /**
     * The loads of all feeds in force whose figures are about a period, in the order of their ids: its own, and the tables
     * that are reconciled with it.
     */
    public List<Load> about(Period subject) {
        return jdbc
                .sql(LoadRow.SELECT
                        + " where published_at is not null and retired_at is null"
                        // a week is over within seven days, and is the last that is for seven more
                        + " and period_start between :start and :start + 12 order by load_id")
                .param("start", subject.start())
                .query(row)
                .list()
                .stream()
                .filter(load -> load.period().subject().equals(subject))
                .toList();
    }

    /** How many of the rows that a load brought in are in the warehouse no more. */
    public long rowsGone(Load load) {
        long there = jdbc.sql("select count(*) from dwh." + load.feed().table()
                        + " where period_start = :period and load_id = :load")
                .param("period", load.period().start())
                .param("load", load.loadId())
                .query(Long.class)
                .single();
        Load.Rows rows = load.rows();
        return rows == null ? 0 : Math.max(0, rows.loaded() + rows.carried() - there);
    }
}
