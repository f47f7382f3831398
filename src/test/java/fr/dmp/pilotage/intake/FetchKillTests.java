package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Secrets;
import fr.dmp.pilotage.catalog.SourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The process that fetches dies in the middle of a file. */
@Timeout(120)
@ExtendWith(SourceSite.Shared.class)
@Tag("faults")
class FetchKillTests {

    /** What fetches in the other process: all that {@code collect} is once the application has started. */
    static final class Fetching {

        private Fetching() {}

        /**
         * Fetches once.
         *
         * @param args the home, the definitions, and the secret
         */
        public static void main(String[] args) {
            Path home = Path.of(args[0]);
            Catalog catalog = Catalog.read(new Definitions(Path.of(args[1])));
            JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(
                    System.getenv("SPRING_DATASOURCE_URL"),
                    System.getenv("SPRING_DATASOURCE_USERNAME"),
                    System.getenv("SPRING_DATASOURCE_PASSWORD")));
            Clock clock = Clock.systemUTC();
            new Sources(
                            catalog,
                            new Secrets(name -> args[2], null),
                            new FetchLog(jdbc),
                            new Inbox(home.resolve("inbox"), Duration.ZERO, clock),
                            new Archive(home.resolve("archive"), new Quarantine(home.resolve("quarantine"))),
                            clock)
                    .visit(catalog.sources().get(0), Set.of("es-weekly"), false);
        }
    }

    @Test
    void aKilledVisitLeavesNoHalfFileAndTheNextOneFetchesItWhole(SourceSite site) throws Exception {
        site.clear();
        String text = EsWeek.good(2_000);
        site.put(EsWeek.NAME, text);
        site.secret("depot", SftpServer.PASSWORD);
        KeyPair key = SftpServer.key("ecdsa-sha2-nistp256", 256);
        CountDownLatch killed = new CountDownLatch(1);
        try (SftpServer server = new SftpServer(site.remote(), key)) {
            SourceDefinition source = site.declare("kind: sftp\nhost: 127.0.0.1\nport: " + server.port() + "\nuser: "
                    + SftpServer.USER + "\nfolders: [/]\nlogin: password\nsecret: depot\nhost-keys: [\""
                    + KeyUtils.getFingerPrint(key.getPublic()) + "\"]\n" + SourceSite.QUICK);
            server.onRead((session, file, offset) -> await(offset > 100_000, killed));
            Path said = site.beside("said.txt");
            Process process = site.site()
                    .process(
                            Fetching.class,
                            site.site().home().toString(),
                            site.definitions(source),
                            SftpServer.PASSWORD)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            String half = ".fetching-" + source.id() + "." + EsWeek.NAME;
            await(() -> site.inbox().contains(half) || !process.isAlive());
            process.destroyForcibly().waitFor();
            killed.countDown();
            assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(137);
            assertThat(site.inbox()).containsExactly(half);
            assertThat(site.site().bean(Inbox.class).list().ready()).isEmpty();

            assertThat(SourceSite.said(site.visit(source))).containsExactly(EsWeek.NAME + " FETCHED");

            assertThat(site.inbox()).containsExactly(EsWeek.NAME);
            assertThat(site.inbox(EsWeek.NAME)).hasContent(text);
        }
    }

    private static void await(boolean waiting, CountDownLatch latch) throws IOException {
        try {
            if (waiting && !latch.await(60, TimeUnit.SECONDS)) {
                throw new IOException("waited too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited too long").isBefore(deadline);
            Thread.sleep(5);
        }
    }
}
