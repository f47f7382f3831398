package fr.dmp.pilotage.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts are sent: an entry of {@code jobs/alerts.yaml}. Exactly one of mail and webhook is declared.
 *
 * @param on what it is told of
 * @param mail how to send e-mails, null for a webhook
 * @param webhook what to call, null for e-mails
 * @param secret name of the password of the mail server, or of the bearer token of the webhook; null if it needs none
 */
public record AlertChannel(
        String id,
        List<Alert> on,
        @Nullable Mail mail,
        @Nullable Webhook webhook,
        @Nullable String secret) {

    /** What somebody must know of. */
    public enum Alert {
        /** A run failed, or a file was refused. */
        FAILED,
        /** A load waits for an operator. */
        HELD,
        /** A run takes longer than it should, or an expected file did not come in its time. */
        LATE,
        /** The moment of a schedule passed, and nothing ran. */
        NOTHING_RAN,
        /** A run goes on, and nothing moves. */
        STUCK;

        /** As it is written in declarations and in the database. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How the connection to a mail server is kept from being read. */
    public enum Tls {
        /** Asked for after connecting; without it nothing is sent. */
        STARTTLS,
        /** From the first byte. */
        TLS,
        /** Not at all: for a server of this machine. */
        NONE
    }

    /**
     * A mail server and who writes to whom.
     *
     * @param user null if the server asks for none
     */
    public record Mail(
            String host, int port, Tls tls, @Nullable String user, String from, List<String> to) {}

    /** An address that takes a JSON object by POST. */
    public record Webhook(URI url) {}

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    static AlertChannel read(YamlMap yaml) {
        AlertChannel channel = new AlertChannel(
                yaml.text("id"),
                on(yaml),
                yaml.map("mail", AlertChannel::mail),
                yaml.map("webhook", AlertChannel::webhook),
                yaml.optionalText("secret"));
        if ((channel.mail == null) == (channel.webhook == null)) {
            yaml.problem(
                    "id",
                    "expected either mail or webhook in this channel, found "
                            + (channel.mail == null ? "neither" : "both"));
        }
        return channel;
    }

    private static List<Alert> on(YamlMap yaml) {
        List<Alert> on = new ArrayList<>();
        List<String> known = Arrays.stream(Alert.values()).map(Alert::label).toList();
        for (String word : yaml.texts("on")) {
            int index = known.indexOf(word);
            if (index < 0) {
                yaml.problem("on", "expected any of " + String.join(", ", known) + ", found \"" + word + "\"");
            } else {
                on.add(Alert.values()[index]);
            }
        }
        return on.isEmpty() ? List.of(Alert.values()) : List.copyOf(on);
    }

    private static Mail mail(YamlMap yaml) {
        Tls tls = yaml.oneOf("tls", Tls.class, Tls.STARTTLS);
        Mail mail = new Mail(
                yaml.text("host"),
                yaml.whole("port", tls == Tls.TLS ? 465 : 587),
                tls,
                yaml.optionalText("user"),
                yaml.text("from"),
                yaml.texts("to"));
        if (mail.to.isEmpty()) {
            yaml.problem("to", "expected at least one address, found none");
        }
        if (mail.port < 1 || mail.port > 65_535) {
            yaml.problem("port", "expected 1 to 65535, found " + mail.port);
        }
        List<String> addresses = new ArrayList<>(mail.to);
        addresses.add(mail.from);
        addresses.stream()
                .filter(address -> !address.isEmpty() && !address.matches("[^\\s@<>]+@[^\\s@<>]+"))
                .forEach(address -> yaml.problem(
                        mail.from.equals(address) ? "from" : "to",
                        "expected an address such as exploitation@example.org, found \"" + address + "\""));
        if (tls == Tls.NONE && mail.user != null && !THIS_MACHINE.contains(mail.host)) {
            yaml.problem("tls", "expected starttls or tls where a password is sent to another machine, found none");
        }
        return mail;
    }

    private static Webhook webhook(YamlMap yaml) {
        String written = yaml.text("url");
        try {
            URI url = new URI(written);
            boolean here = "http".equals(url.getScheme()) && THIS_MACHINE.contains(String.valueOf(url.getHost()));
            if (url.getHost() == null || url.getRawUserInfo() != null || !("https".equals(url.getScheme()) || here)) {
                yaml.problem("url", "expected an address such as https://example.org/alerts, without user or password");
            }
            return new Webhook(url);
        } catch (URISyntaxException e) {
            yaml.problem("url", "expected an address such as https://example.org/alerts, found \"" + written + "\"");
            return new Webhook(URI.create("https://localhost/"));
        }
    }
}
