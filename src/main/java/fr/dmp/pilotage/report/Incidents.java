package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.warehouse.Load;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads lists of incidents from the warehouse, and tells incidents to readers. */
final class Incidents {

    private final JdbcClient jdbc;
    private final Catalog catalog;

    Incidents(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.catalog = catalog;
    }

    /** Reads these lists, in one statement for all. */
    IncidentLists read(List<Load> loads) {
        if (loads.isEmpty()) {
            return IncidentLists.NONE;
        }
        Map<Long, List<Incident>> said = new LinkedHashMap<>();
        jdbc.sql("""
                        select load_id, debut, fin, maille, code, feed, note
                        from dwh.incident
                        where period_start = any(:dates::date[]) and load_id = any(:loads)
                        """)
                .param(
                        "dates",
                        loads.stream()
                                .map(load -> load.period().start().toString())
                                .toArray(String[]::new))
                .param("loads", loads.stream().map(Load::loadId).toArray(Long[]::new))
                .query(row -> {
                    said.computeIfAbsent(row.getLong("load_id"), load -> new ArrayList<>())
                            .add(map(row));
                });
        return new IncidentLists(loads, said);
    }

    private static Incident map(ResultSet row) throws SQLException {
        return new Incident(
                row.getObject("debut", LocalDate.class),
                row.getObject("fin", LocalDate.class),
                Incident.Mesh.valueOf(row.getString("maille")),
                row.getString("code"),
                row.getString("feed"),
                row.getString("note"));
    }

    /** An incident for a reader: when, then where, of which file, and what. */
    ReadMe.Note note(Incident incident) {
        String feed = incident.feed();
        String files = feed == null
                ? "tous les fichiers"
                : catalog.feeds().stream()
                        .filter(each -> each.id().equals(feed))
                        .findFirst()
                        .map(each -> each.title())
                        .orElse(feed);
        String place = incident.place(catalog.geography());
        return new ReadMe.Note(incident.days(), place + ", " + files + " : " + incident.note());
    }
}
