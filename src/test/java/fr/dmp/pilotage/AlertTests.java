package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import fr.dmp.pilotage.catalog.AlertChannel.Alert;
import fr.dmp.pilotage.findings.Nir;
import fr.dmp.pilotage.pipeline.Alerts;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody is told once of what needs somebody, by e-mail and by webhook. */
class AlertTests {

    private static final String TABLE = DatedTables.name(0);

    @TempDir
    private Path home;

    @TempDir
    private Path own;

    private GreenMail mail;
    private HttpServer web;
    private int answer = 204;
    private final List<JsonNode> called = Collections.synchronizedList(new ArrayList<>());
    private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
    private Site site;

    @BeforeEach
    void open() throws IOException {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        mail.setUser("pilotage", "mot de passe fictif");
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            called.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        web.start();
        declare("[failed, held, late, nothing-ran, stuck]");
        Path secrets = Files.createDirectories(own.resolve("secrets"));
        Files.writeString(secrets.resolve("smtp"), "mot de passe fictif\n");
        Files.writeString(secrets.resolve("jeton"), "jeton-fictif\n");
        site = new Site(home, "--pilotage.definitions=" + own, "--pilotage.secrets=" + secrets)
                .on(LocalDate.of(2012, 10, 9));
    }

    private void declare(String on) throws IOException {
        Files.createDirectories(own.resolve("jobs"));
        Files.writeString(own.resolve("jobs/alerts.yaml"), """
                channels:
                  - id: exploitation
                    on: %s
                    mail: { host: 127.0.0.1, port: %d, tls: none, user: pilotage, from: pilotage@example.org, to: [a@example.org, b@example.org] }
                    secret: smtp
                  - id: supervision
                    on: [failed, held]
                    webhook: { url: "http://127.0.0.1:%d/alertes" }
                    secret: jeton
                """.formatted(
                        on, mail.getSmtp().getPort(), web.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        site.close();
        mail.stop();
        web.stop(0);
    }

    private List<String> subjects() throws MessagingException {
        List<String> subjects = new ArrayList<>();
        for (Message message : mail.getReceivedMessages()) {
            subjects.add(message.getSubject());
        }
        return subjects;
    }

    private void putWrongTable() throws IOException {
        DatedTables.put(home, TABLE, DatedTables.text(0).replace("204 180", "204 181"));
    }

    @Test
    void aHeldFileIsToldOnceWithWhatShowSaysOfItsRun() throws Exception {
        putWrongTable();
        site.operations().run("weekly", null);
        site.operations().run("weekly", null);

        String title = "Fichier retenu : " + TABLE + " (synthese-weekly 2012-09-25)";
        assertThat(subjects())
                .as("to two addresses")
                .containsExactly("[Pilotage DMP] " + title, "[Pilotage DMP] " + title);
        Message message = mail.getReceivedMessages()[0];
        assertThat(message.getContent().toString().replace("\r\n", "\n"))
                .startsWith(TABLE + ": held as synthese-weekly 2012-09-25; 26 rows read, 26 loaded, 0 rejected\n"
                        + "  read as UTF-8, separator tab, no quotes, line end lf\n")
                .contains("\nrun       1\njob       weekly\n")
                .contains("\nnext      see 'holds': " + TABLE
                        + " waits for a corrected file, a release or a withdrawal; then 'rerun 1'\n");
        assertThat(message.getHeader("Message-ID")[0]).matches("<alert-1-\\d+@pilotage-dmp>");
        assertThat(called).hasSize(1);
        assertThat(called.get(0).propertyNames()).containsExactly("id", "kind", "title", "text", "raised");
        assertThat(called.get(0).get("title").asString()).isEqualTo(title);
        assertThat(tokens).containsExactly("Bearer jeton-fictif");
    }

    @Test
    void aRunThatFailsIsToldAtEachAttempt() throws Exception {
        DatedTables.putInto(home, 1);
        Files.createDirectories(DatedTables.workbook(home, 0).resolve("in the way"));
        site.operations().run("weekly", null);
        site.operations().run("weekly", null);
        assertThat(called)
                .extracting(each -> each.get("kind").asString(), each -> each.get("title")
                        .asString()
                        .replaceAll(" : activity-figures 2012-09-25 France: .*", ""))
                .containsExactly(
                        tuple("failed", "Échec du traitement weekly, exécution 1"),
                        tuple("failed", "Échec du traitement weekly, exécution 1"));
    }

    @Test
    void aNightThatGoesWellIsNotTold() throws Exception {
        DatedTables.putInto(home, 1);
        site.operations().run("weekly", null);
        assertThat(subjects()).isEmpty();
        assertThat(called).isEmpty();
        assertThat(site.count("ops.alert")).isZero();
    }

    @Test
    void whatAChannelDoesNotTakeIsSentAgainThereAndNowhereElse() throws Exception {
        answer = 503;
        putWrongTable();
        site.operations().run("weekly", null);
        assertThat(called).hasSize(1);
        assertThat(site.jdbc()
                        .sql("select problem from ops.alert_delivery where channel = 'supervision' and sent_at is null")
                        .query(String.class)
                        .single())
                .isEqualTo("127.0.0.1 answered 503");

        answer = 200;
        site.bean(Alerts.class).deliver();
        assertThat(called).as("not before its time").hasSize(1);
        site.jdbc()
                .sql("update ops.alert_delivery set tried_at = tried_at - interval '61 seconds'")
                .update();
        site.bean(Alerts.class).deliver();
        site.bean(Alerts.class).deliver();

        assertThat(called).hasSize(2);
        assertThat(called.get(0).get("id"))
                .as("who gets it twice can tell")
                .isEqualTo(called.get(1).get("id"));
        assertThat(mail.getReceivedMessages()).as("one to each address").hasSize(2);
        assertThat(site.jdbc()
                        .sql("select attempts from ops.alert_delivery where channel = 'supervision'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void ofNodesThatLookAtTheSameTimeOneSends() throws Exception {
        Alerts here = site.bean(Alerts.class);
        here.raise(new Alerts.Raised(Alert.FAILED, "a test", "titre", List.of("text")));
        try (Site other = site.with("--pilotage.definitions=" + own, "--pilotage.secrets=" + own.resolve("secrets"))) {
            Alerts there = other.bean(Alerts.class);
            CountDownLatch both = new CountDownLatch(2);
            CompletableFuture.allOf(Stream.of(here, there)
                            .map(each -> CompletableFuture.runAsync(() -> {
                                both.countDown();
                                await(both);
                                each.deliver();
                            }))
                            .toArray(CompletableFuture[]::new))
                    .get(60, TimeUnit.SECONDS);
        }
        assertThat(called).hasSize(1);
        assertThat(mail.getReceivedMessages()).as("one to each address").hasSize(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMailServerThatIsDownFailsNoRunAndIsTriedAgain() throws Exception {
        mail.stop();
        putWrongTable();
        assertThat(site.cliHere("run", "weekly").code()).isEqualTo(3);
        assertThat(site.jdbc()
                        .sql("select problem from ops.alert_delivery where channel = 'exploitation'")
                        .query(String.class)
                        .single())
                .startsWith("127.0.0.1:")
                .contains(" did not take the e-mail: ");
        assertThat(called).as("the other channel has it").hasSize(1);
    }

    @Test
    void aRefusedFileIsTold() throws Exception {
        DatedTables.put(home, "export.csv", "a;b\n1;2\n");
        site.operations().run("weekly", null);
        assertThat(called)
                .extracting(each -> each.get("kind").asString(), each -> each.get("title")
                        .asString())
                .containsExactly(tuple("failed", "Fichier refusé : export.csv"));
    }

    @Test
    void aSecretThatIsMissingIsNamedWhereItIsLookedFor() throws Exception {
        Files.delete(own.resolve("secrets/jeton"));
        putWrongTable();
        site.operations().run("weekly", null);
        assertThat(site.jdbc()
                        .sql("select problem from ops.alert_delivery where channel = 'supervision'")
                        .query(String.class)
                        .single())
                .isEqualTo("expected the secret jeton in the environment variable PILOTAGE_SECRET_JETON or a file "
                        + own.resolve("secrets/jeton") + ", found none");
        assertThat(site.cliHere("check").out())
                .contains("jobs/alerts.yaml, channel supervision: expected the secret jeton in ");
    }

    @Test
    void aRunThatTakesTooLongIsLateAndOneInWhichNothingMovesIsStuck() throws Exception {
        DatedTables.putInto(home, 1);
        site.operations().run("weekly", null);
        site.jdbc().sql("""
                        update ops.batch_job_execution set status = 'STARTED', end_time = null,
                          start_time = timestamp '2012-10-09 06:00', last_updated = timestamp '2012-10-09 06:00'
                        where job_instance_id = 1
                        """).update();
        site.jdbc()
                .sql("update ops.batch_step_execution set last_updated = timestamp '2012-10-09 09:50'")
                .update();
        site.bean(Alerts.class).look();
        site.bean(Alerts.class).look();
        assertThat(alerts().stream().filter(each -> each.contains("Traitement")))
                .containsExactly("late: Traitement weekly en retard : l'exécution 1 dure depuis 2012-10-09 06:00:00");

        site.jdbc()
                .sql("update ops.batch_step_execution set last_updated = timestamp '2012-10-09 06:10'")
                .update();
        site.bean(Alerts.class).look();
        assertThat(alerts())
                .contains(
                        "stuck: Traitement weekly bloqué : rien ne bouge dans l'exécution 1 depuis 2012-10-09 06:10:00");
    }

    @Test
    void anExpectedFileThatDidNotComeIsLateOnce() throws Exception {
        site.load("activite_es_2012-S38.csv", EsWeek.good(2));
        site.bean(Alerts.class).look();
        site.bean(Alerts.class).look();
        site.bean(Alerts.class).deliver();
        assertThat(alerts())
                .as("of week 39, due on 3 October; week 38 is there, week 40 has time until the 10th")
                .containsExactly(
                        "late: Fichier en retard : es-weekly 2012-S39 de national, attendu le 2012-10-03 au plus tard");
        assertThat(subjects()).hasSize(2);
        assertThat(called).as("this channel is told of other kinds").isEmpty();
    }

    private List<String> alerts() {
        return site.jdbc()
                .sql("select kind || ': ' || title from ops.alert order by alert_id")
                .query(String.class)
                .list();
    }

    @Test
    void anIdentifierOfAPatientInACauseIsNotSent() throws Exception {
        site.bean(Alerts.class)
                .raise(new Alerts.Raised(Alert.FAILED, "a test", "cause " + Nir.USUAL.with(" "), List.of("text")));
        site.bean(Alerts.class).deliver();
        assertThat(called.get(0).get("title").asString()).isEqualTo("cause ***");
    }
}
