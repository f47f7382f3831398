package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says of a sheet that would fail, or could not be explained, once its report is written. */
class SelfCheckTests {

    private static final String REPORT = """
            report: own
            title: Un rapport du site
            reads: [{ feed: synthese-weekly, periods: 2 }]
            file-name: own_<periode>_<perimetre>.xlsx
            scope: france
            contact: quelqu'un
            next-edition: bientôt
            sheets:
              - name: Tableau
                title: DMP créés
                sql: sql/report/own.sql
                columns:
                  - { name: region, label: Région, format: text }
                  - { name: crees, label: DMP créés, format: count, fold: { kind: sum, of: crees_total, where: "period_start = :period" } }
                  - { name: avant, label: Avant, format: count, operand: true, fold: { kind: max, of: crees_total, where: "period_start = :previous" } }
                  - { name: evolution, label: Évolution, format: change, derive: crees - avant }
            """;
    private static final String STATEMENT = """
            -- grain: one row per region
            with lines as (
              select file_id, line_no, region_code as key, period_start, crees_total from dwh.synthese_weekly where load_id = any(:loads)
            ), own as (
              select key as region, sum(crees_total) filter (where period_start = :period) as crees,
                max(crees_total) filter (where period_start = :previous) as avant
              from lines
              group by key
            )
            select region as key, region, crees, avant, crees - avant as evolution from own
            """;
    private static final String SHEET = "jobs/reports/own.yaml, sheet Tableau";

    @TempDir
    private Path home;

    @TempDir
    private Path own;

    private Site site;

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void nothingIsWrongWithASheetWhoseFiguresFollowFromItsLines() throws IOException {
        assertThat(problems(REPORT, STATEMENT)).isEmpty();
    }

    @Test
    void aStatementWithoutTheKeyOfItsRowsIsTold() throws IOException {
        assertThat(problems(REPORT, changed(STATEMENT, "region as key, ", "")))
                .containsExactly(SHEET + ": expected columns key from sql/report/own.sql, found none");
    }

    @Test
    void aStatementWithoutColumnsOfItsSheetIsToldWithTheirNames() throws IOException {
        assertThat(problems(REPORT, changed(STATEMENT, "region, crees, avant, crees - avant as evolution", "region")))
                .containsExactly(
                        SHEET + ": expected columns crees, avant, evolution from sql/report/own.sql, found none");
    }

    @Test
    void aParameterThatReportsLackIsToldWithThoseThatTheyHave() throws IOException {
        TreeSet<String> known = new TreeSet<>(
                Catalog.read(new Definitions(null)).indicators().parameters().keySet());
        known.addAll(List.of("departements", "ferie", "first", "last_day", "loads", "perimetre"));
        known.addAll(List.of("period", "previous", "region", "suppress_below", "vintage"));
        assertThat(problems(REPORT, changed(STATEMENT, "any(:loads)", "any(:load)")))
                .containsExactly(SHEET + ": sql/report/own.sql does not run: No value supplied for the SQL parameter"
                        + " 'load': expected one of " + String.join(", ", known));
    }

    @Test
    void aStatementThatTheDatabaseRefusesIsToldOnceForAllItsFigures() throws IOException {
        assertThat(problems(REPORT, changed(STATEMENT, "from dwh.synthese_weekly", "from dwh.synthese")))
                .containsExactly(
                        SHEET + ": sql/report/own.sql does not run: ERROR: relation \"dwh.synthese\" does not exist");
    }

    @Test
    void aFoldOfAColumnThatTheLinesLackIsTold() throws IOException {
        assertThat(problems(changed(REPORT, "sum, of: crees_total", "sum, of: crees"), STATEMENT))
                .containsExactly(SHEET + ", column crees: the fold of lines of sql/report/own.sql does not run: ERROR:"
                        + " column \"crees\" does not exist");
    }

    @Test
    void aFoldWithAConditionThatTheLinesCannotMeetIsTold() throws IOException {
        assertThat(problems(changed(REPORT, "period_start = :previous", "period = :previous"), STATEMENT))
                .containsExactly(SHEET + ", column avant: the fold of lines of sql/report/own.sql does not run: ERROR:"
                        + " column \"period\" does not exist");
    }

    @Test
    void aFoldOfAStatementThatNamesNoLinesIsTold() throws IOException {
        String text = STATEMENT.replace("with lines as", "with own_lines as").replace("from lines", "from own_lines");
        assertThat(problems(REPORT, text))
                .containsExactly(
                        SHEET + ", column crees: the fold of lines of sql/report/own.sql does not run: ERROR: relation"
                                + " \"lines\" does not exist",
                        SHEET + ", column avant: the fold of lines of sql/report/own.sql does not run: ERROR: relation"
                                + " \"lines\" does not exist");
    }

    @Test
    void linesThatDoNotSayWhereTheyStandAreTold() throws IOException {
        assertThat(problems(REPORT, changed(STATEMENT, "file_id, line_no, ", "")))
                .containsExactly(
                        SHEET + ": expected lines with key, file_id and line_no from sql/report/own.sql: ERROR:"
                                + " column \"file_id\" does not exist");
    }

    @Test
    void aFoldOfAStatementWhoseEndCannotBeReplacedIsTold() throws IOException {
        String indented = changed(STATEMENT, "\nselect region as key", "\n  select region as key");
        assertThat(problems(
                        changed(
                                REPORT,
                                "fold: { kind: max, of: crees_total, where: \"period_start = :previous\" }",
                                "derive: crees"),
                        indented))
                .containsExactly(SHEET + ", column crees: the fold of lines of sql/report/own.sql does not run:"
                        + " sql/report/own.sql: expected a last line that starts with 'select ', found none");
    }

    @Test
    void aDerivationFromAColumnThatTheSheetLacksIsTold() throws IOException {
        assertThat(problems(changed(REPORT, "derive: crees - avant", "derive: crees - avants"), STATEMENT))
                .containsExactly(SHEET + ", column evolution: the derivation does not run: ERROR: column \"avants\""
                        + " does not exist");
    }

    @Test
    void aDerivationFromATextAsIfItWereANumberIsTold() throws IOException {
        assertThat(problems(changed(REPORT, "derive: crees - avant", "derive: crees - region"), STATEMENT))
                .containsExactly(SHEET + ", column evolution: the derivation does not run: ERROR: operator does not"
                        + " exist: numeric - text");
    }

    @Test
    void aSheetThatEndsEveryWorkbookIsToldOnceAndWithItsOwnFile() throws IOException {
        String common = new Definitions(null).read("jobs/common-sheets.yaml");
        write("jobs/common-sheets.yaml", changed(common, "derive: trouve - attendu", "derive: trouves - attendu"));
        assertThat(problems(REPORT, STATEMENT))
                .containsExactly("jobs/common-sheets.yaml, sheet Qualité, column ecart: the derivation does not run:"
                        + " ERROR: column \"trouves\" does not exist");
    }

    @Test
    void aCheckAndAMartThatDoNotRunAreBothTold() throws IOException {
        Definitions packaged = new Definitions(null);
        String mart = "sql/mart/activity-autres.sql";
        write(mart, changed(packaged.read(mart), "from dwh.autres_weekly", "from dwh.autres"));
        String check = "sql/check/columns-look-swapped.sql";
        write(check, changed(packaged.read(check), "from paired_line p", "from paired_lines p"));
        String autres = packaged.read("jobs/feeds/autres-weekly.yaml");
        for (String feed : List.of("es-weekly", "psl-weekly")) {
            write(
                    "jobs/feeds/" + feed + ".yaml",
                    packaged.read("jobs/feeds/" + feed + ".yaml").replaceAll("(?s)checks:.*", ""));
        }
        write("jobs/feeds/autres-weekly.yaml", autres.replaceAll("(?s)  - code: cumul-falls.*\n(?=marts:)", ""));
        assertThat(problems(REPORT, STATEMENT))
                .containsExactly(
                        "jobs/feeds/autres-weekly.yaml, mart activity-autres: sql/mart/activity-autres.sql does not"
                                + " run: ERROR: relation \"dwh.autres\" does not exist",
                        "jobs/feeds/autres-weekly.yaml, check columns-look-swapped: sql/check/columns-look-swapped.sql"
                                + " does not run: ERROR: relation \"paired_lines\" does not exist");
    }

    private static String changed(String text, String from, String to) {
        assertThat(text).containsOnlyOnce(from);
        return text.replace(from, to);
    }

    private List<String> problems(String report, String statement) throws IOException {
        write("jobs/reports/own.yaml", report);
        write("sql/report/own.sql", statement);
        site = new Site(home, "--pilotage.definitions=" + own);
        return site.operations().check();
    }

    private void write(String path, String text) throws IOException {
        Path file = own.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
