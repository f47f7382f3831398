package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.findings.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packed files of tests, and what they tell when they are expanded. */
final class PackedFiles {

    private PackedFiles() {}

    /** What one file told. */
    record Told(List<String> refusing, List<String> holding, boolean lookedThrough, List<String> findings) {}

    /** Expands a file as it is taken in. */
    static Told told(Path folder, FeedDefinition feed, byte[] bytes) throws IOException {
        FileLimits limits = FileLimits.USUAL.with(feed.limits());
        Surveyor surveyor = new Surveyor(feed, 1_000, limits);
        Path file = Files.write(folder.resolve("packed"), bytes);
        Expander.Outcome outcome = new Expander(feed, limits).expand(file, folder.resolve("expanded"), surveyor);
        PatientData patients = surveyor.patients();
        return new Told(
                messages(patients.refusing()),
                messages(patients.holding()),
                outcome.lookedThrough(),
                messages(outcome.findings()));
    }

    private static List<String> messages(List<Finding> findings) {
        return findings.stream().map(each -> each.in("f")).toList();
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** A zip of names and texts in turn. */
    static byte[] zip(String... namesAndTexts) throws IOException {
        return zipWithComment("", namesAndTexts);
    }

    static byte[] zipWithComment(String comment, String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setComment(comment);
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndTexts[i]));
                out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            bytes.writeBytes(piece);
        }
        return bytes.toByteArray();
    }
}
