package fr.dmp.pilotage.report;

import static fr.dmp.pilotage.report.EsHistory.NO_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the files of a sender are declared complete, an establishment without a line did nothing. Its twin without that
 * declaration is in {@link EsStatesTests} and {@link UnknownIsNotZeroTests}.
 */
@TestInstance(Lifecycle.PER_CLASS)
class AbsentMeansZeroTests {

    private static final String FEED = "jobs/feeds/es-weekly.yaml";

    private static final String STOPPED = EsWeek.finess("60", 1);
    private static final String PAUSED = EsWeek.finess("60", 2);
    private static final String ACTIVE = EsWeek.finess("60", 3);
    private static final String NEVER_BEFORE = EsWeek.finess("60", 4);
    private static final String OTHER_SENDER = EsWeek.finess("60", 5);

    private Site site;
    private Map<String, WrittenSheet> sheets;

    @BeforeAll
    void write(@TempDir Path home, @TempDir Path own) throws IOException {
        Path feed = own.resolve(FEED);
        Files.createDirectories(feed.getParent());
        Files.writeString(
                feed,
                new Definitions(null)
                        .read(FEED)
                        .replace(
                                "senders: [national]",
                                "senders: [national, ars]\nabsent-means: zero\ncomplete-from: [national]"));
        site = new Site(home, "--pilotage.definitions=" + own);
        EsHistory history = new EsHistory("2012-S38");
        history.add(STOPPED, "FICTIF À L'ARRÊT", 9, 9, 9, 9, NO_LINE, NO_LINE).created(2, 2, 2, 2, 0, 0);
        history.add(PAUSED, "FICTIF EN PAUSE", 9, 9, 9, 9, 9, NO_LINE).in("02");
        history.add(ACTIVE, "FICTIF ACTIF", 9, 9, 9, 9, 9, 9);
        history.add(NEVER_BEFORE, "FICTIF NOUVEAU", NO_LINE, NO_LINE, NO_LINE, NO_LINE, NO_LINE, 3)
                .started("17/09/2012");
        history.load(site);
        // What the other sender leaves out is unknown: its files are not declared complete.
        EsHistory other = new EsHistory("2012-S37");
        other.add(OTHER_SENDER, "FICTIF D'UN AUTRE ÉMETTEUR", 9, 9, 9, 9, 9, 9);
        for (int week = 0; week < 6; week++) {
            LoadOutcome outcome =
                    site.operations().load(site.write(other.fileName(week), other.file(week)), "ars", null);
            assertThat(outcome.status()).isEqualTo(LoadOutcome.Status.PUBLISHED);
        }
        EsHistory nothing = new EsHistory("2012-S38");
        nothing.add(EsWeek.finess("60", 6), "FICTIF DE L'AUTRE ÉMETTEUR", 1, 1, 1, 1, 1, 1);
        site.operations().load(site.write(nothing.fileName(5), nothing.file(5)), "ars", null);
        sheets = WrittenSheet.all(Focus.write(site, "Picardie", "2012-S38").path());
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void aStoppedEstablishmentShowsAsStoppedAndKeepsWhatItHadDone() {
        assertThat(told("État", "DMP créés, semaine", "DMP créés, cumul", "Documents, semaine", "Documents, cumul"))
                .contains(
                        "FICTIF À L'ARRÊT | à l'arrêt depuis 2 semaines | 0 | 8 | 0 | 36",
                        "FICTIF EN PAUSE | sans document cette semaine | 0 | 0 | 0 | 45",
                        "FICTIF ACTIF | actif | 0 | 0 | 9 | 54",
                        "FICTIF NOUVEAU | nouveau | 0 | 0 | 3 | 3",
                        "FICTIF D'UN AUTRE ÉMETTEUR | non transmis | [x] | [x] | [x] | [x]");
    }

    @Test
    void aZeroWeekIsABlockAndNoGapInTheTrend() {
        assertThat(told("Documents sur 13 semaines"))
                .contains("FICTIF À L'ARRÊT | ·······████▁▁", "FICTIF NOUVEAU | ············█");
    }

    @Test
    void theRegionCountsThemAmongThoseThatItKnows() {
        WrittenSheet indicators = sheets.get("Synthèse");
        assertThat(indicators.rows())
                .extracting(row -> row.get(0) + " " + row.get(2) + " " + row.get(3))
                .contains(
                        "ES connus 5 4",
                        "ES actifs dans la semaine 3 3",
                        "DMP créés depuis le début 8 8",
                        "Documents déposés depuis le début 144 180",
                        "Rang de la région, DMP créés depuis le début 1 1");
    }

    @Test
    void theAlertSaysThatItStopped() {
        assertThat(sheets.get("Alertes").rows())
                .extracting(row -> row.get(1) + " | " + row.get(3))
                .contains(
                        "à l'arrêt depuis 2 semaines | FICTIF À L'ARRÊT", "non transmis | FICTIF D'UN AUTRE ÉMETTEUR");
    }

    @Test
    void explainSaysThatThereIsNoLine() {
        Site.Said said = site.cli(
                "explain",
                "weekly-es-focus",
                "--period",
                "2012-S38",
                "--region",
                "Picardie",
                "--sheet",
                "Établissements",
                "--cell",
                STOPPED + "/documents");
        assertThat(said.out())
                .contains(
                        "note            a file that is complete and has no line of a structure known before says that it"
                                + " did nothing")
                .contains("activite_es_2012-S38.csv");
    }

    private List<String> told(String... columns) {
        WrittenSheet sheet = sheets.get("Établissements");
        int name = sheet.header().indexOf("Établissement");
        return sheet.rows().stream()
                .map(row -> row.get(name) + " | "
                        + String.join(
                                " | ",
                                List.of(columns).stream()
                                        .map(column -> row.get(sheet.header().indexOf(column)))
                                        .toList()))
                .toList();
    }
}
