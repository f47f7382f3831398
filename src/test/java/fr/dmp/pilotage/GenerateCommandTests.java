package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.ops.Cli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command that needs neither a database nor the application. */
class GenerateCommandTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void eachFileIsToldWithItsRowsAndBytes() throws IOException {
        Path folder = home.resolve("new/folder");

        assertThat(generate("--out", folder.toString(), "--scale", "0.001", "--weeks", "2", "--json"))
                .isZero();

        List<JsonNode> files = out.toString().lines().map(JSON::readTree).toList();
        assertThat(files)
                .extracting(each ->
                        Path.of(each.get("file").asString()).getFileName().toString())
                .containsExactly(
                        "activite_psl_2012-S37.csv",
                        "activite_es_2012-S37.csv",
                        "activite_autres_2012-S37.csv",
                        "activite_psl_2012-S38.csv",
                        "activite_es_2012-S38.csv",
                        "activite_autres_2012-S38.csv");
        for (JsonNode each : files) {
            assertThat(each.propertyNames()).containsExactly("file", "rows", "bytes");
            Path file = Path.of(each.get("file").asString());
            assertThat(Files.size(file)).isEqualTo(each.get("bytes").asLong());
            assertThat(Files.readAllLines(file)).hasSize(each.get("rows").asInt() + 1);
        }
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2012-S38,2012-09", "2012-S40,2012-10", "2020-S53,2021-01"})
    void theLastMonthIsThatOfTheLastSunday(String week, String month) {
        assertThat(generate("--out", home.toString(), "--scale", "0.001", "--until", week, "--months", "1"))
                .isZero();

        assertThat(home.resolve("activite_es_" + week + ".csv")).exists();
        assertThat(home.resolve("activite_es_" + month + ".csv")).exists();
        assertThat(home.resolve("population_" + month + "-01.csv")).exists();
        assertThat(out.toString().lines()).hasSize(1 + 3 + 10);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void withoutJsonItIsATable() {
        assertThat(generate("--out", home.toString(), "--scale", "0.001", "--until", "S45/2012"))
                .isZero();

        assertThat(out.toString().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).matches("file +rows +bytes"));
        assertThat(out.toString()).contains("activite_es_2012-S45.csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--weeks | 0 | expected 1 to 520, found 0",
                "--weeks | 521 | expected 1 to 520, found 521",
                "--months | -1 | expected 0 to 120, found -1",
                "--months | 121 | expected 0 to 120, found 121",
                "--scale | 0 | expected a number above 0 and up to 100, found 0.0",
                "--scale | -1 | expected a number above 0 and up to 100, found -1.0",
                "--scale | NaN | expected a number above 0 and up to 100, found NaN",
                "--scale | Infinity | expected a number above 0 and up to 100, found Infinity",
                "--scale | 100.1 | expected a number above 0 and up to 100, found 100.1",
                "--until | 2012-S54 | expected a week such as 2012-S38, found \"2012-S54\"",
                "--until | 2012-09-25 | expected a week such as 2012-S38, found \"2012-09-25\"",
                "--until | 2010-S52 | expected a week from 2011-S01 to 2020-S53, found 2010-S52",
                "--until | 2021-S01 | expected a week from 2011-S01 to 2020-S53, found 2021-S01"
            })
    void aWrongOptionIsToldAndNothingIsWritten(String option, String value, String message) {
        Path folder = home.resolve("none");

        assertThat(generate("--out", folder.toString(), option, value)).isEqualTo(2);

        assertThat(err.toString().lines()).containsExactly(option + ": " + message);
        assertThat(out.toString()).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void allWrongOptionsAreToldAtOnce() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "x");

        assertThat(generate("--out", file.toString(), "--weeks", "0", "--months", "-3", "--scale", "0"))
                .isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        "--weeks: expected 1 to 520, found 0",
                        "--months: expected 0 to 120, found -3",
                        "--scale: expected a number above 0 and up to 100, found 0.0",
                        "--out: expected a folder, found the file " + file);
    }

    @Test
    void aFolderThatCannotBeMadeFails() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "x");

        assertThat(generate("--out", file.resolve("folder").toString())).isEqualTo(1);

        assertThat(err.toString()).startsWith("generate failed: cannot make the folder " + file.resolve("folder"));
        assertThat(out.toString()).isEmpty();
    }

    private int generate(String... options) {
        List<String> words = new ArrayList<>(List.of("generate"));
        words.addAll(List.of(options));
        return new Cli(GenerateCommandTests::mustNotStart, GenerateCommandTests::mustNotStart)
                .writingTo(new PrintWriter(out, true), new PrintWriter(err, true))
                .run(words.toArray(String[]::new));
    }

    private static ConfigurableApplicationContext mustNotStart() {
        throw new AssertionError("generating must not start the application");
    }
}
