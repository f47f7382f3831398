package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.SourceOutcome.FetchedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process that fetches dies in the middle of a file. */
@Timeout(120)
class FetchKillTests {

    @TempDir
    private Path folder;

    @Test
    void aKilledVisitLeavesNoHalfFileAndTheNextOneFetchesItWhole() throws Exception {
        Path home = folder.resolve("home");
        Path remote = Files.createDirectories(folder.resolve("remote"));
        String text = EsWeek.good(2_000);
        Files.writeString(remote.resolve(EsWeek.NAME), text);
        KeyPair key = SftpServer.key("ecdsa-sha2-nistp256", 256);
        try (SftpServer server = new SftpServer(remote, key);
                Site site = new Site(home, "--pilotage.definitions=" + folder, "--pilotage.secrets=" + folder)) {
            declare(server, key);
            Files.writeString(folder.resolve("depot"), SftpServer.PASSWORD);
            server.onRead((session, file, offset) -> sleep(offset > 100_000 ? 60_000 : 0));
            ProcessBuilder builder = site.process("collect");
            builder.environment().put("PILOTAGE_DEFINITIONS", folder.toString());
            builder.environment().put("PILOTAGE_SECRET_DEPOT", SftpServer.PASSWORD);
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said.txt").toFile())
                    .start();
            await(() -> inbox(home).stream().anyMatch(name -> name.startsWith(".fetching-")) || !process.isAlive());
            process.destroyForcibly().waitFor();
            server.onRead((session, file, offset) -> {});
            assertThat(process.exitValue())
                    .as(Files.readString(folder.resolve("said.txt")))
                    .isEqualTo(137);
            assertThat(inbox(home)).containsExactly(".fetching-depot." + EsWeek.NAME);
            assertThat(site.bean(Inbox.class).list().ready()).isEmpty();

            assertThat(site.operations().collect(null)).singleElement().satisfies(source -> assertThat(source.files())
                    .extracting(FetchedFile::status)
                    .containsExactly("fetched"));

            assertThat(inbox(home)).containsExactly(EsWeek.NAME);
            assertThat(home.resolve("inbox/national").resolve(EsWeek.NAME)).hasContent(text);
        }
    }

    private void declare(SftpServer server, KeyPair key) throws IOException {
        Files.createDirectories(folder.resolve("jobs/sources"));
        Files.writeString(folder.resolve("jobs/sources/depot.yaml"), """
                source: depot
                title: fictive
                kind: sftp
                sender: national
                feeds: [es-weekly]
                host: 127.0.0.1
                port: %d
                user: %s
                login: password
                secret: depot
                host-keys: ["%s"]
                folders: [/]
                stability: { wait: 10ms }
                """.formatted(
                        server.port(), SftpServer.USER, KeyUtils.getFingerPrint(key.getPublic())));
    }

    private static List<String> inbox(Path home) {
        Path national = home.resolve("inbox/national");
        if (!Files.isDirectory(national)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(national)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
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
