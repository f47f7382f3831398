package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.ServerKeys;
import fr.dmp.pilotage.catalog.SourceDefinition;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real web server: what it is asked for, and whom it is told the token. */
@Timeout(60)
@ExtendWith(SourceSite.Shared.class)
class HttpsSourceTests {

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
        site.secret("broken", "two\nlines");
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
    void aFileIsFetchedWithTheTokenAndNothingIsFetchedWhileTheServerSaysThatItIsTheSame() {
        server.file(PATH, EsWeek.good(1), "\"v1\"");
        SourceDefinition source = source();

        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox(NAME)).hasContent(EsWeek.good(1));
        assertThat(server.asked())
                .contains("GET " + PATH + " Bearer " + TOKEN)
                .allMatch(each -> each.endsWith(" " + PATH + " Bearer " + TOKEN));
        site.load(NAME);

        assertThat(site.visit(source)).isEqualTo(new Visited(source.id(), List.of(), 1, null));
        assertThat(server.asked()).containsExactly("HEAD " + PATH + " Bearer " + TOKEN);

        server.file(PATH, EsWeek.good(2), "\"v2\"");
        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox(NAME)).hasContent(EsWeek.good(2));
    }

    @Test
    void aServerThatKnowsDatesButNoTagsIsAskedByDate() {
        server.on(PATH, exchange -> {
            exchange.getResponseHeaders().set("Last-Modified", "Tue, 25 Sep 2012 10:00:00 GMT");
            boolean same = "Tue, 25 Sep 2012 10:00:00 GMT"
                    .equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            if (same) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                WebServer.send(exchange, 200, "a\n");
            }
        });
        SourceDefinition source = source();
        site.visit(source);

        assertThat(site.visit(source).unchanged()).isEqualTo(1);
        assertThat(site.inbox()).containsExactly(NAME);
    }

    @Test
    void aServerThatTellsNothingOfItsFilesIsFetchedFromAgainButTheSameContentComesOnce() {
        server.on(PATH, exchange -> WebServer.send(exchange, 200, EsWeek.good(3)));
        SourceDefinition source = source();
        site.visit(source);
        site.load(NAME);

        Visited second = site.visit(source);

        assertThat(second).isEqualTo(new Visited(source.id(), List.of(), 1, null));
        assertThat(site.inbox()).isEmpty();
    }

    @Test
    void aServerWithoutHeadIsAskedWithGet() {
        server.on(PATH, exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(405, -1);
            } else {
                WebServer.send(exchange, 200, "a\n");
            }
        });

        assertThat(SourceSite.said(site.visit(source()))).containsExactly(NAME + " FETCHED");
    }

    @Test
    void aRedirectionOnTheSameServerIsFollowed() {
        server.on(PATH, exchange -> WebServer.redirect(exchange, "/elsewhere/file?signature=fictive"));
        server.on("/elsewhere/file", exchange -> WebServer.send(exchange, 200, "a\n"));

        assertThat(SourceSite.said(site.visit(source()))).containsExactly(NAME + " FETCHED");
        assertThat(site.inbox(NAME)).hasContent("a\n");
    }

    @Test
    void aRedirectionToAnotherServerIsNotFollowedAndTheTokenNotSentThere() {
        try (WebServer other = WebServer.start(store)) {
            other.on("/x", exchange -> WebServer.send(exchange, 200, "a\n"));
            server.on(PATH, exchange -> WebServer.redirect(exchange, other.url() + "/x?signature=fictive"));
            SourceDefinition source = source();

            assertThat(SourceSite.said(site.visit(source)))
                    .containsExactly(NAME + " FAILED: redirected to another server, " + other.url()
                            + "/x (HTTP 302); it is not followed and the token not sent there. Declare that address in"
                            + " jobs/sources/" + source.id() + ".yaml if it is right");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void aRedirectionAwayFromHttpsIsNotFollowed() {
        server.on(PATH, exchange -> WebServer.redirect(exchange, "http://127.0.0.1/x"));

        assertThat(SourceSite.said(site.visit(source())).get(0))
                .startsWith(NAME + " FAILED: redirected to another server, http://127.0.0.1/x (HTTP 302);");
    }

    @Test
    void aRedirectionInACircleIsLeft() {
        server.on(PATH, exchange -> WebServer.redirect(exchange, PATH));

        assertThat(SourceSite.said(site.visit(source())))
                .containsExactly(NAME + " FAILED: redirected more than 5 times");
    }

    @Test
    void aRefusedTokenIsToldAndNotTriedAgain() {
        server.on(PATH, exchange -> exchange.sendResponseHeaders(401, -1));

        assertThat(site.visit(source()).cause()).isEqualTo(status(401) + ": the token of the secret web is refused");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aSecretThatIsNoTokenIsToldWithoutSayingWhatItIs() {
        SourceDefinition source = site.declare("kind: https\nurls: [\"" + server.url() + PATH + "\"]\nsecret: broken");

        assertThat(site.visit(source).cause())
                .isEqualTo("the secret broken is no token: expected visible ASCII characters without blanks");
    }

    @Test
    void aDeclaredFileThatIsNotThereFails() {
        assertThat(SourceSite.said(site.visit(source())))
                .containsExactly(NAME + " FAILED: there is no such file (HTTP 404)");
    }

    @Test
    void theLastEndedPeriodsAreAskedForAndThoseThatAreNotThereAreNoFailure() {
        server.file("/depot/activite_es_2012-S37.csv", "a\n", "\"v1\"");

        Visited visited = site.visit(sourceOf(server.url() + "/depot/activite_es_<semaine>.csv", "last-periods: 3"));

        assertThat(SourceSite.said(visited))
                .containsExactlyInAnyOrder(
                        "activite_es_2012-S36.csv ABSENT: there is no such file, or not yet (HTTP 404)",
                        "activite_es_2012-S37.csv FETCHED",
                        "activite_es_2012-S38.csv ABSENT: there is no such file, or not yet (HTTP 404)");
        assertThat(visited.cause()).isNull();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedWithWhatToDo() {
        server.file(PATH, "a\n", "\"v1\"");
        SourceDefinition source = site.declare("kind: https\nurls: [\"" + server.url() + PATH + "\"]\nsecret: web");

        assertThat(site.visit(source).cause())
                .isEqualTo("the certificate of " + server.url()
                        + " is not trusted: unable to find valid certification path to requested target. If the"
                        + " administrator of that server confirms it, put the certificate of its authority (PEM) into a"
                        + " file and name it as certificates in jobs/sources/" + source.id() + ".yaml");
        assertThat(server.asked()).isEmpty();
    }
}
