package fr.dmp.pilotage;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The classes of processes that tests start, loaded and verified once for all of them (class data sharing of the JVM): a third of
 * what a command takes. The JVM shares what comes from jars only, so that the product's classes are packed into one.
 */
final class SharedClasses {

    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path FOLDER = Path.of("target", "test-jvm").toAbsolutePath();
    private static final Path JAR = FOLDER.resolve("product.jar");
    private static final Path ARCHIVE = FOLDER.resolve("product.jsa");

    private SharedClasses() {}

    /** What comes before the main class on the command line of a JVM. */
    static synchronized List<String> options() {
        return isThere() ? sharing() : plain();
    }

    private static List<String> plain() {
        return List.of("-cp", classPath());
    }

    private static List<String> sharing() {
        return List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + ARCHIVE, "-cp", jars() + testClasses());
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** An archive is for a class path that begins as the one it was made with. */
    private static String jars() {
        return JAR
                + File.pathSeparator
                + String.join(
                        File.pathSeparator,
                        entries().filter(each -> each.endsWith(".jar")).toList());
    }

    private static String testClasses() {
        return File.pathSeparator
                + String.join(
                        File.pathSeparator,
                        entries().filter(each -> each.endsWith("test-classes")).toList());
    }

    private static Stream<String> entries() {
        return Arrays.stream(classPath().split(File.pathSeparator, -1));
    }

    /** Makes it if nobody has yet; while another fork of the build does, this one goes on without. */
    private static boolean isThere() {
        try {
            if (isNewer()) {
                return true;
            }
            Files.createDirectories(FOLDER);
            try (FileChannel channel = FileChannel.open(
                            FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                return lock != null && (isNewer() || make());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNewer() throws IOException {
        if (!Files.exists(ARCHIVE)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(CLASSES)) {
            long made = ARCHIVE.toFile().lastModified();
            return files.allMatch(each -> each.toFile().lastModified() <= made);
        }
    }

    private static boolean make() throws IOException {
        Files.deleteIfExists(ARCHIVE);
        pack();
        Path made = FOLDER.resolve("made.jsa");
        Files.deleteIfExists(made);
        List<String> command = new ArrayList<>(Site.java());
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + made, "-cp", jars(), PilotageDmp.class.getName(), "runs"));
        Process process = TestServer.newDatabase()
                .reach(new ProcessBuilder(command))
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("made.out").toFile())
                .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0 || !Files.exists(made)) {
                return false; // this JVM has no such archives: all works without
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        Files.move(made, ARCHIVE);
        return true;
    }

    private static void pack() throws IOException {
        try (OutputStream file = Files.newOutputStream(JAR);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> all = Files.walk(CLASSES)) {
            zip.setLevel(1);
            for (Path each : all.sorted().toList()) {
                String name = CLASSES.relativize(each).toString().replace(File.separatorChar, '/');
                if (!name.isEmpty()) {
                    boolean folder = Files.isDirectory(each);
                    zip.putNextEntry(new ZipEntry(folder ? name + "/" : name));
                    if (!folder) {
                        Files.copy(each, zip);
                    }
                }
            }
        }
    }
}
