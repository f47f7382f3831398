package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.findings.Nir;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Data of patients is refused at the door: it is in the quarantine, and nowhere else. */
@Timeout(120)
class PatientDataTests {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final LocalDate DAY = LocalDate.of(2012, 10, 1);
    private static final String REFUSED =
            "expected no patient identifier, found 1 NIR; the file is refused and put in quarantine";
    private static final String AUTRES = "activite_autres_2012-S38.csv";
    private static final String HELD =
            "found 1 × 13 characters with the shape of a NIR without key; the load waits for an" + " operator";

    @TempDir
    private static Path home;

    private static Site site;

    @BeforeAll
    static void open() {
        site = new Site(home).on(DAY);
        site.operations(); // started before its log is listened to
    }

    @AfterAll
    static void close() {
        site.close();
    }

    /** What one case refused is no other's. */
    @BeforeEach
    void empty() throws IOException {
        site.jdbc().sql("delete from ops.quarantine").update();
        site.jdbc().sql("delete from ops.arrival").update();
        for (Path each : inQuarantine()) {
            Files.delete(each);
        }
    }

    /** A week of one hospital whose name says this. */
    private static String week(String name) {
        return EsWeek.good(1).replace("ÉTABLISSEMENT FICTIF", name);
    }

    /** A week of one other structure of this number of its sender's own. */
    private static String autres(String identifiant, String documents) {
        return "semaine;type_structure;type_identifiant;identifiant;departement;dmp_crees;dmp_crees_cumul;dmp_alimentes;"
                + "dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul\n"
                + "2012-S38;EHPAD;INTERNE;" + identifiant + ";60;0;1;0;1;" + documents + ";1;0;1\n";
    }

    private static List<String> messages(LoadOutcome outcome) {
        return outcome.findings().stream().map(FoundCount::message).toList();
    }

    private static Path quarantine() {
        return home.resolve("quarantine");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void theValueIsNowhereButInTheQuarantineWhateverItsSeparatorAndEncoding() throws IOException {
        int files = 0;
        List<String> logged;
        try (LogOfAll log = new LogOfAll()) {
            for (String separator : Nir.SEPARATORS) {
                for (Charset charset : List.of(StandardCharsets.UTF_8, WINDOWS_1252)) {
                    if (!charset.newEncoder().canEncode(separator)) {
                        continue; // a narrow no-break space is none of windows-1252
                    }
                    Path file = site.write(EsWeek.NAME, week("É" + Nir.USUAL.with(separator)), charset);
                    LoadOutcome outcome = site.operations().load(file, null, null);
                    assertThat(outcome.status()).isEqualTo(Status.REFUSED);
                    assertThat(messages(outcome))
                            .containsExactly("[" + EsWeek.NAME + "] line 2, column raison_sociale: " + REFUSED);
                    assertThat(quarantine().resolve(Objects.requireNonNull(outcome.sha256())))
                            .hasSameBinaryContentAs(file);
                    files++;
                }
            }
            logged = log.lines();
        }

        assertThat(files).isEqualTo(13);
        assertThat(logged).noneMatch(PatientDataTests::holds);
        assertNowhereElse();
        assertThat(site.home().resolve("files").resolve(EsWeek.NAME))
                .as("the operator's own file")
                .exists();
        assertThat(permissions(quarantine())).isEqualTo("rwx------");
        assertThat(inQuarantine()).hasSize(13);
        for (Path each : inQuarantine()) {
            assertThat(permissions(each)).isEqualTo("rw-------");
        }
        assertThat(site.count("ops.file join ops.quarantine using (sha256)")).isZero();
        assertThat(site.count(
                        "ops.arrival where outcome = 'refused' and file_id is null and code = 'patient-identifier'"))
                .isEqualTo(13);
        assertThat(site.jdbc().sql("""
                        select distinct concat_ws(' ', quarantined_at at time zone 'UTC', file_name, sender, feed, code, line_no,
                          column_name, purged_at) from ops.quarantine
                        """).query(String.class).list())
                .containsExactly("2012-10-01 10:00:00 " + EsWeek.NAME
                        + " national es-weekly patient-identifier 2 raison_sociale");
    }

    @Test
    void cleanFilesAreArchivedForWhoeverMayReadTheArchiveAndOthersMayReadNoQuarantine() throws IOException {
        Path archive = Files.createDirectories(home.resolve("archive"));
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(archive);
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rwxr-x---"));
        Files.createDirectories(quarantine());
        Files.setPosixFilePermissions(quarantine(), PosixFilePermissions.fromString("rwxr-xr-x"));

        LoadOutcome outcome = site.load(EsWeek.NAME, week("n° 285059999908400 et 28505999990849"));

        assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
        String sha = Objects.requireNonNull(outcome.sha256());
        assertThat(permissions(archive.resolve(sha.substring(0, 2)).resolve(sha)))
                .isEqualTo("rw-r-----");
        Files.setPosixFilePermissions(archive, before);
        assertThat(permissions(quarantine())).as("closed before it is used").isEqualTo("rwx------");
        assertThat(inQuarantine()).isEmpty();
        assertThat(site.count("ops.quarantine")).isZero();
        assertThat(site.operations().check()).isEmpty();
    }

    @Test
    void aCollectedFileLeavesTheInboxForTheQuarantineAndItsNameIsMasked() throws IOException {
        String named = "activite_es_2012-S38_" + Nir.USUAL.with("-") + ".csv";
        put(named, EsWeek.good(2));
        put("activite_es_2012-S37.csv", week(Nir.USUAL.with(" ")).replace("2012-S38", "2012-S37"));
        put("export_" + Nir.USUAL + ".txt", "IPP\tnom\n123\tFICTIF\n");
        Site.Said said;
        List<String> logged;
        try (LogOfAll log = new LogOfAll()) {
            said = site.cli("run", "weekly");
            logged = log.lines();
        }

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out().lines().filter(line -> !line.startsWith("weekly-")))
                .containsExactly(
                        "activite_es_2012-S37.csv: refused",
                        "  error patient-identifier: [activite_es_2012-S37.csv] line 2, column raison_sociale: "
                                + REFUSED,
                        "activite_es_2012-S38_***.csv: refused",
                        "  error patient-file-name: [activite_es_2012-S38_***.csv]: expected a file name without patient"
                                + " identifier, found one with a NIR; the file is refused and put in quarantine",
                        "export_***.txt: refused",
                        "  error patient-file-name: [export_***.txt]: expected a file name without patient identifier, found"
                                + " one with a NIR; the file is refused and put in quarantine",
                        "  error patient-column: [export_***.txt] line 1, column IPP: expected no column about patients,"
                                + " found this one; the file is refused and put in quarantine");
        assertThat(logged).noneMatch(PatientDataTests::holds);
        assertNowhereElse();
        assertThat(inQuarantine()).hasSize(3);
        try (Stream<Path> left = Files.walk(home.resolve("inbox"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aFileThatCannotBeTakenInIsToldWithoutTheIdentifierInItsName() throws IOException {
        Path unreadable = put("activite_es_2012-S38_" + Nir.USUAL + ".csv", EsWeek.good(1));
        Files.delete(unreadable);
        Files.createSymbolicLink(unreadable, home.resolve("gone"));
        Path gone = home.resolve("files").resolve(Nir.USUAL + ".csv");

        Site.Said said = site.cli("load", gone.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("***.csv: there is no such file");
        assertThat(holds(said.err())).isFalse();
        // A file in the place of the quarantine: nothing can be taken in.
        Files.deleteIfExists(quarantine());
        Files.writeString(quarantine(), "in the way");
        Path file = put("activite_es_2012-S38_" + Nir.USUAL.with(".") + ".csv", EsWeek.good(1));
        Site.Said failed = site.cli("run", "weekly");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).contains("activite_es_2012-S38_***.csv: failed");
        assertThat(holds(failed.out() + failed.err())).isFalse();
        Path taken = home.resolve("inbox/national/.taking-" + file.getFileName());
        assertThat(taken).exists();
        Files.delete(taken);
        Files.delete(unreadable);
        Files.delete(quarantine());
    }

    @Test
    void whatIsPackedIsLookedThroughAndWhatCannotBeIsInNoArchive() throws IOException {
        Path csv = site.write(EsWeek.NAME, week(Nir.USUAL.with(" ")));
        Path two = PackedFile.zipOfTwo(csv.resolveSibling("activite_es_2012-S37.zip"), week(Nir.USUAL.toString()));
        Path unnamed = PackedFile.gzip(site.write("export.csv", "x"));
        Path pdf = site.write("activite_es_2012-S36.csv", "%PDF-1.7\n");
        int files = 0;
        for (Path packed : List.of(PackedFile.gzip(csv), PackedFile.zip(csv), PackedFile.xlsx(csv, true))) {
            LoadOutcome outcome = site.operations().load(packed, null, null);
            assertThat(outcome.status()).isEqualTo(Status.REFUSED);
            assertThat(messages(outcome))
                    .containsExactly("[" + packed.getFileName() + "] line 2, column raison_sociale: " + REFUSED);
            files++;
        }
        for (Path unread : List.of(two, unnamed, pdf)) {
            LoadOutcome outcome = site.operations().load(unread, null, null);
            assertThat(outcome.status()).isEqualTo(Status.REFUSED);
            assertThat(messages(outcome))
                    .hasSize(2)
                    .endsWith("[" + unread.getFileName()
                            + "]: the file could not be looked through for data of patients: it is"
                            + " put in quarantine and not in the archive");
            files++;
        }

        assertThat(inQuarantine()).hasSize(files);
        for (Path each : inQuarantine()) {
            assertThat(permissions(each)).isEqualTo("rw-------");
        }
        assertThat(site.count("ops.file join ops.quarantine using (sha256)")).isZero();
        try (Stream<Path> archived = Files.walk(home.resolve("archive"))) {
            assertThat(archived.map(each -> each.getFileName().toString()))
                    .doesNotContainAnyElementsOf(inQuarantine().stream()
                            .map(each -> each.getFileName().toString())
                            .toList());
        }
        assertNowhereElse();
        assertThat(site.jdbc()
                        .sql("select code from ops.quarantine order by quarantine_id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "patient-identifier",
                        "patient-identifier",
                        "patient-identifier",
                        "not-one-file",
                        "unknown-name",
                        "not-a-csv");
    }

    @Test
    void thirteenCharactersHoldTheLoadAndNoFindingQuotesThem() throws IOException {
        String bare = Nir.USUAL.withoutKey(" ");
        LoadOutcome outcome = site.load(
                AUTRES, autres("a", bare) + autres("b", "1").lines().toList().get(1) + "\n");

        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(messages(outcome))
                .contains(
                        "[" + AUTRES + "] line 2, column documents: expected no patient identifier, " + HELD,
                        "[" + AUTRES + "] line 2, column documents: expected a whole number, found \"***\"");
        assertThat(tablesWith(bare)).isEmpty();
        assertThat(site.cli("holds").out()).contains("possible-patient-identifier");
        assertThat(inQuarantine()).isEmpty();
        Site.Said rejects = site.cli("rejects", AUTRES);
        assertThat(rejects.out()).contains("***").doesNotContain(bare);
        String quoting = bare + " is a number of our own";
        site.operations().release(Objects.requireNonNull(outcome.loadId()), quoting, "tester");
        assertThat(site.operations().outcome(outcome.loadId()).status()).isEqualTo(Status.PUBLISHED);
        assertThat(tablesWith(bare)).isEmpty();
        assertThat(site.count("ops.decision where reason = '*** is a number of our own'"))
                .isEqualTo(1);
    }

    @Test
    void aChecksFindingDoesNotQuoteThemEither(@TempDir Path own) throws IOException {
        Definitions packaged = new Definitions(null);
        String feed = "jobs/feeds/autres-weekly.yaml";
        Files.createDirectories(own.resolve("jobs/feeds"));
        Files.createDirectories(own.resolve("sql/check"));
        Files.writeString(
                own.resolve(feed),
                packaged.read(feed)
                        .replace(
                                "identifiant, type: identifier, by: type_identifiant", "identifiant, type: internal-id")
                        .replaceFirst("checks:\n", "checks:\n  - code: quoting\n"));
        Files.writeString(own.resolve("sql/check/quoting.sql"), """
                -- code: quoting
                -- severity: info
                -- grain: one row per structure
                -- says: structure {scope}
                -- dit: structure {scope}
                -- do: nothing
                select identifiant as scope, line_no from dwh.${fact} where period_start = :period and load_id = :load
                """);
        try (Site site = new Site(own.resolve("home"), "--pilotage.definitions=" + own).on(DAY)) {
            LoadOutcome outcome = site.load(AUTRES, autres(Nir.USUAL.with("-"), "0"));

            assertThat(outcome.status()).isEqualTo(Status.HELD);
            assertThat(messages(outcome))
                    .contains(
                            "[" + AUTRES
                                    + "] line 2, column identifiant: expected internal identifiers, found 1 with the shape"
                                    + " and the key of a NIR; the load waits for an operator",
                            "[" + AUTRES + "] line 2: structure ***");
            // What is held is loaded, for whoever releases it; it is nowhere else.
            assertThat(tablesWith(site, Nir.USUAL.toString())).containsExactly("dwh.autres_weekly");
            assertThat(site.load(AUTRES, autres("x", Nir.USUAL.toString())).status())
                    .isEqualTo(Status.REFUSED);
        }
    }

    @Test
    void theQuarantineIsPurgedAfterThirtyDays() throws IOException {
        LoadOutcome first = site.load(EsWeek.NAME, week(Nir.USUAL.toString()));
        LoadOutcome second = site.load(EsWeek.NAME, week("Le " + Nir.USUAL));
        site.load(EsWeek.NAME, week("Le " + Nir.USUAL));
        site.jdbc()
                .sql("update ops.quarantine set quarantined_at = quarantined_at + interval '20 days'"
                        + " where quarantine_id = (select max(quarantine_id) from ops.quarantine)")
                .update(); // it came once more
        for (Path each : inQuarantine()) {
            Files.setLastModifiedTime(each, FileTime.from(Instant.parse("2012-10-01T10:00:00Z")));
        }
        Path firstBytes = quarantine().resolve(Objects.requireNonNull(first.sha256()));
        Path secondBytes = quarantine().resolve(Objects.requireNonNull(second.sha256()));

        site.on(DAY.plusDays(29));
        assertThat(site.cli("run", "retention").out().strip()).isEqualTo("Nothing is left to remove.");
        Path stray = stray("incoming-x", Duration.ofHours(25));
        Path written = stray("incoming-y", Duration.ofHours(23));
        Path unknown = stray("f".repeat(64), Duration.ofDays(31));
        Path known = stray("e".repeat(64), Duration.ofDays(29));
        site.on(DAY.plusDays(31));
        assertThat(site.cli("run", "retention").out().strip()).isEqualTo("files of the quarantine purged: 3");

        assertThat(List.of(firstBytes, stray, unknown))
                .allSatisfy(each -> assertThat(each).doesNotExist());
        assertThat(List.of(secondBytes, written, known))
                .allSatisfy(each -> assertThat(each).exists());
        assertThat(site.jdbc()
                        .sql("select purged_at at time zone 'UTC' || ' ' || (sha256 = :first) from ops.quarantine"
                                + " where purged_at is not null")
                        .param("first", first.sha256())
                        .query(String.class)
                        .list())
                .containsExactly("2012-11-01 11:00:00 true");
        assertThat(site.count("ops.quarantine")).isEqualTo(3);
        site.on(DAY);
    }

    private Path stray(String name, Duration age) throws IOException {
        Path file = Files.writeString(quarantine().resolve(name), "x");
        Instant noon = DAY.plusDays(31).atTime(11, 0).toInstant(ZoneOffset.UTC);
        return Files.setLastModifiedTime(file, FileTime.from(noon.minus(age)));
    }

    /** A process of its own, with all that it says and its own folder for temporary files; then it dies in the survey. */
    @Test
    @Tag("faults")
    void aProcessThatIsKilledInTheSurveyLeavesBytesInTheQuarantineAlone() throws Exception {
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        Path small = site.write(EsWeek.NAME, week(Nir.USUAL.with("/")));
        Path large = site.write("activite_es_2012-S37.csv", week(Nir.USUAL.toString()));
        try (FileChannel channel = FileChannel.open(large, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}), 1L << 30); // sparse, and long to read
        }
        Path output = home.resolve("output");
        ProcessBuilder builder = site.process("load", small.toString(), large.toString());
        builder.command().add(1, "-Djava.io.tmpdir=" + temporary);
        builder.command().add(1, "-Dlogging.level.root=DEBUG");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (process.isAlive() && (inQuarantine().size() < 2 || Instant.now().isAfter(deadline))) {
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        Files.delete(large);

        assertThat(process.exitValue()).isEqualTo(137);
        assertThat(Files.readString(output)).contains(REFUSED);
        assertThat(holds(Files.readString(output))).isFalse();
        List<Path> left = inQuarantine();
        assertThat(left).anyMatch(each -> each.getFileName().toString().startsWith("incoming-"));
        for (Path each : left) {
            assertThat(permissions(each)).isEqualTo("rw-------");
        }
        assertNowhereElse();
        assertThat(permissions(quarantine())).isEqualTo("rwx------");
    }

    private Path put(String name, String text) throws IOException {
        Path folder = Files.createDirectories(home.resolve("inbox").resolve("national"));
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setLastModifiedTime(
                file, FileTime.from(DAY.minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)));
    }

    private static List<Path> inQuarantine() throws IOException {
        if (!Files.isDirectory(quarantine())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(quarantine())) {
            return files.toList();
        }
    }

    /** Whether a text holds the identifier, however its groups are separated. */
    private static boolean holds(String text) {
        return text.replaceAll("[ ./\\u00a0\\u202f-]", "").contains(Nir.USUAL.toString());
    }

    /** In no table, and in no file but the operator's own and those in quarantine. */
    private void assertNowhereElse() throws IOException {
        assertThat(tablesWith(Nir.USUAL.toString())).isEmpty();
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> others = files.filter(
                            each -> !each.startsWith(quarantine()) && !each.startsWith(home.resolve("files")))
                    .toList();
            for (Path file : others) {
                assertThat(holds(home.relativize(file).toString()))
                        .as("name %s", file)
                        .isFalse();
                if (Files.isRegularFile(file)) {
                    for (Charset charset : List.of(StandardCharsets.UTF_8, WINDOWS_1252)) {
                        assertThat(holds(new String(Files.readAllBytes(file), charset)))
                                .as("%s", file)
                                .isFalse();
                    }
                }
            }
        }
    }

    /** The tables that hold a value in any column, however its groups are separated. */
    private static List<String> tablesWith(String value) {
        return tablesWith(site, value);
    }

    private static List<String> tablesWith(Site site, String value) {
        List<String> found = new ArrayList<>();
        List<String> tables = site.jdbc().sql("""
                        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname in ('ops', 'dwh', 'mart') and c.relkind in ('r', 'p') and not c.relispartition
                        """).query(String.class).list();
        assertThat(tables).contains("ops.quarantine", "ops.arrival", "ops.batch_job_execution", "dwh.es_weekly");
        for (String table : tables) {
            boolean holds = site.jdbc()
                    .sql("select exists (select from " + table + " t where regexp_replace(t::text,"
                            + " '[ ./\u00a0\u202f-]', '', 'g') like :value)")
                    .param("value", "%" + value.replaceAll("[ ./\\u00a0\\u202f-]", "") + "%")
                    .query(Boolean.class)
                    .single();
            if (holds) {
                found.add(table);
            }
        }
        return found;
    }

    /** All that is logged at any level from here on, with the stacks of failures. */
    private static final class LogOfAll implements AutoCloseable {

        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final Level level = root.getLevel();
        private final Appender<ILoggingEvent> console = root.getAppender("ERR");
        private final ListAppender<ILoggingEvent> kept = new ListAppender<>();

        LogOfAll() {
            kept.start();
            root.detachAppender(console);
            root.addAppender(kept);
            root.setLevel(Level.TRACE);
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            for (ILoggingEvent each : List.copyOf(kept.list)) {
                lines.add(each.getFormattedMessage()
                        + (each.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(each.getThrowableProxy())));
            }
            assertThat(lines).as("something was logged").isNotEmpty();
            return lines;
        }

        @Override
        public void close() {
            root.setLevel(level);
            root.detachAppender(kept);
            root.addAppender(console);
        }
    }
}
