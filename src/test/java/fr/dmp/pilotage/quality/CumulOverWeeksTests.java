package fr.dmp.pilotage.quality;

import static fr.dmp.pilotage.quality.EsWeeks.CONSULTATIONS_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.CREATED_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.DOCUMENTS;
import static fr.dmp.pilotage.quality.EsWeeks.DOCUMENTS_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.FED;
import static fr.dmp.pilotage.quality.EsWeeks.FED_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.lines;
import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.quality.EsWeeks.Line;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cumulated figures where weeks are missing, come late or are corrected, and where a dip recovers. Week 1 is 2012-S21; the
 * line that is changed has 54 DMP created, 81 fed, 963 documents and 34 consultations since the opening at its end, and 4,
 * 12 (11 of them new), 63 and 4 in each week.
 */
class CumulOverWeeksTests {

    private static final int ESTABLISHMENTS = 6;
    private static final int CHANGED = 2;

    private static Line asItIs(Line line) {
        return line;
    }

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

    private static List<String> found(int week, UnaryOperator<Line> change) {
        return weeks.found(weeks.load(week, lines(ESTABLISHMENTS, week), CHANGED, change));
    }

    private static List<String> foundAfterAGap(UnaryOperator<Line> change) {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        return found(3, change);
    }

    @Test
    void aFigureThatFallsOverAMissingWeekIsTold() {
        assertThat(foundAfterAGap(line -> line.with(DOCUMENTS_CUMUL, 960)))
                .containsExactly(
                        "warning cumul-falls line 4: documents_cumul was 963 in 2012-S21 (2 weeks before) and is"
                                + " now 960 (-3); what is counted since the opening cannot fall without a correction"
                                + " / documents_cumul : 963 en 2012-S21 (2 semaines plus tôt), 960 à présent (−3) ; un cumul"
                                + " depuis l'ouverture ne peut pas baisser sans correction");
    }

    @Test
    void whatTheMissingWeekAddedIsUnknown() {
        assertThat(foundAfterAGap(line ->
                        line.plus(CREATED_CUMUL, 100).plus(FED_CUMUL, 200).plus(DOCUMENTS_CUMUL, 200)))
                .isEmpty();
    }

    @Test
    void overAMissingWeekTheWeekItselfIsAddedAtLeast() {
        assertThat(foundAfterAGap(line -> line.with(CONSULTATIONS_CUMUL, 37)))
                .containsExactly("warning cumul-differs line 4: consultations_cumul was 34 in 2012-S21 (2 weeks before)"
                        + " and the week's figure is 4: expected 38 at least, found 37 (-1) / consultations_cumul : 34"
                        + " en 2012-S21 (2 semaines plus tôt) et 4 dans la semaine, soit 38 attendus au moins ; trouvé"
                        + " 37 (−1)");
        weeks.clear();
        assertThat(foundAfterAGap(line -> line.with(CONSULTATIONS_CUMUL, 38))).isEmpty();
    }

    @Test
    void overAMissingWeekTheDmpFedInTheWeekAreThereAtLeast() {
        assertThat(foundAfterAGap(line -> line.with(FED, 110)
                        .with(FED_CUMUL, 109)
                        .plus(DOCUMENTS, 100)
                        .plus(DOCUMENTS_CUMUL, 100)))
                .containsExactly("warning cumul-outside-distinct-bounds line 4: dmp_alimentes_cumul was 81 in 2012-S21"
                        + " (2 weeks before) and 110 were fed in the week: expected 110 at least, found 109; a DMP fed"
                        + " again counts once / dmp_alimentes_cumul : 81 en 2012-S21 (2 semaines plus tôt) et 110 dans"
                        + " la semaine, soit 110 au moins attendus ; trouvé 109 : un DMP alimenté à nouveau compte une"
                        + " fois");
    }

    private static List<String> foundWhenItComesBack(UnaryOperator<Line> change) {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        List<Line> second = new ArrayList<>(lines(ESTABLISHMENTS, 2));
        second.remove(CHANGED);
        weeks.load(2, second);
        return found(3, change);
    }

    @Test
    void aStructureThatComesBackIsHeldAgainstItsLastLine() {
        assertThat(foundWhenItComesBack(line -> line.with(DOCUMENTS_CUMUL, 960).plus(CREATED_CUMUL, 100)))
                .containsExactly(
                        "warning cumul-falls line 4: documents_cumul was 963 in 2012-S21 (2 weeks before) and is"
                                + " now 960 (-3); what is counted since the opening cannot fall without a correction"
                                + " / documents_cumul : 963 en 2012-S21 (2 semaines plus tôt), 960 à présent (−3) ; un cumul"
                                + " depuis l'ouverture ne peut pas baisser sans correction");
        weeks.clear();
        assertThat(foundWhenItComesBack(CumulOverWeeksTests::asItIs)).isEmpty();
    }

    /** What a correction of week 1 finds when week 2 is in force. */
    private static List<String> foundBeforeTheNext(UnaryOperator<Line> change) {
        weeks.loadSteady(ESTABLISHMENTS, 1, 2);
        return found(1, change);
    }

    @Test
    void aCorrectionAboveTheWeekAfterIsTold() {
        assertThat(foundBeforeTheNext(line -> line.with(CREATED_CUMUL, 60)))
                .containsExactly("warning cumul-falls line 4: dmp_crees_cumul is 60 and only 58 in 2012-S22, the week"
                        + " after, which is in force (+2); what is counted since the opening cannot fall without a"
                        + " correction / dmp_crees_cumul : 60, et seulement 58 en 2012-S22, la semaine suivante, déjà en"
                        + " vigueur (+2) ; un cumul depuis l'ouverture ne peut pas baisser sans correction");
    }

    @Test
    void aCorrectionThatTheWeekAfterDoesNotFollowIsTold() {
        assertThat(foundBeforeTheNext(line -> line.with(CONSULTATIONS_CUMUL, 35).with(DOCUMENTS_CUMUL, 956)))
                .containsExactly(
                        "warning cumul-differs line 4: consultations_cumul is followed by 38 in 2012-S22, which is in"
                                + " force and has 4 in the week: expected 34, found 35 (+1) / consultations_cumul : suivi"
                                + " de 38 en 2012-S22, déjà en vigueur, dont 4 dans la semaine, soit 34 attendus ; trouvé"
                                + " 35 (+1)",
                        "warning cumul-differs line 4: documents_cumul is followed by 1,026 in 2012-S22, which is in"
                                + " force and has 63 in the week: expected 963, found 956 (-7) / documents_cumul : suivi"
                                + " de 1 026 en 2012-S22, déjà en vigueur, dont 63 dans la semaine, soit 963 attendus ;"
                                + " trouvé 956 (−7)");
    }

    @Test
    void aCorrectionThatLeavesTheWeekAfterItsLateTransmissionsIsNot() {
        assertThat(foundBeforeTheNext(line -> line.with(CONSULTATIONS_CUMUL, 32).with(DOCUMENTS_CUMUL, 957)))
                .isEmpty();
    }

    @Test
    void dmpFedThatTheWeekAfterCannotComeFromAreTold() {
        assertThat(foundBeforeTheNext(line -> line.with(FED_CUMUL, 79)))
                .containsExactly(
                        "warning cumul-outside-distinct-bounds line 4: dmp_alimentes_cumul is followed by 92 in"
                                + " 2012-S22, which is in force and has 12 fed in the week: expected 80 to 92, found 79; a DMP"
                                + " fed again counts once / dmp_alimentes_cumul : suivi de 92 en 2012-S22, déjà en vigueur, dont"
                                + " 12 dans la semaine, soit entre 80 et 92 attendus ; trouvé 79 : un DMP alimenté à nouveau"
                                + " compte une fois");
        weeks.clear();
        assertThat(foundBeforeTheNext(line -> line.with(FED_CUMUL, 80))).isEmpty();
    }

    @Test
    void aLateWeekIsHeldAgainstBothItsNeighbours() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        assertThat(found(3, line -> line.with(DOCUMENTS_CUMUL, 1_026))).isEmpty();
        assertThat(found(2, line -> line.plus(CONSULTATIONS_CUMUL, -1)))
                .containsExactly(
                        "warning cumul-differs line 4: consultations_cumul was 34 the week before and the week's figure"
                                + " is 4: expected 38, found 37 (-1) / consultations_cumul : 34 la semaine précédente et"
                                + " 4 dans la semaine, soit 38 attendus ; trouvé 37 (−1)",
                        "warning cumul-differs line 4: documents_cumul is followed by 1,026 in 2012-S23, which is in"
                                + " force and has 63 in the week: expected 963, found 1,026 (+63) / documents_cumul :"
                                + " suivi de 1 026 en 2012-S23, déjà en vigueur, dont 63 dans la semaine, soit 963"
                                + " attendus ; trouvé 1 026 (+63)");
    }

    @Test
    void aLateWeekThatFitsIsNot() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        weeks.loadSteady(ESTABLISHMENTS, 3, 3);
        assertThat(found(2, CumulOverWeeksTests::asItIs)).isEmpty();
    }

    @Test
    void aDipOfTheWeekAfterIsNotToldAgainByACorrectionOfAnotherFigure() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        assertThat(found(2, line -> line.with(DOCUMENTS_CUMUL, 960))).hasSize(1);
        assertThat(found(1, line -> line.with(CONSULTATIONS_CUMUL, 33))).isEmpty();
    }

    @Test
    void aCorrectionThatLeavesALateWeekAboveTheNextIsToldOfItAgain() {
        found(2, line -> line.with(DOCUMENTS_CUMUL, 960));
        assertThat(found(1, CumulOverWeeksTests::asItIs)).hasSize(1);
        assertThat(found(1, line -> line.with(CONSULTATIONS_CUMUL, 33)))
                .singleElement()
                .asString()
                .startsWith("warning cumul-falls line 4: documents_cumul is 963 and only 960 in 2012-S22,");
    }

    @Test
    void aDipOfALateWeekIsToldOnce() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        weeks.loadSteady(ESTABLISHMENTS, 3, 3);
        assertThat(found(2, line -> line.with(DOCUMENTS_CUMUL, 960).with(FED_CUMUL, 80)))
                .extracting(each -> each.substring(0, each.indexOf(" was")))
                .containsExactly(
                        "warning cumul-falls line 4: dmp_alimentes_cumul",
                        "warning cumul-falls line 4: documents_cumul");
    }

    @Test
    void aDipThatRecoversIsToldWhenItHappensAndNotAgain() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        assertThat(found(2, line -> line.with(DOCUMENTS_CUMUL, 960)
                        .with(FED_CUMUL, 80)
                        .with(CREATED_CUMUL, 55)))
                .extracting(each -> each.substring(0, each.indexOf(" was")))
                .containsExactly(
                        "warning cumul-falls line 4: dmp_alimentes_cumul",
                        "warning cumul-falls line 4: documents_cumul",
                        "warning cumul-differs line 4: dmp_crees_cumul");
        assertThat(found(3, CumulOverWeeksTests::asItIs)).isEmpty();
    }

    @Test
    void aDipOfSeveralWeeksIsToldOnceToo() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        assertThat(found(2, line -> line.with(DOCUMENTS_CUMUL, 960))).hasSize(1);
        assertThat(found(3, line -> line.with(DOCUMENTS_CUMUL, 1_023))).isEmpty();
        assertThat(found(4, CumulOverWeeksTests::asItIs)).isEmpty();
    }

    @Test
    void aFigureThatGoesBeyondWhereItBelongedIsTold() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        found(2, line -> line.with(DOCUMENTS_CUMUL, 960).with(FED_CUMUL, 80));
        // 963 and twice 63, and a tenth of what came in two weeks; 81 and twice 12.
        assertThat(found(3, line -> line.with(DOCUMENTS_CUMUL, 1_102).with(FED_CUMUL, 106)))
                .containsExactly(
                        "warning cumul-differs line 4: documents_cumul was 960 the week before and the week's figure is"
                                + " 63: expected 1,023, found 1,102 (+79) / documents_cumul : 960 la semaine précédente et"
                                + " 63 dans la semaine, soit 1 023 attendus ; trouvé 1 102 (+79)",
                        "warning cumul-outside-distinct-bounds line 4: dmp_alimentes_cumul was 80 the week before and 12"
                                + " were fed in the week: expected 80 to 92, found 106; a DMP fed again counts once"
                                + " / dmp_alimentes_cumul : 80 la semaine précédente et 12 dans la semaine, soit entre 80"
                                + " et 92 attendus ; trouvé 106 : un DMP alimenté à nouveau compte une fois");
    }

    @Test
    void aRiseThatNoDipWentBeforeIsTold() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 2);
        assertThat(found(3, line -> line.plus(FED_CUMUL, 2))).hasSize(1);
    }
}
