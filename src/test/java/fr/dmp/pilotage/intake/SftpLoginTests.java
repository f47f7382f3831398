package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.SourceDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server: who it is, and who we are. */
@Timeout(60)
@ExtendWith(SourceSite.Shared.class)
class SftpLoginTests {

    private static final String NAME = "activite_es_2012-S38.csv";
    private static final KeyPair HOST_KEY = SftpServer.key("ecdsa-sha2-nistp256", 256);
    private static final KeyPair OTHER_KEY = SftpServer.key("ssh-ed25519", 256);

    private static SourceSite site;
    private static SftpServer server;

    @BeforeAll
    static void open(SourceSite shared) {
        site = shared;
        site.secret("depot", SftpServer.PASSWORD + "\n");
        site.secret("wrong", "un-autre-mot");
        server = new SftpServer(site.remote(), HOST_KEY, OTHER_KEY);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void clear() {
        site.clear();
    }

    private static String fingerprint(KeyPair key) {
        return KeyUtils.getFingerPrint(key.getPublic());
    }

    private static String where() {
        return "127.0.0.1:" + server.port();
    }

    private static String hostKey() {
        return "host-keys: [\"" + fingerprint(HOST_KEY) + "\"]";
    }

    private static SourceDefinition source(String... lines) {
        return site.declare("kind: sftp\nhost: 127.0.0.1\nport: " + server.port() + "\nuser: " + SftpServer.USER
                + "\nfolders: [/]\n" + SourceSite.QUICK + String.join("\n", lines));
    }

    private static void secretKey(String name, KeyPair key) throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "fictive", null, text);
        site.secret(name, text.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa-sha2-nistp256", "ssh-ed25519"})
    void aKeyLogsIn(String type) throws Exception {
        KeyPair key = SftpServer.key(type, 256);
        server.accept(key.getPublic());
        secretKey("key", key);
        site.put(NAME, "a\n");

        Visited visited = site.visit(source("login: key", "secret: key", hostKey()));

        assertThat(visited.cause()).isNull();
        assertThat(SourceSite.said(visited)).containsExactly(NAME + " FETCHED");
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsRefused() throws Exception {
        KeyPair key = SftpServer.key("ecdsa-sha2-nistp256", 256);
        secretKey("unknown-key", key);

        Visited visited = site.visit(source("login: key", "secret: unknown-key", hostKey()));

        assertThat(visited.cause())
                .isEqualTo("the login of pilotage at " + where() + " with the key " + fingerprint(key)
                        + " of the secret unknown-key is refused. It is not tried again before the next run, as that"
                        + " could lock the account");
    }

    @Test
    void aSecretThatIsNoKeyIsToldWithoutSayingWhatItIs() {
        Visited visited = site.visit(source("login: key", "secret: depot", hostKey()));

        assertThat(visited.cause())
                .isEqualTo(
                        "the secret depot holds no private key that can be used: expected an Ed25519, ECDSA or RSA key without"
                                + " passphrase, as OpenSSH or OpenSSL writes it");
    }

    @Test
    void aRefusedLoginIsToldAndNotTriedAgain() {
        int before = server.logins();

        Visited visited = site.visit(source("login: password", "secret: wrong", hostKey()));

        assertThat(visited.cause())
                .isEqualTo("the login of pilotage at " + where() + " with the password of the secret wrong is refused."
                        + " It is not tried again before the next run, as that could lock the account");
        assertThat(server.logins() - before).isLessThanOrEqualTo(2); // as a password, and in a dialogue
        assertThat(site.site()
                        .jdbc()
                        .sql("select string_agg(cause, '') from ops.fetch")
                        .query(String.class)
                        .single())
                .doesNotContain("un-autre-mot");
    }

    @Test
    void aSecretThatIsNowhereIsTold() {
        Visited visited = site.visit(source("login: password", "secret: no-where", hostKey()));

        assertThat(visited.cause())
                .isEqualTo(
                        "there is no secret no-where: expected the environment variable PILOTAGE_SECRET_NO_WHERE or a"
                                + " file " + site.beside("secrets/no-where"));
    }

    @Test
    void anUnknownHostKeyIsRefusedWithWhatToPutWhere() throws IOException {
        Path known = Files.writeString(site.beside("known-none"), "# nobody yet\n");

        SourceDefinition source = source("login: password", "secret: depot", "known-hosts: " + known);
        Visited visited = site.visit(source);

        assertThat(visited.cause())
                .isEqualTo("the host key of " + where() + " is unknown: found ecdsa-sha2-nistp256 "
                        + fingerprint(HOST_KEY) + ". If the administrator of that server confirms it, put "
                        + fingerprint(HOST_KEY) + " into host-keys of jobs/sources/" + source.id()
                        + ".yaml, or this line into " + known + ": [127.0.0.1]:" + server.port() + " "
                        + PublicKeyEntry.toString(HOST_KEY.getPublic()));
        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void aChangedHostKeyIsRefusedWithWhatWasExpected() {
        String another = fingerprint(SftpServer.key("ecdsa-sha2-nistp256", 256));

        SourceDefinition source = source("login: password", "secret: depot", "host-keys: [\"" + another + "\"]");
        Visited visited = site.visit(source);

        assertThat(visited.cause())
                .isEqualTo("the host key of " + where() + " is not the one expected: expected " + another
                        + ", found ecdsa-sha2-nistp256 " + fingerprint(HOST_KEY)
                        + ". Its administrator changed it, or someone stands in between: ask, and only if it is"
                        + " confirmed, put " + fingerprint(HOST_KEY) + " into host-keys of jobs/sources/" + source.id()
                        + ".yaml");
    }

    @Test
    void aKnownHostIsAskedForTheKeyThatIsKnownOfIt() throws IOException {
        site.put(NAME, "a\n");
        Path known = Files.writeString(
                site.beside("known-other"),
                "[127.0.0.1]:" + server.port() + " " + PublicKeyEntry.toString(OTHER_KEY.getPublic()) + "\n");

        Visited visited = site.visit(source("login: password", "secret: depot", "known-hosts: " + known));

        assertThat(visited.cause()).isNull();
        assertThat(SourceSite.said(visited)).containsExactly(NAME + " FETCHED");
    }

    @Test
    void aRevokedKeyIsRefusedThoughItIsDeclared() throws IOException {
        Path known = Files.writeString(
                site.beside("known-revoked"),
                "@revoked [127.0.0.1]:" + server.port() + " " + PublicKeyEntry.toString(HOST_KEY.getPublic()) + "\n");

        Visited visited = site.visit(source("login: password", "secret: depot", hostKey(), "known-hosts: " + known));

        assertThat(visited.cause())
                .isEqualTo("the host key of " + where() + " is revoked in " + known + ": ecdsa-sha2-nistp256 "
                        + fingerprint(HOST_KEY) + ". Ask the administrator of that server for its new one");
    }
}
