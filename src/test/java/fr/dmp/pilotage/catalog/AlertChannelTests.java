package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.AlertChannel.Alert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom to tell, as it is declared. */
class AlertChannelTests {

    private static final String ALERTS = "jobs/alerts.yaml";

    @TempDir
    private Path directory;

    private Site with(String channel) throws IOException {
        return new Site(directory).with(ALERTS, "channels:\n  - " + channel + "\n");
    }

    @Test
    void noneIsShipped() {
        assertThat(new Site(directory).catalog().alertChannels()).isEmpty();
    }

    @Test
    void aChannelIsToldOfEverythingIfItDoesNotSay() throws IOException {
        AlertChannel channel = with("{ id: astreinte, webhook: { url: \"https://example.org/a\" } }")
                .catalog()
                .alertChannels()
                .get(0);
        assertThat(channel.on()).containsExactly(Alert.values());
        assertThat(channel.secret()).isNull();
    }

    @Test
    void aMailServerHasItsUsualPort() throws IOException {
        List<AlertChannel> channels =
                with("{ id: a, mail: { host: smtp.example.org, from: a@example.org, to: [b@example.org] } }\n"
                                + "  - { id: b, mail: { host: smtp.example.org, tls: tls, from: a@example.org, to: [b@example.org] } }")
                        .catalog()
                        .alertChannels();
        assertThat(channels).extracting(each -> each.mail().port()).containsExactly(587, 465);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ id: a }|line 2, channels[0].id: expected either mail or webhook in this channel, found neither",
                "{ id: a, on: [failed, never], webhook: { url: \"https://example.org/\" } }|line 2, channels[0].on: expected any of failed, held, late, nothing-ran, stuck, found \"never\"",
                "{ id: a, webhook: { url: \"http://example.org/\" } }|line 2, channels[0].webhook.url: expected an address such as https://example.org/alerts, without user or password",
                "{ id: a, webhook: { url: \"https://u:p@example.org/\" } }|line 2, channels[0].webhook.url: expected an address such as https://example.org/alerts, without user or password",
                "{ id: a, mail: { host: h, from: nobody, to: [a@example.org] } }|line 2, channels[0].mail.from: expected an address such as exploitation@example.org, found \"nobody\"",
                "{ id: a, mail: { host: h, from: a@example.org, to: [] } }|line 2, channels[0].mail.to: expected at least one address, found none",
                "{ id: a, mail: { host: h, port: 70000, from: a@example.org, to: [a@example.org] } }|line 2, channels[0].mail.port: expected 1 to 65535, found 70000",
                "{ id: a, mail: { host: h, tls: none, user: u, from: a@example.org, to: [a@example.org] } }|line 2, channels[0].mail.tls: expected starttls or tls where a password is sent to another machine, found none",
            })
    void aChannelThatCannotWorkIsRefused(String channel, String message) throws IOException {
        assertThat(with(channel).problems()).containsExactly(ALERTS + " " + message);
    }

    @Test
    void twoChannelsOfOneNameAreRefused() throws IOException {
        assertThat(with("{ id: a, webhook: { url: \"https://example.org/\" } }\n"
                                + "  - { id: a, webhook: { url: \"https://example.org/\" } }")
                        .problems())
                .containsExactly(ALERTS + " line 1, channels: expected each id once, found \"a\" again");
    }

    @Test
    void anAddressOfThisMachineNeedsNoTls() throws IOException {
        assertThat(with("{ id: a, webhook: { url: \"http://127.0.0.1:9000/\" } }")
                        .problems())
                .isEmpty();
    }
}
