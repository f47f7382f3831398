package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.PackagedFeeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is refused is told with file, line, key, what was expected and what was found; the packaged files are taken.
 *
 * <p>Long because the rules of every declaration stand here once, with their whole messages; those that only some reports
 * need, of indicators and of programmes have tests of their own.
 */
class CatalogTests {

    private static final String PSL = "jobs/feeds/psl-weekly.yaml";
    private static final String ES = "jobs/feeds/es-weekly.yaml";
    private static final String SYNTHESE = "jobs/feeds/synthese-weekly.yaml";
    private static final String REPORT = "jobs/reports/activity-figures.yaml";
    private static final String COMMON = "jobs/common-sheets.yaml";
    private static final String RECIPIENTS = "jobs/recipients.yaml";
    private static final String WEEKLY = "jobs/weekly.yaml";
    private static final String REPORTS = "reports: [activity-figures, weekly-activity, weekly-es-focus]";

    private Path directory;
    private Site site;

    @BeforeEach
    void openSite(@TempDir Path opened) {
        directory = opened;
        site = new Site(opened);
    }

    @Nested
    class TheFiles {

        @Test
        void thePackagedDeclarationsHaveNoProblem() {
            Catalog catalog = Catalog.read(new Definitions(null));
            assertThat(catalog.feeds()).extracting(FeedDefinition::id).isEqualTo(PackagedFeeds.IDS);
            assertThat(catalog.reports())
                    .extracting(ReportDefinition::id)
                    .containsExactly("activity-figures", "monthly-usage", "weekly-activity", "weekly-es-focus");
            assertThat(catalog.recipients()).extracting(Recipient::id).containsExactly("equipe-nationale");
            assertThat(catalog.job("weekly").reports())
                    .containsExactly("activity-figures", "weekly-activity", "weekly-es-focus");
        }

        @Test
        void aFileOfTheSiteReplacesThePackagedOne() throws IOException {
            site.with(PSL, "senders: [national]", "senders: [cpam, ars]");
            assertThat(site.catalog().feed("psl-weekly").senders()).containsExactly("cpam", "ars");
            assertThat(site.catalog().feed("es-weekly").senders()).containsExactly("national");
        }

        @Test
        void aFileOfTheSiteIsAddedToThePackagedOnes() throws IOException {
            site.with("jobs/monthly.yaml", Site.changed(WEEKLY, "job: weekly", "job: monthly"));
            assertThat(site.catalog().job("monthly").feeds()).hasSize(7);
            assertThat(site.catalog().job("weekly").feeds()).hasSize(7);
        }

        @Test
        void aFileThatIsNoYamlIsIgnored() throws IOException {
            site.with("jobs/feeds/psl-weekly.yaml.old", "feed: other");
            assertThat(site.catalog().feeds()).hasSameSizeAs(PackagedFeeds.IDS);
        }

        @Test
        void anUnknownNameIsToldWithTheKnownOnes() {
            assertThatThrownBy(() -> site.catalog().report("activity"))
                    .isInstanceOf(UnknownName.class)
                    .hasMessage(
                            "no report \"activity\"; expected one of activity-figures, monthly-usage, weekly-activity, weekly-es-focus");
        }

        @Test
        void aDirectoryThatDoesNotExistIsRefused() {
            Path none = directory.resolve("none");
            assertThatThrownBy(() -> new Definitions(none))
                    .isInstanceOf(CatalogException.class)
                    .hasMessage("pilotage.definitions: expected a directory holding jobs/ and sql/, found " + none);
        }

        @Test
        void aFileNamedOtherwiseThanItsFeedIsRefused() throws IOException {
            site.with(PSL, "feed: psl-weekly", "feed: psl");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 2, feed: expected the name of the file, \"psl-weekly\", found \"psl\"");
        }

        @Test
        void aFileNamedOtherwiseThanItsReportIsRefused() throws IOException {
            site.with(REPORT, "report: activity-figures", "report: figures");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/reports/activity-figures.yaml line 2, report: expected the name of the file, \"activity-figures\", found \"figures\"");
        }

        @Test
        void aFileNamedOtherwiseThanItsJobIsRefused() throws IOException {
            site.with("jobs/monthly.yaml", Site.changed(WEEKLY, "job: weekly", "job: mensuel"));
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/monthly.yaml line 2, job: expected the name of the file, \"monthly\", found \"mensuel\"");
        }

        @Test
        void aFileOfAnotherEncodingIsRefused() throws IOException {
            Path file = directory.resolve(RECIPIENTS);
            Files.createDirectories(file.getParent());
            Files.write(file, "# équipe\nrecipients: []".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(site.problems())
                    .containsExactly("jobs/recipients.yaml: expected UTF-8, found bytes of another encoding");
        }
    }

    @Nested
    class Yaml {

        @Test
        void anUnknownKeyIsRefused() throws IOException {
            site.with(WEEKLY, "title: collects", "titel: x\ntitle: collects");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/weekly.yaml line 3, titel: unknown key; expected one of job, title, kind, feeds, reports, schedule, refused, records");
        }

        @Test
        void anUnknownKeyWithinAListIsRefusedWithItsPlace() throws IOException {
            site.with(RECIPIENTS, "role: équipe", "rôle: x\n    role: équipe");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/recipients.yaml line 5, recipients[0].rôle: unknown key; expected one of id, role, region, channel, address, secret");
        }

        @Test
        void aMissingKeyIsRefused() throws IOException {
            site.with(PSL, "title: Activité hebdomadaire des professionnels de santé libéraux\n", "");
            assertThat(site.problems())
                    .containsExactly("jobs/feeds/psl-weekly.yaml line 1, title: expected a value, found none");
        }

        @Test
        void aKeyThatMayBeAbsentIsNotMissed() throws IOException {
            site.with(PSL, "encoding: auto\n", "").with(SYNTHESE, "total-row: Total France\n", "");
            assertThat(site.catalog().feed("psl-weekly").dialect().encoding()).isEqualTo(Dialect.Encoding.AUTO);
            assertThat(site.catalog().feed("synthese-weekly").totalRow()).isNull();
        }

        @Test
        void anEmptyValueIsRefused() throws IOException {
            site.with(REPORT, "scope: france", "scope:");
            assertThat(site.problems())
                    .containsExactly("jobs/reports/activity-figures.yaml line 11, scope: expected text, found nothing");
        }

        @Test
        void aTextInPlaceOfAListIsRefused() throws IOException {
            site.with(WEEKLY, REPORTS, "reports: activity-figures");
            assertThat(site.problems())
                    .containsExactly("jobs/weekly.yaml line 5, reports: expected a list, found \"activity-figures\"");
        }

        @Test
        void aWrongValueOfAnEnumIsRefused() throws IOException {
            site.with(PSL, "encoding: auto", "encoding: latin1");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 8, encoding: expected one of auto, utf-8, windows-1252, found \"latin1\"");
        }

        @Test
        void aValueOfAnEnumIsWrittenWithHyphens() throws IOException {
            site.with(PSL, "encoding: auto", "encoding: windows-1252");
            assertThat(site.catalog().feed("psl-weekly").dialect().encoding()).isEqualTo(Dialect.Encoding.WINDOWS_1252);
        }

        @Test
        void aNumberThatIsNoneIsRefused() throws IOException {
            site.with(PSL, "share: 0.001", "share: 1 ‰");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 13, hold-above.share: expected a number, found \"1 ‰\"");
        }

        @Test
        void aWholeNumberWithDecimalsIsRefused() throws IOException {
            site.with(
                    ES,
                    "name: dmp_crees, type: integer, required: true, min: 0",
                    "name: dmp_crees, type: integer, min: 0.5");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/es-weekly.yaml line 24, columns[10].min: expected a whole number, found \"0.5\"");
        }

        @Test
        void aFlagThatIsNeitherTrueNorFalseIsRefused() throws IOException {
            site.with(ES, "type: finess, required: true", "type: finess, required: yes");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/es-weekly.yaml line 15, columns[1].required: expected true or false, found \"yes\"");
        }

        @Test
        void aKeyWrittenTwiceIsRefused() throws IOException {
            site.with(PSL, "table: psl_weekly", "table: psl_weekly\ntable: es_weekly");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 7, table: expected each key once, found it again");
        }

        @Test
        void aKeyThatIsNoNameIsRefused() throws IOException {
            site.with(WEEKLY, "job: weekly", "job: weekly\n[a]: b");
            assertThat(site.problems())
                    .containsExactly("jobs/weekly.yaml line 3: expected a name as key, found a sequence");
        }

        @Test
        void whatIsNoYamlIsOneProblem() throws IOException {
            site.with(PSL, "key: [rpps|adeli, lieu_exercice]", "key: [rpps|adeli");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 8: not valid YAML: expected ',' or ']', but got :");
        }

        @Test
        void aControlCharacterIsOneProblem() throws IOException {
            site.with(PSL, "title: Activité", "title: \u0007Activité");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 3: not valid YAML: character U+0007 is not allowed");
        }

        @Test
        void anEmptyFileIsRefused() throws IOException {
            site.with(WEEKLY, "");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/weekly.yaml line 1: expected a mapping, found nothing",
                            "jobs/weekly.yaml line 1, job: expected a value, found none",
                            "jobs/weekly.yaml line 1, title: expected a value, found none");
        }

        @Test
        void everyProblemOfEveryFileIsTold() throws IOException {
            site.with(PSL, "encoding: auto", "encoding: latin1").with(WEEKLY, "job: weekly", "job: weekly\nwhen: noon");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 8, encoding: expected one of auto, utf-8, windows-1252, found \"latin1\"",
                            "jobs/weekly.yaml line 3, when: unknown key; expected one of job, title, kind, feeds, reports, schedule, refused, records");
        }
    }

    @Nested
    class Feeds {

        @Test
        void aFileNameWithoutItsPeriodIsRefused() throws IOException {
            site.with(PSL, "activite_psl_<semaine>*", "activite_psl*");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 4, file: expected a name holding one of <semaine> <mois> <AAAA-MM-JJ> <AAAAMMJJ> <AAAAMMJJHHMM>, and at most <emetteur> beside it, found \"activite_psl*\"");
        }

        @Test
        void aFileNameMayHoldAMonth() throws IOException {
            site.with("jobs/feeds/incidents.yaml", "incidents_<AAAA-MM-JJ>*", "incidents_<mois>*");
            assertThat(site.catalog().feed("incidents").file().cadence()).isEqualTo(Period.Cadence.MONTHLY);
        }

        @Test
        void anUnknownSeparatorIsRefused() throws IOException {
            site.with(PSL, "separators: [\";\"", "separators: [\":\"");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 9, separators: expected any of \";\" \",\" tab \"|\", found \":\"");
        }

        @Test
        void aSeparatorMayBeATab() throws IOException {
            site.with(PSL, "separators: [\";\", \",\", tab, \"|\"]", "separators: [tab]");
            assertThat(site.catalog().feed("psl-weekly").dialect().separators()).containsExactly('\t');
        }

        @Test
        void aFeedWithoutSenderIsRefused() throws IOException {
            site.with(PSL, "senders: [national]", "senders: []");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 5, senders: expected at least one sender, found none");
        }

        @Test
        void aTableThatSqlCannotNameIsRefused() throws IOException {
            site.with(PSL, "table: psl_weekly", "table: psl-weekly");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 6, table: expected a table name of schema dwh, found \"psl-weekly\"");
        }

        @Test
        void aStoredNameThatSqlCannotTakeIsRefused() throws IOException {
            site.with(PSL, "{ name: specialite, type: text }", "{ name: Spécialité, type: text }");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 21, columns[6].stored: expected a column name such as dmp_crees, found \"Spécialité\"");
        }

        @Test
        void aHeaderIsFreeWhenTheStoredNameIsGiven() throws IOException {
            site.with(
                    PSL,
                    "{ name: specialite, type: text }",
                    "{ name: Spécialité exercée, type: text, stored: specialite }");
            assertThat(site.catalog().feed("psl-weekly").storedColumns()).contains("specialite");
        }

        @Test
        void aNominativeColumnThatTheFeedLacksIsRefused() throws IOException {
            site.with(PSL, "nom, prenom, commune", "nom, prénom, commune");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 12, nominative: expected names of columns, found [prénom]");
        }

        @Test
        void aFeedWithATotalRowHasNoPartialFiles() throws IOException {
            site.with(PSL, "partial: _partiel", "partial: _partiel\ntotal-row: Total");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 11, partial: expected none beside total-row: a part does not add up to the totals");
        }

        @Test
        void aRetentionJobThatCollectsIsRefused() throws IOException {
            site.with(WEEKLY, "job: weekly", "job: weekly\nkind: retention");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/weekly.yaml line 3, kind: expected neither feeds nor reports in a job of the kind retention",
                            "jobs/weekly.yaml line 1, refused: expected in a job of the kind retention, and in no other",
                            "jobs/weekly.yaml line 7, schedule: expected no wait-days in a job of the kind retention, which waits for no file");
        }

        @Test
        void refusedFilesAreKeptNoLongerThanAnyFeedKeepsWhatIsNominative() throws IOException {
            site.with(PSL, "keep-months: 36", "keep-months: 24");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/retention.yaml line 6, refused: expected at most the 24 months of psl-weekly,"
                                    + " whose files may be among the refused ones, found 36");
        }

        @Test
        void aMeasureWithoutUnitOrSignIsRefused() throws IOException {
            site.with(
                    ES,
                    "unit: DMP distincts, sign: non-negative }\n  - { name: dmp_alimentes_cumul",
                    "unit: DMP distincts }\n  - { name: dmp_alimentes_cumul");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/es-weekly.yaml line 26, columns[12].measure: expected 'measure', 'unit' and 'sign' together on dmp_alimentes, or none of them");
        }

        @Test
        void aSignThatTheMinimumDoesNotSeeToIsRefused() throws IOException {
            site.with(
                    ES,
                    "min: 0, measure: distinct, stored: dmp_alimentes_distinct",
                    "measure: distinct, stored: dmp_alimentes_distinct");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/es-weekly.yaml line 26, columns[12].sign: expected non-negative beside a min of 0 or more, and any beside none, on dmp_alimentes");
        }

        @Test
        void aColumnStoredTwiceIsRefused() throws IOException {
            site.with(PSL, "{ name: specialite, type: text }", "{ name: Spécialité, type: text, stored: prenom }");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 14, columns: expected each stored column once, found prenom again");
        }

        @Test
        void aDistinctCountStoredUnderAnAdditiveNameIsRefused() throws IOException {
            site.with(ES, "min: 0, measure: distinct, stored: dmp_alimentes_distinct", "min: 0, measure: distinct");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/es-weekly.yaml line 26, columns[12].measure: expected 'measure: distinct' on a column stored as …_distinct, and there only; stored as dmp_alimentes");
        }

        @Test
        void aColumnStoredAsDistinctWithoutThatMeasureIsRefused() throws IOException {
            site.with(
                    ES,
                    "measure: distinct, stored: dmp_alimentes_distinct",
                    "measure: additive, stored: dmp_alimentes_distinct");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/es-weekly.yaml line 26, columns[12].measure: expected 'measure: distinct' on a column stored as …_distinct, and there only; stored as dmp_alimentes_distinct");
        }

        @Test
        void aDistinctCountIsStoredUnderADistinctName() {
            assertThat(site.catalog().feed("es-weekly").columns())
                    .filteredOn(column -> column.measure() == ColumnDefinition.Measure.DISTINCT)
                    .extracting(ColumnDefinition::stored)
                    .containsExactly("dmp_alimentes_distinct", "dmp_alimentes_cumul_distinct");
        }

        @Test
        void anEnumWithoutValuesIsRefused() throws IOException {
            site.with(ES, ", values: [PUBLIC, PRIVE, ESPIC]", "");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/es-weekly.yaml line 19, columns[5].values: expected a list of values for type enum, and for no other");
        }

        @Test
        void valuesOfAColumnThatIsNoEnumAreRefused() throws IOException {
            site.with(ES, "name: statut, type: enum", "name: statut, type: text");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/es-weekly.yaml line 19, columns[5].values: expected a list of values for type enum, and for no other");
        }

        @Test
        void anEnumHasItsValuesInOrder() {
            assertThat(site.catalog().feed("es-weekly").columns())
                    .filteredOn(column -> column.name().equals("dmp_compatible"))
                    .flatExtracting(ColumnDefinition::values)
                    .containsExactly("OUI", "NON", "EN_COURS");
        }

        @Test
        void aKeyThatIsNoStoredColumnIsRefused() throws IOException {
            site.with(PSL, "key: [rpps|adeli, lieu_exercice]", "key: [rpps|finess, lieu_exercice]");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 7, key: expected stored columns, found \"finess\"");
        }

        @Test
        void aKeyMayBeAnyStoredColumn() throws IOException {
            site.with(PSL, "key: [rpps|adeli, lieu_exercice]", "key: [rpps|adeli|nom]");
            assertThat(site.catalog().feed("psl-weekly").key()).containsExactly("rpps|adeli|nom");
        }

        @Test
        void aCheckWithoutItsFileIsRefused() throws IOException {
            site.with(PSL, "code: duplicate-key", "code: double-key");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 36, checks: expected a file sql/check/double-key.sql for \"double-key\", found none");
        }

        @Test
        void aMartWithoutItsFileIsRefused() throws IOException {
            site.with(PSL, "followed-lines, activity-psl", "followed-lines, activity");
            assertThat(site.problems())
                    .singleElement()
                    .asString()
                    .endsWith(", marts: expected a file sql/mart/activity.sql for \"activity\", found none");
        }

        @Test
        void aVendorThatIsNoColumnIsRefused() throws IOException {
            site.with(PSL, "vendor: editeur_logiciel", "vendor: editeur");
            assertThat(site.problems())
                    .singleElement()
                    .asString()
                    .endsWith(", vendor: expected a stored column, found \"editeur\"");
        }

        @Test
        void aStatementForAnyFeedIsFilledWithItsTableKeyVendorAndWhatIsInternal() {
            String statement = "select ${key}, ${vendor} from dwh.${fact} where not ${internal}";
            Catalog packaged = Catalog.read(new Definitions(null));
            assertThat(packaged.feed("psl-weekly").fill(statement))
                    .isEqualTo("select coalesce(rpps, adeli), lieu_exercice, editeur_logiciel from dwh.psl_weekly"
                            + " where not false");
            assertThat(packaged.feed("autres-weekly").fill(statement))
                    .isEqualTo("select type_identifiant, identifiant, null::text from dwh.autres_weekly where not"
                            + " (coalesce(type_identifiant = 'INTERNE', false))");
        }

        @Test
        void aCheckMayBeAFileOfTheSite() throws IOException {
            site.with(PSL, "code: duplicate-key", "code: own").with("sql/check/own.sql", "-- code: own\nselect 1");
            assertThat(site.problems()).isEmpty();
        }

        @Test
        void parametersOfACheckWithoutTheirReasonAreRefused() throws IOException {
            site.with(PSL, "code: duplicate-key", "code: duplicate-key\n    parameters: { times: 2 }");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/feeds/psl-weekly.yaml line 37, checks[0].because: expected the reason for these numbers, found none");
        }

        @Test
        void parametersOfACheckStandWithTheirReason() throws IOException {
            site.with(
                    PSL,
                    "code: duplicate-key",
                    "code: duplicate-key\n    parameters: { times: 2 }\n    because: twice");
            CheckUse check = site.catalog().feed("psl-weekly").checks().get(0);
            assertThat(check.parameters()).containsOnlyKeys("times").containsValue(2.0);
            assertThat(check.because()).isEqualTo("twice");
        }
    }

    @Nested
    class Sheets {

        @Test
        void aSumOverADistinctCountIsRefused() throws IOException {
            site.with(REPORT, "{ kind: max, of: alimentes_psl_distinct,", "{ kind: sum, of: alimentes_psl_distinct,");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/reports/activity-figures.yaml line 31, sheets[0].columns[6].fold.kind: expected no sum over alimentes_psl_distinct: distinct counts do not add up");
        }

        @Test
        void anAdditiveCountMayBeSummedAndADistinctOneTaken() {
            assertThat(site.catalog().report("activity-figures").sheets().get(0).columns())
                    .extracting(SheetDefinition.Column::fold)
                    .contains(
                            new SheetDefinition.Fold(
                                    SheetDefinition.Fold.Operation.SUM, "crees_psl", "period_start = :period"),
                            new SheetDefinition.Fold(
                                    SheetDefinition.Fold.Operation.MAX,
                                    "alimentes_psl_distinct",
                                    "period_start = :period"));
        }

        @Test
        void aNumericColumnThatNothingExplainsIsRefused() throws IOException {
            site.with(REPORT, ", " + FOLD, "");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/reports/activity-figures.yaml line 26, sheets[0].columns[1].name: expected either 'fold' or 'derive' on a numeric column, found neither or both");
        }

        @Test
        void aNumericColumnExplainedTwiceIsRefused() throws IOException {
            site.with(REPORT, FOLD, FOLD + ", derive: crees_total - crees_es");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/reports/activity-figures.yaml line 26, sheets[0].columns[1].name: expected either 'fold' or 'derive' on a numeric column, found neither or both");
        }

        @Test
        void aNumericColumnMayBeDerived() throws IOException {
            site.with(REPORT, FOLD, "derive: crees_total - crees_es");
            assertThat(site.problems()).isEmpty();
        }

        private static final String FOLD = "fold: { kind: sum, of: crees_psl, where: \"period_start = :period\" }";
        private static final String SERIES = "series: [crees_psl, crees_es, crees_autres, crees_patients]";

        @Test
        void aColumnLabelledTwiceIsRefused() throws IOException {
            site.with(REPORT, changedColumn());
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/reports/activity-figures.yaml line 24, sheets[0].columns: expected each name and label once, found crees_es again");
        }

        /** The label of another column, in another case. */
        private String changedColumn() {
            return Site.changed(
                    REPORT, "name: crees_es, label: DMP créés par ES", "name: crees_es, label: dmp créés PAR psl");
        }

        @Test
        void aSeriesThatIsNoColumnIsRefused() throws IOException {
            site.with(REPORT, SERIES, "series: [crees_psl, crees_inconnus]");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/reports/activity-figures.yaml line 39, sheets[0].charts: expected columns that the sheet shows, found \"crees_inconnus\"");
        }

        @Test
        void aCategoryThatIsNoColumnIsRefused() throws IOException {
            site.with(REPORT, "category: region", "category: departement");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/reports/activity-figures.yaml line 39, sheets[0].charts: expected columns that the sheet shows, found \"departement\"");
        }

        @Test
        void aSeriesMayBeAnyColumn() throws IOException {
            site.with(REPORT, SERIES, "series: [crees_total]");
            assertThat(site.problems()).isEmpty();
        }

        @Test
        void aNameOf32CharactersIsRefused() throws IOException {
            String name = "x".repeat(32);
            site.with(REPORT, "name: Chiffres par région", "name: " + name);
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/reports/activity-figures.yaml line 21, sheets[0].name: expected at most 31 characters, not starting with a digit, without []:*?/\\; found \""
                                    + name + "\"");
        }

        @Test
        void aNameOf31CharactersIsTaken() throws IOException {
            site.with(REPORT, "name: Chiffres par région", "name: " + "x".repeat(31));
            assertThat(site.problems()).isEmpty();
        }

        @Test
        void aNameThatStartsWithADigitIsRefused() throws IOException {
            site.with(COMMON, "name: Qualité", "name: 2 Qualité");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/common-sheets.yaml line 4, sheets[0].name: expected at most 31 characters, not starting with a digit, without []:*?/\\; found \"2 Qualité\"");
        }

        @Test
        void aNameMayHoldADigit() throws IOException {
            site.with(COMMON, "name: Qualité", "name: Qualité 2");
            assertThat(site.problems()).isEmpty();
        }

        @Test
        void aStatementThatDoesNotExistIsRefused() throws IOException {
            site.with(COMMON, "sql: sql/report/qualite.sql", "sql: sql/report/quality.sql");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/common-sheets.yaml line 6, sheets[0].sql: expected an existing file, found \"sql/report/quality.sql\"");
        }

        @Test
        void theCommonSheetsEndEveryReport() {
            assertThat(site.catalog().report("activity-figures").sheets())
                    .extracting(SheetDefinition::name)
                    .containsExactly("Chiffres par région", "Qualité");
        }
    }

    @Nested
    class ReportsAndJobs {

        @Test
        void aReportOfAnUnknownFeedIsRefused() throws IOException {
            site.with(REPORT, "feed: synthese-weekly", "feed: synthese");
            assertThat(site.problems())
                    .containsExactly("jobs/reports/activity-figures.yaml line 4, reads: expected any of "
                            + PackagedFeeds.NAMES + ", found \"synthese\"");
        }

        @Test
        void aReportForAnUnknownRecipientIsRefused() throws IOException {
            site.with(REPORT, "recipients: [equipe-nationale]", "recipients: [equipe-nationale, ars-alsace]");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/reports/activity-figures.yaml line 19, recipients: expected any of equipe-nationale, found \"ars-alsace\"");
        }

        private static final String ARS =
                "  - { id: ars-alsace, role: ARS, channel: folder, address: outbox/ars-alsace }\n";

        @Test
        void aReportForARecipientOfTheSiteIsTaken() throws IOException {
            site.with(RECIPIENTS, "  - id: equipe-nationale", ARS + "  - id: equipe-nationale")
                    .with(REPORT, "recipients: [equipe-nationale]", "recipients: [ars-alsace]");
            assertThat(site.problems()).isEmpty();
        }

        @Test
        void aReportWithAnUnknownIndicatorIsRefused() throws IOException {
            site.with(REPORT, "indicators: [crees, alimentes]", "indicators: [crees, alimentes, fermes]");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/reports/activity-figures.yaml line 14, indicators: expected any of crees, alimentes, alimentations, documents, consultations, etablissements, structures, rang, equipes, part-es, part-medecins, part-psl, connexions, dossiers-consultes, documents-consultes, sejours, hopen, dmp-assures, found \"fermes\"");
        }

        @Test
        void aReportHasTheIndicatorsThatItNames() throws IOException {
            site.with(REPORT, "indicators: [crees, alimentes]", "indicators: [rang, alimentes, crees]");
            assertThat(site.catalog().report("activity-figures").indicators())
                    .extracting(Indicators.Indicator::id)
                    .containsExactly("crees", "alimentes", "rang");
        }

        @Test
        void figuresOfAnIndicatorThatTheReportDoesNotNameAreRefused() throws IOException {
            site.with(REPORT, "indicators: [crees, alimentes]", "indicators: [alimentes]");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/reports/activity-figures.yaml line 20, sheets: expected figures of indicators"
                                    + " that the report uses (alimentes), found \"crees\" in sheet Chiffres par région");
        }

        @Test
        void rowsOfAnIndicatorThatTheReportDoesNotNameAreRefused() throws IOException {
            site.with("jobs/reports/weekly-es-focus.yaml", "      rang: rang", "      rang: place");
            assertThat(site.problems())
                    .containsExactly("jobs/reports/weekly-es-focus.yaml line 23, sheets: expected figures of indicators"
                            + " that the report uses (crees, alimentes, alimentations, documents, consultations,"
                            + " etablissements, rang), found \"place\" in sheet Synthèse");
        }

        @Test
        void eachRowMayHaveAnIndicatorOfItsOwn() {
            assertThat(site.catalog().report("weekly-es-focus").sheets().get(0).rowIndicators())
                    .containsEntry("crees-cumul", "crees")
                    .containsEntry("rang", "rang");
        }

        @Test
        void aWorkbookNamedWithoutItsPeriodIsRefused() throws IOException {
            site.with(REPORT, "chiffres-activite_<periode>_<perimetre>.xlsx", "chiffres-activite.xlsx");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/reports/activity-figures.yaml line 10, file-name: expected lower case, hyphens, <periode>, <perimetre> and .xlsx; found \"chiffres-activite.xlsx\"");
        }

        @Test
        void aWorkbookIsNamedAfterPeriodAndScope() {
            Period period = Period.parse(Period.Cadence.DATED, "2012-09-25").orElseThrow();
            assertThat(site.catalog().report("activity-figures").path(period, "france", "_edition-2"))
                    .isEqualTo(Path.of(
                            "activity-figures", "2012-09-25", "chiffres-activite_2012-09-25_france_edition-2.xlsx"));
        }

        @Test
        void aJobWithAnUnknownReportIsRefused() throws IOException {
            site.with(WEEKLY, REPORTS, "reports: [figures]");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/weekly.yaml line 5, reports: expected any of activity-figures, monthly-usage, weekly-activity, weekly-es-focus, found \"figures\"");
        }

        @Test
        void aJobWithAnUnknownFeedIsRefused() throws IOException {
            site.with(WEEKLY, "feeds: [psl-weekly,", "feeds: [psl,");
            assertThat(site.problems())
                    .containsExactly("jobs/weekly.yaml line 4, feeds: expected any of " + PackagedFeeds.NAMES
                            + ", found \"psl\"");
        }

        @Test
        void aJobMayNotBeNamedLikeTheLoadingOfAFile() throws IOException {
            site.with("jobs/load.yaml", "job: load\ntitle: x\n");
            assertThat(site.problems())
                    .containsExactly(
                            "jobs/load.yaml line 1, job: expected another name than that of the loading of one file, found \"load\"");
        }

        @Test
        void aJobMayCollectAndWriteLess() throws IOException {
            site.with(WEEKLY, REPORTS, "reports: []");
            assertThat(site.catalog().job("weekly").reports()).isEmpty();
        }
    }

    @Nested
    class Nomenclatures {

        private static final String CATEGORIES = "jobs/nomenclatures/categories-finess.csv";
        private static final String DOCUMENTS = "jobs/nomenclatures/types-documents.csv";
        private static final String CHANNELS = "jobs/nomenclatures/canaux.csv";

        @Test
        void aCategoryHasItsFieldOfActivity() {
            assertThat(site.catalog().codeLists().categories())
                    .hasSize(46)
                    .contains(
                            new CodeLists.Category("355", "Centre Hospitalier (C.H.)", "MCO", "1102", "SAN", null),
                            new CodeLists.Category(
                                    "200",
                                    "Maison de Retraite",
                                    "Personnes âgées hors EHPAD",
                                    "4401",
                                    "SOC",
                                    LocalDate.of(2015, 1, 1)));
        }

        @Test
        void aCategoryWithoutItsFieldIsRefused() throws IOException {
            site.with(CATEGORIES, "355;Centre Hospitalier (C.H.);MCO;1102;SAN", "355;Centre Hospitalier (C.H.)");
            assertThat(site.problems()).containsExactly(CATEGORIES + " line 3: expected 5 to 6 cells, found 2");
        }

        @Test
        void aTypeOfDocumentIsInUseOrHasASuccessor() {
            assertThat(site.catalog().codeLists().documentTypes())
                    .hasSize(70)
                    .contains(
                            new CodeLists.DocumentType(
                                    "34112-3", "LOINC", "CR hospitalier (séjour)", "CRH", null, null),
                            new CodeLists.DocumentType(
                                    "11493-4",
                                    "LOINC",
                                    "CR hospitalier (séjour)",
                                    "CRH",
                                    LocalDate.of(2017, 10, 13),
                                    "34112-3"));
        }

        @Test
        void aSuccessorThatIsNotInUseIsRefused() throws IOException {
            site.with(DOCUMENTS, "2017-10-13;34112-3", "2017-10-13;11528-7");
            assertThat(site.problems())
                    .containsExactly(DOCUMENTS + ": expected a code in use as successor of 11493-4, found \"11528-7\"");
        }

        @Test
        void aClosedTypeWithoutSuccessorIsRefused() throws IOException {
            site.with(DOCUMENTS, "2017-10-13;34112-3", "2017-10-13");
            assertThat(site.problems())
                    .containsExactly(
                            DOCUMENTS
                                    + " line 64, successeur: expected a successor beside the day on which the code was closed, and only there, found \"\"");
        }

        @Test
        void aChannelBelongsToOneVolet() throws IOException {
            assertThat(site.catalog().codeLists().channels())
                    .hasSize(9)
                    .contains(new CodeLists.Channel("ACCUEIL_CPAM", "Accueil de la CPAM", "AUTRES"));
            site.with(CHANNELS, "PHARMACIE;Pharmacie;AUTRES", "PHARMACIE;Pharmacie;VILLE");
            assertThat(site.problems())
                    .containsExactly(
                            CHANNELS + " line 4, volet: expected PSL, ES, AUTRES or PATIENTS, found \"VILLE\"");
        }
    }

    @Test
    void theMessageHoldsEveryProblemOnALine() {
        assertThat(new CatalogException(List.of("one", "two"))).hasMessage("one" + System.lineSeparator() + "two");
    }
}
