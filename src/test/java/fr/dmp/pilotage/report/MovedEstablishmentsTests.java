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
 * Two senders whose files are complete, and an establishment that one of them took over from the other: an absent line says
 * something in the files of the one that reported it last. Each test has half a year of its own.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MovedEstablishmentsTests {

    private static final String FEED = "jobs/feeds/es-weekly.yaml";
    private static final String MOVED = EsWeek.finess("60", 1);

    private Site site;

    @BeforeAll
    void open(@TempDir Path home, @TempDir Path own) throws IOException {
        Path feed = own.resolve(FEED);
        Files.createDirectories(feed.getParent());
        Files.writeString(
                feed,
                new Definitions(null)
                        .read(FEED)
                        .replace(
                                "senders: [national]",
                                "senders: [national, ars]\nabsent-means: zero\ncomplete-from: [national, ars]"));
        site = new Site(home, "--pilotage.definitions=" + own);
    }

    @AfterAll
    void close() {
        site.close();
    }

    /** Nine documents a week, from one sender for two weeks and then from the other. */
    private void load(String last, int weeksOfTheOther) {
        EsHistory before = new EsHistory(last);
        before.add(EsWeek.finess("60", 2), "FICTIF RESTÉ", 9, 9, 9, 9, 9, 9);
        before.add(MOVED, "FICTIF REPRIS", 9, 9, NO_LINE, NO_LINE, NO_LINE, NO_LINE);
        EsHistory after = new EsHistory(last);
        after.add(EsWeek.finess("60", 3), "FICTIF DE L'ARS", 9, 9, 9, 9, 9, 9);
        after.add(MOVED, "FICTIF REPRIS", NO_LINE, NO_LINE, 9, 9, 9, NO_LINE)
                .created(0, 0, 0, 0, 0, 0)
                .before(18);
        for (int week = 0; week < 6; week++) {
            send(before, week, "national");
            if (week < weeksOfTheOther) {
                send(after, week, "ars");
            }
        }
    }

    private void send(EsHistory history, int week, String sender) {
        Path file = site.write(sender + "/" + history.fileName(week), history.file(week));
        assertThat(site.operations().load(file, sender, null).status()).isEqualTo(LoadOutcome.Status.PUBLISHED);
    }

    private List<String> synthesis(Map<String, WrittenSheet> sheets) {
        return sheets.get("Synthèse").rows().stream()
                .map(row -> row.get(0) + " | " + row.get(2))
                .toList();
    }

    private String state(Map<String, WrittenSheet> sheets) {
        WrittenSheet sheet = sheets.get("Établissements");
        int name = sheet.header().indexOf("Établissement");
        return sheet.rows().stream()
                .filter(row -> row.get(name).equals("FICTIF REPRIS"))
                .map(row -> List.of("État", "Documents, semaine", "Documents, cumul").stream()
                        .map(column -> row.get(sheet.header().indexOf(column)))
                        .toList()
                        .toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneThatIsInNeitherFileCountsOnceByTheSenderThatReportedItLast() throws IOException {
        load("2012-S38", 6);
        Map<String, WrittenSheet> sheets =
                WrittenSheet.all(Focus.write(site, "Picardie", "2012-S38").path());
        assertThat(synthesis(sheets))
                .contains("ES connus | 3", "Documents déposés depuis le début | " + (54 + 54 + 45));
        assertThat(state(sheets)).isEqualTo("[sans document cette semaine, 0, 45]");
    }

    @Test
    void oneWhoseNewSenderDidNotSendYetIsUnknownWhateverTheOldOneLeavesOut() throws IOException {
        load("2014-S38", 5);
        Map<String, WrittenSheet> sheets =
                WrittenSheet.all(Focus.write(site, "Picardie", "2014-S38").path());
        assertThat(synthesis(sheets)).contains("ES connus | 1", "Documents déposés depuis le début | 54");
        assertThat(state(sheets)).isEqualTo("[non transmis, [x], [x]]");
    }
}
