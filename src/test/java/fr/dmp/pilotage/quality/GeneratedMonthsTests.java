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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two generated months through the whole pipeline: those of the published table, those between which the regions change, and
 * those between which types of documents are closed.
 */
class GeneratedMonthsTests {

    /** Some 5 000 practitioners, 100 establishments and 900 other structures: three at least in each region. */
    private static final double SCALE = 0.02;

    @ParameterizedTest
    @ValueSource(strings = {"2012-09", "2016-01", "2017-11"})
    void nothingIsWrongInThem(String last, @TempDir Path home) {
        Generator generator = new Generator(Catalog.read(new Definitions(null)).geography(), SCALE, 1);
        List<SampleFile> files = generator.writeMonths(home, Period.written(last), 2);
        assertThat(files).hasSize(19);

        try (Site site = new Site(home)) {
            for (SampleFile file : files) {
                LoadOutcome outcome = site.operations().load(file.path(), null, null);
                assertThat(outcome.status()).as("%s", outcome).isEqualTo(Status.PUBLISHED);
                assertThat(outcome.loaded()).as("%s", outcome).isEqualTo(file.rows());
            }
            assertThat(site.jdbc()
                            .sql("select message from ops.finding")
                            .query(String.class)
                            .list())
                    .isEmpty();
            assertThat(site.count("ops.load where verdict = 'pass'")).isEqualTo(files.size());
        }
    }
}
