package fr.dmp.pilotage.quality;

import static fr.dmp.pilotage.quality.EsWeeks.CONSULTATIONS;
import static fr.dmp.pilotage.quality.EsWeeks.CONSULTATIONS_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.CREATED_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.DOCUMENTS;
import static fr.dmp.pilotage.quality.EsWeeks.DOCUMENTS_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.lines;
import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.quality.EsWeeks.Line;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What structures did, within a week and against the weeks before. */
class ActivityChecksTests {

    private static final List<String> FIVE = List.of("60", "67", "33", "63", "14");

    /** The week of 22 October 2012: the next one holds 1 November, the eight before hold no public holiday. */
    private static final int OCTOBER = 9;

    private static EsWeeks weeks;

    @BeforeAll
    static void open(@TempDir Path home) {
        weeks = new EsWeeks(home, "2012-S34");
    }

    @AfterAll
    static void close() {
        weeks.close();
    }

    @BeforeEach
    void clear() {
        weeks.clear();
    }

    private static List<String> foundWith(UnaryOperator<Line> change) {
        return weeks.found(weeks.load(1, lines(6, 1), 2, change));
    }

    @Test
    void fewerDocumentsThanDmpFedAreTold() {
        assertThat(foundWith(line -> line.with(DOCUMENTS, 8)))
                .containsExactly(
                        "warning fed-without-document line 4: documents: 12 DMP were fed with 8 documents (-4); each"
                                + " takes one at least / documents : 12 DMP alimentés avec 8 documents (−4) ; il en faut au moins"
                                + " un chacun");
    }

    @Test
    void fewerDocumentsThanDmpFedSinceTheOpeningAreTold() {
        assertThat(foundWith(line -> line.with(DOCUMENTS_CUMUL, 80)))
                .containsExactly(
                        "warning fed-without-document line 4: documents_cumul: 81 DMP were fed with 80 documents"
                                + " (-1); each takes one at least / documents_cumul : 81 DMP alimentés avec 80 documents (−1) ;"
                                + " il en faut au moins un chacun");
    }

    @Test
    void oneDocumentForEachDmpFedIsRight() {
        assertThat(foundWith(line -> line.with(DOCUMENTS, 12).with(DOCUMENTS_CUMUL, 81)))
                .isEmpty();
    }

    /** A week in which documents of Oise are multiplied by a share; what is cumulated follows. */
    private static List<String> foundWithShare(List<String> departements, int establishments, int week, double share) {
        for (int before = 1; before < week; before++) {
            weeks.load(before, lines(departements, establishments, before));
        }
        List<Line> lines = lines(departements, establishments, week).stream()
                .map(line -> line.departement().equals("60") ? multiplied(line, share) : line)
                .toList();
        return weeks.found(weeks.load(week, lines));
    }

    private static Line multiplied(Line line, double share) {
        int more = (int) Math.round(line.figures().get(DOCUMENTS) * share)
                - line.figures().get(DOCUMENTS);
        return line.plus(DOCUMENTS, more).plus(DOCUMENTS_CUMUL, more);
    }

    @Test
    void documentsOfARegionThatFallToAThirdAreTold() {
        assertThat(foundWithShare(FIVE, 25, OCTOBER, 1 / 3.0))
                .containsExactly(
                        "warning activity-implausible: Picardie: documents is 608, expected about 1,825 (-1,217): 28.5"
                                + " robust deviations from 8 ordinary weeks, of which the week stands at 100 % over all regions"
                                + " / Picardie : documents vaut 608, environ 1 825 attendus (−1 217) : 28,5 écarts robustes par"
                                + " rapport à 8 semaines ordinaires, dont la semaine atteint 100 % toutes régions confondues");
    }

    @Test
    void aFallByLessThanHalfIsNot() {
        assertThat(foundWithShare(FIVE, 25, OCTOBER, 0.55)).isEmpty();
    }

    @Test
    void aFallInAWeekWithAPublicHolidayIsNot() {
        assertThat(foundWithShare(FIVE, 25, OCTOBER + 1, 1 / 3.0)).isEmpty();
    }

    @Test
    void aRiseInAWeekWithAPublicHolidayIs() {
        assertThat(foundWithShare(FIVE, 25, OCTOBER + 1, 2.5))
                .singleElement()
                .asString()
                .startsWith(
                        "warning activity-implausible: Picardie: documents is 4,569, expected about 1,825 (+2,744): ");
    }

    @Test
    void aFallThatRecoversIsNoRise() {
        assertThat(foundWithShare(FIVE, 25, OCTOBER, 1 / 3.0)).hasSize(1);
        assertThat(weeks.found(weeks.load(OCTOBER + 1, lines(FIVE, 25, OCTOBER + 1))))
                .isEmpty();
    }

    @Test
    void fewStructuresMayMoveAsTheyLike() {
        assertThat(foundWithShare(FIVE, 19, OCTOBER, 1 / 3.0)).isEmpty();
    }

    @Test
    void fewRegionsCannotTellASummerFromAFault() {
        assertThat(foundWithShare(List.of("60", "67", "33", "63"), 25, OCTOBER, 1 / 3.0))
                .isEmpty();
    }

    @Test
    void sevenWeeksTellNothing() {
        assertThat(foundWithShare(FIVE, 25, OCTOBER - 1, 1 / 3.0)).isEmpty();
    }

    @Test
    void whatMovesAllRegionsAlikeIsNoneOfARegionsOwn() {
        for (int week = 1; week < OCTOBER; week++) {
            weeks.load(week, lines(FIVE, 25, week));
        }
        List<Line> lines = lines(FIVE, 25, OCTOBER).stream()
                .map(line -> multiplied(line, line.departement().equals("60") ? 0.9 : 1 / 3.0))
                .toList();
        assertThat(weeks.found(weeks.load(OCTOBER, lines)))
                .singleElement()
                .asString()
                .startsWith("warning activity-implausible: Picardie: documents is 1,645, expected about 608 (+1,037): ")
                .contains("of which the week stands at 33 % over all regions");
    }

    private static void loadSteadyRegions(int last) {
        for (int week = 1; week <= last; week++) {
            weeks.load(week, lines(FIVE, 25, week));
        }
    }

    /** A week in which documents of all regions are multiplied by a share. */
    private static List<String> foundWithNationalShare(int week, double share) {
        List<Line> lines = lines(FIVE, 25, week).stream()
                .map(line -> multiplied(line, share))
                .toList();
        return weeks.found(weeks.load(week, lines));
    }

    @Test
    void documentsThatFallToThreeTenthsInAllRegionsAreToldOfFrance() {
        loadSteadyRegions(OCTOBER - 1);
        assertThat(foundWithNationalShare(OCTOBER, 0.3))
                .containsExactly(
                        "warning activity-collapses: France: documents is 2,745, expected about 9,125 (-6,380): 30 % of"
                                + " the median of 8 ordinary weeks, 66.8 robust deviations below it / France : documents"
                                + " vaut 2 745, environ 9 125 attendus (−6 380) : 30 % de la médiane de 8 semaines"
                                + " ordinaires, soit 66,8 écarts robustes en dessous");
    }

    @Test
    void aQuietWeekIsNoCollapse() {
        loadSteadyRegions(OCTOBER - 1);
        assertThat(foundWithNationalShare(OCTOBER, 3 / 8.0)).as("as in August").isEmpty();
        assertThat(weeks.found(weeks.load(OCTOBER, lines(List.of("60"), 25, OCTOBER))))
                .as("regions that are unknown")
                .hasSize(4)
                .allMatch(each -> each.startsWith("warning region-without-lines: "));
        assertThat(foundWithNationalShare(OCTOBER, 1)).isEmpty();
        assertThat(foundWithNationalShare(OCTOBER + 1, 0.3))
                .as("with a public holiday")
                .isEmpty();
    }

    @Test
    void sevenWeeksTellNothingOfFranceEither() {
        loadSteadyRegions(OCTOBER - 2);
        assertThat(foundWithNationalShare(OCTOBER - 1, 0.3)).isEmpty();
    }

    private static List<String> foundInCorrection(int latest, UnaryOperator<Line> change) {
        weeks.loadSteady(6, 1, latest);
        LoadOutcome correction = weeks.load(1, lines(6, 1), 2, change);
        assertThat(correction.revision()).isEqualTo(2);
        return weeks.found(correction);
    }

    @Test
    void aCorrectionOfAWeekLongPastSaysWhatNoLongerFollows() {
        assertThat(foundInCorrection(6, line -> line.plus(CREATED_CUMUL, -3)))
                .containsExactly(
                        "warning cumul-differs line 4: dmp_crees_cumul is followed by 58 in 2012-S36, which is in force"
                                + " and has 4 in the week: expected 54, found 51 (-3) / dmp_crees_cumul : suivi de 58 en"
                                + " 2012-S36, déjà en vigueur, dont 4 dans la semaine, soit 54 attendus ; trouvé 51"
                                + " (−3)",
                        "warning late-correction: the week corrected here is 5 weeks before the last one: 1 structures"
                                + " changed; for 1 of them the cumulated figures of the week after no longer follow / La semaine"
                                + " corrigée ici précède la dernière de 5 semaines : 1 structures ont changé ; pour 1 d'entre"
                                + " elles, les cumuls de la semaine suivante n'en découlent plus");
    }

    @Test
    void aLateCorrectionThatTheNextWeekFollowsSaysSo() {
        assertThat(foundInCorrection(6, line -> line.plus(CONSULTATIONS, 1)))
                .singleElement()
                .asString()
                .contains("1 structures changed; for 0 of them");
    }

    @Test
    void aCorrectionWithinFourWeeksIsUsual() {
        assertThat(foundInCorrection(5, line -> line.plus(CONSULTATIONS_CUMUL, 1)))
                .singleElement()
                .asString()
                .startsWith("warning cumul-differs line 4: consultations_cumul is followed by 38 in 2012-S36, ");
    }
}
