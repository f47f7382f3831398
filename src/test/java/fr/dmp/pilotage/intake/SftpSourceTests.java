package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.catalog.SourceDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real server: who it is, who we are, and what it may do to a file on its way. */
@Timeout(60)
class SftpSourceTests {

    private static final String NAME = "activite_es_2012-S38.csv";
    private static final String OTHER = "activite_psl_2012-S38.csv";
    private static final KeyPair HOST_KEY = SftpServer.key("ecdsa-sha2-nistp256", 256);
    private static final KeyPair OTHER_KEY = SftpServer.key("ssh-rsa", 2_048);

    /** Longer than what is read ahead at once. */
    private static final String LONG = "0123456789abcde\n".repeat(40_000);

    @TempDir
    private static Path home;

    private static SourceSite site;
    private static SftpServer server;

    @BeforeAll
    static void open() {
        site = new SourceSite(home);
        site.secret("depot", SftpServer.PASSWORD + "\n");
        site.secret("wrong", "un-autre-mot");
        server = new SftpServer(site.remote(), HOST_KEY, OTHER_KEY);
    }

    @AfterAll
    static void close() {
        server.close();
        site.close();
    }

    @BeforeEach
    void clear() {
        site.clear();
    }

    @AfterEach
    void behave() {
        server.onRead((session, file, offset) -> {});
    }

    private static String fingerprint(KeyPair key) {
        return KeyUtils.getFingerPrint(key.getPublic());
    }

    private static String where() {
        return "127.0.0.1:" + server.port();
    }

    private static SourceDefinition source(String... more) {
        return bare("host-keys: [\"" + fingerprint(HOST_KEY) + "\"]\nlogin: password\nsecret: depot\n"
                + SourceSite.QUICK + String.join("\n", more));
    }

    /** Nothing said of host keys and login. */
    private static SourceDefinition bare(String more) {
        return site.declare("kind: sftp\nhost: 127.0.0.1\nport: " + server.port() + "\nuser: " + SftpServer.USER
                + "\nfolders: [/]\n" + more);
    }

    @Test
    void aFileIsFetchedOnceAndAgainWhenItChanges() {
        site.put(NAME, EsWeek.good(1));
        SourceDefinition source = source();

        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox(NAME)).hasContent(EsWeek.good(1));
        site.load(NAME);
        assertThat(site.visit(source).unchanged()).isEqualTo(1);
        assertThat(site.inbox()).isEmpty();

        site.put(NAME, EsWeek.good(2), Instant.now().minusSeconds(60));
        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
    }

    @Test
    void aKeyLogsIn() throws Exception {
        KeyPair key = SftpServer.key("ecdsa-sha2-nistp256", 256);
        server.accept(key.getPublic());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "fictive", null, text);
        site.secret("key", text.toString(StandardCharsets.UTF_8));
        site.put(NAME, "a\n");

        Visited visited = site.visit(
                bare("login: key\nsecret: key\nhost-keys: [\"" + fingerprint(HOST_KEY) + "\"]\n" + SourceSite.QUICK));

        assertThat(visited.cause()).isNull();
        assertThat(SourceSite.said(visited)).containsExactly(NAME + " FETCHED");
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsRefused() throws Exception {
        KeyPair key = SftpServer.key("ecdsa-sha2-nistp256", 256);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "fictive", null, text);
        site.secret("unknown-key", text.toString(StandardCharsets.UTF_8));

        Visited visited = site.visit(bare("login: key\nsecret: unknown-key\nhost-keys: [\"" + fingerprint(HOST_KEY)
                + "\"]\n" + SourceSite.QUICK));

        assertThat(visited.cause())
                .isEqualTo("the login of pilotage at " + where() + " with the key " + fingerprint(key)
                        + " of the secret unknown-key is refused. It is not tried again before the next run, as that"
                        + " could lock the account");
    }

    @Test
    void aSecretThatIsNoKeyIsToldWithoutSayingWhatItIs() {
        Visited visited = site.visit(
                bare("login: key\nsecret: depot\nhost-keys: [\"" + fingerprint(HOST_KEY) + "\"]\n" + SourceSite.QUICK));

        assertThat(visited.cause())
                .isEqualTo(
                        "the secret depot holds no private key that can be used: expected an ECDSA or RSA key without"
                                + " passphrase, as OpenSSH or OpenSSL writes it");
    }

    @Test
    void aRefusedLoginIsToldAndNotTriedAgain() {
        int before = server.logins();

        Visited visited = site.visit(bare(
                "login: password\nsecret: wrong\nhost-keys: [\"" + fingerprint(HOST_KEY) + "\"]\n" + SourceSite.QUICK));

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
        Visited visited = site.visit(bare("login: password\nsecret: no-where\nhost-keys: [\"" + fingerprint(HOST_KEY)
                + "\"]\n" + SourceSite.QUICK));

        assertThat(visited.cause())
                .isEqualTo(
                        "there is no secret no-where: expected the environment variable PILOTAGE_SECRET_NO_WHERE or a"
                                + " file " + home.resolve("secrets/no-where"));
    }

    @Test
    void anUnknownHostKeyIsRefusedWithWhatToPutWhere() throws IOException {
        Path known = Files.writeString(home.resolve("known-none"), "# nobody yet\n");

        SourceDefinition source =
                bare("login: password\nsecret: depot\nknown-hosts: " + known + "\n" + SourceSite.QUICK);
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

        SourceDefinition source =
                bare("login: password\nsecret: depot\nhost-keys: [\"" + another + "\"]\n" + SourceSite.QUICK);
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
                home.resolve("known-rsa"),
                "[127.0.0.1]:" + server.port() + " " + PublicKeyEntry.toString(OTHER_KEY.getPublic()) + "\n");

        Visited visited =
                site.visit(bare("login: password\nsecret: depot\nknown-hosts: " + known + "\n" + SourceSite.QUICK));

        assertThat(visited.cause()).isNull();
        assertThat(SourceSite.said(visited)).containsExactly(NAME + " FETCHED");
    }

    @Test
    void aRevokedKeyIsRefusedThoughItIsDeclared() throws IOException {
        Path known = Files.writeString(
                home.resolve("known-revoked"),
                "@revoked [127.0.0.1]:" + server.port() + " " + PublicKeyEntry.toString(HOST_KEY.getPublic()) + "\n");

        Visited visited = site.visit(source("known-hosts: " + known));

        assertThat(visited.cause())
                .isEqualTo("the host key of " + where() + " is revoked in " + known + ": ecdsa-sha2-nistp256 "
                        + fingerprint(HOST_KEY) + ". Ask the administrator of that server for its new one");
    }

    @Test
    void aConnectionThatDropsInTheMiddleIsMadeAgainAndTheFileIsWhole() {
        site.put(NAME, LONG);
        AtomicInteger drops = new AtomicInteger(1);
        server.onRead((session, file, offset) -> {
            if (offset > 100_000 && drops.getAndDecrement() > 0) {
                session.close(true);
            }
        });

        Visited visited = site.visit(source());

        assertThat(visited.cause()).isNull();
        assertThat(SourceSite.said(visited)).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox(NAME)).hasContent(LONG);
        assertThat(drops).hasNonPositiveValue();
    }

    @Test
    void aFileThatAlwaysBreaksTheConnectionKeepsNoOtherFromBeingFetched() {
        site.put(NAME, LONG);
        site.put(OTHER, "a\n");
        server.onRead((session, file, offset) -> {
            if (file.equals(NAME) && offset > 100_000) {
                session.close(true);
            }
        });

        Visited visited = site.visit(source());

        assertThat(SourceSite.said(visited)).containsExactly(OTHER + " FETCHED");
        assertThat(visited.cause()).startsWith("reading /" + NAME + ": ");
        assertThat(site.inbox()).containsExactly(OTHER);
    }

    @Test
    void aServerThatStopsAnsweringIsLeftAfterTheTimeDeclared() {
        site.put(NAME, LONG);
        server.onRead((session, file, offset) -> sleep(offset > 100_000 ? 3_000 : 0));
        Instant start = Instant.now();

        Visited visited = site.visit(bare("host-keys: [\"" + fingerprint(HOST_KEY)
                + "\"]\nlogin: password\nsecret: depot\nstability: { wait: 20ms }\nretries: { times: 0 }\n"
                + "limits: { read: 400ms }"));

        assertThat(visited.cause()).isEqualTo("reading /" + NAME + ": no answer within 400ms (limits.read)");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void aServerThatIsSlowWithoutEndIsLeftWhenTheTimeForTheSourceIsOver() {
        site.put(NAME, LONG);
        server.onRead((session, file, offset) -> sleep(150));

        Visited visited = site.visit(source("limits: { read: 10s, total: 2s }"));

        assertThat(visited.cause())
                .isEqualTo("reading /" + NAME + ": the time for the whole source is over (limits.total 2s)");
        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsLeft() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            SourceDefinition source = site.declare("kind: sftp\nhost: 127.0.0.1\nport: " + silent.getLocalPort()
                    + "\nuser: a\nfolders: [/]\nlogin: password\nsecret: depot\nhost-keys: [\""
                    + fingerprint(HOST_KEY) + "\"]\nlimits: { connect: 300ms }\nretries: { times: 1, wait: 10ms }");

            assertThat(site.visit(source).cause())
                    .isEqualTo("connecting to 127.0.0.1:" + silent.getLocalPort()
                            + ": no answer within 300ms (limits.connect)");
        }
    }

    @Test
    void aServerThatIsNotThereIsTold() throws IOException {
        int free;
        try (ServerSocket nobody = new ServerSocket(0)) {
            free = nobody.getLocalPort();
        }
        SourceDefinition source = site.declare("kind: sftp\nhost: 127.0.0.1\nport: " + free
                + "\nuser: a\nfolders: [/]\nlogin: password\nsecret: depot\nhost-keys: [\"" + fingerprint(HOST_KEY)
                + "\"]\n" + SourceSite.QUICK);

        assertThat(site.visit(source).cause())
                .isEqualTo("cannot connect to 127.0.0.1:" + free
                        + ": nobody answers there (connection refused or no way to the host)");
    }

    @Test
    void aFileThatIsReplacedWhileItIsFetchedIsFetchedAgain() {
        site.put(NAME, LONG);
        AtomicInteger replaced = new AtomicInteger();
        server.onRead((session, file, offset) -> {
            if (offset > 100_000 && replaced.getAndIncrement() == 0) {
                site.put(NAME, LONG.replace('a', 'b'), Instant.now().minusSeconds(60));
            }
        });

        Visited visited = site.visit(source());

        assertThat(SourceSite.said(visited)).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox(NAME)).hasContent(LONG.replace('a', 'b'));
    }

    @Test
    void aFileThatNeverStopsChangingFailsAndIsNotSeen() {
        site.put(NAME, "a\n");
        AtomicInteger size = new AtomicInteger(1);
        server.onRead((session, file, offset) -> site.put(NAME, "a\n".repeat(size.incrementAndGet())));

        Visited visited = site.visit(source());

        assertThat(visited.files()).hasSize(1);
        assertThat(visited.files().get(0).status()).isEqualTo(Fetched.Status.FAILED);
        assertThat(visited.files().get(0).cause()).matches("changed while it was fetched: \\d+ bytes, then \\d+");
        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void aFileIsRemovedAtTheServerWithItsMarkerOnceItIsArchived() {
        Path file = site.put(NAME, EsWeek.good(3));
        Path marker = site.put(NAME + ".sha256", Hash.of(EsWeek.good(3)));
        SourceDefinition source = bare("host-keys: [\"" + fingerprint(HOST_KEY)
                + "\"]\nlogin: password\nsecret: depot\nstability: { rule: sha256 }\ndelete: after-archive");
        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
        assertThat(site.visit(source).unchanged()).isEqualTo(1);
        assertThat(file).exists();
        site.load(NAME);

        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " DELETED");

        assertThat(file).doesNotExist();
        assertThat(marker).doesNotExist();
    }

    @Test
    void namesThatLeadElsewhereOrCannotBeAreRefusedAndOthersFetched() {
        for (String name : new String[] {"1.csv", "2.csv", "3.csv", "4.csv"}) {
            site.put(name, "a\n");
        }
        server.show("1.csv", "../../evil.csv");
        server.show("2.csv", "x".repeat(200) + ".csv");
        server.show("3.csv", "a\u001b[2Jb.csv");

        Visited visited = site.visit(source("patterns: ['*.csv']"));

        assertThat(SourceSite.said(visited))
                .containsExactlyInAnyOrder(
                        "../../evil.csv REFUSED: its name leads to another folder; it is not fetched",
                        "x".repeat(200) + ".csv REFUSED: its name has 204 bytes, 190 are allowed; it is not fetched",
                        "a\uFFFD[2Jb.csv REFUSED: its name holds control characters; it is not fetched",
                        "4.csv FETCHED");
        assertThat(site.inbox()).containsExactly("4.csv");
        assertThat(site.site().home().resolve("evil.csv")).doesNotExist();
    }

    @Test
    void aListingWithoutEndIsLeft() {
        for (int i = 0; i < 300; i++) {
            site.put("f" + i, "");
        }

        assertThat(site.visit(source("limits: { names: 200 }")).cause())
                .isEqualTo(
                        "more than 200 names in / (limits.names); nothing is fetched from there until its owner tidies"
                                + " up or the limit is raised");
    }

    @Test
    void aFolderThatTheServerDoesNotHaveIsTold() {
        Visited visited = site.visit(site.declare("kind: sftp\nhost: 127.0.0.1\nport: " + server.port() + "\nuser: "
                + SftpServer.USER + "\nfolders: [/nowhere]\nlogin: password\nsecret: depot\nhost-keys: [\""
                + fingerprint(HOST_KEY) + "\"]"));

        assertThat(visited.cause())
                .isEqualTo("the folder /nowhere cannot be listed: NO_SUCH_FILE, No such file or directory");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
