package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.findings.PatientText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who did what, when and why. The database lets entries be added, and neither changed nor removed. */
public final class AuditTrail {

    /** Who did what nobody asked for at that moment. */
    public static final String SCHEDULE = "schedule";

    private final JdbcClient jdbc;

    AuditTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One action.
     *
     * @param action such as run, rerun, stop, abandon, recover, release, withdraw, pause, resume, trigger, reschedule
     * @param subject what it was done to, such as {@code run 12}, {@code load 7}, {@code job weekly}
     * @param reason why, as given; null if nobody was asked for one
     * @param detail what it did or changed, in one line; null if the action says it all
     */
    public record Entry(
            long id,
            Instant at,
            String who,
            String host,
            String action,
            String subject,
            @Nullable String reason,
            @Nullable String detail) {}

    /** The user of the operating system. */
    public static String me() {
        return System.getProperty("user.name", "unknown");
    }

    /** Keeps an action for ever; an identifier of a patient in what is said of it is masked. */
    public void note(
            @Nullable String who, String action, String subject, @Nullable String reason, @Nullable String detail) {
        jdbc.sql("insert into ops.audit (who, host, action, subject, reason, detail)"
                        + " values (:who, :host, :action, :subject, :reason, :detail)")
                .param("who", PatientText.masked(who == null || who.isBlank() ? me() : who))
                .param("host", Heartbeat.HOST)
                .param("action", action)
                .param("subject", subject)
                .param("reason", masked(reason))
                .param("detail", masked(detail))
                .update();
    }

    private static @Nullable String masked(@Nullable String text) {
        return text == null ? null : PatientText.masked(text);
    }

    /** Whether somebody stopped a run. */
    boolean isStopped(long run) {
        return jdbc.sql("select exists (select from ops.audit where action = 'stop' and subject = :run)")
                .param("run", "run " + run)
                .query(Boolean.class)
                .single();
    }

    /**
     * The entries, the newest first; decisions about loads are among them.
     *
     * @param since only those of this moment and later, null for all
     * @param limit how many at most
     */
    public List<Entry> list(@Nullable Instant since, int limit) {
        return jdbc.sql("""
                        select audit_id, at, who, host, action, subject, reason, detail from ops.audit
                        where at >= coalesce(:since::timestamptz, '-infinity')
                        union all
                        select decision_id, decided_at, who, '-', kind, 'load ' || load_id, reason, null from ops.decision
                        where decided_at >= coalesce(:since::timestamptz, '-infinity')
                        order by at desc, audit_id desc limit :limit
                        """)
                .param("since", since == null ? null : OffsetDateTime.ofInstant(since, ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, index) -> new Entry(
                        row.getLong("audit_id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        row.getString("host"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("reason"),
                        row.getString("detail")))
                .list();
    }
}
