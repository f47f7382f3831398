package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.database.Database;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets runs end before their end, at the next boundary: of a page, a file or a workbook, where the database is asked by Spring
 * Batch itself. When this process is told to end, its own runs are stopped like this, and waited for.
 */
final class Stopping implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Stopping.class);

    /** As Batch's own operator marks them; the version lets the running process notice. */
    private static final String STOP = """
            update ops.batch_job_execution e set status = 'STOPPING', version = version + 1
            where status in ('STARTING', 'STARTED') and end_time is null
            """;

    private final JdbcClient jdbc;
    private final Database database;
    private final Duration limit;
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean open;

    /** @param limit how long runs are waited for when this process is to end */
    Stopping(JdbcClient jdbc, Database database, Duration limit) {
        this.jdbc = jdbc;
        this.database = database;
        this.limit = limit;
    }

    /** A run begins in this process. */
    void begun() {
        running.incrementAndGet();
    }

    void over() {
        running.decrementAndGet();
    }

    /** Whether this process goes on; asked by who waits for something. */
    boolean goesOn() {
        return open;
    }

    /** Stops a run and the loads that are part of it; returns how many of them were running. */
    int stop(long run) {
        return jdbc.sql(STOP + """
                        and (job_instance_id = :run or exists (
                          select from ops.batch_job_execution_params p
                          where p.job_execution_id = e.job_execution_id and parameter_name = :within
                            and parameter_value = :run::text))
                        """)
                .param("run", run)
                .param("within", Attempts.WITHIN)
                .update();
    }

    private void stopOwn() {
        try {
            jdbc.sql(STOP + """
                            and exists (
                              select from ops.batch_job_execution_params p
                              where p.job_execution_id = e.job_execution_id and parameter_name = :name
                                and parameter_value = :owner)
                            """)
                    .param("name", Attempts.OWNER)
                    .param("owner", database.owner())
                    .update();
        } catch (DataAccessException e) {
            log.warn("runs of this process cannot be told to stop", e);
        }
    }

    @Override
    public void start() {
        open = true;
    }

    /** Before the pool is closed, which happens when beans are destroyed. */
    @Override
    public void stop() {
        open = false;
        if (running.get() == 0) {
            return;
        }
        stopOwn();
        long deadline = System.nanoTime() + limit.toNanos();
        while (running.get() > 0 && System.nanoTime() < deadline) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        if (running.get() > 0) {
            log.warn("a run did not come to a boundary within {} s; the next one takes it over", limit.toSeconds());
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }
}
