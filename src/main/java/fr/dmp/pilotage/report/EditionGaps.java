package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The files that editions were made without: kept, as they follow neither from the loads of an edition nor stay true. */
final class EditionGaps {

    private final JdbcClient jdbc;

    EditionGaps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(long edition, List<Gap> gaps) {
        for (Gap gap : gaps) {
            jdbc.sql("insert into ops.edition_gap (edition_id, feed, sender, period, load_id)"
                            + " values (:edition, :feed, :sender, :period, :load)")
                    .param("edition", edition)
                    .param("feed", gap.feed())
                    .param("sender", gap.sender())
                    .param("period", gap.period().label())
                    .param("load", gap.load())
                    .update();
        }
    }

    /** Those that an edition was made without, in the order in which they were told. */
    List<Gap> of(Edition edition) {
        return jdbc.sql("""
                        select feed, sender, period, load_id from ops.edition_gap where edition_id = :edition order by gap_id
                        """)
                .param("edition", edition.id())
                .query((row, index) -> new Gap(
                        row.getString("feed"),
                        row.getString("sender"),
                        Period.written(row.getString("period")),
                        row.getObject("load_id", Long.class)))
                .list();
    }
}
