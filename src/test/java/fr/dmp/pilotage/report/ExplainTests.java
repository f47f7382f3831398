package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.report.Explanation.ChangedLine;
import fr.dmp.pilotage.report.Explanation.Contribution;
import fr.dmp.pilotage.report.Explanation.Kind;
import fr.dmp.pilotage.report.Explanation.Line;
import fr.dmp.pilotage.report.Explanation.Operand;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of cell says what it is made of; that it is all of it is for {@link ExplainedFiguresTests}. */
@TestInstance(Lifecycle.PER_CLASS)
class ExplainTests {

    private static final String REPORT = "weekly-es-focus";
    private static final String WEEK = "2012-S38";
    private static final String FILE = "activite_es_2012-S38.csv";
    private static final String BEFORE = "activite_es_2012-S37.csv";
    private static final String A = EsWeek.finess("60", 1);
    private static final String B = EsWeek.finess("80", 2);
    private static final String C = EsWeek.finess("59", 3);

    private Site site;

    /** Two weeks, then a correction of the second: one more document of A, and the line of B that was missing. */
    @BeforeAll
    void issueTwoEditions(@TempDir Path home) {
        site = new Site(home);
        history(8, EsHistory.NO_LINE).load(site, 4, 5);
        assertThat(Focus.write(site, "Picardie", WEEK).edition()).isEqualTo(1);
        history(9, 7).load(site, 5);
        assertThat(Focus.write(site, "Picardie", WEEK).edition()).isEqualTo(2);
    }

    @AfterAll
    void close() {
        site.close();
    }

    private static EsHistory history(int documentsOfA, int documentsOfB) {
        EsHistory history = new EsHistory(WEEK);
        history.add(A, "FICTIF A", 1, 2, 3, 4, 5, documentsOfA).created(0, 0, 0, 0, 20, 30);
        history.add(B, "FICTIF JUMEAU", 1, 1, 1, 1, 1, documentsOfB).in("80");
        history.add(EsWeek.finess("60", 4), "FICTIF JUMEAU", 0, 0, 0, 0, 0, 0)
                .started("")
                .compatible("NON")
                .vendor("AUTRE ÉDITEUR");
        history.add(C, "FICTIF C", 1, 1, 1, 1, 1, 1).in("59").created(0, 0, 0, 0, 40, 60);
        return history;
    }

    private Explanation explain(String sheet, String cell) {
        return explain(null, sheet, cell);
    }

    private Explanation explain(Integer edition, String sheet, String cell) {
        return site.bean(Explain.class).cell(asked(edition), sheet, cell);
    }

    private static Explain.Asked asked(Integer edition) {
        return new Explain.Asked(REPORT, WEEK, "Picardie", edition);
    }

    private static BigDecimal figure(int value) {
        return BigDecimal.valueOf(value);
    }

    private String sha(String file, int revision) {
        return site.jdbc()
                .sql(
                        "select sha256 from ops.file join ops.load using (file_id) where file_name = :name and revision = :n")
                .param("name", file)
                .param("n", revision)
                .query(String.class)
                .single();
    }

    @Test
    void aFoldShowsTheFilesAndLinesThatItAddsUp() {
        Explanation explained = explain("Départements", "60/documents_cumul");
        assertThat(explained.kind()).isEqualTo(Kind.FOLD);
        assertThat(explained.how())
                .isEqualTo("sum of documents_cumul over the lines of row 60 where period_start = :period"
                        + " (:period is 2012-09-17)");
        assertThat(explained.loads())
                .containsExactly(new Contribution(FILE, "national", WEEK, 2, sha(FILE, 2), 2, figure(24)));
        assertThat(explained.lines())
                .containsExactly(
                        new Line(FILE, 2L, WEEK, A, figure(24), null),
                        new Line(FILE, 4L, WEEK, EsWeek.finess("60", 4), figure(0), null));
        assertThat(explained.gives()).isEqualTo(figure(24));
        assertThat(explained.operands()).isEmpty();
        assertThat(explained.notes()).isEmpty();
    }

    @Test
    void aFoldOfSeveralWeeksShowsWhatEachFileGives() {
        Explanation explained = explain("Évolution", A + "/alimentations_13");
        assertThat(explained.loads())
                .extracting(Contribution::file, Contribution::gives)
                .containsExactly(tuple(BEFORE, figure(5)), tuple(FILE, figure(9)));
    }

    @Test
    void aCountGivesOneForEachLineThatItCounts() {
        Explanation explained = explain("Départements", "60/connus");
        assertThat(explained.how())
                .isEqualTo("count of finess_et over the lines of row 60 where period_start = :period"
                        + " (:period is 2012-09-17)");
        assertThat(explained.lines()).extracting(Line::value).containsExactly(figure(1), figure(1));
        assertThat(explained.gives()).isEqualTo(figure(2));
    }

    @Test
    void aCountOfNothingIsZeroAndHasNoLine() {
        Explanation none = explain("Éditeurs", "autre éditeur/compatibles");
        assertThat(none.cell().value()).isEqualTo(figure(0));
        assertThat(none.gives()).isEqualTo(figure(0));
        assertThat(none.lines()).isEmpty();
        assertThat(none.notes()).isEmpty();
    }

    @Test
    void aCellSaysWhatItShowsAndOfWhichIndicator() {
        Explanation.Cell cell = explain("departements", "60/documents").cell();
        assertThat(List.of(cell.report(), cell.period(), cell.scope(), cell.sheet(), cell.key(), cell.row()))
                .containsExactly(REPORT, WEEK, "Picardie", "Départements", "60", "60 Oise");
        assertThat(cell.edition()).isEqualTo(2);
        assertThat(cell.address()).isEqualTo("K2");
        assertThat(cell.column()).isEqualTo("documents");
        assertThat(cell.label()).isEqualTo("Documents, semaine");
        assertThat(cell.value()).isEqualTo(figure(9));
        assertThat(cell.unit()).isEqualTo("documents déposés");
        assertThat(cell.indicator().definition()).isEqualTo("Nombre de documents déposés dans les DMP.");
    }

    @Test
    void aRowMayHaveTheIndicatorThatItsColumnLacks() {
        assertThat(explain("Synthèse", "consultations/valeur")
                        .cell()
                        .indicator()
                        .id())
                .isEqualTo("consultations");
        assertThat(explain("Synthèse", "consultations/unite").cell().indicator())
                .isNull();
    }

    @Test
    void aDerivedCellShowsItsFormulaAndItsOperandsAlsoThoseThatNoCellShows() {
        Explanation explained = explain("Départements", "60/evolution");
        assertThat(explained.kind()).isEqualTo(Kind.DERIVED);
        assertThat(explained.how()).isEqualTo("documents - documents_precedents");
        assertThat(explained.operands())
                .containsExactly(
                        new Operand("K2", "documents", "Documents, semaine", true, figure(9), figure(8)),
                        new Operand(
                                "60/documents_precedents",
                                "documents_precedents",
                                "Documents, semaine précédente",
                                false,
                                figure(5),
                                null));
        assertThat(explained.gives()).isEqualTo(figure(4));
        assertThat(explained.lines()).isEmpty();
    }

    @Test
    void anOperandThatNoCellShowsIsExplainedUnderItsName() {
        Explanation explained = explain("Départements", "60/documents_precedents");
        assertThat(explained.cell().address()).isNull();
        assertThat(explained.lines())
                .containsExactly(
                        new Line(BEFORE, 2L, "2012-S37", A, figure(5), null),
                        new Line(BEFORE, 4L, "2012-S37", EsWeek.finess("60", 4), figure(0), null));
    }

    @Test
    void aTotalIsTheSumOfTheCellsOfItsColumn() {
        Explanation explained = explain("Départements", "K4");
        assertThat(explained.cell().key()).isEqualTo("Total");
        assertThat(explained.kind()).isEqualTo(Kind.TOTAL);
        assertThat(explained.how())
                .isEqualTo("SUBTOTAL(109,K2:K3): the sum of the column, of the rows that a filter leaves");
        assertThat(explained.operands())
                .containsExactly(
                        new Operand("K2", "documents", "Documents, semaine", true, figure(9), figure(8)),
                        new Operand("K3", "documents", "Documents, semaine", true, figure(7), null));
        assertThat(explained.gives()).isEqualTo(figure(16));
    }

    @Test
    void whatDoesNotAddUpHasNoTotal() {
        Explanation explained = explain("Départements", "Total/part_actifs");
        assertThat(explained.kind()).isEqualTo(Kind.TEXT);
        assertThat(explained.how()).isEqualTo("no total: the figures of this column do not add up");
    }

    @Test
    void aRankShowsTheTotalsOfRegionsAndNoLineOfAnother() {
        Explanation explained = explain("Synthèse", "rang/valeur");
        assertThat(explained.cell().value()).isEqualTo(figure(2));
        assertThat(explained.lines())
                .containsExactly(
                        new Line(null, null, WEEK, "Nord-Pas-de-Calais", figure(1), figure(100)),
                        new Line(null, null, WEEK, "Picardie", figure(1), figure(50)));
        assertThat(explained.loads()).isEmpty();
        assertThat(explained.notes())
                .containsExactly(
                        "a rank compares the totals of regions, never their lines: each that is not behind counts 1");
    }

    @Test
    void aTextSaysThatItIsOneAndShowsTheLinesOfItsRow() {
        Explanation explained = explain("Établissements", A + "/etat");
        assertThat(explained.kind()).isEqualTo(Kind.TEXT);
        assertThat(explained.how()).isEqualTo("a text, not a figure; its row comes from these lines");
        assertThat(explained.lines())
                .containsExactly(
                        new Line(BEFORE, 2L, "2012-S37", A, null, null), new Line(FILE, 2L, WEEK, A, null, null));
        assertThat(explain("Établissements", A + "/debut").how())
                .isEqualTo("a date, not a figure; its row comes from these lines");
    }

    @Test
    void anUnknownFigureSaysWhyItIsNotZero() {
        Explanation explained = explain("Synthèse", "documents/quatre_semaines");
        assertThat(explained.cell().value()).isNull();
        assertThat(explained.gives()).isNull();
        assertThat(explained.lines()).isEmpty();
        assertThat(explained.notes())
                .containsExactly("no line of this edition gives it: its row has lines of 2012-S37, 2012-S38 only;"
                        + " it is unknown ([x], or empty where a chart draws it) and not zero");
    }

    @Test
    void anUnknownFigureOfARowWithoutLinesSaysSo() {
        assertThat(explain("Synthèse", "alimentes-cumul/valeur").notes())
                .containsExactly("no line of this edition gives it: its row has none;"
                        + " it is unknown ([x], or empty where a chart draws it) and not zero");
    }

    @Test
    void aDerivedCellWithoutFigureSaysThatItsOperandsGiveNone() {
        assertThat(explain("Synthèse", "documents/evolution_4").notes())
                .containsExactly("its operands give no figure; it is unknown ([x], or empty where a chart draws it)"
                        + " and not zero");
        assertThat(explain("Synthèse", "documents/part").notes())
                .containsExactly("its operands give no figure; the cell is empty, as there is nothing to say, and"
                        + " not zero");
    }

    @Nested
    class Changes {

        @Test
        void aChangedCellShowsTheLinesThatChangedItAndTheirFile() {
            Explanation explained = explain("Départements", "60/documents");
            assertThat(explained.change())
                    .isEqualTo(new Explanation.Change(
                            1,
                            figure(8),
                            List.of(new ChangedLine(
                                    "documents",
                                    new Line(FILE, 2L, WEEK, A, figure(8), null),
                                    new Line(FILE, 2L, WEEK, A, figure(9), null),
                                    FILE))));
        }

        @Test
        void aLineThatCameWasNotThereBefore() {
            assertThat(explain("Départements", "80/documents").change())
                    .isEqualTo(new Explanation.Change(
                            1,
                            null,
                            List.of(new ChangedLine(
                                    "documents", null, new Line(FILE, 3L, WEEK, B, figure(7), null), FILE))));
        }

        @Test
        void aChangedDerivedCellShowsTheChangedLinesOfItsOperands() {
            Explanation.Change change = explain("Départements", "60/evolution").change();
            assertThat(change.before()).isEqualTo(figure(3));
            assertThat(change.lines())
                    .extracting(ChangedLine::column, ChangedLine::cause)
                    .containsExactly(tuple("documents", FILE));
        }

        @Test
        void aTextMayHaveChangedToo() {
            assertThat(explain("Établissements", B + "/etat").change().before()).isEqualTo("non transmis");
        }

        @Test
        void aCellThatIsAsBeforeHasNoChangeAlthoughItsFileIsAnother() {
            Explanation explained = explain("Départements", "60/crees");
            assertThat(explained.loads()).extracting(Contribution::revision).containsExactly(2);
            assertThat(explained.change()).isNull();
        }

        @Test
        void anEarlierEditionIsExplainedFromItsOwnLoadsAndHasNothingBeforeIt() {
            Explanation explained = explain(1, "Départements", "60/documents");
            assertThat(explained.cell().edition()).isEqualTo(1);
            assertThat(explained.cell().value()).isEqualTo(figure(8));
            assertThat(explained.loads()).extracting(Contribution::revision).containsExactly(1);
            assertThat(explained.lines()).extracting(Line::value).containsExactly(figure(8), figure(0));
            assertThat(explained.change()).isNull();
        }
    }

    @Nested
    class Names {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "K2",
                    "k2",
                    "$K$2",
                    "60/documents",
                    "60 Oise/Documents, semaine",
                    " 60-oise / documents, SEMAINE "
                })
        void aCellMayBeNamedInManyWays(String cell) {
            assertThat(explain("Départements", cell).cell().address()).isEqualTo("K2");
        }

        @Test
        void aWeekIsAColumnToo() {
            assertThat(explain("Synthèse", "Documents déposés dans la semaine/2012-S37")
                            .cell()
                            .column())
                    .isEqualTo("precedente");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "Départements | K9 | no cell of sheet Départements \"K9\"; expected one of A2 to M4, row/column such as 60/evolution",
                    "Départements | K1 | no cell of sheet Départements \"K1\"; expected one of A2 to M4, row/column such as 60/evolution",
                    "Départements | Oise | no cell of sheet Départements \"Oise\"; expected one of A2 to M4, row/column such as 60/evolution",
                    "Départements | 61/documents | no row of sheet Départements \"61\"; expected one of 60 (60 Oise), 80 (80 Somme), Total",
                    "Données | 2012-S38/docs | no column of sheet Données \"docs\"; expected one of semaine (Semaine), lignes (Lignes de la semaine), actifs (ES actifs), crees (DMP créés), alimentations (Alimentations), documents (Documents déposés), consultations (Consultations)",
                    "Lisez-moi | A1 | no sheet with source lines in weekly-es-focus \"Lisez-moi\"; expected one of Synthèse, Établissements, Évolution, Départements, Éditeurs, Alertes, Données, Qualité"
                })
        void aCellThatIsNotThereIsToldWithThoseThatAre(String sheet, String cell, String message) {
            assertThatThrownBy(() -> explain(sheet, cell))
                    .isInstanceOf(UnknownName.class)
                    .hasMessage(message);
        }

        @Test
        void aNameOfTwoRowsIsToldWithTheirKeys() {
            assertThatThrownBy(() -> explain("Établissements", "fictif jumeau/documents"))
                    .hasMessage("no single row of sheet Établissements \"fictif jumeau\"; expected one of "
                            + EsWeek.finess("60", 4) + " (" + EsWeek.finess("60", 4) + ", FICTIF JUMEAU), " + B + " ("
                            + B + ", FICTIF JUMEAU)");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                nullValues = "-",
                value = {
                    "focus | 2012-S38 | Picardie | - | no report \"focus\"; expected one of activity-figures, monthly-usage, weekly-activity, weekly-es-focus",
                    "activity-figures | 2012-S38 | - | - | no issued period of activity-figures \"2012-S38\"; there is none at all",
                    "weekly-es-focus | 2012-S37 | Picardie | - | no issued period of weekly-es-focus \"2012-S37\"; expected one of 2012-S38",
                    "weekly-es-focus | 2012-S38 | Alsace | - | no issued region of weekly-es-focus 2012-S38 \"Alsace\"; expected one of Picardie",
                    "weekly-es-focus | 2012-S38 | 22 | 3 | no edition of weekly-es-focus 2012-S38 Picardie \"3\"; expected one of 1, 2"
                })
        void aWorkbookThatIsNotThereIsToldWithThoseThatAre(
                String report, String period, String region, Integer edition, String message) {
            Explain.Asked asked = new Explain.Asked(report, period, region, edition);
            assertThatThrownBy(() -> site.bean(Explain.class).cell(asked, "Synthèse", "C2"))
                    .isInstanceOf(UnknownName.class)
                    .hasMessage(message);
        }
    }

    @Nested
    class WhatNoLongerHolds {

        @Test
        void linesPastTheirRetentionAreSaidToBeGone(@TempDir Path home) {
            try (Site own = new Site(home)) {
                history(8, 1).load(own, 4, 5);
                Focus.write(own, "Picardie", WEEK);
                own.jdbc()
                        .sql("delete from dwh.es_weekly where period_start = date '2012-09-10'")
                        .update();
                Explain explain = own.bean(Explain.class);
                assertThat(explain.cell(asked(null), "Synthèse", "documents/precedente")
                                .notes())
                        .containsExactly("edition 1 said 6, what is below gives [x]: past their retention, the lines of"
                                + " activite_es_2012-S37.csv are no longer kept");
                assertThat(explain.cell(asked(null), "Synthèse", "documents/valeur")
                                .notes())
                        .isEmpty();
            }
        }

        @Test
        void aStatementThatHasChangedSinceIsSaidToHave(@TempDir Path home, @TempDir Path definitions)
                throws IOException {
            try (Site own = new Site(home, "--pilotage.definitions=" + definitions)) {
                history(8, 1).load(own, 4, 5);
                Focus.write(own, "Picardie", WEEK);
                String statement = "sql/report/es-focus-donnees.sql";
                Files.createDirectories(definitions.resolve(statement).getParent());
                String text = Files.readString(Path.of(statement));
                String changed = text.replace("* from es_lines", "* from es_lines where documents > 1");
                assertThat(changed).isNotEqualTo(text);
                Files.writeString(definitions.resolve(statement), changed);
                assertThat(own.bean(Explain.class)
                                .cell(asked(null), "Données", "2012-S38/documents")
                                .notes())
                        .containsExactly("edition 1 said 9, what is below gives 8: the statement or its declaration has"
                                + " changed since edition 1 was issued");
            }
        }
    }
}
