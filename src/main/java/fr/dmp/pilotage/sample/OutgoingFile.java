package fr.dmp.pilotage.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * A file to be written.
 *
 * @param sent the day that it is dated, at 06:00 UTC, as if it had been sent then
 * @param columns its header row
 */
record OutgoingFile(String name, LocalDate sent, String columns, Rows rows) {

    /** What follows the header row. Writes once, on one thread. */
    interface Rows {

        void write(RowBuffer row) throws IOException;
    }

    /** Writes the file whole or not at all. */
    SampleFile write(Path folder) {
        Path hidden = folder.resolve("." + name + ".part");
        try {
            SampleFile written;
            try (RowBuffer row = new RowBuffer(hidden)) {
                row.header(columns);
                rows.write(row);
                written = new SampleFile(folder.resolve(name), row.rows(), row.size());
            }
            Files.setLastModifiedTime(
                    hidden, FileTime.from(sent.atTime(LocalTime.of(6, 0)).toInstant(ZoneOffset.UTC)));
            Files.move(hidden, written.path(), StandardCopyOption.ATOMIC_MOVE);
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder.resolve(name), e);
        }
    }
}
