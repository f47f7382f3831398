package fr.dmp.pilotage.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The tables below {@code /sample/} that come with the software: UTF-8, a header row, lines of {@code #} left out. */
final class PackagedTable {

    private PackagedTable() {}

    /** The cells of each row below the header. */
    static List<List<String>> rows(String name, String separator) {
        return text(name)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .skip(1)
                .map(line -> List.of(line.split(separator, -1)))
                .toList();
    }

    private static String text(String name) {
        try (InputStream bytes =
                Objects.requireNonNull(PackagedTable.class.getResourceAsStream("/sample/" + name), "packaged")) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the packaged table " + name, e);
        }
    }
}
