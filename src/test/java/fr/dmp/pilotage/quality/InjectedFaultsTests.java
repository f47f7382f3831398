package fr.dmp.pilotage.quality;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.sample.WeeklyRows.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty generated weeks of hospitals: each fault put into them is found by the check that is meant to, and no other speaks. */
class InjectedFaultsTests {

    private static final double SCALE = 0.02;
    private static final int WEEKS = 60;

    @TempDir
    private Path home;

    private Site site;
    private WeeksOfHospitals weeks;

    @BeforeEach
    void generate() {
        site = new Site(home);
        weeks = new WeeksOfHospitals(home.resolve("generated"), SCALE, WEEKS);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void loadAll(int from, int to) {
        for (int week = from; week <= to; week++) {
            assertThat(weeks.load(site, week).status()).as(weeks.label(week)).isEqualTo(Status.PUBLISHED);
        }
    }

    /** What was found: week and revision of the load, severity and code, scope, establishment of the line. */
    private record Found(String load, String check, String where) {}

    /** Everything to be looked at, and what is merely good to know if it names one of the faults. */
    private List<Found> found() {
        return site.jdbc().sql("""
                        select to_char(l.period_start, 'IYYY"-S"IW') || ' revision ' || l.revision as load,
                          f.severity || ' ' || f.code as check, coalesce(f.scope, e.finess_et, '') as where
                        from ops.finding f
                        join ops.load l using (load_id)
                        left join dwh.es_weekly e
                          on e.period_start = l.period_start and e.load_id = l.load_id and e.line_no = f.line_no
                        where f.severity <> 'info' or f.code in ('vendor-changed', 'identifier-changed', 'late-correction')
                        order by f.load_id, f.finding_id
                        """).query(Found.class).list();
    }

    @Test
    void inWeeksWithoutFaultsNothingIsFound() {
        loadAll(1, WEEKS);
        assertThat(found()).isEmpty();
    }

    @Test
    void eachFaultIsFoundByTheCheckThatIsMeantToAndNothingElseIs() {
        String fallen = aCumulFalls(12);
        aRegionIsMissing(17);
        String doubled = aHospitalReportsUnderTwoNumbers(24);
        aVendorChanges(37);
        loadAll(1, 30);
        twoColumnsAreSwapped(31);
        loadAll(32, 50);
        aWeekIsCorrected(20);
        loadAll(51, WEEKS);

        assertThat(found())
                .containsExactly(
                        new Found(weeks.label(12) + " revision 1", "warning cumul-falls", fallen),
                        new Found(weeks.label(17) + " revision 1", "warning region-without-lines", "Bretagne"),
                        new Found(weeks.label(24) + " revision 1", "warning same-activity-twice", doubled),
                        new Found(weeks.label(31) + " revision 1", "error columns-look-swapped", ""),
                        new Found(weeks.label(37) + " revision 1", "info vendor-changed", "Alsace"),
                        new Found(weeks.label(20) + " revision 2", "warning late-correction", ""));
    }

    /** From this week on, one hospital has fewer DMP created since the beginning than it had. */
    private String aCumulFalls(int from) {
        String finess = weeks.largest("Picardie", from);
        long lost = weeks.line(from, finess).figure("dmp_crees") + 7;
        weeks.lines(from, finess).forEach(row -> WeeksOfHospitals.add(row, -lost, "dmp_crees_cumul"));
        return finess;
    }

    private void aRegionIsMissing(int week) {
        List<String> departements = weeks.departements("Bretagne");
        assertThat(weeks.rows(week).removeIf(row -> departements.contains(row.cell("departement"))))
                .isTrue();
    }

    /** In one week, with the same figures. */
    private String aHospitalReportsUnderTwoNumbers(int week) {
        Row row = weeks.line(week, weeks.largest("Lorraine", week));
        Row again = WeeksOfHospitals.copy(row);
        again.cells().put("finess_et", EsWeek.finess(row.cell("departement"), 777_777));
        weeks.rows(week).add(again);
        return row.cell("finess_et");
    }

    /** The file is held; the right one comes after it. */
    private void twoColumnsAreSwapped(int week) {
        List<Row> sent = new ArrayList<>(weeks.rows(week));
        weeks.rows(week).replaceAll(WeeksOfHospitals::copy);
        for (Row row : weeks.rows(week)) {
            WeeksOfHospitals.exchange(row, "documents", "consultations");
            WeeksOfHospitals.exchange(row, "documents_cumul", "consultations_cumul");
        }
        assertThat(weeks.load(site, week).status()).isEqualTo(Status.HELD);
        weeks.rows(week).clear();
        weeks.rows(week).addAll(sent);
        loadAll(week, week);
    }

    private void aVendorChanges(int from) {
        String finess = weeks.largest("Alsace", from);
        weeks.lines(from, finess).forEach(row -> row.cells().put("editeur_dpi", "ÉDITEUR FICTIF NOUVEAU"));
    }

    /** One more DMP fed in the week, of those that had been fed before: the weeks after it still follow. */
    private void aWeekIsCorrected(int week) {
        Row row = weeks.line(week, weeks.largest("Aquitaine", week));
        assertThat(row.figure("documents")).isGreaterThan(row.figure("dmp_alimentes"));
        WeeksOfHospitals.add(row, 1, "dmp_alimentes");
        loadAll(week, week);
    }
}
