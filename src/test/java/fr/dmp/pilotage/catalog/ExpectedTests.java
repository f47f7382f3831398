package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Expected.Every;
import fr.dmp.pilotage.catalog.Period.Cadence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a feed declares of the files that are expected. */
class ExpectedTests {

    private static final String ES = "jobs/feeds/es-weekly.yaml";
    private static final String SYNTHESE = "jobs/feeds/synthese-weekly.yaml";
    private static final String INCIDENTS = "jobs/feeds/incidents.yaml";
    private static final String WITHIN = "expected: { within-days: 3 }";
    private static final String WHERE =
            ES + " line " + (new Definitions(null).read(ES).lines().toList().indexOf(WITHIN) + 1) + ", expected";

    private Site site;

    @BeforeEach
    void openSite(@TempDir Path directory) {
        site = new Site(directory);
    }

    private static Period week(String label) {
        return Period.parse(Cadence.WEEKLY, label).orElseThrow();
    }

    private Expected es(String declared) throws IOException {
        return site.with(ES, WITHIN, declared).catalog().feed("es-weekly").expected();
    }

    private Expected synthese(String declared) throws IOException {
        return site.with(SYNTHESE, "expected: { every: weekly, within-days: 6 }", declared)
                .catalog()
                .feed("synthese-weekly")
                .expected();
    }

    @Test
    void filesOfAWeekAreExpectedEveryWeekAndThoseOfADateNever() throws IOException {
        Catalog packaged = site.catalog();
        assertThat(packaged.feed("es-weekly").expected().every()).isEqualTo(Every.WEEKLY);
        assertThat(packaged.feed("distincts-monthly").expected().every()).isEqualTo(Every.MONTHLY);
        assertThat(packaged.feed("incidents").expected().every()).isEqualTo(Every.NEVER);
        assertThat(es("# nothing").of("national").withinDays()).isEqualTo(7);
    }

    @Test
    void aFileIsOnTimeSoManyDaysAfterTheLastOneOfItsPeriod() throws IOException {
        assertThat(es(WITHIN).of("national").due(week("2012-S38"))).isEqualTo(LocalDate.of(2012, 9, 26));
    }

    @Test
    void aSenderIsExpectedFromWhereItIsDeclaredElseFromWhatItSentFirstElseFromWhatAnybodyDid() throws IOException {
        Expected undeclared = es(WITHIN);
        assertThat(undeclared.first("national", week("2012-S30"), week("2012-S20")))
                .contains(week("2012-S30"));
        assertThat(undeclared.first("national", null, week("2012-S20"))).contains(week("2012-S20"));
        assertThat(undeclared.first("national", null, null)).isEmpty();
        assertThat(es("expected: { from: S36/2012 }").first("national", week("2012-S30"), week("2012-S20")))
                .contains(week("2012-S36"));
        assertThat(es("expected: { every: never }").first("national", week("2012-S30"), null))
                .isEqualTo(Optional.empty());
    }

    @Test
    void nothingIsAskedForOutsideWhatIsDeclared() throws IOException {
        Expected expected = es("expected: { from: 2012-S36, until: 2012-S38 }");
        assertThat(expected.asksFor(week("2012-S35"), "national", null, null)).isFalse();
        assertThat(expected.asksFor(week("2012-S36"), "national", null, null)).isTrue();
        assertThat(expected.asksFor(week("2012-S38"), "national", null, null)).isTrue();
        assertThat(expected.asksFor(week("2012-S39"), "national", null, null)).isFalse();
    }

    @Test
    void aSenderMayHaveTermsOfItsOwn() throws IOException {
        Expected expected = es("expected: { from: 2012-S36, per-sender: { national: { within-days: 10 } } }");
        assertThat(expected.of("national")).isEqualTo(new Expected.Terms(week("2012-S36"), null, 10));
        assertThat(expected.of("another")).isEqualTo(new Expected.Terms(week("2012-S36"), null, 7));
    }

    @Test
    void aFileOfADateCountsForTheLastWeekOrMonthThatHadEnded() throws IOException {
        Period tuesday = Period.parse(Cadence.DATED, "2012-09-25").orElseThrow();
        Period last = Period.parse(Cadence.DATED, "2012-09-30").orElseThrow();
        assertThat(synthese("expected: { every: weekly }").counted(tuesday)).isEqualTo(week("2012-S38"));
        Expected monthly = synthese("expected: { every: monthly, from: 2012-09 }");
        assertThat(monthly.counted(tuesday).label()).isEqualTo("2012-08");
        assertThat(monthly.counted(last).label()).isEqualTo("2012-09");
        assertThat(synthese("# nothing").counted(tuesday)).isEqualTo(tuesday);
    }

    @Test
    void whatIsNoPeriodOfTheFeedIsRefused() throws IOException {
        site.with(ES, WITHIN, "expected: { from: 2012-09, per-sender: { national: { until: 2012-S53 } } }");
        assertThat(site.problems())
                .containsExactly(
                        WHERE + ".from: expected a week such as 2012-S38, found \"2012-09\"",
                        WHERE + ".per-sender.national.until: expected a week such as 2012-S38, found \"2012-S53\"");
    }

    @Test
    void anEndBeforeTheBeginningIsRefused() throws IOException {
        site.with(ES, WITHIN, "expected: { from: 2012-S36, per-sender: { national: { until: 2012-S35 } } }");
        assertThat(site.problems())
                .containsExactly(
                        WHERE
                                + ".per-sender.national.until: expected no end before the beginning, found 2012-S36 until 2012-S35");
    }

    @Test
    void aSenderThatTheFeedDoesNotTakeFilesFromIsRefused() throws IOException {
        site.with(ES, WITHIN, "expected: { per-sender: { ars: { from: 2012-S36 } } }");
        assertThat(site.problems()).containsExactly(WHERE + ".per-sender: expected any of national, found \"ars\"");
    }

    @Test
    void aFileBeforeTheEndOfItsPeriodCannotBeAskedFor() throws IOException {
        site.with(ES, WITHIN, "expected: { within-days: -1 }");
        assertThat(site.problems()).containsExactly(WHERE + ".within-days: expected 0 or more, found -1");
    }

    @Test
    void filesOfAWeekAreNotExpectedByTheMonth() throws IOException {
        site.with(ES, WITHIN, "expected: { every: monthly }");
        assertThat(site.problems())
                .containsExactly(
                        WHERE + ".every: expected weekly or never, as the names of its files say, found monthly");
    }

    @Test
    void nothingElseIsDeclaredOfFilesThatAreNeverExpected() throws IOException {
        site.with(INCIDENTS, "title: Incidents", "title: Incidents\nexpected: { every: never, within-days: 3 }");
        assertThat(site.problems())
                .singleElement()
                .asString()
                .endsWith(", expected.within-days: unknown key; expected one of every");
    }
}
