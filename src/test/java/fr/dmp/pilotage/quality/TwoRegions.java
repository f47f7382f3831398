package fr.dmp.pilotage.quality;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * A few hospitals of two regions, the table that is published of them, and what is said when the two are held against each
 * other. Weeks are told by how much later than the week of the table they are.
 */
final class TwoRegions implements AutoCloseable {

    static final String TABLE =
            "Région;DMP créés par PSL;DMP créés par ES;Total DMP créés;DMP alimentés par PSL;DMP alimentés par"
                    + " ES;Total DMP alimentés\n";

    static final String ONE = EsWeek.finess("60", 1);
    static final String TWO = EsWeek.finess("60", 2);
    static final String ALSACE = EsWeek.finess("67", 3);

    private final Site site;
    private final LocalDate monday;

    TwoRegions(Path home, LocalDate monday) {
        this(new Site(home), monday);
    }

    private TwoRegions(Site site, LocalDate monday) {
        this.site = site;
        this.monday = monday;
    }

    /** The same site with another week of the table. */
    TwoRegions at(LocalDate otherMonday) {
        return new TwoRegions(site, otherMonday);
    }

    Site site() {
        return site;
    }

    /** Forgets every load, and with it all structures. */
    void clear() {
        // Decisions and disclosures hang on loads and are never removed: no site forgets.
        site.jdbc()
                .sql("alter table ops.decision disable trigger decision_is_append_only")
                .update();
        site.jdbc()
                .sql("alter table ops.disclosure disable trigger disclosure_is_append_only")
                .update();
        site.jdbc()
                .sql("truncate ops.load, ops.arrival, mart.activity_weekly, mart.structure_silent cascade")
                .update();
    }

    @Override
    public void close() {
        site.close();
    }

    String week(int later) {
        return Period.weekOf(monday.plusWeeks(later)).label();
    }

    /** The day on which the table of the week is published. */
    LocalDate tuesday() {
        return monday.plusDays(8);
    }

    /** A line of an establishment: DMP created in the week and since the beginning, and fed. */
    static String line(String finess, String departement, int created, int createdCumul, int fed, int fedCumul) {
        return ";" + finess + ";;FICTIF;355;PUBLIC;" + departement + ";OUI;;;"
                + Stream.of(created, createdCumul, fed, fedCumul, fed, fedCumul, 0, 0)
                        .map(String::valueOf)
                        .reduce((left, right) -> left + ";" + right)
                        .orElseThrow();
    }

    static String line(String finess, int createdCumul, int fedCumul) {
        return line(finess, finess.substring(0, 2), 0, createdCumul, 0, fedCumul);
    }

    LoadOutcome detail(int later, String... lines) {
        String text = EsWeek.HEADER + "\n"
                + Stream.of(lines).map(each -> week(later) + each + "\n").reduce("", String::concat);
        return site.load("activite_es_" + week(later) + ".csv", text);
    }

    LoadOutcome detail(String... lines) {
        return detail(0, lines);
    }

    /** A table of ES alone: created and fed in Picardie, in Alsace and in France. */
    LoadOutcome table(int created, int fed, int createdAlsace, int fedAlsace, int createdFrance, int fedFrance) {
        return site.load(
                "synthese_regions_" + tuesday() + ".csv",
                TABLE
                        + row("Picardie", created, fed)
                        + row("Alsace", createdAlsace, fedAlsace)
                        + row("Total France", createdFrance, fedFrance));
    }

    static String row(String region, int created, int fed) {
        return region + ";0;" + created + ";" + created + ";0;" + fed + ";" + fed + "\n";
    }

    List<String> reconciled(LoadOutcome outcome) {
        return site.jdbc()
                .sql("select scope || ', ' || measure || ': ' || message from ops.reconciliation where load_id ="
                        + " :load and verdict <> 'equal' order by reconciliation_id")
                .param("load", outcome.loadId())
                .query(String.class)
                .list();
    }

    /** Scope, measure, expected, found, difference, explained and verdict of each. */
    List<String> figures(LoadOutcome outcome) {
        return site.jdbc()
                .sql("select concat_ws(' ', scope, measure, expected, found, difference, explained, verdict) from"
                        + " ops.reconciliation where load_id = :load order by reconciliation_id")
                .param("load", outcome.loadId())
                .query(String.class)
                .list();
    }

    List<String> unexplained(LoadOutcome outcome) {
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(Status.HELD);
        return site.jdbc()
                .sql("select message from ops.finding where load_id = :load and code = 'unexplained-difference'"
                        + " order by finding_id")
                .param("load", outcome.loadId())
                .query(String.class)
                .list();
    }

    String said(String constat) {
        return "since the beginning, at the end of " + week(0) + ": the table of " + tuesday() + " has " + constat;
    }

    static void published(LoadOutcome outcome) {
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(Status.PUBLISHED);
        assertThat(outcome.findings()).extracting(FoundCount::code).doesNotContain("unexplained-difference");
    }
}
