package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.Programmes;
import fr.dmp.pilotage.warehouse.Load;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who is in which programme at the end of a period: as the last snapshot up to then says, each complete as of its date;
 * before the first one, as {@code jobs/nomenclatures/programmes.csv} does.
 */
final class ProgrammeLists {

    /** Their feed. */
    static final String FEED = "programme";

    private final JdbcClient jdbc;
    private final Catalog catalog;

    /** By id of their load, whose rows never change. */
    private final Map<Long, Programmes> read = new ConcurrentHashMap<>();

    ProgrammeLists(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.catalog = catalog;
    }

    /** @param snapshots those in force, of any date */
    Programmes at(Period period, List<Load> snapshots) {
        return snapshots.stream()
                .filter(load -> !load.period().start().isAfter(period.end()))
                .max(Comparator.comparing(Load::period).thenComparing(Load::sender))
                .map(load -> read.computeIfAbsent(load.loadId(), id -> read(load)))
                .orElse(catalog.programmes());
    }

    private Programmes read(Load load) {
        List<Programmes.Member> members = jdbc.sql("""
                        select programme, code, debut, fin from dwh.programme
                        where period_start = :period and load_id = :load and maille = 'REGION'
                        order by line_no
                        """)
                .param("period", load.period().start())
                .param("load", load.loadId())
                .query((row, index) -> new Programmes.Member(
                        row.getString("programme"),
                        row.getString("code"),
                        row.getObject("debut", LocalDate.class),
                        row.getObject("fin", LocalDate.class)))
                .list();
        return Programmes.of(members, catalog.geography());
    }
}
