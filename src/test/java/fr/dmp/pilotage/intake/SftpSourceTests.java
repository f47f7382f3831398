package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.catalog.SourceDefinition;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real server: what it may do to a file on its way, and how long it is waited for. */
@Timeout(60)
@ExtendWith(SourceSite.Shared.class)
class SftpSourceTests {

    private static final String NAME = "activite_es_2012-S38.csv";
    private static final String OTHER = "activite_psl_2012-S38.csv";
    private static final KeyPair HOST_KEY = SftpServer.key("ecdsa-sha2-nistp256", 256);

    /** Longer than what is read ahead at once. */
    private static final String LONG = "0123456789abcde\n".repeat(40_000);

    private static SourceSite site;
    private static SftpServer server;

    @BeforeAll
    static void open(SourceSite shared) {
        site = shared;
        site.secret("depot", SftpServer.PASSWORD + "\n");
        server = new SftpServer(site.remote(), HOST_KEY);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void clear() {
        site.clear();
    }

    @AfterEach
    void behave() {
        server.onRead((session, file, offset) -> {});
    }

    private static SourceDefinition source(String... more) {
        return at(server.port(), "/", SourceSite.QUICK + String.join("\n", more));
    }

    private static SourceDefinition at(int port, String folder, String more) {
        return site.declare("kind: sftp\nhost: 127.0.0.1\nport: " + port + "\nuser: " + SftpServer.USER
                + "\nfolders: [" + folder + "]\nlogin: password\nsecret: depot\nhost-keys: [\""
                + KeyUtils.getFingerPrint(HOST_KEY.getPublic()) + "\"]\n" + more);
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
        server.onRead((session, file, offset) -> sleep(offset > 100_000 ? 5_000 : 0));
        Instant start = Instant.now();

        Visited visited = site.visit(
                at(server.port(), "/", "stability: { wait: 20ms }\nretries: { times: 0 }\nlimits: { read: 1s }"));

        assertThat(visited.cause()).isEqualTo("reading /" + NAME + ": no answer within 1s (limits.read)");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(4));
        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void aServerThatIsSlowWithoutEndIsLeftWhenTheTimeForTheSourceIsOver() {
        site.put(NAME, LONG);
        server.onRead((session, file, offset) -> sleep(400));

        Visited visited = site.visit(source("limits: { read: 10s, total: 2s }"));

        assertThat(visited.cause())
                .isEqualTo("reading /" + NAME + ": the time for the whole source is over (limits.total 2s)");
        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsLeft() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            SourceDefinition source =
                    at(silent.getLocalPort(), "/", "limits: { connect: 200ms }\nretries: { times: 1, wait: 10ms }");

            assertThat(site.visit(source).cause())
                    .isEqualTo("connecting to 127.0.0.1:" + silent.getLocalPort()
                            + ": no answer within 200ms (limits.connect)");
        }
    }

    @Test
    void aServerThatIsNotThereIsTold() throws IOException {
        int free;
        try (ServerSocket nobody = new ServerSocket(0)) {
            free = nobody.getLocalPort();
        }
        SourceDefinition source = at(free, "/", SourceSite.QUICK);

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
        SourceDefinition source = at(server.port(), "/", "stability: { rule: sha256 }\ndelete: after-archive");
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
        Visited visited = site.visit(at(server.port(), "/nowhere", ""));

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
