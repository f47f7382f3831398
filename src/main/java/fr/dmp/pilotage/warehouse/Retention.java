package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.FeedDefinition.Nominative;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes nominative data past its retention, by the calendar of the data. What is removed is noted with the load in the
 * same transaction, and what a run left is found by the next: each step asks the database what there still is.
 */
public final class Retention {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Loads loads;
    private final Catalog catalog;
    private final ArchivedFiles files;
    private final Clock clock;

    Retention(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Loads loads,
            Catalog catalog,
            ArchivedFiles files,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.loads = loads;
        this.catalog = catalog;
        this.files = files;
        this.clock = clock;
    }

    /**
     * What was removed of a load.
     *
     * @param rows of the fact
     * @param findings kept ones that could quote a nominative value; all stay counted
     */
    public record Removed(Load load, long rows, long findings) {}

    /** The feeds with nominative data. */
    public List<FeedDefinition> feeds() {
        return catalog.feeds().stream()
                .filter(feed -> feed.nominative() != null)
                .toList();
    }

    private static Nominative nominative(FeedDefinition feed) {
        return Objects.requireNonNull(feed.nominative(), () -> feed.id() + " declares no nominative columns");
    }

    /** The last day of the periods that are over, whatever became of their loads. */
    private LocalDate over(FeedDefinition feed) {
        return LocalDate.now(clock).minusMonths(nominative(feed).keepMonths()).minusDays(1);
    }

    /** Loads whose rows are to be removed, the oldest period first. */
    public List<Load> due(FeedDefinition feed) {
        LocalDate over = over(feed);
        return jdbc.sql("""
                        select load_id from ops.load
                        where feed = :feed and period_start <= :over and nominative_expired_at is null
                        order by period_start, load_id
                        """).param("feed", feed.id()).param("over", over).query(Long.class).list().stream()
                .map(loads::get)
                .filter(load -> !load.period().end().isAfter(over))
                .toList();
    }

    /** Removes what a load holds. The caller holds the lock of its feed, sender and period. */
    public Removed expire(Load load, String who) {
        return Objects.requireNonNull(transactions.execute(status -> {
            long rows = rows(load);
            if (!wholeYearIsOver(load.feed(), load.period().start().getYear())) {
                jdbc.sql("delete from dwh." + load.feed().table() + " where period_start = :period and load_id = :load")
                        .param("period", load.period().start())
                        .param("load", load.loadId())
                        .update();
            }
            // A hash of a professional's number is told from a public list of all of them; what later loads keep of one
            // who sent no line since counts on without it.
            jdbc.sql("delete from mart.structure_silent where period_start = :period and load_id = :load")
                    .param("period", load.period().start())
                    .param("load", load.loadId())
                    .update();
            jdbc.sql("""
                            update mart.structure_silent set key_hash = null
                            where period_start > :period and last_seen = :period and key_hash is not null
                              and load_id in (select load_id from ops.load where feed = :feed)
                            """)
                    .param("period", load.period().start())
                    .param("feed", load.feed().id())
                    .update();
            long findings = removeFindings(load);
            jdbc.sql("update ops.reject set details = null where load_id = :load and details is not null")
                    .param("load", load.loadId())
                    .update();
            jdbc.sql("""
                            update ops.load set nominative_expired_at = now(),
                              closed = coalesce(closed, case when published_at is null then 'failed' end)
                            where load_id = :load
                            """).param("load", load.loadId()).update();
            jdbc.sql("insert into ops.decision (load_id, kind, who, reason) values (:load, 'expire', :who, :why)")
                    .param("load", load.loadId())
                    .param("who", who)
                    .param("why", "kept for " + nominative(load.feed()).keepMonths() + " months")
                    .update();
            return new Removed(load, rows, findings);
        }));
    }

    private long rows(Load load) {
        return jdbc.sql("select count(*) from dwh." + load.feed().table()
                        + " where period_start = :period and load_id = :load")
                .param("period", load.period().start())
                .param("load", load.loadId())
                .query(Long.class)
                .single();
    }

    /** Messages about a line may quote it, whatever column they are about: cells of a line may have been shifted. */
    private long removeFindings(Load load) {
        return jdbc.sql("delete from ops.finding where load_id = :load and line_no is not null")
                .param("load", load.loadId())
                .update();
    }

    /** Its partition is then dropped as a whole, unless other feeds keep rows there. */
    private boolean wholeYearIsOver(FeedDefinition feed, int year) {
        boolean alone = catalog.feeds().stream()
                        .filter(each -> each.table().equals(feed.table()))
                        .count()
                == 1;
        // A week that starts on the last day of a year ends six days later.
        return alone && !LocalDate.of(year, 12, 31).plusDays(6).isAfter(over(feed));
    }

    /** Drops partitions of years that are over and of which every load has expired, and returns their names. */
    public List<String> dropPartitions(FeedDefinition feed) {
        return jdbc.sql("""
                        select distinct extract(year from period_start)::int from ops.load
                        where feed = :feed and nominative_expired_at is not null order by 1
                        """).param("feed", feed.id()).query(Integer.class).list().stream()
                .filter(year -> wholeYearIsOver(feed, year))
                .map(year -> drop(feed, year))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> drop(FeedDefinition feed, int year) {
        String partition = "dwh." + feed.table() + "_" + year;
        return Objects.requireNonNull(transactions.execute(status -> {
            boolean droppable = jdbc.sql("""
                            select to_regclass(:partition) is not null and not exists (
                              select from ops.load where feed = :feed and nominative_expired_at is null
                                and extract(year from period_start) = :year)
                            """)
                    .param("partition", partition)
                    .param("feed", feed.id())
                    .param("year", year)
                    .query(Boolean.class)
                    .single();
            if (!droppable) {
                return Optional.<String>empty();
            }
            jdbc.sql("drop table " + partition).update();
            return Optional.of(partition);
        }));
    }

    /**
     * The archived files that nothing needs any more: those of expired loads, and those that were refused because
     * their period was over. A content that another load still has stays.
     */
    public List<ArchivedFile> files(FeedDefinition feed) {
        return files.where("""
                (exists (select from ops.load l where l.file_id = f.file_id and l.feed = :feed)
                  or exists (
                    select from ops.arrival a
                    where a.file_id = f.file_id and a.feed = :feed and a.code = 'period-expired'))""", Map.of("feed", feed.id()));
    }
}
