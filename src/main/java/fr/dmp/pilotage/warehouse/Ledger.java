package fr.dmp.pilotage.warehouse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What arrived and where it stands, of every feed: the ledger as people read it, without the pages of the files. */
public final class Ledger {

    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A load and what is to be said of it.
     *
     * @param arrived when its file was taken in; of one that repeats an earlier load, that one's
     * @param offered when its content was last offered, be it again
     * @param rows in it, those that it carries forward included; null if they were not counted yet
     * @param wasInForce whether it ever was
     * @param completes whether its file has a part of the period only
     * @param repeats revision of the earlier load that it repeats after a withdrawal, or null
     * @param decision what an operator decided about it last, in words, or null
     * @param held the first error that holds it, or null if it is not held
     */
    public record Entry(
            long loadId,
            String feed,
            String sender,
            LocalDate periodStart,
            int revision,
            Load.State state,
            Instant arrived,
            Instant offered,
            @Nullable Long rows,
            boolean wasInForce,
            boolean completes,
            @Nullable Integer repeats,
            @Nullable String decision,
            @Nullable String held) {

        /** Whether it waits for an operator. */
        public boolean isHeld() {
            return held != null;
        }
    }

    /** A file that no load was opened for, and why; the period is in its name, if it has any. */
    public record Refusal(String feed, String sender, String fileName, Instant at, String message) {}

    /** Every load of every feed, by feed, sender, period and revision. */
    public List<Entry> entries() {
        return jdbc.sql("""
                        select l.load_id, l.feed, l.sender, l.period_start, l.revision, l.state, l.rows_loaded + l.rows_carried as rows,
                          l.published_at is not null as was_in_force, l.base_load_id is not null as completes,
                          r.revision as repeats, o.arrived, greatest(a.offered, l.opened_at) as offered, d.decision,
                          case when l.state = 'OPEN' and l.verdict = 'hold' then coalesce(f.held, 'no reason was kept') end as held
                        from (%s) l
                        left join ops.load r on r.load_id = l.restores_load_id
                        left join (select load_id, max(arrived_at) as offered from ops.arrival group by load_id) a
                          on a.load_id = l.load_id
                        cross join lateral (
                          select min(opened_at) as arrived from ops.load s
                          where s.load_id = l.load_id or l.restores_load_id is not null
                            and (s.feed, s.sender, s.period_start, s.file_id) = (l.feed, l.sender, l.period_start, l.file_id)) o
                        left join lateral (
                          select case kind when 'release' then 'released' else 'withdrawn' end || ' by ' || who || ': ' || reason
                            as decision
                          from ops.decision
                          where load_id = l.load_id and kind in ('release', 'withdraw')
                          order by decision_id desc limit 1) d on true
                        left join lateral (
                          select code || ': ' || message as held from ops.finding
                          where load_id = l.load_id and l.state = 'OPEN' and page < 0 and severity = 'error'
                          order by line_no is not null, finding_id limit 1) f on true
                        order by l.feed, l.sender, l.period_start, l.revision
                        """.formatted(LoadRow.SELECT)).query(Ledger::entry).list();
    }

    private static Entry entry(ResultSet row, int index) throws SQLException {
        return new Entry(
                row.getLong("load_id"),
                row.getString("feed"),
                row.getString("sender"),
                row.getObject("period_start", LocalDate.class),
                row.getInt("revision"),
                Load.State.valueOf(row.getString("state")),
                row.getTimestamp("arrived").toInstant(),
                row.getTimestamp("offered").toInstant(),
                row.getObject("rows", Long.class),
                row.getBoolean("was_in_force"),
                row.getBoolean("completes"),
                row.getObject("repeats", Integer.class),
                row.getString("decision"),
                row.getString("held"));
    }

    /** The files of known feeds that were refused, the latest first. */
    public List<Refusal> refusals() {
        return jdbc.sql("""
                        select feed, sender, file_name, arrived_at, message from ops.arrival
                        where outcome = 'refused' and feed is not null and sender is not null
                        order by arrival_id desc
                        """)
                .query((row, index) -> new Refusal(
                        row.getString("feed"),
                        row.getString("sender"),
                        row.getString("file_name"),
                        row.getTimestamp("arrived_at").toInstant(),
                        row.getString("message")))
                .list();
    }
}
