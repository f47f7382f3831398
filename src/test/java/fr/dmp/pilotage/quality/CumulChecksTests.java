package fr.dmp.pilotage.quality;

import static fr.dmp.pilotage.quality.EsWeeks.CONSULTATIONS;
import static fr.dmp.pilotage.quality.EsWeeks.CONSULTATIONS_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.CREATED;
import static fr.dmp.pilotage.quality.EsWeeks.CREATED_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.DOCUMENTS;
import static fr.dmp.pilotage.quality.EsWeeks.DOCUMENTS_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.FED;
import static fr.dmp.pilotage.quality.EsWeeks.FED_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.lines;
import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.bench.PslWeek;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.quality.EsWeeks.Line;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cumulated figures against those of the week before, on two small weeks. */
class CumulChecksTests {

    private static final int ESTABLISHMENTS = 6;

    private static EsWeeks weeks;

    @BeforeAll
    static void open(@TempDir Path home) {
        weeks = new EsWeeks(home, "2012-S20");
    }

    @AfterAll
    static void close() {
        weeks.close();
    }

    @BeforeEach
    void clear() {
        weeks.clear();
    }

    /** What is found in week 2 if its third line is changed. */
    private static List<String> foundWith(UnaryOperator<Line> change) {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        return weeks.found(weeks.load(2, lines(ESTABLISHMENTS, 2), 2, change));
    }

    @Test
    void figuresThatFollowFromTheWeekBeforeSayNothing() {
        assertThat(foundWith(line -> line)).isEmpty();
    }

    @Test
    void aFirstWeekSaysNothingWhateverItsFigures() {
        assertThat(weeks.found(weeks.load(1, lines(ESTABLISHMENTS, 1), 2, line -> line.with(CREATED_CUMUL, 1))))
                .isEmpty();
    }

    @Test
    void aCumulatedFigureBelowThatOfTheWeekBeforeIsToldOnce() {
        assertThat(foundWith(line -> line.with(DOCUMENTS_CUMUL, 960)))
                .containsExactly(
                        "warning cumul-falls line 4: documents_cumul was 963 the week before and is now 960 (-3);"
                                + " what is counted since the opening cannot fall without a correction"
                                + " / documents_cumul : 963 la semaine précédente, 960 à présent (−3) ; un cumul depuis"
                                + " l'ouverture ne peut pas baisser sans correction");
    }

    @Test
    void aCumulatedDistinctCountThatFallsIsToldToo() {
        assertThat(foundWith(line -> line.with(FED_CUMUL, 80)))
                .containsExactly("warning cumul-falls line 4: dmp_alimentes_cumul was 81 the week before and is now 80"
                        + " (-1); what is counted since the opening cannot fall without a correction"
                        + " / dmp_alimentes_cumul : 81 la semaine précédente, 80 à présent (−1) ; un cumul depuis"
                        + " l'ouverture ne peut pas baisser sans correction");
    }

    @Test
    void aFigureThatIsItselfACorrectionMayFallButMustFollow() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 2);
        LoadOutcome correction = weeks.load(2, lines(ESTABLISHMENTS, 2), 2, line -> line.with(CREATED_CUMUL, 40)
                .with(DOCUMENTS_CUMUL, 1027));
        assertThat(correction.revision()).isEqualTo(2);
        assertThat(weeks.found(correction))
                .containsExactly(
                        "warning cumul-differs line 4: dmp_crees_cumul was 54 the week before and the week's figure is"
                                + " 4: expected 58, found 40 (-18) / dmp_crees_cumul : 54 la semaine précédente et 4"
                                + " dans la semaine, soit 58 attendus ; trouvé 40 (−18)");
    }

    @Test
    void aCorrectionThatLeavesAFallAsItWasIsToldOfItAgain() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        weeks.load(2, lines(ESTABLISHMENTS, 2), 2, line -> line.with(CREATED_CUMUL, 40));
        LoadOutcome correction = weeks.load(2, lines(ESTABLISHMENTS, 2), 2, line -> line.with(CREATED_CUMUL, 40)
                .plus(DOCUMENTS, 1)
                .plus(DOCUMENTS_CUMUL, 1));
        assertThat(weeks.found(correction)).hasSize(1).first().asString().startsWith("warning cumul-falls line 4: ");
    }

    @Test
    void anAdditiveFigureThatIsNotTheSumIsTold() {
        assertThat(foundWith(line -> line.plus(CONSULTATIONS_CUMUL, 3)))
                .containsExactly("warning cumul-differs line 4: consultations_cumul was 34 the week before and the"
                        + " week's figure is 4: expected 38, found 41 (+3) / consultations_cumul : 34 la semaine"
                        + " précédente et 4 dans la semaine, soit 38 attendus ; trouvé 41 (+3)");
    }

    @Test
    void aFewLateTransmissionsAreLetThrough() {
        assertThat(foundWith(line -> line.plus(CONSULTATIONS_CUMUL, 2).plus(DOCUMENTS_CUMUL, 2)))
                .isEmpty();
    }

    @Test
    void lateTransmissionsOnlyEverAdd() {
        assertThat(foundWith(line -> line.plus(CONSULTATIONS_CUMUL, -1)))
                .singleElement()
                .asString()
                .startsWith("warning cumul-differs line 4: ");
    }

    @Test
    void dmpFedAgainNeedNotAddUp() {
        assertThat(foundWith(line -> line.with(FED, 12).with(FED_CUMUL, 81))).isEmpty();
        weeks.clear();
        assertThat(foundWith(line -> line.with(FED, 12).with(FED_CUMUL, 93))).isEmpty();
    }

    @Test
    void moreDmpFedThanBothTogetherAreTold() {
        assertThat(foundWith(line -> line.with(FED, 12).with(FED_CUMUL, 94)))
                .containsExactly("warning cumul-outside-distinct-bounds line 4: dmp_alimentes_cumul was 81 the week"
                        + " before and 12 were fed in the week: expected 81 to 93, found 94; a DMP fed again counts once"
                        + " / dmp_alimentes_cumul : 81 la semaine précédente et 12 dans la semaine, soit entre 81 et 93"
                        + " attendus ; trouvé 94 : un DMP alimenté à nouveau compte une fois");
    }

    @Test
    void fewerDmpFedSinceTheOpeningThanInTheWeekAreTold() {
        assertThat(foundWith(line -> line.with(FED, 90)
                        .with(FED_CUMUL, 85)
                        .plus(DOCUMENTS, 100)
                        .plus(DOCUMENTS_CUMUL, 100)))
                .containsExactly("warning cumul-outside-distinct-bounds line 4: dmp_alimentes_cumul was 81 the week"
                        + " before and 90 were fed in the week: expected 90 to 171, found 85; a DMP fed again counts"
                        + " once / dmp_alimentes_cumul : 81 la semaine précédente et 90 dans la semaine, soit entre 90"
                        + " et 171 attendus ; trouvé 85 : un DMP alimenté à nouveau compte une fois");
    }

    private static LoadOutcome loadChanged(UnaryOperator<Line> change) {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        return weeks.load(2, lines(ESTABLISHMENTS, 2).stream().map(change).toList());
    }

    @Test
    void exchangedColumnsHoldTheFileAndNothingElseIsSaidOfThem() {
        LoadOutcome outcome = loadChanged(line -> line.exchanged(CREATED, FED).exchanged(CREATED_CUMUL, FED_CUMUL));
        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(weeks.found(outcome))
                .containsExactly("error columns-look-swapped: dmp_crees and dmp_alimentes (week and cumulated) look"
                        + " exchanged: of 12 lines where they differ, 12 do not follow from the week before as they were"
                        + " sent and do once they are exchanged / dmp_crees et dmp_alimentes (semaine et cumul) semblent"
                        + " intervertis : sur 12 lignes où ils diffèrent, 12 ne suivent pas de la semaine précédente"
                        + " telles qu'envoyées, et en suivent une fois échangées");
    }

    @Test
    void columnsOfTheWeekAloneMayBeExchanged() {
        LoadOutcome outcome = loadChanged(line -> line.exchanged(DOCUMENTS, CONSULTATIONS));
        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(weeks.found(outcome))
                .singleElement()
                .asString()
                .startsWith(
                        "error columns-look-swapped: documents and consultations (week) look exchanged: of 12 lines");
    }

    @Test
    void cumulatedColumnsAloneMayBeExchanged() {
        LoadOutcome outcome = loadChanged(line -> line.exchanged(DOCUMENTS_CUMUL, CONSULTATIONS_CUMUL));
        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(weeks.found(outcome))
                .singleElement()
                .asString()
                .startsWith(
                        "error columns-look-swapped: documents and consultations (cumulated) look exchanged: of 12");
    }

    @Test
    void aFewExchangedLinesAreNotAFileWithExchangedColumns() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        List<Line> lines = lines(ESTABLISHMENTS, 2).stream().toList();
        LoadOutcome outcome = weeks.load(2, lines, 0, line -> line.exchanged(DOCUMENTS_CUMUL, CONSULTATIONS_CUMUL));
        assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
        assertThat(weeks.found(outcome))
                .extracting(each -> each.substring(0, each.indexOf(" line")))
                .containsExactly("warning cumul-falls", "warning cumul-differs", "warning fed-without-document");
    }

    @Test
    void aPractitionerIsPairedByPlaceOfPractice() {
        String header = "semaine;rpps;profession;departement;lieu_exercice;dmp_crees;dmp_crees_cumul;dmp_alimentes;"
                + "dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul\n";
        String start = ";" + PslWeek.rpps(1) + ";MEDECIN;60;";
        weeks.site()
                .load(
                        "activite_psl_2012-S20.csv",
                        header + "2012-S20" + start + "1;1;10;1;10;2;20;0;0\n2012-S20" + start
                                + "2;1;50;1;50;2;60;0;0\n");
        LoadOutcome outcome = weeks.site()
                .load(
                        "activite_psl_2012-S21.csv",
                        header + "2012-S21" + start + "2;1;51;1;51;2;62;0;0\n2012-S21" + start
                                + "1;1;11;1;11;2;12;0;0\n");
        assertThat(weeks.found(outcome))
                .singleElement()
                .asString()
                .startsWith("warning cumul-falls line 3: documents_cumul was 20 the week before and is now 12 (-8);");
    }
}
