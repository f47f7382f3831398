package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.AlertChannel;
import fr.dmp.pilotage.catalog.AlertChannel.Alert;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.delivery.Message;
import fr.dmp.pilotage.delivery.Messenger;
import fr.dmp.pilotage.delivery.NotDelivered;
import fr.dmp.pilotage.findings.PatientText;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import java.time.OffsetDateTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What somebody must know of: raised once for each subject, whoever finds it and how often, and sent once through each declared
 * channel. One that is not taken is tried again for a week.
 */
public final class Alerts {

    private static final Logger log = LoggerFactory.getLogger(Alerts.class);

    private final Catalog catalog;
    private final JdbcClient jdbc;
    private final Messenger messenger;
    private final Trouble trouble;

    Alerts(Catalog catalog, JdbcClient jdbc, Messenger messenger, Trouble trouble) {
        this.catalog = catalog;
        this.jdbc = jdbc;
        this.messenger = messenger;
        this.trouble = trouble;
    }

    /**
     * Something that somebody must know of.
     *
     * @param subject what it is about, told apart from the next of its kind
     * @param title in French, one line
     */
    public record Raised(Alert kind, String subject, String title, List<String> body) {}

    /** Raises it, unless it is known. */
    public void raise(Raised raised) {
        jdbc.sql("insert into ops.alert (kind, subject, title, body) values (:kind, :subject, :title, :body)"
                        + " on conflict (kind, subject) do nothing")
                .param("kind", raised.kind().label())
                .param("subject", raised.subject())
                .param("title", PatientText.masked(raised.title()))
                .param("body", PatientText.masked(String.join("\n", raised.body())))
                .update();
    }

    /** Raises what a run that has just ended leaves to be done. It ended as it did, whatever becomes of this. */
    void afterRun(String job, JobOutcome outcome) {
        try {
            trouble.ofLastRun(job).forEach(this::raise);
            trouble.ofRefused(outcome).forEach(this::raise);
        } catch (RuntimeException e) {
            log.warn("what is to be done about the run of {} could not be kept as an alert; see 'runs'", job, e);
        }
    }

    /** Raises what is wrong with runs that go on, and which files did not come in their time. */
    public void look() {
        trouble.ofRunning().forEach(this::raise);
        trouble.ofFiles().forEach(this::raise);
    }

    /**
     * Sends what was not sent yet, through each channel that is told of it. What a channel does not take, and all that comes after it,
     * waits for the next time; the pauses grow to an hour.
     */
    public void deliver() {
        for (AlertChannel channel : catalog.alertChannels()) {
            try {
                for (long alert : unsent(channel)) {
                    if (claim(alert, channel) && !send(alert, channel)) {
                        break;
                    }
                }
            } catch (RuntimeException e) {
                log.warn("alerts for {} wait for the next time", channel.id(), e);
            }
        }
    }

    private List<Long> unsent(AlertChannel channel) {
        return jdbc.sql("""
                        select alert_id from ops.alert a
                        where kind = any(:kinds) and raised_at > now() - interval '7 days'
                          and not exists (
                            select from ops.alert_delivery d
                            where d.alert_id = a.alert_id and d.channel = :channel and d.sent_at is not null)
                        order by alert_id
                        """)
                .param("kinds", channel.on().stream().map(Alert::label).toArray(String[]::new))
                .param("channel", channel.id())
                .query(Long.class)
                .list();
    }

    /** Whether this process is to send it now: no other one is at it, and it is time to try again. */
    private boolean claim(long alert, AlertChannel channel) {
        return jdbc.sql("""
                                insert into ops.alert_delivery as d (alert_id, channel, attempts, tried_at)
                                values (:alert, :channel, 1, now())
                                on conflict (alert_id, channel) do update set attempts = d.attempts + 1, tried_at = now()
                                where d.sent_at is null
                                  and d.tried_at < now() - least(interval '1 hour', interval '1 minute' * power(2, d.attempts - 1))
                                """)
                        .param("alert", alert)
                        .param("channel", channel.id())
                        .update()
                == 1;
    }

    private boolean send(long alert, AlertChannel channel) {
        String problem = null;
        try {
            messenger.send(channel, message(alert));
        } catch (NotDelivered e) {
            problem = PatientText.masked(String.valueOf(e.getMessage()));
            log.warn("alert {} was not sent through {}: {}", alert, channel.id(), problem);
        }
        jdbc.sql("update ops.alert_delivery set problem = :problem,"
                        + " sent_at = case when :problem::text is null then now() end"
                        + " where alert_id = :alert and channel = :channel")
                .param("problem", problem)
                .param("alert", alert)
                .param("channel", channel.id())
                .update();
        return problem == null;
    }

    private Message message(long alert) {
        return jdbc.sql("select kind, title, body, raised_at from ops.alert where alert_id = :alert")
                .param("alert", alert)
                .query((row, index) -> new Message(
                        "alert-" + alert + "-"
                                + row.getObject("raised_at", OffsetDateTime.class)
                                        .toEpochSecond(),
                        row.getString("kind"),
                        row.getString("title"),
                        row.getString("body"),
                        row.getObject("raised_at", OffsetDateTime.class).toInstant()))
                .single();
    }
}
