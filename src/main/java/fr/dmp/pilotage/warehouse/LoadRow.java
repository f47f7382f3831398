package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.feeds.Expansion;
import fr.dmp.pilotage.feeds.FileFormat;
import fr.dmp.pilotage.feeds.LineEnd;
import fr.dmp.pilotage.feeds.Survey;
import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** A load as a row of the ledger has it. */
final class LoadRow implements RowMapper<Load> {

    static final String SELECT = """
            select l.*, f.sha256,
              case when l.closed is not null then 'CLOSED'
                   when l.retired_at is not null then 'RETIRED'
                   when l.published_at is not null then 'CURRENT'
                   else 'OPEN' end as state
            from ops.load l join ops.file f using (file_id)
            """;

    private final Catalog catalog;

    LoadRow(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Load mapRow(ResultSet row, int index) throws SQLException {
        FeedDefinition feed = catalog.feed(row.getString("feed"));
        String end = row.getString("line_end");
        Survey survey = new Survey(
                Charset.forName(row.getString("charset")),
                row.getString("separator").charAt(0),
                end == null ? null : LineEnd.valueOf(end.toUpperCase(Locale.ROOT)),
                row.getObject("quoted", Boolean.class),
                List.of((String[]) row.getArray("header").getArray()),
                row.getLong("rows_surveyed"),
                List.of((Long[]) row.getArray("page_offsets").getArray()),
                List.of((Long[]) row.getArray("page_lines").getArray()),
                expansion(row));
        Object read = row.getObject("rows_read");
        String verdict = row.getString("verdict");
        return new Load(
                row.getLong("load_id"),
                feed,
                row.getString("sender"),
                new Period(feed.file().cadence(), row.getObject("period_start", LocalDate.class)),
                row.getInt("revision"),
                row.getLong("file_id"),
                row.getString("file_name"),
                row.getString("sha256"),
                survey,
                read == null
                        ? null
                        : new Load.Rows(
                                row.getLong("rows_read"),
                                row.getLong("rows_loaded"),
                                row.getLong("rows_rejected"),
                                row.getLong("rows_carried")),
                verdict == null ? null : Load.Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)),
                Load.State.valueOf(row.getString("state")),
                row.getTimestamp("opened_at").toInstant(),
                row.getObject("base_load_id", Long.class),
                row.getObject("restores_load_id", Long.class));
    }

    private static @Nullable Expansion expansion(ResultSet row) throws SQLException {
        String sha256 = row.getString("expanded_sha256");
        FileFormat format = FileFormat.valueOf(row.getString("format").toUpperCase(Locale.ROOT));
        return sha256 == null ? null : new Expansion(format, sha256);
    }
}
