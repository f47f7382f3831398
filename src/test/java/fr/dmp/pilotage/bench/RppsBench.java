package fr.dmp.pilotage.bench;

import fr.dmp.pilotage.PilotageDmp;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Operations;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * Loads one whole extract of the RPPS, on the embedded server, and prints rows a second and the heap that it took. Run it by
 * hand with {@code -Xmx512m}; rows: {@code -Dbench.rpps} (2 200 000, about 800 MB).
 */
public final class RppsBench {

    private RppsBench() {}

    public static void main(String[] args) throws IOException {
        int rows = Integer.getInteger("bench.rpps", 2_200_000);
        Path home = Files.createTempDirectory("pilotage-rpps");
        Path file = RppsExtract.write(home, "202605120812", rows);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(PilotageDmp.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run("--pilotage.home=" + home)) {
            ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
            long start = System.nanoTime();
            LoadOutcome outcome = context.getBean(Operations.class).load(file, null, null);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (outcome.status() != LoadOutcome.Status.PUBLISHED || outcome.loaded() != rows) {
                throw new IllegalStateException("the load ended as " + outcome);
            }
            double staging = context.getBean(JdbcClient.class)
                    .sql("""
                            select extract(epoch from end_time - start_time) from ops.batch_step_execution where step_name = 'stage'
                            """)
                    .query(Double.class)
                    .single();
            System.out.printf(
                    Locale.ROOT,
                    "%,d rows, %.0f MB: %.1f s until published, %,.0f rows/s (pages alone %.1f s, %,.0f rows/s);"
                            + " heap limit %d MB, peak %d MB%n",
                    rows,
                    Files.size(file) / 1e6,
                    seconds,
                    rows / seconds,
                    staging,
                    rows / staging,
                    Runtime.getRuntime().maxMemory() >> 20,
                    heapPeak() >> 20);
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
    }

    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(each -> each.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(each -> each.getUsed())
                .sum();
    }
}
