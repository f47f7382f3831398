package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.FeedDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grain, keys and measures are documented where the SQL lives, and the dictionary is made of that. */
class DictionaryTests {

    @TempDir
    private Path home;

    private Site site;

    @BeforeEach
    void start() {
        site = new Site(home);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void everyTableAndMeasureIsInTheDictionary() {
        String text = site.operations().dictionary();
        List<String> tables = site.jdbc().sql("""
                        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname in ('dwh', 'mart') and c.relkind in ('r', 'p') and not c.relispartition
                        """).query(String.class).list();
        assertThat(tables).contains("dwh.es_weekly").allSatisfy(table -> assertThat(text)
                .containsPattern("(?m)^### " + table + "\n\n\\S.+\n"));
        for (FeedDefinition feed : site.bean(Catalog.class).feeds()) {
            for (ColumnDefinition column : feed.columns()) {
                if (column.measure() != null) {
                    assertThat(text)
                            .contains("| " + column.stored() + " | integer"
                                    + (column.required() ? "" : ", may be null") + " | " + column.unit() + ", "
                                    + column.measure().name().toLowerCase(Locale.ROOT) + ", non-negative |");
                }
            }
        }
    }

    @Test
    void checksSheetsRatesAndIndicatorsAreInTheDictionary() {
        assertThat(site.operations().dictionary())
                .contains("| sql/check/duplicate-key.sql | error | one row per line whose key stands on another line of"
                        + " the same load | ")
                .contains("| sql/report/es-focus-synthese.sql | one row per indicator of the region | ")
                .contains("| weekly-es-focus | Éditeurs | Part des ES actifs | ES actifs, semaine | ES |")
                .contains("| DMP alimentés | DMP distincts | non additif | ");
    }

    @Test
    void theDictionaryIsPrintedOrWrittenToAFile() throws IOException {
        Path file = home.resolve("dictionary.md");
        assertThat(site.cli("check", "--dictionary", "--out", file.toString())).satisfies(said -> {
            assertThat(said.code()).isZero();
            assertThat(said.out()).isEmpty();
        });
        assertThat(Files.readString(file)).isEqualTo(site.operations().dictionary());
        assertThat(site.cli("check", "--out", file.toString()).code()).isEqualTo(2);
    }

    @Test
    void aTableAndAStatementWithoutDocumentationAreToldByCheck(@TempDir Path own) throws IOException {
        assertThat(site.operations().check()).isEmpty();
        site.jdbc().sql("create table mart.own (load_id bigint)").update();
        Files.createDirectories(own.resolve("sql/check"));
        Files.writeString(
                own.resolve("sql/check/own.sql"), "-- code: own\n-- severity: info\n-- says: x\n-- dit: x\nselect 1\n");
        try (Site undocumented = site.with("--pilotage.definitions=" + own)) {
            assertThat(undocumented.operations().check())
                    .containsExactly(
                            "table mart.own: expected a comment that says what one row is, found none; add 'comment on"
                                    + " table' to a migration",
                            "sql/check/own.sql: expected a line '-- grain: ' in its header, found none",
                            "sql/check/own.sql: expected a line '-- do: ' in its header, found none");
        }
    }
}
