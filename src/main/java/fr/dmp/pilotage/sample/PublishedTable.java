package fr.dmp.pilotage.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;

/**
 * The table "Chiffres d'activité DMP par région" as published by ASIP Santé on 25 September 2012 at the Rencontres
 * inter-régionales: 26 regions and a France row.
 */
public final class PublishedTable {

    static final String NAME = "synthese_regions_2012-09-25.tsv";
    private static final Instant PUBLISHED = Instant.parse("2012-09-25T10:00:00Z");

    private PublishedTable() {}

    /** Puts the file into a folder, whole or not at all, dated as published. */
    public static Path putInto(Path folder) {
        try (InputStream bytes =
                Objects.requireNonNull(PublishedTable.class.getResourceAsStream("/sample/" + NAME), "packaged")) {
            Files.createDirectories(folder);
            Path hidden = folder.resolve("." + NAME + ".part");
            Files.copy(bytes, hidden, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(hidden, FileTime.from(PUBLISHED));
            return Files.move(hidden, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put the published table into " + folder, e);
        }
    }
}
