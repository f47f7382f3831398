package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.PackagedFeeds;
import fr.dmp.pilotage.catalog.Period.Cadence;
import fr.dmp.pilotage.catalog.ReportDefinition.ScopeKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report of a site may declare; the rules that its packaged neighbours show stand in {@link CatalogTests}. */
class ReportDefinitionTests {

    private static final String PATH = "jobs/reports/own.yaml";
    private static final String OWN = """
            report: own
            title: Un rapport du site
            reads:
              - { feed: es-weekly, periods: 26 }
              - { feed: synthese-weekly }
            file-name: own_<periode>_<perimetre>.xlsx
            scope: programme
            programme: DMP en région
            contact: quelqu'un
            next-edition: bientôt
            sheets:
              - name: Tableau
                title: Des chiffres
                sql: sql/report/own.sql
                heat: [avant, crees]
                bars: [crees]
                totals: true
                columns:
                  - { name: region, label: Région, format: text }
                  - { name: debut, label: Depuis, format: date }
                  - { name: base, label: Base, format: count, operand: true, fold: { kind: count, of: finess_et } }
                  - { name: avant, label: <semaine-3>, format: count, fold: { kind: max, of: dmp_crees } }
                  - { name: crees, label: "DMP créés, <semaine>", format: count, fold: { kind: sum, of: dmp_crees } }
                  - { name: part, label: Part, format: rate, derive: "crees / nullif(base, 0)" }
                charts:
                  - kind: line
                    title: Courbes
                    category: region
                    series: [avant, crees]
                    category-axis: Semaine
                    value-axis: DMP
                    alternative: Des courbes.
              - name: Données
                title: Des données
                sql: sql/report/own.sql
                columns:
                  - { name: semaine, label: Semaine, format: text }
                  - { name: documents, label: Documents, format: count, fold: { kind: sum, of: documents } }
                  - { name: alimentes_distinct, label: DMP, format: count, operand: true, fold: { kind: max, of: dmp } }
            """;

    private Site site;

    @BeforeEach
    void openSite(@TempDir Path directory) throws IOException {
        site = new Site(directory).with("sql/report/own.sql", "with lines as (select 1 as key)\nselect * from lines\n");
    }

    @Nested
    class Reads {

        @Test
        void severalFeedsMayBeReadAndTheFirstGivesThePeriods() throws IOException {
            ReportDefinition report = own(OWN);
            assertThat(report.reads())
                    .containsExactly(
                            new ReportDefinition.Read("es-weekly", 26, false),
                            new ReportDefinition.Read("synthese-weekly", 1, false));
            assertThat(report.main().feed()).isEqualTo("es-weekly");
        }

        @Test
        void aReportThatReadsNothingIsRefused() throws IOException {
            refused("""
                    reads:
                      - { feed: es-weekly, periods: 26 }
                      - { feed: synthese-weekly }
                    """, "reads: []\n", "line 3, reads: expected at least one feed, found none");
        }

        @Test
        void anUnknownFeedIsRefusedWhereverItStands() throws IOException {
            refused(
                    "feed: synthese-weekly",
                    "feed: synthese",
                    "line 3, reads: expected any of " + PackagedFeeds.NAMES + ", found \"synthese\"");
        }

        @Test
        void aSnapshotIsOfReferenceDataAndNeverOfTheFirstFeed() throws IOException {
            assertThat(own(changed("feed: synthese-weekly", "feed: finess, snapshot: true"))
                            .reads()
                            .get(1))
                    .isEqualTo(new ReportDefinition.Read("finess", 1, true));
            refused(
                    "feed: synthese-weekly",
                    "feed: psl-weekly, snapshot: true",
                    "line 3, reads: expected a snapshot of a feed whose files have a date, found psl-weekly");
            refused(
                    "feed: synthese-weekly",
                    "feed: finess, periods: 2, snapshot: true",
                    "line 5, reads[1].snapshot: expected one snapshot, which is in force until the next, not 2");
            refused(
                    "{ feed: es-weekly, periods: 26 }",
                    "{ feed: synthese-weekly, snapshot: true }",
                    "line 3, reads: expected a first feed that gives the periods of the report, found a snapshot");
        }

        @Test
        void severalFeedsMayGiveThePeriods() throws IOException {
            assertThat(own(OWN).periodsFrom()).containsExactly("es-weekly");
            assertThat(own(changed(
                                    "  - { feed: synthese-weekly }",
                                    "  - { feed: psl-weekly, periods: 26 }\nperiods-from: [es-weekly, psl-weekly]"))
                            .periodsFrom())
                    .containsExactly("es-weekly", "psl-weekly");
        }

        @Test
        void aFeedThatIsReadLessFarBackDoesNotGiveThePeriods() throws IOException {
            refused(
                    "  - { feed: synthese-weekly }",
                    "  - { feed: psl-weekly, periods: 2 }\nperiods-from: [es-weekly, psl-weekly]",
                    "line 6, periods-from: expected feeds that the report reads as many periods of as of its first one,"
                            + " found \"psl-weekly\"");
        }

        @Test
        void feedsThatComeNotEquallyOftenDoNotGiveThePeriodsTogether() throws IOException {
            refused(
                    "  - { feed: synthese-weekly }",
                    "  - { feed: es-monthly, periods: 26 }\nperiods-from: [es-weekly, es-monthly]",
                    "line 6, periods-from: expected feeds that come equally often, found es-weekly, es-monthly");
        }

        @Test
        void theFirstFeedIsAmongThoseThatGiveThePeriods() throws IOException {
            refused(
                    "  - { feed: synthese-weekly }",
                    "  - { feed: psl-weekly, periods: 26 }\nperiods-from: [psl-weekly]",
                    "line 6, periods-from: expected the first feed that the report reads among them");
        }

        @Test
        void noPeriodAtAllIsRefused() throws IOException {
            refused("periods: 26", "periods: 0", "line 4, reads[0].periods: expected at least 1, found 0");
        }

        @Test
        void onePeriodIsTaken() throws IOException {
            assertThat(own(changed("periods: 26", "periods: 1")).reads().get(0).periods())
                    .isEqualTo(1);
        }
    }

    @Nested
    class Scopes {

        @Test
        void aReportMayCoverEachRegionOfAProgramme() throws IOException {
            ReportDefinition report = own(OWN);
            assertThat(report.scope()).isEqualTo(ScopeKind.PROGRAMME);
            assertThat(report.programme()).isEqualTo("DMP en région");
        }

        @Test
        void aReportMayCoverFrance() throws IOException {
            ReportDefinition report = own(changed("scope: programme\nprogramme: DMP en région\n", "scope: france\n"));
            assertThat(report.scope()).isEqualTo(ScopeKind.FRANCE);
            assertThat(report.programme()).isNull();
        }

        @Test
        void aReportMayCoverEachRegionAndFrance() throws IOException {
            ReportDefinition report = own(changed("scope: programme\nprogramme: DMP en région\n", "scope: regions\n"));
            assertThat(report.scope()).isEqualTo(ScopeKind.REGIONS);
            assertThat(report.suppressBelow()).isZero();
        }

        @Test
        void aReportMayTellNothingAboutFewPeople() throws IOException {
            assertThat(own(changed("scope: programme", "suppress-below: 5\nscope: programme"))
                            .suppressBelow())
                    .isEqualTo(5);
        }

        @Test
        void fewerThanNobodyIsRefused() throws IOException {
            refused(
                    "scope: programme",
                    "suppress-below: -1\nscope: programme",
                    "line 7, suppress-below: expected at least 0, found -1");
        }

        @Test
        void theScopeOfAProgrammeWithoutItsNameIsRefused() throws IOException {
            refused(
                    "programme: DMP en région\n",
                    "",
                    "line 1, programme: expected with scope: programme, and only then");
        }

        @Test
        void aProgrammeWithAnotherScopeIsRefused() throws IOException {
            refused(
                    "scope: programme",
                    "scope: france",
                    "line 8, programme: expected with scope: programme, and only then");
        }

        @Test
        void anUnknownProgrammeIsRefused() throws IOException {
            refused(
                    "programme: DMP en région",
                    "programme: DMP en ville",
                    "line 8, programme: expected a programme of jobs/nomenclatures/programmes.csv, found"
                            + " \"DMP en ville\"");
        }

        @Test
        void aProgrammeOfTheSiteIsKnown() throws IOException {
            site.with("jobs/nomenclatures/programmes.csv", "REGION;24;DMP en région", "REGION;24;DMP en ville");
            assertThat(own(changed("programme: DMP en région", "programme: DMP en ville"))
                            .programme())
                    .isEqualTo("DMP en ville");
        }

        @Test
        void aScopeThatIsNeitherIsRefused() throws IOException {
            assertThat(problems(changed("scope: programme\nprogramme: DMP en région\n", "scope: region\n")))
                    .containsExactly(
                            PATH + " line 7, scope: expected one of france, programme, regions, found \"region\"");
        }
    }

    @Nested
    class States {

        @Test
        void aReportHasTheStatesThatItNamesInTheirOwnOrder() throws IOException {
            assertThat(own(changed("scope: programme", "states: [actif, nouveau]\nscope: programme"))
                            .states())
                    .extracting(Indicators.State::id)
                    .containsExactly("nouveau", "actif");
        }

        @Test
        void anUnknownStateIsRefused() throws IOException {
            refused(
                    "scope: programme",
                    "states: [actif, parti]\nscope: programme",
                    "line 7, states: expected any of non-transmis, jamais-demarre, nouveau, a-l-arret, en-baisse,"
                            + " actif, sans-document, cree-sans-alimenter, compatible-jamais-demarre, sans-cible, non-mesurable,"
                            + " sous-plancher, plancher-atteint, sous-cible, cible-atteinte, found"
                            + " \"parti\"");
        }
    }

    @Nested
    class Columns {

        @Test
        void heatAndBarsMayBeAnyColumnThatTheSheetShows() throws IOException {
            SheetDefinition sheet = own(OWN).sheets().get(0);
            assertThat(sheet.visuals().heat()).containsExactly("avant", "crees");
            assertThat(sheet.visuals().bars()).containsExactly("crees");
            assertThat(sheet.totals()).isTrue();
        }

        @Test
        void rowsMayBeSuppressedByAColumnThatIsNotShown() throws IOException {
            SheetDefinition sheet = own(changed("heat: [avant, crees]", "suppressed: base\n    heat: [avant, crees]"))
                    .sheets()
                    .get(0);
            assertThat(sheet.suppressed()).isEqualTo("base");
            assertThat(sheet.whenGiven()).isFalse();
        }

        @Test
        void rowsSuppressedByAColumnThatTheSheetLacksAreRefused() throws IOException {
            refused(
                    "heat: [avant, crees]",
                    "suppressed: secret\n    heat: [avant, crees]",
                    "line 15, sheets[0].suppressed: expected a column of the sheet, found \"secret\"");
        }

        @Test
        void heatOfAColumnThatTheSheetLacksIsRefused() throws IOException {
            refused(
                    "heat: [avant, crees]",
                    "heat: [avant, apres]",
                    "line 15, sheets[0].heat: expected columns that the sheet shows, found \"apres\"");
        }

        @Test
        void aRowIsNamedByColumnsThatTheSheetShowsAndByNoOther() throws IOException {
            refused(
                    "bars: [crees]",
                    "bars: [crees]\n    row-label: [region, commune]",
                    "line 17, sheets[0].row-label: expected columns that the sheet shows, found \"commune\"");
        }

        @Test
        void barsOfAColumnThatTheSheetLacksAreRefused() throws IOException {
            refused(
                    "bars: [crees]",
                    "bars: [alimentes]",
                    "line 16, sheets[0].bars: expected columns that the sheet shows, found \"alimentes\"");
        }

        @Test
        void arrowsStandOnlyBesideChanges() throws IOException {
            refused(
                    "bars: [crees]",
                    "icons: [crees]",
                    "line 16, sheets[0].icons: expected columns of the format change, found \"crees\"");
        }

        @Test
        void figuresOfRowsWithAUnitEachMayBeShownLarge() throws IOException {
            SheetDefinition sheet = own(changed("bars: [crees]", "key-figures: [crees]\n    unit: region")
                            .replace("<semaine>\", format: count", "<semaine>\", format: figure"))
                    .sheets()
                    .get(0);
            assertThat(sheet.visuals().keyFigures()).containsExactly("crees");
            assertThat(sheet.visuals().unit()).isEqualTo("region");
        }

        @Test
        void figuresOfRowsWithoutUnitAreRefused() throws IOException {
            refused(
                    "<semaine>\", format: count",
                    "<semaine>\", format: figure",
                    "line 12, sheets[0].unit: expected the column with the unit of each row beside columns of the format"
                            + " figure, and only there");
        }

        @Test
        void heatOfAnOperandIsRefused() throws IOException {
            refused(
                    "heat: [avant, crees]",
                    "heat: [base, crees]",
                    "line 15, sheets[0].heat: expected columns that the sheet shows, found \"base\"");
        }

        @Test
        void aChartOfAnOperandIsRefused() throws IOException {
            refused(
                    "series: [avant, crees]",
                    "series: [avant, base]",
                    "line 25, sheets[0].charts: expected columns that the sheet shows, found \"base\"");
        }

        @Test
        void anOperandIsAskedOfTheStatementAndNotShown() throws IOException {
            SheetDefinition sheet = own(OWN).sheets().get(0);
            assertThat(sheet.columns())
                    .filteredOn(SheetDefinition.Column::operand)
                    .extracting(SheetDefinition.Column::name)
                    .containsExactly("base");
            assertThat(sheet.shows("base")).isFalse();
            assertThat(sheet.shows("crees")).isTrue();
        }

        @Test
        void anOperandThatNothingExplainsIsRefused() throws IOException {
            refused(
                    ", operand: true, fold: { kind: count, of: finess_et }",
                    ", operand: true",
                    "line 21, sheets[0].columns[2].name: expected either 'fold' or 'derive' on a numeric column, found"
                            + " neither or both");
        }

        @Test
        void aDateNeedsNoExplanationAndIsNoNumber() throws IOException {
            SheetDefinition.Column debut = own(OWN).sheets().get(0).columns().get(1);
            assertThat(debut.format()).isEqualTo(SheetDefinition.Format.DATE);
            assertThat(debut.numeric()).isFalse();
        }

        @ParameterizedTest
        @CsvSource({"region, false", "debut, false", "base, true", "avant, false", "crees, true", "part, false"})
        void sumsAndCountsAddUpOverTheRowsAndNothingElseDoes(String name, boolean additive) throws IOException {
            SheetDefinition sheet = own(OWN).sheets().get(0);
            assertThat(sheet.columns().get(sheet.indexOf(name)).additive()).isEqualTo(additive);
        }

        @ParameterizedTest
        @CsvSource({
            "2012-S38, '2012-S35', '2012-S38'",
            "2013-S01, '2012-S50', '2013-S01'",
            "2013-S03, '2012-S52', '2013-S03'",
            "2016-S02, '2015-S52', '2016-S02'",
            "2016-S03, '2015-S53', '2016-S03'"
        })
        void theLabelOfAnEarlierWeekGoesBackOverTheEndOfAYear(String week, String earlier, String own)
                throws IOException {
            SheetDefinition shown = own(OWN).sheets().get(0).shown(week(week), Set.of());
            assertThat(shown.columns())
                    .extracting(SheetDefinition.Column::label)
                    .containsExactly("Région", "Depuis", "Base", earlier, "DMP créés, " + own, "Part");
        }

        @Test
        void aColumnThatIsAbsentIsLeftOutOfHeatBarsAndCharts() throws IOException {
            SheetDefinition shown = own(OWN).sheets().get(0).shown(week("2012-S38"), Set.of("base", "crees"));
            assertThat(shown.columns())
                    .extracting(SheetDefinition.Column::name)
                    .containsExactly("region", "debut", "avant", "part");
            assertThat(shown.visuals().heat()).containsExactly("avant");
            assertThat(shown.visuals().bars()).isEmpty();
            assertThat(shown.charts().get(0).series()).containsExactly("avant");
        }
    }

    @Nested
    class ChartsOfOtherSheets {

        @Test
        void aChartMayDrawTheColumnsOfAnotherSheet() throws IOException {
            SheetDefinition.Chart chart = own(drawing("Données", "semaine", "documents"))
                    .sheets()
                    .get(0)
                    .charts()
                    .get(0);
            assertThat(chart.data()).isEqualTo("Données");
            assertThat(chart.series()).containsExactly("documents");
        }

        @Test
        void aChartOfASheetThatDoesNotExistIsRefused() throws IOException {
            assertThat(problems(drawing("Donnees", "semaine", "documents")))
                    .containsExactly(PATH + " line 11, sheets: expected an existing sheet as data of \"Courbes\", found"
                            + " \"Donnees\"");
        }

        @Test
        void aChartOfColumnsThatTheOtherSheetLacksIsRefused() throws IOException {
            assertThat(problems(drawing("Données", "region", "documents, crees")))
                    .containsExactly(
                            PATH + " line 11, sheets: expected columns that Données shows as data of \"Courbes\", found"
                                    + " \"region\"",
                            PATH + " line 11, sheets: expected columns that Données shows as data of \"Courbes\", found"
                                    + " \"crees\"");
        }

        @Test
        void aChartOfAnOperandOfTheOtherSheetIsRefused() throws IOException {
            assertThat(problems(drawing("Données", "semaine", "alimentes_distinct")))
                    .containsExactly(
                            PATH + " line 11, sheets: expected columns that Données shows as data of \"Courbes\", found"
                                    + " \"alimentes_distinct\"");
        }

        @Test
        void itsColumnsStayWhenTheSheetOnWhichItStandsLacksSome() throws IOException {
            SheetDefinition sheet =
                    own(drawing("Données", "semaine", "documents")).sheets().get(0);
            assertThat(sheet.shown(week("2012-S38"), Set.of("documents")).charts())
                    .isEqualTo(sheet.charts());
        }

        @Test
        void rowsMayBeDrawnInsteadOfColumns() throws IOException {
            assertThat(own(changed("title: Courbes", "title: Courbes\n        rows: 10"))
                            .sheets()
                            .get(0)
                            .charts()
                            .get(0)
                            .rows())
                    .isEqualTo(10);
        }

        @Test
        void fewerRowsThanNoneAreRefused() throws IOException {
            refused(
                    "title: Courbes",
                    "title: Courbes\n        rows: -1",
                    "line 28, sheets[0].charts[0].rows: expected at least 0, found -1");
        }

        private String drawing(String sheet, String category, String series) {
            return changed("category: region\n", "data: " + sheet + "\n        category: " + category + "\n")
                    .replace("series: [avant, crees]", "series: [" + series + "]");
        }
    }

    @Nested
    class Rates {

        private static final String RATE = "derive: \"crees / nullif(base, 0)\"";

        private static final String SAID = PATH + " line 18, sheets[0].columns: expected 'derive: numerator::numeric /"
                + " nullif(denominator, 0)' over two figures of the sheet for the rate part: a rate is never added up or"
                + " averaged";

        @Test
        void aRateIsAFigureOverAnother() throws IOException {
            assertThat(problems(changed(RATE, "derive: \"crees::numeric / nullif( base, 0 )\"")))
                    .isEmpty();
        }

        @Test
        void aRateThatIsAveragedOrFoldedIsRefused() throws IOException {
            assertThat(problems(changed(RATE, "derive: \"avg(crees) / nullif(base, 0)\"")))
                    .containsExactly(SAID);
            assertThat(problems(changed(RATE, "fold: { kind: max, of: part }"))).containsExactly(SAID);
            assertThat(problems(changed(RATE, "derive: crees / base"))).containsExactly(SAID);
        }

        @Test
        void aRateOverSomethingThatIsNoFigureOfTheSheetIsRefused() throws IOException {
            assertThat(problems(changed(RATE, "derive: \"crees / nullif(debut, 0)\"")))
                    .containsExactly(SAID);
            assertThat(problems(changed(RATE, "derive: \"crees / nullif(stays, 0)\"")))
                    .containsExactly(SAID);
        }
    }

    @Nested
    class Statements {

        @Test
        void aStatementThatIncludesAMissingPartIsRefused() throws IOException {
            site.with("sql/report/own.sql", "with\n-- include: sql/report/part/none.sql\nselect 1\n");
            assertThat(problems(changed(SECOND, "")))
                    .containsExactly(
                            PATH + " line 14, sheets[0].sql: sql/report/own.sql: expected an existing file to include,"
                                    + " found sql/report/part/none.sql");
        }

        @Test
        void aStatementMayIncludeAPartOfTheSite() throws IOException {
            site.with("sql/report/own.sql", "with\n-- include: sql/report/part/own.sql\nselect 1\n")
                    .with("sql/report/part/own.sql", "lines as (select 1)\n");
            assertThat(problems(OWN)).isEmpty();
        }

        private static final String SECOND = OWN.substring(OWN.indexOf("  - name: Données"));
    }

    private static String changed(String from, String to) {
        assertThat(OWN).containsOnlyOnce(from);
        return OWN.replace(from, to);
    }

    private void refused(String from, String to, String problem) throws IOException {
        assertThat(problems(changed(from, to))).containsExactly(PATH + " " + problem);
    }

    private List<String> problems(String text) throws IOException {
        return site.with(PATH, text).problems();
    }

    private ReportDefinition own(String text) throws IOException {
        return site.with(PATH, text).catalog().report("own");
    }

    private static Period week(String label) {
        return Period.parse(Cadence.WEEKLY, label).orElseThrow();
    }
}
