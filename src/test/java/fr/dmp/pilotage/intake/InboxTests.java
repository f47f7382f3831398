package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.findings.Nir;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTests {

    private static final Duration QUIET = Duration.ofMillis(600);
    private static final Executor LATER = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);

    private final Path folder;

    InboxTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void anOldFileIsTakenFromItsSender() throws IOException {
        Path file = old("national", "activite_es_2012-S39.csv");

        assertThat(list().ready())
                .containsExactly(new Inbox.Offered(file, file.getFileName().toString(), "national"));
        assertThat(list().unfinished()).isEmpty();
    }

    @Test
    @Timeout(10)
    void oldFilesAreTakenWithoutWaiting() throws IOException {
        Path file = old("national", "a.csv");

        assertThat(new Inbox(folder, Duration.ofMinutes(30), Clock.systemUTC())
                        .list()
                        .ready())
                .containsExactly(new Inbox.Offered(file, file.getFileName().toString(), "national"));
    }

    @Test
    void aYoungFileThatDoesNotChangeIsTaken() throws IOException {
        Path file = young("national", "a.csv");

        assertThat(list().ready())
                .containsExactly(new Inbox.Offered(file, file.getFileName().toString(), "national"));
    }

    @Test
    void aYoungFileThatGrowsIsLeftAloneAndOthersAreTaken() throws IOException {
        Path complete = old("national", "a.csv");
        Path growing = young("national", "b.csv");

        Inbox.Listing listing = listWhile(() -> append(growing));

        assertThat(listing.ready())
                .containsExactly(
                        new Inbox.Offered(complete, complete.getFileName().toString(), "national"));
        assertThat(listing.unfinished()).containsExactly(growing);
    }

    @Test
    void aFileRewrittenAtTheSameSizeIsLeftAlone() throws IOException {
        Path file = young("national", "a.csv");

        Inbox.Listing listing = listWhile(() -> rewrite(file));

        assertThat(listing.ready()).isEmpty();
        assertThat(listing.unfinished()).containsExactly(file);
    }

    @Test
    void aFileWithdrawnWhileListingIsForgotten() throws IOException {
        Path stays = young("national", "a.csv");
        Path goes = young("national", "b.csv");
        CompletableFuture<Void> sender =
                CompletableFuture.runAsync(() -> new Inbox(folder, QUIET, Clock.systemUTC()).remove(goes), LATER);

        Inbox.Listing listing = list();

        sender.join();
        assertThat(listing.ready())
                .containsExactly(new Inbox.Offered(stays, stays.getFileName().toString(), "national"));
        assertThat(listing.unfinished()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv.part", "a.csv.tmp", ".a.csv", ".part"})
    void aFileWhoseNameSaysThatItIsUnfinishedIsIgnored(String name) throws IOException {
        old("national", name);

        assertThat(list()).isEqualTo(new Inbox.Listing(List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "part", "tmp.csv", "a.part.csv", "a"})
    void anyOtherNameIsTaken(String name) throws IOException {
        Path file = old("national", name);

        assertThat(list().ready())
                .containsExactly(new Inbox.Offered(file, file.getFileName().toString(), "national"));
    }

    @Test
    void filesAreSortedBySenderThenName() throws IOException {
        Path third = old("national", "a.csv");
        Path second = old("ars-alsace", "z.csv");
        Path first = old("ars-alsace", "b.csv");

        assertThat(list().ready())
                .containsExactly(
                        new Inbox.Offered(first, first.getFileName().toString(), "ars-alsace"),
                        new Inbox.Offered(second, second.getFileName().toString(), "ars-alsace"),
                        new Inbox.Offered(third, third.getFileName().toString(), "national"));
    }

    @Test
    void onlyFilesInTheFolderOfASenderAreSeen() throws IOException {
        Files.writeString(folder.resolve("nobody.csv"), "x");
        Files.createDirectories(folder.resolve("national/folder.csv"));
        old("national/folder.csv", "deep.csv");

        assertThat(list()).isEqualTo(new Inbox.Listing(List.of(), List.of()));
    }

    @Test
    void anInboxThatDoesNotExistYetIsEmpty() {
        Inbox inbox = new Inbox(folder.resolve("absent"), QUIET, Clock.systemUTC());

        assertThat(inbox.list()).isEqualTo(new Inbox.Listing(List.of(), List.of()));
    }

    @Test
    void aRemovedFileIsGoneAndMayBeRemovedAgain() throws IOException {
        Path file = old("national", "a.csv");
        Inbox inbox = new Inbox(folder, QUIET, Clock.systemUTC());

        inbox.remove(file);
        inbox.remove(file);

        assertThat(file).doesNotExist();
        assertThat(inbox.folder("national")).isDirectory();
    }

    @Test
    void aFileIsLeftWhileAnEarlierOneOfItsNameCouldNotBeTaken() throws IOException {
        Path earlier = Files.writeString(old("national", ".taking-a_partiel.csv"), "earlier");
        Path later = Files.writeString(old("national", "a_partiel.csv"), "later");
        Inbox inbox = new Inbox(folder, QUIET, Clock.systemUTC());
        Inbox.Offered offered = new Inbox.Offered(later, "a_partiel.csv", "national");

        assertThatThrownBy(() -> inbox.claim(offered))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an earlier a_partiel.csv could not be taken in and is still in the inbox; this one comes"
                        + " after it");

        assertThat(earlier).hasContent("earlier");
        assertThat(later).hasContent("later");
        inbox.remove(earlier);
        assertThat(inbox.claim(offered)).isEqualTo(earlier).hasContent("later");
    }

    @Test
    void aFileThatIsSetAsideReplacesNoOther() throws IOException {
        Inbox inbox = new Inbox(folder, QUIET, Clock.systemUTC());
        for (String content : List.of("first", "second", "third")) {
            inbox.setAside(Files.writeString(young("national", ".taking-a.csv"), content), "a.csv");
        }

        Path national = folder.resolve("national");
        assertThat(national.resolve(".too-large-a.csv")).hasContent("first");
        assertThat(national.resolve(".too-large-2-a.csv")).hasContent("second");
        assertThat(national.resolve(".too-large-3-a.csv")).hasContent("third");
        assertThat(list()).isEqualTo(new Inbox.Listing(List.of(), List.of()));
    }

    @Test
    void aFileThatCannotBeMovedIsToldWithoutTheIdentifierInItsName() {
        Inbox inbox = new Inbox(folder, QUIET, Clock.systemUTC());
        Path gone = folder.resolve("national").resolve(Nir.USUAL + ".csv");

        assertThatThrownBy(() -> inbox.setAside(gone, Nir.USUAL + ".csv"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot set " + folder.resolve("national") + "/***.csv aside in the inbox")
                .hasStackTraceContaining("NoSuchFileException")
                .satisfies(failure ->
                        assertThat(String.valueOf(failure.getCause())).doesNotContain(Nir.USUAL.toString()));
    }

    private Inbox.Listing list() {
        return new Inbox(folder, QUIET, Clock.systemUTC()).list();
    }

    /** Lists the inbox while a sender on another thread does something every few milliseconds. */
    private Inbox.Listing listWhile(Runnable sending) {
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        Future<?> sent = sender.scheduleAtFixedRate(sending, 0, 20, TimeUnit.MILLISECONDS);
        try {
            return list();
        } finally {
            sent.cancel(false);
            sender.shutdown();
        }
    }

    private Path old(String sender, String name) throws IOException {
        Path file = young(sender, name);
        Instant hourAgo = Clock.systemUTC().instant().minus(Duration.ofHours(1));
        return Files.setLastModifiedTime(file, FileTime.from(hourAgo));
    }

    private Path young(String sender, String name) throws IOException {
        Files.createDirectories(folder.resolve(sender));
        return Files.writeString(folder.resolve(sender).resolve(name), "x");
    }

    private static void append(Path file) {
        write(file, StandardOpenOption.APPEND);
    }

    private static void rewrite(Path file) {
        write(file, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void write(Path file, StandardOpenOption how) {
        try {
            Files.writeString(file, "y", how);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
