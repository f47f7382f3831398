package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlFileTests {

    private static final String PATH = "sql/check/own.sql";

    @Test
    void readsTheHeaderInItsOrder(@TempDir Path directory) throws IOException {
        SqlFile file = read(directory, "-- code: own\n-- severity: error\n-- grain: one row\nselect 1\n");
        assertThat(file.header())
                .containsExactly(
                        Map.entry("code", "own"), Map.entry("severity", "error"), Map.entry("grain", "one row"));
    }

    @Test
    void aValueGoesOnInIndentedLines(@TempDir Path directory) throws IOException {
        SqlFile file = read(directory, "-- says: {scope}: one\n--   two\n--     three: four\n-- do: five\nselect 1\n");
        assertThat(file.header())
                .containsExactly(Map.entry("says", "{scope}: one two three: four"), Map.entry("do", "five"));
    }

    @Test
    void anIndentedLineBeforeAnyKeyIsAComment(@TempDir Path directory) throws IOException {
        assertThat(read(directory, "--   no: key\n-- code: own\nselect 1\n")
                        .header()
                        .get("code"))
                .isEqualTo("own");
    }

    @Test
    void aCommentWithinTheStatementIsNoHeader(@TempDir Path directory) throws IOException {
        assertThat(read(directory, "-- code: own\nselect 1\n-- grain: none\n").header())
                .containsExactly(Map.entry("code", "own"));
    }

    @Test
    void readsAHeaderWithTheLineEndsOfWindows(@TempDir Path directory) throws IOException {
        assertThat(read(directory, "-- says: one\r\n--   two\r\nselect 1\r\n").header())
                .containsExactly(Map.entry("says", "one two"));
    }

    @Test
    void keepsTheStatementWithItsComments(@TempDir Path directory) throws IOException {
        String text = "-- code: own\nselect 1 -- one\n";
        assertThat(read(directory, text).statement()).isEqualTo(text);
    }

    @Test
    void aLineOfTheHeaderMayBeRequired(@TempDir Path directory) throws IOException {
        SqlFile file = read(directory, "-- code: own\nselect 1\n");
        assertThat(file.require("code")).isEqualTo("own");
        assertThat(file.optional("code")).isEqualTo("own");
    }

    @Test
    void aMissingLineOfTheHeaderIsNamed(@TempDir Path directory) throws IOException {
        SqlFile file = read(directory, "-- code: own\nselect 1\n");
        assertThatThrownBy(() -> file.require("severity"))
                .isInstanceOf(CatalogException.class)
                .hasMessage("sql/check/own.sql has no '-- severity: ' line in its header");
        assertThat(file.optional("severity")).isNull();
    }

    @Test
    void everyPackagedCheckSaysWhatItIsAndWhatToDo() {
        Definitions packaged = new Definitions(null);
        List<String> paths = packaged.list("sql/check", ".sql");
        assertThat(paths).isNotEmpty().allSatisfy(path -> {
            SqlFile file = SqlFile.read(packaged, path);
            assertThat(path).isEqualTo("sql/check/" + file.require("code") + ".sql");
            assertThat(file.header()).containsKeys("severity", "grain", "says", "dit", "do");
        });
    }

    private static SqlFile read(Path directory, String text) throws IOException {
        return SqlFile.read(new Site(directory).with(PATH, text).definitions(), PATH);
    }
}
