package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.ServerKeys;
import fr.dmp.pilotage.catalog.SourceDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real web server, and what it may do to a file on its way. */
@Timeout(60)
@ExtendWith(SourceSite.Shared.class)
class HttpsAnswerTests {

    private static final String NAME = "activite_es_2012-S38.csv";
    private static final String PATH = "/depot/" + NAME;
    private static final String TOKEN = "jeton-fictif-0123456789";

    private static SourceSite site;
    private static WebServer server;
    private static Path store;

    @BeforeAll
    static void open(SourceSite shared) {
        site = shared;
        site.secret("web", TOKEN);
        store = ServerKeys.store(site.beside("web.p12"));
        server = WebServer.start(store);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void clear() {
        site.clear();
        server.forget();
    }

    private static SourceDefinition source(String... more) {
        return sourceOf(server.url() + PATH, more);
    }

    private static SourceDefinition sourceOf(String url, String... more) {
        return site.declare("kind: https\nurls: [\"" + url + "\"]\nsecret: web\ncertificates: " + store
                + ".pem\nretries: { times: 2, wait: 10ms, at-most: 20ms }\n" + String.join("\n", more));
    }

    private static String status(int status) {
        return "HTTP " + status + " from " + server.url();
    }

    @Test
    void aServerInTroubleIsAskedAgain() {
        AtomicInteger troubles = new AtomicInteger(2);
        server.on(PATH, exchange -> {
            if (troubles.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(500, -1);
            } else {
                WebServer.send(exchange, 200, "a\n");
            }
        });

        assertThat(SourceSite.said(site.visit(source()))).containsExactly(NAME + " FETCHED");
    }

    @Test
    void aServerThatStaysInTroubleIsTold() {
        server.on(PATH, exchange -> exchange.sendResponseHeaders(503, -1));

        assertThat(SourceSite.said(site.visit(source())))
                .containsExactly(NAME + " FAILED: " + status(503) + ": the server is in trouble");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void aConnectionThatDropsInTheMiddleIsMadeAgainAndTheFileIsWhole() {
        String text = "0123456789abcde\n".repeat(20_000);
        AtomicInteger drops = new AtomicInteger(1);
        server.on(PATH, exchange -> {
            if (exchange.getRequestMethod().equals("GET") && drops.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(200, text.length());
                exchange.getResponseBody().write(text.substring(0, 100_000).getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                throw new IOException("dropped by the test");
            }
            WebServer.send(exchange, 200, text);
        });

        Visited visited = site.visit(source());

        assertThat(visited.cause()).isNull();
        assertThat(SourceSite.said(visited)).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox(NAME)).hasContent(text);
        assertThat(drops).hasNonPositiveValue();
    }

    @Test
    void aServerThatStopsInTheMiddleOfAFileIsLeftAfterTheTimeDeclared() {
        server.on(PATH, exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(200, 1_000_000);
                exchange.getResponseBody().write(new byte[10_000]);
                exchange.getResponseBody().flush();
                sleep(8_000);
            }
            WebServer.send(exchange, 200, "x".repeat(1_000_000));
        });

        Visited visited = site.visit(site.declare("kind: https\nurls: [\"" + server.url() + PATH + "\"]\ncertificates: "
                + store + ".pem\nretries: { times: 0 }\nlimits: { read: 1s }"));

        assertThat(visited.cause()).isEqualTo("reading " + server.url() + PATH + ": no answer within 1s (limits.read)");
        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void aFileThatIsReplacedWhileItIsFetchedIsFetchedAgain() {
        AtomicInteger version = new AtomicInteger(1);
        server.on(PATH, exchange -> {
            int now = version.get();
            exchange.getResponseHeaders().set("ETag", "\"v" + now + "\"");
            WebServer.send(exchange, 200, "version " + now + "\n");
            if (exchange.getRequestMethod().equals("GET")) {
                version.compareAndSet(1, 2);
            }
        });

        Visited visited = site.visit(source());

        assertThat(SourceSite.said(visited)).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox(NAME)).hasContent("version 2\n");
    }

    @Test
    void aFileThatEndsBeforeTheSizeThatWasToldIsNotSeen() {
        server.on(PATH, exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                WebServer.send(exchange, 200, "0123456789");
            } else {
                exchange.sendResponseHeaders(200, 0); // chunked: no size to hold it against
                exchange.getResponseBody().write(new byte[4]);
            }
        });

        assertThat(SourceSite.said(site.visit(source()))).containsExactly(NAME + " FAILED: ended after 4 of 10 bytes");
        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void aCompanionIsAskedForBesideTheFileAndVerified() {
        server.file(PATH, "a\n", "\"v1\"");
        SourceDefinition source = source("stability: { rule: sha256 }");
        assertThat(SourceSite.said(site.visit(source)))
                .containsExactly(NAME + " WAITING: " + NAME + ".sha256 is not there yet");

        server.file(PATH + ".sha256", Hash.of("b\n"), "\"s1\"");
        assertThat(SourceSite.said(site.visit(source)))
                .containsExactly(NAME + " FAILED: expected the SHA-256 " + Hash.of("b\n") + " of " + NAME
                        + ".sha256, found " + Hash.of("a\n") + ": one of the two is not the right one");

        server.file(PATH + ".sha256", Hash.of("a\n"), "\"s2\"");
        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
    }

    @Test
    void aFileThatIsLargerThanItSaysIsLeftAtTheLimit() {
        server.on(PATH, exchange -> {
            exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : 0); // chunked
            for (int i = 0; i < 100 && exchange.getRequestMethod().equals("GET"); i++) {
                exchange.getResponseBody().write(new byte[1_000]);
            }
        });
        SourceDefinition source = source("limits: { bytes: 10KB }");

        assertThat(SourceSite.said(site.visit(source)))
                .containsExactly(NAME + " REFUSED: larger than the 10240 bytes allowed (limits.bytes of jobs/sources/"
                        + source.id() + ".yaml); it is not fetched");
        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsTold() throws IOException {
        String nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "https://127.0.0.1:" + free.getLocalPort();
        }

        assertThat(site.visit(sourceOf(nobody + PATH)).cause())
                .isEqualTo("no answer from " + nobody
                        + ": nobody answers there (connection refused or no way to the host)");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
