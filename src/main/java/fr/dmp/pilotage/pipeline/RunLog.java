package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Period;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What ran: one run per job instance, with its attempts and their steps. */
public final class RunLog {

    private final JdbcClient jdbc;
    private final Catalog catalog;

    RunLog(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.catalog = catalog;
    }

    /**
     * One run.
     *
     * @param run its number, the same for all its attempts
     * @param job {@code load} for the load of one file, else the name of a declared job
     * @param loadId null for a declared job
     * @param period of the load, or the one that a declared job was asked for
     * @param status of the last attempt: COMPLETED, FAILED, STARTED…, or HELD if it ended well and its load, or one of its loads,
     *     waits for an operator
     * @param by who started the last attempt
     * @param firedFor the moment of the schedule that it was started for, null if a person started it
     * @param cause why it failed, in one line, else null
     */
    public record Run(
            long run,
            String job,
            @Nullable Long loadId,
            @Nullable String feed,
            @Nullable String period,
            String status,
            @Nullable LocalDateTime started,
            @Nullable LocalDateTime ended,
            @Nullable String by,
            @Nullable String firedFor,
            int attempts,
            @Nullable String file,
            @Nullable String cause) {}

    /**
     * One step of an attempt, or one of its partitions ({@code workbook:activity-figures:2012-09-25:france}).
     *
     * @param said what it did or why it failed, in one line, else null
     */
    public record StepRun(
            int attempt,
            String step,
            String status,
            @Nullable LocalDateTime started,
            @Nullable LocalDateTime ended,
            long commits,
            long rollbacks,
            @Nullable String said) {}

    private static final String RUNS = """
            select i.job_instance_id as run, i.job_name as job, e.status, e.start_time, e.end_time, a.attempts,
              p.parameter_value as by, pp.parameter_value as asked_period,
              fp.parameter_value as fired_for, l.load_id, l.feed, l.period_start, l.file_name,
              e.status = 'COMPLETED' and exists (
                select from ops.load h
                where h.verdict = 'hold' and h.published_at is null and h.closed is null and (h.load_id = l.load_id
                  or h.load_id in (
                    select lw.parameter_value::bigint from ops.batch_job_execution_params w
                    join ops.batch_job_execution_params lw
                      on lw.job_execution_id = w.job_execution_id and lw.parameter_name = 'load'
                    where w.parameter_name = 'within' and w.parameter_value = i.job_instance_id::text))) as held,
              -- a load's job says no more than that a partition failed; a declared job sums up its causes
              case when e.status in ('STOPPING', 'STOPPED') then 'stopped' || coalesce(st.told, '')
                when l.load_id is null then e.exit_message
                else coalesce(nullif(s.exit_message, ''), e.exit_message) end as message
            from ops.batch_job_instance i
            join lateral (
              select * from ops.batch_job_execution where job_instance_id = i.job_instance_id
              order by job_execution_id desc limit 1) e on true
            join lateral (
              select count(*)::int as attempts from ops.batch_job_execution
              where job_instance_id = i.job_instance_id) a on true
            left join ops.batch_job_execution_params p
              on p.job_execution_id = e.job_execution_id and p.parameter_name = 'by'
            left join ops.batch_job_execution_params pp
              on pp.job_execution_id = e.job_execution_id and pp.parameter_name = 'period'
            left join ops.batch_job_execution_params lp
              on lp.job_execution_id = e.job_execution_id and lp.parameter_name = 'load'
            left join ops.batch_job_execution_params fp
              on fp.job_execution_id = e.job_execution_id and fp.parameter_name = 'fired-for'
            left join ops.load l on l.load_id = lp.parameter_value::bigint
            left join lateral (
              select exit_message from ops.batch_step_execution
              where job_execution_id = e.job_execution_id and status = 'FAILED' and exit_message <> ''
              order by step_execution_id desc limit 1) s on e.status <> 'COMPLETED'
            left join lateral (
              select ' by ' || who || coalesce(': ' || reason, '') as told from ops.audit
              where action = 'stop' and subject = 'run ' || i.job_instance_id
              order by audit_id desc limit 1) st on e.status in ('STOPPING', 'STOPPED')
            """;

    /** The latest runs, the newest first. */
    public List<Run> latest(int limit) {
        return jdbc.sql(RUNS + " order by run desc limit :limit")
                .param("limit", limit)
                .query(this::map)
                .list();
    }

    /** The last run of a declared job, if it ever ran. */
    Optional<Run> last(String job) {
        return jdbc.sql(RUNS + " where i.job_name = :job order by run desc limit 1")
                .param("job", job)
                .query(this::map)
                .optional();
    }

    /**
     * When the last run of a job began.
     *
     * @param good only one that ended well
     */
    public Optional<Instant> lastBegun(String job, boolean good) {
        return jdbc.sql("""
                        select e.start_time from ops.batch_job_execution e
                        join ops.batch_job_instance i using (job_instance_id)
                        where i.job_name = :job and e.start_time is not null and (e.status = 'COMPLETED' or not :good)
                        order by e.start_time desc limit 1
                        """)
                .param("job", job)
                .param("good", good)
                .query(LocalDateTime.class)
                .optional()
                .map(at -> at.atZone(ZoneId.systemDefault()).toInstant());
    }

    /**
     * An attempt that has not ended.
     *
     * @param moved when anything of it, or of a load within it, was last written down
     */
    record Going(long run, String job, int attempt, LocalDateTime started, LocalDateTime moved) {}

    /** Those of declared jobs. */
    List<Going> going() {
        return jdbc.sql("""
                        select i.job_instance_id as run, i.job_name as job, e.start_time as started,
                          (select count(*)::int from ops.batch_job_execution a
                           where a.job_instance_id = i.job_instance_id) as attempt,
                          greatest(e.last_updated, e.start_time, (
                            select max(s.last_updated) from ops.batch_step_execution s
                            where s.job_execution_id = e.job_execution_id or s.job_execution_id in (
                              select w.job_execution_id from ops.batch_job_execution_params w
                              where w.parameter_name = 'within' and w.parameter_value = i.job_instance_id::text))) as moved
                        from ops.batch_job_execution e
                        join ops.batch_job_instance i using (job_instance_id)
                        where e.end_time is null and e.start_time is not null and i.job_name <> :load
                        order by run
                        """)
                .param("load", LoadJobConfiguration.JOB)
                .query(Going.class)
                .list();
    }

    /** One run, if it exists. */
    public Optional<Run> find(long run) {
        return jdbc.sql(RUNS + " where i.job_instance_id = :run")
                .param("run", run)
                .query(this::map)
                .optional();
    }

    /** Why the last attempt at a load failed, in one line; empty if it said nothing, or there was none. */
    Optional<String> cause(long loadId) {
        return jdbc.sql(RUNS + " where l.load_id = :load order by run desc limit 1")
                .param("load", loadId)
                .query(this::map)
                .optional()
                .map(Run::cause);
    }

    /** The loads that were part of a declared job's run, the latest attempt at each, in order. */
    List<Long> loadsWithin(long run) {
        return jdbc.sql("""
                        select distinct lp.parameter_value::bigint as load_id
                        from ops.batch_job_execution_params w
                        join ops.batch_job_execution_params lp
                          on lp.job_execution_id = w.job_execution_id and lp.parameter_name = 'load'
                        join ops.load l on l.load_id = lp.parameter_value::bigint
                        where w.parameter_name = :within and w.parameter_value = :run::text
                        order by load_id
                        """)
                .param("within", Attempts.WITHIN)
                .param("run", run)
                .query(Long.class)
                .list();
    }

    /** The steps of all attempts of a run, in order. */
    public List<StepRun> steps(long run) {
        return jdbc.sql("""
                        select dense_rank() over (order by e.job_execution_id)::int as attempt, s.*
                        from ops.batch_step_execution s
                        join ops.batch_job_execution e using (job_execution_id)
                        where e.job_instance_id = :run
                        order by s.step_execution_id
                        """)
                .param("run", run)
                .query((row, index) -> new StepRun(
                        row.getInt("attempt"),
                        row.getString("step_name"),
                        row.getString("status"),
                        row.getObject("start_time", LocalDateTime.class),
                        row.getObject("end_time", LocalDateTime.class),
                        row.getLong("commit_count"),
                        row.getLong("rollback_count"),
                        said(row.getString("exit_message"))))
                .list();
    }

    /**
     * Where the time of a declared job's last attempt went, stage by stage: survey (with the archive), load (COPY), audit,
     * publish, report.
     */
    public Map<String, Duration> stages(String job) {
        return jdbc.sql("""
                        with latest as (
                          select e.job_execution_id, e.start_time from ops.batch_job_execution e
                          join ops.batch_job_instance i using (job_instance_id)
                          where i.job_name = :job order by e.job_execution_id desc limit 1
                        ), spent as (
                          select s.step_name, extract(epoch from sum(s.end_time - s.start_time)) as seconds
                          from ops.batch_step_execution s
                          join ops.batch_job_execution e using (job_execution_id)
                          join ops.batch_job_instance i using (job_instance_id), latest
                          where e.job_execution_id = latest.job_execution_id
                            or (i.job_name = :load and e.job_execution_id > latest.job_execution_id)
                          group by s.step_name
                        )
                        select n.name, coalesce(case n.step when 'collect' then
                            s.seconds - coalesce((select sum(seconds) from spent where step_name in ('stage', 'audit', 'publish')), 0)
                          else s.seconds end, 0) as seconds
                        from (values (1, 'survey', 'collect'), (2, 'load', 'stage'), (3, 'audit', 'audit'),
                          (4, 'publish', 'publish'), (5, 'report', 'workbooks')) as n (position, name, step)
                        left join spent s on s.step_name = n.step
                        order by n.position
                        """)
                .param("job", job)
                .param("load", LoadJobConfiguration.JOB)
                .query((ResultSet row) -> {
                    Map<String, Duration> stages = new LinkedHashMap<>();
                    while (row.next()) {
                        stages.put(row.getString("name"), Duration.ofMillis((long) (row.getDouble("seconds") * 1000)));
                    }
                    return stages;
                });
    }

    private String period(ResultSet row) throws SQLException {
        Period.Cadence cadence = catalog.feed(row.getString("feed")).file().cadence();
        return new Period(cadence, row.getObject("period_start", LocalDate.class)).label();
    }

    private Run map(ResultSet row, int index) throws SQLException {
        long load = row.getLong("load_id");
        return new Run(
                row.getLong("run"),
                row.getString("job"),
                load == 0 ? null : load,
                load == 0 ? null : row.getString("feed"),
                load == 0 ? row.getString("asked_period") : period(row),
                row.getBoolean("held") ? "HELD" : row.getString("status"),
                row.getObject("start_time", LocalDateTime.class),
                row.getObject("end_time", LocalDateTime.class),
                row.getString("by"),
                row.getString("fired_for"),
                row.getInt("attempts"),
                row.getString("file_name"),
                said(row.getString("message")));
    }

    private static @Nullable String said(@Nullable String message) {
        return message == null || message.isBlank() ? null : firstCause(message);
    }

    /** Batch keeps a whole stack trace; its last "Caused by" is what an admin needs. */
    private static String firstCause(String trace) {
        List<String> lines = trace.lines().toList();
        String cause = lines.get(0);
        for (String line : lines) {
            cause = line.startsWith("Caused by: ") ? line.substring("Caused by: ".length()) : cause;
        }
        return cause.replaceFirst("^[\\w.$]+(Exception|Error): ", "");
    }
}
