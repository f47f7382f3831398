package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site brings a file that nobody foresaw: a contract in YAML, a table and a check in SQL, and no Java. */
class OwnFeedTests {

    private static final String FEED = """
            feed: passages
            title: Passages aux urgences, par semaine
            file: urgences_<emetteur>_<semaine>*
            senders: [ars-fictive, oru-fictif]
            table: passages
            key: [finess_et]
            week: thursday
            columns:
              - { name: Sem., type: week, required: true }
              - { name: N° de l'établissement, type: finess, required: true, stored: finess_et, aliases: [FINESS géo] }
              - { name: Nb passages, type: integer, required: true, min: 0, stored: passages, measure: additive, unit: passages, sign: non-negative }
              - { name: Taux DMP (%), type: decimal, scale: 1, min: 0, stored: taux }
            checks:
              - code: duplicate-key
              - code: rate-above-hundred
            """;

    private static final String TABLE = """
            create table dwh.passages (
              period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
              finess_et text not null, passages int not null, taux numeric
            ) partition by range (period_start);
            create index on dwh.passages using brin (period_start, load_id) with (pages_per_range = 32);
            comment on table dwh.passages is 'One row per load and emergency department (finess_et), of a week.';
            """;

    private static final String CHECK = """
            -- code: rate-above-hundred
            -- severity: warning
            -- grain: one row per line with a rate above 100
            -- says: {found} % is no rate
            -- dit: {found} % n'est pas un taux
            -- do: ask the sender
            select line_no, file_id, 'taux' as measure, 100 as expected, taux as found
            from dwh.passages where period_start = :period and load_id = :load and taux > 100 order by line_no
            """;

    private static void put(Path folder, String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aFeedOfASiteIsYamlAndSqlAlone(@TempDir Path home, @TempDir Path own) throws IOException {
        put(own, "jobs/feeds/passages.yaml", FEED);
        put(own, "jobs/urgences.yaml", "job: urgences\ntitle: collects what came in\nfeeds: [passages]\n");
        put(own, "sql/local/V1__passages.sql", TABLE);
        put(own, "sql/check/rate-above-hundred.sql", CHECK);
        try (Site site = new Site(home, "--pilotage.definitions=" + own)) {
            assertThat(site.operations().check()).isEmpty();
            assertThat(site.operations().dictionary())
                    .contains("### dwh.passages\n\nOne row per load and emergency department")
                    .contains("| Taux DMP (%) | decimal | no | taux |")
                    .contains("| sql/check/rate-above-hundred.sql | warning | ");

            // The sender is told by the name; the week is that of a Thursday.
            String header = "FINESS GEO;SEM.;nb-passages;Taux DMP (%)\n";
            LoadOutcome outcome = site.load(
                    "urgences_ARS-fictive_2018-S49.csv",
                    header + EsWeek.finess("60", 1) + ";S49/2018;1 234;12,5\n" + EsWeek.finess("60", 2)
                            + ";2018-S49;5;100,1\n");
            assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
            assertThat(outcome.findings())
                    .extracting(FoundCount::message)
                    .containsExactly("[urgences_ARS-fictive_2018-S49.csv] line 3: 100.1 % is no rate");
            assertThat(site.jdbc()
                            .sql("select concat_ws(' ', sender, period_start, passages, taux) from dwh.passages"
                                    + " join ops.load using (load_id, period_start) order by line_no")
                            .query(String.class)
                            .list())
                    .containsExactly("ars-fictive 2018-12-06 1234 12.5", "ars-fictive 2018-12-06 5 100.1");

            LoadOutcome stranger = site.load("urgences_chu-fictif_2018-S49.csv", header + "x;x;x;x\n");
            assertThat(stranger.findings())
                    .extracting(FoundCount::message)
                    .containsExactly("[urgences_chu-fictif_2018-S49.csv]: expected a file from ars-fictive, oru-fictif,"
                            + " found one from \"chu-fictif\"");

            // From the inbox the folder tells the sender.
            Path folder = Files.createDirectories(site.operations().inboxOf("oru-fictif"));
            Files.writeString(
                    folder.resolve("urgences_x_2018-S50.csv"), header + EsWeek.finess("60", 1) + ";201850;7;\n");
            assertThat(site.operations().run("urgences", null).loaded())
                    .extracting(LoadOutcome::status, LoadOutcome::period)
                    .containsExactly(tuple(Status.PUBLISHED, "2018-S50"));
        }
        // The next start finds the table made.
        try (Site again = new Site(home, "--pilotage.definitions=" + own)) {
            assertThat(again.operations().check()).isEmpty();
        }
    }

    @Test
    void aMigrationIsCommittedWithItsLineInTheHistory(@TempDir Path home, @TempDir Path own) throws IOException {
        put(own, "sql/local/V1__passages.sql", TABLE);
        try (Site site = new Site(home, "--pilotage.definitions=" + own)) {
            assertThat(site.jdbc()
                            .sql("select h.xmin::text = c.xmin::text from ops.flyway_site_history h, pg_class c"
                                    + " where h.version = '1' and c.oid = 'dwh.passages'::regclass")
                            .query(Boolean.class)
                            .single())
                    .as("one transaction")
                    .isTrue();
        }
    }

    @Test
    void aMigrationOfASiteThatFailsIsToldByItsFileAndWhatPostgreSqlSays(@TempDir Path home, @TempDir Path own)
            throws IOException {
        put(own, "sql/local/V1__passages.sql", "create table dwh.lits (lits rien);");
        try (Site site = new Site(home, "--pilotage.definitions=" + own)) {
            Site.Said said = site.cli("runs");
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out()).isEmpty();
            assertThat(said.err())
                    .startsWith("""
                    runs failed: the tables of the database could not be made or brought up to date
                      because: Failed to execute script V1__passages.sql
                    """)
                    .contains("Message    : ERROR: type \"rien\" does not exist\n", "\nLine       : 1\n");
        }
    }
}
