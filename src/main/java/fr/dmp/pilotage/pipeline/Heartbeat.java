package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.database.Database;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sign of life of this process, from its first run until its end, and the proof that another one is dead. The lock of a
 * run alone is no proof: it is free too when the server ended the session of a process that lives on.
 */
final class Heartbeat implements AutoCloseable {

    /** Name of this machine. */
    static final String HOST = host();

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    /** One that is late is no silence. */
    private static final int BEATS_IN_SILENCE = 6;

    /** Operating systems tell the birth of a process in hundredths of a second, and database and JVM may round. */
    private static final Duration SAME_BIRTH = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final Database database;
    private final Duration silence;
    private @Nullable ScheduledExecutorService beating;

    /** @param silence so long without a beat a process of another machine is dead; so long one of this machine is waited for */
    Heartbeat(JdbcClient jdbc, Database database, Duration silence) {
        this.jdbc = jdbc;
        this.database = database;
        this.silence = silence;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            log.debug("this machine has no name: {}", e.getMessage());
            return "unnamed " + UUID.randomUUID(); // two of them are not one
        }
    }

    /** Begins to beat, if it does not yet. */
    synchronized void start() {
        if (beating != null) {
            return;
        }
        ProcessHandle self = ProcessHandle.current();
        jdbc.sql("insert into ops.process (owner, host, pid, born_at) values (:owner, :host, :pid, :born)")
                .param("owner", database.owner())
                .param("host", HOST)
                .param("pid", self.pid())
                .param("born", born(self).map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                .update();
        beating = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        long every = silence.toMillis() / BEATS_IN_SILENCE;
        // It never throws: see beat().
        ScheduledFuture<?> unused = beating.scheduleAtFixedRate(this::beat, every, every, TimeUnit.MILLISECONDS);
    }

    private static Optional<Instant> born(ProcessHandle process) {
        return process.info().startInstant();
    }

    private void beat() {
        try {
            note("beat_at = now()");
        } catch (DataAccessException e) {
            log.debug("no sign of life could be given: {}", e.getMessage());
        }
    }

    private void note(String what) {
        jdbc.sql("update ops.process set " + what + " where owner = :owner")
                .param("owner", database.owner())
                .update();
    }

    /** The process is about to end well. */
    @Override
    public synchronized void close() {
        if (beating == null) {
            return;
        }
        beating.shutdownNow();
        beating = null;
        try {
            note("beat_at = now(), ended_at = now()");
        } catch (DataAccessException e) {
            log.debug("the end of this process could not be noted: {}", e.getMessage());
        }
    }

    /** A process that ran something. */
    record Runner(
            String host, long pid, @Nullable OffsetDateTime born, OffsetDateTime beat, boolean silent, boolean ended) {

        /** Whether the process itself says that it is dead, or alive; empty if it is on another machine. */
        private Optional<Boolean> seenDead() {
            if (!host.equals(HOST)) {
                return Optional.empty();
            }
            return Optional.of(ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(this::isIt)
                    .isEmpty());
        }

        private boolean isIt(ProcessHandle found) {
            Instant now = Heartbeat.born(found).orElse(null);
            return now == null
                    || born == null
                    || Duration.between(born.toInstant(), now).abs().compareTo(SAME_BIRTH) < 0;
        }

        String inWords() {
            return "process " + pid + " on " + host;
        }
    }

    /** The process of these sessions, if it is known. */
    Optional<Runner> runner(String owner) {
        return jdbc.sql("""
                        select host, pid, born_at, beat_at, beat_at < now() - make_interval(secs => :silence) as silent,
                          ended_at is not null as ended
                        from ops.process where owner = :owner
                        """)
                .param("silence", silence.toSeconds())
                .param("owner", owner)
                .query((row, index) -> new Runner(
                        row.getString("host"),
                        row.getLong("pid"),
                        row.getObject("born_at", OffsetDateTime.class),
                        row.getObject("beat_at", OffsetDateTime.class),
                        row.getBoolean("silent"),
                        row.getBoolean("ended")))
                .optional();
    }

    /** Whether a process is proven dead by now; of this one, whether it is another run of it is for the caller to know. */
    boolean isDead(@Nullable String owner) {
        return owner == null
                || owner.equals(database.owner())
                || runner(owner)
                        .map(runner -> runner.ended() || runner.seenDead().orElse(runner.silent()))
                        .orElse(true);
    }

    /**
     * Waits until a process, whose lock is free, is proven dead: gone from this machine or, on another one, silent for longer
     * than any that lives. Of one that an earlier version started nothing is known but that its lock is free.
     *
     * @param owner of its sessions
     * @return the proof, in words
     * @throws IllegalStateException if it lives on this machine without its lock
     */
    String awaitDeath(@Nullable String owner) {
        if (owner == null || owner.equals(database.owner())) {
            return "it was this process";
        }
        Instant deadline = Instant.now().plus(silence);
        while (true) {
            Runner runner = runner(owner).orElse(null);
            if (runner == null) {
                return "its lock is free";
            }
            Optional<Boolean> seen = runner.seenDead();
            if (runner.ended() || seen.orElse(runner.silent())) {
                return runner.inWords()
                        + (runner.ended() ? " has ended" : seen.isPresent() ? " is gone" : " is silent");
            }
            if (seen.isPresent() && Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(runner.inWords()
                        + " is alive, but the database ended its session and its lock is free; a node that serves goes on with its run"
                        + " by itself; else end the process, then try again");
            }
            log.warn("waiting for a sign of life of {}, or its end", runner.inWords());
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the proof that a process is dead", e);
        }
    }
}
