package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.intake.Fetched;
import fr.dmp.pilotage.intake.Visited;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a visit to a declared source brought.
 *
 * @param source its name
 * @param files those that are new, or not as they should be
 * @param unchanged how many files were fetched before and are the same still
 * @param cause why the source as a whole could not be used, or not to the end; null if it could
 */
public record SourceOutcome(
        String source,
        List<FetchedFile> files,
        int unchanged,
        @Nullable String cause) {

    /**
     * What became of one file of a source.
     *
     * @param remote path or address at the source
     * @param status fetched, deleted, waiting, absent, refused or failed
     * @param bytes null if it was not fetched
     * @param sha256 null if it was not fetched
     * @param cause why it was not fetched, else null
     */
    public record FetchedFile(
            String remote,
            String file,
            String status,
            @Nullable Long bytes,
            @Nullable String sha256,
            @Nullable String cause) {

        private static FetchedFile of(Fetched file) {
            return new FetchedFile(
                    file.remote(),
                    file.fileName(),
                    file.status().name().toLowerCase(Locale.ROOT),
                    file.bytes(),
                    file.sha256(),
                    file.cause());
        }

        /** Whether trying again may help: the next run does. */
        public boolean failed() {
            return status.equals("failed");
        }

        /** Whether only its sender can help. */
        public boolean refused() {
            return status.equals("refused");
        }
    }

    static SourceOutcome of(Visited visited) {
        return new SourceOutcome(
                visited.source(),
                visited.files().stream().map(FetchedFile::of).toList(),
                visited.unchanged(),
                visited.cause());
    }

    static SourceOutcome broken(String source, RuntimeException failure) {
        return new SourceOutcome(source, List.of(), 0, Cause.of(failure));
    }

    /** Whether the source, or any of its files, could not be had: the run fails, so that the next one tries again. */
    public boolean failed() {
        return cause != null || files.stream().anyMatch(FetchedFile::failed);
    }

    /** Whether a file was refused: the run does not fail, as trying again would not help. */
    public boolean refused() {
        return files.stream().anyMatch(FetchedFile::refused);
    }

    /** Why it failed, a line for each cause. */
    List<String> causes() {
        if (cause != null) {
            return List.of("source " + source + ": " + cause);
        }
        return files.stream()
                .filter(FetchedFile::failed)
                .map(file -> "source " + source + ", " + file.remote() + ": " + file.cause())
                .toList();
    }
}
