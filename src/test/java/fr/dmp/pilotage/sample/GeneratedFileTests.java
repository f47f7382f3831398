package fr.dmp.pilotage.sample;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.feeds.FileLimits;
import fr.dmp.pilotage.feeds.Layout;
import fr.dmp.pilotage.feeds.PageReader;
import fr.dmp.pilotage.feeds.RowPage;
import fr.dmp.pilotage.feeds.Survey;
import fr.dmp.pilotage.feeds.Surveyor;
import fr.dmp.pilotage.sample.WeeklyRows.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated files as bytes: the contract accepts them, nobody real is in them, the same arguments give them again. */
class GeneratedFileTests {

    private static final Catalog CATALOG = Catalog.read(new Definitions(null));
    private static final Period WEEK =
            Period.parse(Period.Cadence.WEEKLY, "2012-S38").orElseThrow();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"psl", "es", "autres"})
    void theContractAcceptsEveryRowWithoutAFinding(String volet) throws IOException {
        SampleFile file = files(0.05, 1, 3).stream()
                .filter(each -> each.path().endsWith("activite_" + volet + "_2012-S38.csv"))
                .findFirst()
                .orElseThrow();
        FeedDefinition feed = CATALOG.feed(volet + "-weekly");
        byte[] bytes = Files.readAllBytes(file.path());
        Surveyor surveyor = new Surveyor(feed, 1_000, FileLimits.USUAL);
        surveyor.block(bytes, bytes.length);
        Survey survey = surveyor.outcome().survey();

        assertThat(survey.header())
                .containsExactlyElementsOf(
                        feed.columns().stream().map(ColumnDefinition::name).toList());
        assertThat(Layout.match(feed, survey.header()).findings()).isEmpty();
        assertThat(survey.rows()).isEqualTo(file.rows());
        assertThat(bytes).hasSize((int) file.bytes());
        assertThat(acceptedRows(file.path(), survey, feed)).isEqualTo(file.rows());
    }

    private static long acceptedRows(Path file, Survey survey, FeedDefinition feed) throws IOException {
        long accepted = 0;
        try (PageReader reader = new PageReader(file, survey, feed, WEEK, CATALOG.geography(), FileLimits.USUAL)) {
            for (int number = 0; number < survey.pages(); number++) {
                RowPage page = reader.read(number);
                assertThat(page.sample()).isEmpty();
                assertThat(page.rejects()).isEmpty();
                accepted += page.rows();
            }
        }
        return accepted;
    }

    @Test
    void identifiersEndWithTheirKeyAndAreNobodys() throws IOException {
        files(0.05, 1, 1);

        for (Row row : rows("psl")) {
            assertThat(row.cell("rpps")).matches("9\\d{10}").satisfies(GeneratedFileTests::endsWithKey);
            assertThat(row.cell("lieu_exercice")).matches("[12]|0\\d{13}");
            assertSiret(row.cell("lieu_exercice"));
        }
        for (Row row : rows("es")) {
            String prefix = finessPrefix(row.cell("departement"));
            assertThat(row.cell("finess_et")).matches(prefix + "9\\d{6}").satisfies(GeneratedFileTests::endsWithKey);
            assertThat(row.cell("finess_ej")).matches(prefix + "9\\d{6}").satisfies(GeneratedFileTests::endsWithKey);
        }
        for (Row row : rows("autres")) {
            switch (row.cell("type_identifiant")) {
                case "FINESS" -> endsWithKey(row.cell("identifiant"));
                case "SIRET" -> assertSiret(row.cell("identifiant"));
                default -> assertThat(row.cell("identifiant")).startsWith("F" + row.cell("departement"));
            }
        }
    }

    private static String finessPrefix(String departement) {
        return switch (departement) {
            case "971" -> "9A";
            case "972" -> "9B";
            case "973" -> "9C";
            case "974" -> "9D";
            default -> departement;
        };
    }

    private static void assertSiret(String number) {
        if (number.length() > 1) {
            endsWithKey(number);
            endsWithKey(number.substring(0, 9));
        }
    }

    /** Luhn's rule, with a Corsican or overseas letter standing for its place in the alphabet. */
    private static void endsWithKey(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(number.length() - 1 - i);
            int digit = Character.isDigit(c) ? c - '0' : c - 'A' + 1;
            sum += i % 2 == 0 ? digit : digit / 5 + digit * 2 % 10;
        }
        assertThat(sum % 10).as(number).isZero();
    }

    @Test
    void noTwoRowsHaveTheSameKeyNorHospitalsTheNumberOfAnotherStructure() throws IOException {
        files(0.2, 1, 1);

        WeeklyRows.read(folder, "psl", "2012-S38").byKey();
        Set<String> numbers =
                new HashSet<>(WeeklyRows.read(folder, "es", "2012-S38").byKey().keySet());
        rows("es").stream()
                .map(row -> row.cell("finess_ej"))
                .distinct()
                .forEach(entity -> assertThat(numbers.add(entity)).as(entity).isTrue());
        for (Row row : WeeklyRows.read(folder, "autres", "2012-S38").byKey().values()) {
            assertThat(numbers.add(row.cell("identifiant"))).as("%s", row).isTrue();
        }
    }

    @Test
    void everyNameIsVisiblyFictitious() throws IOException {
        files(0.02, 1, 1);

        assertThat(rows("psl")).allSatisfy(row -> {
            assertThat(row.cell("nom")).matches("FICTIF \\d{4}");
            assertThat(row.cell("prenom")).isEqualTo("Exemple");
            assertThat(row.cell("logiciel")).matches("|LOGICIEL FICTIF \\d");
            assertThat(row.cell("editeur_logiciel")).matches("|ÉDITEUR FICTIF \\d");
        });
        assertThat(rows("es")).allSatisfy(row -> {
            assertThat(row.cell("raison_sociale")).contains("FICTI");
            assertThat(row.cell("editeur_dpi")).matches("|ÉDITEUR FICTIF \\d");
        });
        assertThat(rows("autres"))
                .allSatisfy(row -> assertThat(row.cell("raison_sociale")).contains("FICTI"));
    }

    @Test
    void theCountryHasAllItsDepartementsExceptMayotte() throws IOException {
        files(1, 1, 1);

        Set<String> expected = new HashSet<>(CATALOG.geography().departements());
        expected.removeAll(Set.of("976", "975", "977", "978", "986", "987", "988"));
        for (String volet : List.of("psl", "es", "autres")) {
            List<Row> rows = rows(volet);
            assertThat(rows.stream().map(row -> row.cell("departement")).collect(Collectors.toSet()))
                    .isEqualTo(expected);
        }
        assertThat(rows("psl")).hasSize(250_000);
        assertThat(rows("es")).hasSize(3_500);
        assertThat(rows("autres")).hasSize(45_000);
        assertThat(rows("autres").stream()
                        .filter(row -> row.cell("type_structure").equals("CPAM")))
                .hasSize(expected.size());
        assertThat(rows("autres").stream()
                        .filter(row -> row.cell("type_structure").equals("MOA_R")))
                .hasSize(26);
    }

    @Test
    void theSameArgumentsGiveTheSameBytesOnOneThreadOrTwo(@TempDir Path other) throws IOException {
        Generator generator = new Generator(CATALOG.geography(), 0.02, 1);
        List<SampleFile> one = generator.write(folder, WEEK, 4, 1);
        List<SampleFile> two = new Generator(CATALOG.geography(), 0.02, 1).write(other, WEEK, 4, 2);

        assertThat(two).hasSize(12);
        for (int i = 0; i < two.size(); i++) {
            assertThat(two.get(i).path().getFileName())
                    .isEqualTo(one.get(i).path().getFileName());
            assertThat(two.get(i).path()).hasSameBinaryContentAs(one.get(i).path());
        }
    }

    /** A change of these is a change of everybody's sample files. */
    @ParameterizedTest
    @CsvSource({
        "psl,018766467645ad98f35ecc66230ce1894e0068094d5edec58ad261f7f9f750ce",
        "es,1c77d94175256a9a19b78cca56fe1831d148cdb8e95999abaeace901f26a9529",
        "autres,71114724915e0096d552ee09c7c80154a80294841728c2dd43bff2374b00c684"
    })
    void theBytesAreTheSameOnAnyMachine(String volet, String sha256) throws IOException, NoSuchAlgorithmException {
        files(0.01, 2012, 2);

        byte[] bytes = Files.readAllBytes(folder.resolve("activite_" + volet + "_2012-S37.csv"));
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                .isEqualTo(sha256);
    }

    @Test
    void anotherSeedGivesOtherBytes(@TempDir Path other) throws IOException {
        files(0.02, 1, 1);
        List<SampleFile> others = new Generator(CATALOG.geography(), 0.02, 2).write(other, WEEK, 1);

        for (SampleFile each : others) {
            assertThat(Files.mismatch(each.path(), folder.resolve(each.path().getFileName())))
                    .isNotNegative();
        }
    }

    @Test
    void aWeekIsTheSameWhicheverWeeksAreAskedForWithIt(@TempDir Path other) throws IOException {
        files(0.02, 1, 3);
        List<SampleFile> alone = new Generator(CATALOG.geography(), 0.02, 1).write(other, WEEK, 1);

        for (SampleFile each : alone) {
            assertThat(each.path())
                    .hasSameBinaryContentAs(folder.resolve(each.path().getFileName()));
        }
    }

    @Test
    void filesAreDatedTheMondayAfterTheirWeekAndNoneIsLeftUnfinished() throws IOException {
        files(0.001, 1, 1);
        List<SampleFile> again = files(0.001, 1, 1);

        assertThat(again).hasSize(3).allSatisfy(each -> assertThat(
                        Files.getLastModifiedTime(each.path()).toInstant())
                .isEqualTo(Instant.parse("2012-09-24T06:00:00Z")));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "activite_psl_2012-S38.csv", "activite_es_2012-S38.csv", "activite_autres_2012-S38.csv");
        }
    }

    private List<SampleFile> files(double scale, long seed, int weeks) {
        return new Generator(CATALOG.geography(), scale, seed).write(folder, WEEK, weeks);
    }

    private List<Row> rows(String volet) throws IOException {
        return WeeklyRows.read(folder, volet, "2012-S38").rows();
    }
}
