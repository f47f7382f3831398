package fr.dmp.pilotage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.Site;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The yearly partitions of a fact, made when the first load of a year comes. */
class PartitionTests {

    @Test
    void loadsThatNeedANewYearAtTheSameTimeFindOnePartition(@TempDir Path home) throws Exception {
        ExecutorService loads = Executors.newFixedThreadPool(4);
        try (Site site = new Site(home)) {
            for (int year = 2030; year < 2060; year++) {
                LocalDate day = LocalDate.of(year, 3, 4);
                Callable<Integer> ensure = () -> site.jdbc()
                        .sql("select dwh.ensure_partition('es_weekly', :day)")
                        .param("day", day)
                        .query((row, index) -> 1)
                        .single();
                List<Future<Integer>> done = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    done.add(loads.submit(ensure));
                }
                for (Future<Integer> each : done) {
                    assertThat(each.get()).isEqualTo(1);
                }
            }
            assertThat(site.count("pg_inherits where inhparent = 'dwh.es_weekly'::regclass"))
                    .isEqualTo(30);
        } finally {
            loads.shutdown();
        }
    }
}
