package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.feeds.FileLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed of what processes left. */
class QuarantineTests {

    private final Path root;

    QuarantineTests(@TempDir Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("quarantine"));
    }

    private Path stray(String name) throws IOException {
        return Files.setLastModifiedTime(
                Files.writeString(root.resolve(name), "x"),
                FileTime.from(Instant.now().minus(Duration.ofDays(40))));
    }

    /** A link to nothing answers like a file that another process removes between the look at the folder and that at it. */
    private void goneMeanwhile(String name) throws IOException {
        Files.createSymbolicLink(root.resolve(name), root.resolveSibling("nowhere"));
    }

    @Test
    void aFileThatAnotherProcessRemovesMeanwhileKeepsNoneFromBeingRemoved() throws IOException {
        for (int i = 0; i < 10; i++) {
            stray("incoming-" + i);
            goneMeanwhile("incoming-gone-" + i);
        }

        assertThat(new Quarantine(root).removeStrays(Instant.now(), Set.of())).isEqualTo(10);
    }

    @Test
    void bytesWhoseTimeIsNotOverStay() throws IOException {
        Path known = stray("abc");
        Path unknown = stray("def");

        assertThat(new Quarantine(root).removeStrays(Instant.now(), Set.of("abc")))
                .isEqualTo(1);

        assertThat(known).exists();
        assertThat(unknown).doesNotExist();
    }

    @Test
    void aTextThatAnotherProcessRemovesMeanwhileKeepsNoneFromBeingRemoved() throws IOException {
        for (int i = 0; i < 10; i++) {
            stray(Integer.toString(i));
            goneMeanwhile("gone-" + i);
        }
        Quarantine quarantine = new Quarantine(root.resolveSibling("other"));
        Archive archive = new Archive(root.resolveSibling("archive"), quarantine);

        new Expansions(root, archive, quarantine, FileLimits.USUAL, Clock.systemUTC()).sweep();

        for (int i = 0; i < 10; i++) {
            assertThat(root.resolve(Integer.toString(i))).doesNotExist();
        }
    }
}
