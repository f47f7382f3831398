package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import fr.dmp.pilotage.catalog.SourceDefinition.Delete;
import fr.dmp.pilotage.catalog.SourceDefinition.Kind;
import fr.dmp.pilotage.catalog.SourceDefinition.Login;
import fr.dmp.pilotage.catalog.SourceDefinition.Rule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** What a source may declare; what is refused is told with file, line, key, expected and found, and its schema refuses it too. */
class SourceDefinitionTests {

    private static final String PATH = "jobs/sources/depot.yaml";
    private static final String FINGERPRINT = "SHA256:" + "A".repeat(43);

    private static final String FOLDER = """
            source: depot
            title: fictive
            kind: folder
            sender: national
            feeds: [es-weekly]
            folders: [/mnt/depot, beside]
            """;

    private static final String SFTP = """
            source: depot
            title: fictive
            kind: sftp
            sender: national
            feeds: [es-weekly, psl-weekly]
            folders: [/depot]
            host: sftp.example.org
            user: pilotage
            login: key
            secret: depot
            host-keys: ["%s"]
            """.formatted(FINGERPRINT);

    private static final String HTTPS = """
            source: depot
            title: fictive
            kind: https
            sender: national
            feeds: [es-weekly]
            urls: ["https://example.org/depot/activite_es_<semaine>.csv"]
            """;

    private static final String FULL = """
            source: depot
            title: fictive
            kind: sftp
            sender: national
            feeds: [es-weekly]
            folders: [/depot]
            patterns: ["activite_??_*.csv"]
            host: sftp.example.org
            port: 2222
            user: pilotage
            login: password
            secret: depot
            known-hosts: known_hosts
            stability: { rule: ok-marker, wait: 1m }
            limits: { connect: 5s, read: 20s, total: 1h, bytes: 500MB, names: 100 }
            retries: { times: 1, wait: 500ms, at-most: 10s }
            delete: after-archive
            """;

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("classpath:jobs/schema/source.schema.json"));

    private Site site;
    private Path directory;

    @BeforeEach
    void openSite(@TempDir Path opened) {
        directory = opened;
        site = new Site(opened);
    }

    private SourceDefinition read(String yaml) {
        DeclaredSource read = DeclaredSource.read(directory, PATH, yaml);
        assertThat(read.problems()).isEmpty();
        return read.source();
    }

    private List<String> problems(String yaml) {
        return DeclaredSource.read(directory, PATH, yaml).problems();
    }

    @Test
    void theCatalogHoldsASourceOfItsSiteAndNoneIsShipped() throws IOException {
        assertThat(site.with(PATH, FULL).catalog().sources()).containsExactly(read(FULL));
        assertThat(Catalog.read(new Definitions(null)).sources()).isEmpty();
    }

    @Test
    void whatIsNotSaidIsAsUsual() throws IOException {
        SourceDefinition source = read(FOLDER);
        assertThat(source.kind()).isEqualTo(Kind.FOLDER);
        assertThat(source.folders())
                .containsExactly("/mnt/depot", directory.resolve("beside").toString());
        assertThat(source.stability().rule()).isEqualTo(Rule.UNCHANGED);
        assertThat(source.stability().pause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(source.limits())
                .isEqualTo(new SourceLimits(
                        Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(15), 2L << 30, 5_000));
        assertThat(source.retries())
                .isEqualTo(new SourceLimits.Retries(3, Duration.ofSeconds(2), Duration.ofMinutes(1)));
        assertThat(source.delete()).isEqualTo(Delete.NEVER);
        assertThat(read(HTTPS).stability().pause()).isZero();
    }

    @Test
    void everythingMayBeSaid() throws IOException {
        SourceDefinition source = read(FULL);
        assertThat(source.sftp())
                .isEqualTo(new SourceDefinition.Sftp(
                        "sftp.example.org",
                        2_222,
                        "pilotage",
                        Login.PASSWORD,
                        List.of(),
                        directory.resolve("known_hosts")));
        assertThat(source.stability()).isEqualTo(new SourceDefinition.Stability(Rule.OK_MARKER, Duration.ofMinutes(1)));
        assertThat(source.limits())
                .isEqualTo(new SourceLimits(
                        Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofHours(1), 500L << 20, 100));
        assertThat(source.retries())
                .isEqualTo(new SourceLimits.Retries(1, Duration.ofMillis(500), Duration.ofSeconds(10)));
        assertThat(source.delete()).isEqualTo(Delete.AFTER_ARCHIVE);
        assertThat(errors(FULL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "activite_es_2012.csv, true",
        "ACTIVITE_ES_2012.CSV, true",
        "activite_psl_2012.csv, false",
        "xactivite_es_2012.csv, false",
        "activite_es_2012xcsv, false",
        "activite_es_2012.csv.bak, false"
    })
    void aPatternIsTheWholeNameInAnyCase(String name, boolean matches) throws IOException {
        assertThat(read(FULL).matches(name)).isEqualTo(matches);
    }

    @Test
    void anAddressIsAskedForTheLastPeriodsThatEndedBeforeToday() {
        LocalDate tuesday = LocalDate.of(2012, 9, 25);
        assertThat(AddressPattern.of("https://example.org/a_<semaine>.csv").addresses(2, tuesday))
                .containsExactly(
                        URI.create("https://example.org/a_2012-S37.csv"),
                        URI.create("https://example.org/a_2012-S38.csv"));
        assertThat(AddressPattern.of("https://example.org/<mois>/a_<mois>.csv").addresses(2, tuesday))
                .containsExactly(
                        URI.create("https://example.org/2012-07/a_2012-07.csv"),
                        URI.create("https://example.org/2012-08/a_2012-08.csv"));
        assertThat(AddressPattern.of("https://example.org/a_<AAAA-MM-JJ>.csv").addresses(1, tuesday))
                .containsExactly(URI.create("https://example.org/a_2012-09-24.csv"));
        assertThat(AddressPattern.of("https://example.org/a_<AAAAMMJJ>.csv").addresses(1, tuesday))
                .containsExactly(URI.create("https://example.org/a_20120924.csv"));
        assertThat(AddressPattern.of("https://example.org/a.csv").addresses(9, tuesday))
                .containsExactly(URI.create("https://example.org/a.csv"));
    }

    @Test
    void aWeekIsAskedForFromTheMondayAfterIt() {
        AddressPattern weekly = AddressPattern.of("https://example.org/a_<semaine>.csv");
        assertThat(weekly.addresses(1, LocalDate.of(2012, 9, 23)))
                .containsExactly(URI.create("https://example.org/a_2012-S37.csv"));
        assertThat(weekly.addresses(1, LocalDate.of(2012, 9, 24)))
                .containsExactly(URI.create("https://example.org/a_2012-S38.csv"));
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                arguments(FOLDER, "feeds: [es-weekly]", "feeds: [es-weekly]\npatterns: ['*.csv']"),
                arguments(SFTP, "user: pilotage", "user: pilotage\nport: 65535"),
                arguments(SFTP, "user: pilotage", "user: pilotage\nretries: { times: 0, wait: 0s }"),
                arguments(SFTP, "host-keys: [\"" + FINGERPRINT + "\"]", "known-hosts: known_hosts"),
                arguments(SFTP, "user: pilotage", "user: pilotage\nstability: { rule: sha256 }"),
                arguments(HTTPS, "feeds: [es-weekly]", "feeds: [es-weekly]\nlast-periods: 520\nsecret: web"),
                arguments(HTTPS, "<semaine>.csv", "2012-S38.csv?download=1"),
                arguments(HTTPS, "feeds: [es-weekly]", "feeds: [es-weekly]\ndelete: never\ncertificates: ca.pem"));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void whatTheReaderTakesFollowsTheSchema(String yaml, String from, String to) throws IOException {
        String changed = changed(yaml, from, to);
        assertThat(problems(changed)).isEmpty();
        assertThat(errors(changed)).isEmpty();
    }

    static Stream<Arguments> refused() {
        String duration = "expected a time such as 500ms, 30s, 15m or 1h, found ";
        String address = "expected an address such as https://example.org/depot/activite_es_<semaine>.csv, found ";
        return Stream.of(
                arguments(
                        FOLDER,
                        "kind: folder",
                        "kind: ftp",
                        "line 3, kind: expected one of folder, sftp, https, found \"ftp\""),
                arguments(
                        FOLDER,
                        "sender: national",
                        "sender: ../x",
                        "line 4, sender: expected a name that a folder may have, found \"../x\""),
                arguments(
                        FOLDER,
                        "feeds: [es-weekly]",
                        "feeds: []",
                        "line 5, feeds: expected at least one feed, found none"),
                arguments(
                        FOLDER,
                        "folders: [/mnt/depot, beside]",
                        "folders: []",
                        "line 6, folders: expected at least one folder, found none"),
                arguments(
                        FOLDER,
                        "title: fictive",
                        "title: fictive\nhost: h",
                        "line 3, host: unknown key; expected one of kind, source, title, sender, feeds, folders, patterns,"
                                + " stability, limits, retries, delete"),
                arguments(
                        SFTP,
                        "secret: depot\n",
                        "",
                        "line 1, secret: expected the name of the password or private key, found none"),
                arguments(
                        SFTP,
                        "secret: depot",
                        "secret: p@ss word",
                        "line 10, secret: expected the name of a secret, of at most 40 of a-z, 0-9 and -, found \"p@ss word\""),
                arguments(
                        SFTP,
                        "host-keys: [\"" + FINGERPRINT + "\"]",
                        "",
                        "line 1, host-keys: expected the fingerprint of the server's key here, or its line in a file"
                                + " known-hosts; found neither"),
                arguments(
                        SFTP,
                        FINGERPRINT,
                        "MD5:aa:bb",
                        "line 11, host-keys: expected SHA256: and 43 characters, found \"MD5:aa:bb\""),
                arguments(
                        SFTP,
                        "host: sftp.example.org",
                        "host: sftp://example.org",
                        "line 7, host: expected the name or address of a server, found \"sftp://example.org\""),
                arguments(
                        SFTP,
                        "user: pilotage",
                        "user: pilotage\nport: 0",
                        "line 9, port: expected 1 to 65535, found 0"),
                arguments(
                        SFTP,
                        "user: pilotage",
                        "user: pilotage\nlimits: { read: 10 }",
                        "line 9, limits.read: " + duration + "\"10\""),
                arguments(
                        SFTP,
                        "user: pilotage",
                        "user: pilotage\nlimits: { total: 0s }",
                        "line 9, limits.total: expected a time above 0, found \"0s\""),
                arguments(
                        SFTP,
                        "user: pilotage",
                        "user: pilotage\nlimits: { bytes: 2 gigabytes }",
                        "line 9, limits.bytes: expected a size such as 500KB, 100MB or 2GB, found \"2 gigabytes\""),
                arguments(
                        SFTP,
                        "user: pilotage",
                        "user: pilotage\nlimits: { names: 0 }",
                        "line 9, limits.names: expected at least 1, found 0"),
                arguments(
                        SFTP,
                        "user: pilotage",
                        "user: pilotage\nretries: { times: -1 }",
                        "line 9, retries.times: expected at least 0, found -1"),
                arguments(
                        SFTP,
                        "user: pilotage",
                        "user: pilotage\nstability: { wait: soon }",
                        "line 9, stability.wait: " + duration + "\"soon\""),
                arguments(
                        HTTPS,
                        "https://example.org",
                        "http://example.org",
                        "line 6, urls: " + address + "\"http://example.org/depot/activite_es_<semaine>.csv\""),
                arguments(
                        HTTPS,
                        "/activite_es_<semaine>.csv",
                        "/",
                        "line 6, urls: " + address + "\"https://example.org/depot/\""),
                arguments(
                        HTTPS,
                        "https://example.org",
                        "https://someone:word@example.org",
                        "line 6, urls: expected neither user nor password in an address; declare a secret"),
                arguments(
                        HTTPS,
                        "feeds: [es-weekly]",
                        "feeds: [es-weekly]\nlast-periods: 0",
                        "line 6, last-periods: expected 1 to 520, found 0"),
                arguments(
                        HTTPS,
                        "feeds: [es-weekly]",
                        "feeds: [es-weekly]\ndelete: after-archive",
                        "line 6, delete: expected never: nothing is removed from a web server"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTheReaderRefusesIsToldAndDoesNotFollowTheSchema(String yaml, String from, String to, String problem)
            throws IOException {
        String changed = changed(yaml, from, to);
        assertThat(problems(changed)).contains(PATH + " " + problem);
        assertThat(errors(changed)).isNotEmpty();
    }

    @Test
    void aFeedThatIsNotDeclaredIsRefused() throws IOException {
        assertThat(site.with(PATH, changed(FOLDER, "feeds: [es-weekly]", "feeds: [es]"))
                        .problems())
                .singleElement()
                .asString()
                .startsWith(PATH + " line 5, feeds: expected any of ")
                .endsWith(", found \"es\"");
    }

    @Test
    void aSenderThatAFeedDoesNotExpectIsRefused() throws IOException {
        assertThat(problems(changed(FOLDER, "sender: national", "sender: ars")))
                .containsExactly(
                        PATH + " line 4, sender: expected a sender of es-weekly, one of national; found \"ars\"");
    }

    @Test
    void anAddressOfAFileThatItsFeedsDoNotKnowIsRefused() throws IOException {
        assertThat(problems(changed(HTTPS, "activite_es_<semaine>", "export_<semaine>")))
                .containsExactly(PATH + " line 6, urls: expected an address that ends with a name of its feeds,"
                        + " activite_es_<semaine>*; found \"https://example.org/depot/export_<semaine>.csv\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"activite_es_<week>", "<mois>/activite_es_<AAAA-MM-JJ>"})
    void anAddressWithAnotherTokenOrOfTwoPeriodsIsRefused(String written) throws IOException {
        assertThat(problems(changed(HTTPS, "activite_es_<semaine>", written)))
                .containsExactly(PATH
                        + " line 6, urls: expected no token but one of <semaine>, <mois>, <AAAA-MM-JJ> or <AAAAMMJJ>,"
                        + " found \"https://example.org/depot/" + written + ".csv\"");
    }

    @Test
    void aFileNamedOtherwiseThanItsSourceIsRefused() throws IOException {
        assertThat(site.with(PATH, changed(FOLDER, "source: depot", "source: other"))
                        .problems())
                .containsExactly(PATH + " line 1, source: expected the name of the file, \"depot\", found \"other\"");
    }

    @Test
    void theExampleOfTheReadmeIsTaken() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String from = "```yaml\n# jobs/sources/depot.yaml\n";
        assertThat(readme).containsOnlyOnce(from);
        String example = readme.substring(readme.indexOf(from) + "```yaml\n".length());
        example = example.substring(0, example.indexOf("```"));
        assertThat(problems(example)).isEmpty();
        assertThat(errors(example)).isEmpty();
    }

    private static String changed(String text, String from, String to) {
        assertThat(text).containsOnlyOnce(from);
        return text.replace(from, to);
    }

    private static List<String> errors(String text) {
        return SCHEMA.validate(JsonMapper.shared().valueToTree(new Yaml().load(text))).stream()
                .map(Error::toString)
                .toList();
    }
}
