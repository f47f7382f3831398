package fr.dmp.pilotage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.feeds.FileLimits;
import fr.dmp.pilotage.feeds.PageReader;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of keys while a load is written, and that the warehouse is searched where it is not enough. */
class KeysSeenTests {

    @TempDir
    private static Path home;

    private static Site site;
    private static Load load;
    private static Path file;

    private final KeysSeen keys = new KeysSeen();

    @BeforeAll
    static void start() {
        site = new Site(home, "--pilotage.intake.page-rows=10");
        LoadOutcome outcome = site.load("activite_es_2012-S37.csv", week("2012-S37", EsWeek.good(30)));
        load = site.bean(Loads.class).get(outcome.loadId());
        file = home.resolve("files/activite_es_2012-S37.csv");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static String week(String week, String text) {
        return text.replace("2012-S38", week);
    }

    private void see(int... pages) throws IOException {
        try (PageReader reader = new PageReader(
                file,
                load.survey(),
                load.feed(),
                load.period(),
                site.bean(Catalog.class).geography(),
                FileLimits.USUAL)) {
            for (int page : pages) {
                keys.see(load, reader.storedColumns(), reader.read(page));
            }
        }
    }

    @Test
    void keysOfAllPagesThatDifferAreKnownTo() throws IOException {
        see(2, 0, 1);

        assertThat(keys.allDiffer(load)).isTrue();
    }

    @Test
    void nothingIsKnownOfALoadThatAnotherProcessWroteAPageOf() throws IOException {
        see(0, 2);

        assertThat(keys.allDiffer(load)).isFalse();
    }

    @Test
    void nothingIsKnownOfALoadWithAPageThatWasWrittenTwice() throws IOException {
        see(0, 1, 1, 2);

        assertThat(keys.allDiffer(load)).isFalse();
    }

    @Test
    void whatIsForgottenIsNotKnown() throws IOException {
        see(0, 1, 2);
        keys.forget(load.loadId());

        assertThat(keys.allDiffer(load)).isFalse();
    }

    @Test
    void aKeyOnTheFirstAndTheLastPageIsFoundInTheWarehouse() {
        String good = EsWeek.good(29);
        String first = good.lines().skip(1).findFirst().orElseThrow();

        LoadOutcome outcome = site.load("activite_es_2012-S38.csv", good + first + "\n");

        assertThat(site.count("ops.reject where code = 'duplicate-key' and line_no in (2, 31) and load_id = "
                        + outcome.loadId()))
                .isEqualTo(2);
        assertThat(outcome.rejected()).isEqualTo(2);
    }
}
