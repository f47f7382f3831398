package fr.dmp.pilotage.quality;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.sample.Generator;
import fr.dmp.pilotage.sample.SampleFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated months through the whole pipeline: the two of the published table, and two of other regions and codes. */
class GeneratedMonthsTests {

    private static final double SCALE = 0.02;

    private static final int FILES_OF_A_MONTH = 9;

    @ParameterizedTest
    @CsvSource({"2012-09,2012,0", "2016-01,2012 2016,0", "2017-11,2016,0"})
    void nothingIsWrongInThem(String last, String vintages, int informed, @TempDir Path home) {
        Period month = Period.parse(Period.Cadence.MONTHLY, last).orElseThrow();
        List<SampleFile> files =
                new Generator(Catalog.read(new Definitions(null)).geography(), SCALE, 1).writeMonths(home, month, 2);

        assertThat(files).hasSize(1 + 2 * FILES_OF_A_MONTH);
        try (Site site = new Site(home)) {
            for (SampleFile file : files) {
                LoadOutcome outcome = site.operations().load(file.path(), null, null);
                assertThat(outcome.status()).as("%s", outcome).isEqualTo(Status.PUBLISHED);
                assertThat(outcome.loaded()).as("%s", outcome).isEqualTo(file.rows());
            }
            assertThat(site.jdbc()
                            .sql(
                                    "select feed, message from ops.finding left join ops.load using (load_id) where severity <> 'info'")
                            .query((row, number) -> row.getString(1) + ": " + row.getString(2))
                            .list())
                    .isEmpty();
            assertThat(site.count("ops.finding")).as("for information").isEqualTo(informed);
            assertThat(site.count("ops.load where verdict = 'pass'")).isEqualTo(files.size());
            assertThat(site.jdbc()
                            .sql(
                                    "select string_agg(distinct region_label, ',') from dwh.distincts where region_code <> '*'")
                            .query(String.class)
                            .single()
                            .contains("Alsace"))
                    .isEqualTo(vintages.contains("2012"));
        }
    }
}
