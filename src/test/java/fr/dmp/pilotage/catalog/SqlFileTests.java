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

    @Test
    void anIncludedPartStandsInPlaceOfTheLine(@TempDir Path directory) throws IOException {
        Definitions definitions = new Site(directory)
                .with(PATH, """
                        -- code: own
                        with
                        -- include: sql/report/part/own.sql
                        , other as (select 2)
                        select 1
                        """)
                .with("sql/report/part/own.sql", """
                        -- own: $1 and \\
                        own as (select 1)
                        """)
                .definitions();
        SqlFile file = SqlFile.read(definitions, PATH);
        assertThat(file.statement()).isEqualTo("""
                        -- code: own
                        with
                        -- own: $1 and \\
                        own as (select 1)
                        , other as (select 2)
                        select 1
                        """);
        assertThat(file.header()).containsExactly(Map.entry("code", "own"));
    }

    @Test
    void severalPartsMayBeIncludedWithTheLineEndsOfWindows(@TempDir Path directory) throws IOException {
        Definitions definitions = new Site(directory)
                .with(PATH, "with\r\n-- include: sql/a.sql\r\n,\r\n-- include: sql/b.sql\r\nselect 1\r\n")
                .with("sql/a.sql", "a as (select 1)\r\n")
                .with("sql/b.sql", "b as (select 2)\r\n")
                .definitions();
        assertThat(SqlFile.read(definitions, PATH).statement())
                .isEqualTo("with\r\na as (select 1)\r\n,\r\nb as (select 2)\r\nselect 1\r\n");
    }

    @Test
    void aMissingPartIsNamedWithTheFileThatIncludesIt(@TempDir Path directory) throws IOException {
        Definitions definitions = new Site(directory)
                .with(PATH, "with\n-- include: sql/report/part/none.sql\nselect 1\n")
                .definitions();
        assertThatThrownBy(() -> SqlFile.read(definitions, PATH))
                .isInstanceOf(CatalogException.class)
                .hasMessage("sql/check/own.sql: expected an existing file to include, found sql/report/part/none.sql");
    }

    @Test
    void aCommentThatOnlyTalksOfAnIncludeIsNone(@TempDir Path directory) throws IOException {
        String text = "select 1 -- include: sql/none.sql\n-- include: two words\n";
        assertThat(read(directory, text).statement()).isEqualTo(text);
    }

    @Test
    void theLastSelectMayBeReplaced(@TempDir Path directory) throws IOException {
        String lines = """
                with lines as (
                select 1 as key
                ), own as (
                  select key from lines
                )
                """;
        SqlFile file = read(directory, lines + "select *\nfrom own\norder by key\n");
        assertThat(file.ending("select key, count(*) from lines group by key"))
                .isEqualTo(lines + "select key, count(*) from lines group by key");
    }

    @Test
    void aStatementWhoseSelectDoesNotStartALineHasNoEndToReplace(@TempDir Path directory) throws IOException {
        SqlFile file = read(directory, "with lines as (select 1)\n  select * from lines\n");
        assertThatThrownBy(() -> file.ending("select 1"))
                .isInstanceOf(CatalogException.class)
                .hasMessage("sql/check/own.sql: expected a last line that starts with 'select ', found none");
    }

    @Test
    void everyStatementOfAPackagedReportMayHaveItsEndReplaced() {
        Definitions packaged = new Definitions(null);
        assertThat(packaged.list("sql/report", ".sql")).isNotEmpty().allSatisfy(path -> assertThat(
                        SqlFile.read(packaged, path).ending("select 'other' from lines"))
                .containsPattern("\\blines( \\(.*\\))? as \\(")
                .endsWith("select 'other' from lines"));
    }

    private static SqlFile read(Path directory, String text) throws IOException {
        return SqlFile.read(new Site(directory).with(PATH, text).definitions(), PATH);
    }
}
