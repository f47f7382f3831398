package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.AlertChannel;
import fr.dmp.pilotage.catalog.AlertChannel.Alert;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.delivery.Message;
import fr.dmp.pilotage.delivery.Messenger;
import fr.dmp.pilotage.delivery.NotDelivered;
import fr.dmp.pilotage.findings.PatientText;
import java.time.OffsetDateTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What somebody must know of: raised once for each subject, whoever finds it and how often, and sent once through each declared
 * channel. One that is not taken is tried again for a week.
 */
public final class Alerts {

    private static final Logger log = LoggerFactory.getLogger(Alerts.class);

    private final Catalog catalog;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Messenger messenger;
    private final Trouble trouble;

    Alerts(Catalog catalog, JdbcClient jdbc, TransactionOperations transactions, Messenger messenger, Trouble trouble) {
        this.catalog = catalog;
        this.jdbc = jdbc;
        this.transactions = transactions;
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

    /** Raises what a run that has just ended leaves to be done, and sends it. What cannot be sent is sent by the next one. */
    void afterRun(String job) {
        trouble.ofLastRun(job).forEach(this::raise);
        deliver();
    }

    /** Raises what is wrong with runs that go on, and which files did not come in their time. */
    public void look() {
        trouble.ofRunning().forEach(this::raise);
        trouble.ofFiles().forEach(this::raise);
    }

    /** Sends what was not sent yet, through each channel that is told of it. */
    public void deliver() {
        for (AlertChannel channel : catalog.alertChannels()) {
            for (long alert : unsent(channel)) {
                transactions.executeWithoutResult(status -> deliver(alert, channel));
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

    /** The row is locked while it is sent: another node, or another run, does not send it too. */
    private void deliver(long alert, AlertChannel channel) {
        jdbc.sql("insert into ops.alert_delivery (alert_id, channel) values (:alert, :channel) on conflict do nothing")
                .param("alert", alert)
                .param("channel", channel.id())
                .update();
        boolean mine = jdbc.sql("select attempts from ops.alert_delivery"
                        + " where alert_id = :alert and channel = :channel and sent_at is null for update skip locked")
                .param("alert", alert)
                .param("channel", channel.id())
                .query(Integer.class)
                .optional()
                .isPresent();
        if (mine) {
            send(alert, channel);
        }
    }

    private void send(long alert, AlertChannel channel) {
        String problem = null;
        try {
            messenger.send(channel, message(alert));
        } catch (NotDelivered e) {
            problem = PatientText.masked(String.valueOf(e.getMessage()));
            log.warn("alert {} was not sent through {}: {}", alert, channel.id(), problem);
        }
        jdbc.sql("update ops.alert_delivery set attempts = attempts + 1, problem = :problem,"
                        + " sent_at = case when :problem::text is null then now() end"
                        + " where alert_id = :alert and channel = :channel")
                .param("problem", problem)
                .param("alert", alert)
                .param("channel", channel.id())
                .update();
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
