package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import fr.dmp.pilotage.pipeline.Firing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An admin, an alert at night, and the command line alone. */
class AdminWalkTests {

    @TempDir
    private Path home;

    @TempDir
    private Path own;

    private final List<JsonNode> alerts = Collections.synchronizedList(new ArrayList<>());

    private HttpServer phone() throws IOException {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            alerts.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        web.start();
        Files.createDirectories(own.resolve("jobs"));
        Files.writeString(
                own.resolve("jobs/alerts.yaml"),
                "channels:\n  - { id: astreinte, webhook: { url: \"http://127.0.0.1:"
                        + web.getAddress().getPort() + "/\" } }\n");
        return web;
    }

    @Test
    void fromTheAlertToTheNewEdition() throws Exception {
        HttpServer web = phone();
        try (Site site = new Site(home, "--pilotage.definitions=" + own)) {
            walk(site);
        } finally {
            web.stop(0);
        }
    }

    private void walk(Site site) throws IOException {
        // Two good nights, then one whose file is held: one row of three has a wrong key.
        put("activite_es_2012-S38.csv", EsWeek.good(3));
        site.operations().fire("weekly", new Firing(LocalDateTime.parse("2012-09-25T05:00")), null);
        put(
                "activite_es_2012-S38.csv",
                EsWeek.file(EsWeek.row(EsWeek.finess(0)), EsWeek.row("600000008"), EsWeek.row("600000009")));
        site.operations().fire("weekly", new Firing(LocalDateTime.parse("2012-09-26T05:00")), null);

        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).get("kind").asString()).isEqualTo("held");
        String text = alerts.get(0).get("text").asString();
        String run = text.lines()
                .filter(line -> line.startsWith("run "))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", "");

        Site.Said shown = site.cli("show", run);
        assertThat(text).contains(shown.out().lines().limit(6).toList());
        String next = shown.out()
                .lines()
                .filter(line -> line.startsWith("next "))
                .findFirst()
                .orElseThrow();
        assertThat(next).contains("see 'holds': activite_es_2012-S38.csv waits for a corrected file");
        assertThat(site.cli("holds").out()).startsWith("load 2: es-weekly 2012-S38 from national, revision 2");

        Path rejects = home.resolve("rejects.csv");
        assertThat(site.cli("rejects", "2", "--out", rejects.toString()).code()).isZero();
        assertThat(Files.readString(rejects)).contains("600000008");

        // The corrected file arrives.
        put("activite_es_2012-S38.csv", EsWeek.good(4));
        Site.Said rehearsed = site.cli("rerun", run, "--dry-run");
        assertThat(rehearsed.out())
                .contains("activite_es_2012-S38.csv: would be loaded as es-weekly 2012-S38, from national")
                .contains("weekly-es-focus 2012-S38: 14 workbooks would be written");
        assertThat(site.cli("rerun", run, "--reason", "the sender corrected it").code())
                .isZero();

        assertThat(home.resolve("reports/weekly-es-focus/2012-S38/focus-es_2012-S38_picardie_edition-2.xlsx"))
                .exists();
        assertThat(site.cli("runs", "--json").out().lines())
                .allMatch(line -> line.contains("\"status\":\"COMPLETED\""));
        assertThat(site.cli("holds").out()).isEqualTo("Nothing is held.\n");
        assertThat(alerts).as("each once").hasSize(1);
    }

    private void put(String name, String text) throws IOException {
        DatedTables.put(home, name, text);
    }
}
