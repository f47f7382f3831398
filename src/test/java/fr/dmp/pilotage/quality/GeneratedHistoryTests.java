package fr.dmp.pilotage.quality;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.sample.Generator;
import fr.dmp.pilotage.sample.SampleFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year and more of generated weeks, in which structures start, pause, halve and stop, and rows are missing. */
@Tag("long")
class GeneratedHistoryTests {

    private static final int WEEKS = 60;

    /** Some 5 000 practitioners, 100 establishments and 900 other structures: three at least in each region. */
    private static final double SCALE = 0.02;

    @Test
    void nothingIsWrongInIt(@TempDir Path home) {
        Period last = Period.parse(Period.Cadence.WEEKLY, "2012-S52").orElseThrow();
        List<SampleFile> files =
                new Generator(Catalog.read(new Definitions(null)).geography(), SCALE, 1).write(home, last, WEEKS);
        try (Site site = new Site(home)) {
            files.forEach(file -> assertThat(
                            site.operations().load(file.path(), null, null).status())
                    .isEqualTo(Status.PUBLISHED));
            assertThat(site.jdbc()
                            .sql("select message from ops.finding where severity <> 'info'")
                            .query(String.class)
                            .list())
                    .isEmpty();
            assertThat(site.count("ops.load where verdict = 'pass'")).isEqualTo(3 * WEEKS);
        }
    }
}
