package fr.dmp.pilotage.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.ServerKeys;
import fr.dmp.pilotage.catalog.AlertChannel.Mail;
import fr.dmp.pilotage.catalog.AlertChannel.Tls;
import fr.dmp.pilotage.delivery.MailServer.Manner;
import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An e-mail goes through TLS or not at all, and a server that does not answer is left. */
@Timeout(60)
class MailingTests {

    private static final Message MESSAGE =
            new Message("alert-1", "failed", "Échec", "Rien ne va.", Instant.parse("2012-10-09T10:00:00Z"));

    @TempDir
    private static Path folder;

    private static SSLContext usual;
    private static SSLContext trusting;
    private static SSLContext keys;

    private final Mailing mailing = new Mailing(Duration.ofSeconds(1));
    private MailServer server;

    @BeforeAll
    static void makeKeys() throws NoSuchAlgorithmException {
        usual = SSLContext.getDefault();
        Path store = ServerKeys.store(folder.resolve("keys"));
        keys = ServerKeys.speaking(store);
        trusting = ServerKeys.trusting(store);
    }

    @AfterEach
    void close() throws IOException {
        SSLContext.setDefault(usual);
        server.close();
    }

    private void send(Manner manner, Tls tls) throws IOException, NotDelivered {
        server = new MailServer(manner, keys);
        List<String> to = List.of("a@example.org");
        Mail mail = new Mail("127.0.0.1", server.port(), tls, null, "pilotage@example.org", to);
        mailing.send(mail, Optional.empty(), MESSAGE);
    }

    private String place() {
        return "127.0.0.1:" + server.port();
    }

    @Test
    void whatIsSaidAfterStarttlsIsSaidThroughTls() throws Exception {
        SSLContext.setDefault(trusting);
        send(Manner.OFFERS_TLS, Tls.STARTTLS);
        assertThat(server.told().get(1)).isEqualTo("STARTTLS");
        assertThat(server.told().subList(2, server.told().size()))
                .allMatch(line -> line.startsWith("TLS after STARTTLS "))
                .contains(
                        "TLS after STARTTLS RCPT TO:<a@example.org>",
                        "TLS after STARTTLS Message-ID: <alert-1@pilotage-dmp>",
                        "TLS after STARTTLS Rien ne va.");
    }

    @Test
    void withTlsNothingIsSaidBeforeIt() throws Exception {
        SSLContext.setDefault(trusting);
        send(Manner.TLS, Tls.TLS);
        assertThat(server.told())
                .allMatch(line -> line.startsWith("TLS "))
                .contains("TLS RCPT TO:<a@example.org>", "TLS Rien ne va.");
    }

    @Test
    void aServerWithoutTlsIsToldOfNobodyAndNothing() {
        assertThatThrownBy(() -> send(Manner.PLAIN, Tls.STARTTLS))
                .isInstanceOf(NotDelivered.class)
                .hasMessage(
                        place() + " did not take the e-mail: STARTTLS is required but host does not support STARTTLS");
        assertThat(server.told()).doesNotContain("RCPT TO:<a@example.org>");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        assertThatThrownBy(() -> send(Manner.OFFERS_TLS, Tls.STARTTLS))
                .isInstanceOf(NotDelivered.class)
                .hasMessage(place()
                        + " did not take the e-mail: unable to find valid certification path to requested target");
        assertThatThrownBy(() -> send(Manner.TLS, Tls.TLS))
                .isInstanceOf(NotDelivered.class)
                .hasMessage(place()
                        + " did not take the e-mail: unable to find valid certification path to requested target");
    }

    @Test
    void aServerThatDoesNotAnswerIsLeft() {
        assertThatThrownBy(() -> send(Manner.SILENT, Tls.NONE))
                .isInstanceOf(NotDelivered.class)
                .hasMessage(place() + " did not take the e-mail: Read timed out");
    }
}
