package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.catalog.WorkbookReading.Hidden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a feed declares of how its files are read: limits, workbooks, repairs. */
class FileReadingTests {

    private static final String ES = "jobs/feeds/es-weekly.yaml";

    private Site site;

    @BeforeEach
    void openSite(@TempDir Path directory) {
        site = new Site(directory);
    }

    @Test
    void aFeedThatDeclaresNothingHasTheUsual() {
        FeedDefinition feed = site.catalog().feed("synthese-weekly");
        assertThat(feed.limits()).isEmpty();
        assertThat(feed.workbook()).isEqualTo(new WorkbookReading(null, Hidden.REFUSE));
        assertThat(feed.columns()).allMatch(column -> column.repair() == null);
    }

    @Test
    void aFeedDeclaresLimitsInTheUnitsOfEach() throws IOException {
        site.with(ES, "encoding: auto", "limits: { file-size: 200MB, texts: 5, rows: 5000, time: 90s }");
        assertThat(site.catalog().feed("es-weekly").limits())
                .isEqualTo(
                        Map.of(Limit.FILE_SIZE, 200L << 20, Limit.TEXTS, 5L, Limit.ROWS, 5_000L, Limit.TIME, 90_000L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file-size: lots | file-size | a size such as 200MB, at most 1048576MB | lots",
                "record-length: 9MB | record-length | a size such as 200MB, at most 8MB | 9MB",
                "rows: 0 | rows | a whole number from 1 to 2147483647 | 0",
                "rows: 99999999999999999999 | rows | a whole number from 1 to 2147483647 | 99999999999999999999",
                "time: 2d | time | a time such as 10m, at most 24h | 2d",
                "time: 25h | time | a time such as 10m, at most 24h | 25h"
            })
    void aLimitThatIsNoneIsRefused(String limit, String key, String expected, String found) throws IOException {
        site.with(ES, "encoding: auto", "limits: { " + limit + " }");
        assertThat(site.problems())
                .containsExactly("jobs/feeds/es-weekly.yaml line 8, limits." + key + ": expected " + expected
                        + ", found \"" + found + "\"");
    }

    @Test
    void aSiteDeclaresLimitsInTheSameWords() {
        assertThat(Limit.ofSite(Map.of(Limit.CELL_LENGTH, "100"))).isEqualTo(Map.of(Limit.CELL_LENGTH, 100L));
        assertThatThrownBy(() -> Limit.ofSite(Map.of(Limit.CELL_LENGTH, "100KB")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cell-length: expected a whole number from 1 to 32767, found \"100KB\"");
    }

    @Test
    void aCodeOfTheDeclaredLengthMayBeRepaired() throws IOException {
        site.with(
                ES,
                "name: categorie, type: code, length: 3,",
                "name: categorie, type: code, length: 3, repair: leading-zero,");
        assertThat(site.catalog().feed("es-weekly").columns().get(4).codeLength())
                .isEqualTo(3);
    }

    @Test
    void aRepairWithoutAKnownLengthIsRefused() throws IOException {
        site.with(ES, "name: categorie, type: code, length: 3,", "name: categorie, type: code, repair: leading-zero,");
        assertThat(site.problems())
                .containsExactly(
                        "jobs/feeds/es-weekly.yaml line 18, columns[4].repair: expected it on a column whose codes"
                                + " have a known length, found it on categorie");
    }

    @Test
    void aLengthOfWhatIsNoCodeIsRefused() throws IOException {
        site.with(ES, "name: raison_sociale, type: text,", "name: raison_sociale, type: text, length: 3,");
        assertThat(site.problems())
                .containsExactly(
                        "jobs/feeds/es-weekly.yaml line 17, columns[3].length: expected 1 to 100 characters on a"
                                + " column of type code, found 3");
    }
}
