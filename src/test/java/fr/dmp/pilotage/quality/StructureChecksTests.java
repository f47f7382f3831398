package fr.dmp.pilotage.quality;

import static fr.dmp.pilotage.quality.EsWeeks.CONSULTATIONS;
import static fr.dmp.pilotage.quality.EsWeeks.DOCUMENTS_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.line;
import static fr.dmp.pilotage.quality.EsWeeks.lines;
import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.pipeline.LoadOutcome;
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

/** Which structures report, and as whom, against the weeks before. */
class StructureChecksTests {

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

    private static List<String> found(int week, List<Line> lines) {
        return weeks.found(weeks.load(week, lines));
    }

    private static List<Line> without(List<Line> lines, int... places) {
        List<Line> left = new ArrayList<>(lines);
        for (int place : places) {
            left.remove(place);
        }
        return left;
    }

    private static List<String> foundWithTwin(UnaryOperator<Line> change) {
        List<Line> lines = lines(ESTABLISHMENTS, 1);
        lines.add(change.apply(lines.get(2).at(EsWeek.finess("60", 99))));
        return found(1, lines);
    }

    @Test
    void twoStructuresWithTheSameFiguresAreTold() {
        assertThat(foundWithTwin(twin -> twin))
                .containsExactly(
                        "warning same-activity-twice line 4: lines 4 and 14 of département 60 have the same eight"
                                + " figures (2 lines in all, 963 documents since the opening): one structure may report under two"
                                + " identifiers / Les lignes 4 et 14 du département 60 portent les huit mêmes chiffres (2 lignes"
                                + " en tout, 963 documents depuis l'ouverture) : une même structure transmet peut-être sous deux"
                                + " identifiants");
    }

    @Test
    void oneFigureThatDiffersMakesThemTwo() {
        assertThat(foundWithTwin(twin -> twin.plus(CONSULTATIONS, 1))).isEmpty();
    }

    @Test
    void smallFiguresMayBeEqualByChance() {
        List<Line> lines = lines(ESTABLISHMENTS, 1);
        Line small = lines.get(2).with(DOCUMENTS_CUMUL, 99).with(EsWeeks.FED_CUMUL, 40);
        lines.set(2, small);
        lines.add(small.at(EsWeek.finess("60", 99)));
        assertThat(found(1, lines)).isEmpty();
    }

    @Test
    void aNewStructureThatGoesOnWhereOneEndedHasChangedItsIdentifier() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        LoadOutcome outcome = weeks.load(2, lines(ESTABLISHMENTS, 2), 2, line -> line.at(EsWeek.finess("60", 99)));
        assertThat(weeks.found(outcome))
                .containsExactly(
                        "info identifier-changed line 4: a structure never seen before goes on where that of line 4 of the"
                                + " week before (activite_es_2012-S21.csv) ended (963 documents since the opening), which has no"
                                + " line: its identifier"
                                + " seems to have changed / Une structure inconnue jusqu'ici continue là où s'arrêtait"
                                + " celle de la ligne 4 de la semaine précédente (activite_es_2012-S21.csv, 963 documents depuis"
                                + " l'ouverture), qui"
                                + " n'a plus de ligne : son identifiant semble avoir changé",
                        "info structures-silent: Picardie: of 7 structures known over 13 weeks, 6 have a line; silent: 1"
                                + " / Picardie : sur 7 structures connues sur 13 semaines, 6 ont une ligne ;"
                                + " silencieuses : 1");
    }

    @Test
    void aNewStructureWithFiguresOfItsOwnIsNew() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        LoadOutcome outcome = weeks.load(2, lines(ESTABLISHMENTS, 2), 2, line -> line.at(EsWeek.finess("60", 99))
                .plus(DOCUMENTS_CUMUL, 1));
        assertThat(weeks.found(outcome)).singleElement().asString().startsWith("info structures-silent: ");
    }

    @Test
    void aStructureThatComesBackIsNotNew() {
        List<Line> first = lines(ESTABLISHMENTS, 1);
        first.add(line("60", 3, 1).at(EsWeek.finess("60", 99)));
        weeks.load(1, first);
        weeks.loadSteady(ESTABLISHMENTS, 2, 2);
        List<Line> third = without(lines(ESTABLISHMENTS, 3), 2);
        third.add(line("60", 3, 3).at(EsWeek.finess("60", 99)));
        assertThat(found(3, third)).singleElement().asString().startsWith("info structures-silent: ");
    }

    @Test
    void structuresThatChangedTheirVendorAreToldByRegion() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        List<Line> lines = lines(ESTABLISHMENTS, 2);
        for (int place : List.of(1, 4, 7)) {
            lines.set(place, lines.get(place).sold("AUTRE ÉDITEUR"));
        }
        assertThat(found(2, lines))
                .containsExactly(
                        "info vendor-changed line 9: Alsace: structures that changed from ÉDITEUR FICTIF to AUTRE ÉDITEUR: 1"
                                + " / Alsace : structures passées de ÉDITEUR FICTIF à AUTRE ÉDITEUR : 1",
                        "info vendor-changed line 3: Picardie: structures that changed from ÉDITEUR FICTIF to AUTRE"
                                + " ÉDITEUR: 2 / Picardie : structures passées de ÉDITEUR FICTIF à AUTRE ÉDITEUR : 2");
    }

    @Test
    void aVendorThatIsGivenForTheFirstTimeIsNoChange() {
        weeks.load(1, lines(ESTABLISHMENTS, 1), 2, line -> line.sold(""));
        assertThat(found(2, lines(ESTABLISHMENTS, 2))).isEmpty();
    }

    @Test
    void aRegionThatHadLinesAndHasNoneIsUnknown() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 2);
        assertThat(found(3, lines(List.of("67"), ESTABLISHMENTS, 3)))
                .containsExactly(
                        "warning region-without-lines: Picardie has no line; it had 6 in the week of 2012-05-28. Its"
                                + " figures are unknown, which is not zero / Picardie n'a aucune ligne ; elle en avait 6 la"
                                + " semaine du 28/05/2012. Ses chiffres sont inconnus, ce qui n'est pas zéro");
        assertThat(found(4, lines(List.of("67"), ESTABLISHMENTS, 4)))
                .as("until it comes back")
                .singleElement()
                .asString()
                .startsWith("warning region-without-lines: Picardie has no line; it had 6 in the week of 2012-05-28.");
        assertThat(found(5, lines(ESTABLISHMENTS, 5))).isEmpty();
    }

    @Test
    void aRegionThatNeverHadLinesIsNotMissed() {
        weeks.load(1, lines(List.of("67"), ESTABLISHMENTS, 1));
        assertThat(found(2, lines(List.of("67"), ESTABLISHMENTS, 2))).isEmpty();
    }

    @Test
    void silentStructuresAreCountedByRegionUntilTheyReport() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        assertThat(found(2, without(lines(ESTABLISHMENTS, 2), 8, 3)))
                .containsExactly(
                        "info structures-silent: Alsace: of 6 structures known over 13 weeks, 5 have a line; silent: 1 /"
                                + " Alsace : sur 6 structures connues sur 13 semaines, 5 ont une ligne ; silencieuses : 1",
                        "info structures-silent: Picardie: of 6 structures known over 13 weeks, 5 have a line; silent: 1 /"
                                + " Picardie : sur 6 structures connues sur 13 semaines, 5 ont une ligne ; silencieuses"
                                + " : 1");
        assertThat(found(3, without(lines(ESTABLISHMENTS, 3), 3))).hasSize(1);
        assertThat(found(4, lines(ESTABLISHMENTS, 4))).isEmpty();
    }

    private static List<String> foundWithout(int structures, int weeksBefore) {
        weeks.loadSteady(40, 1, weeksBefore);
        return found(weeksBefore + 1, lines(40, weeksBefore + 1).subList(structures, 80)).stream()
                .filter(each -> !each.startsWith("info structures-silent"))
                .toList();
    }

    @Test
    void aRegionOfWhichFarFewerStructuresReportThanUsualIsTold() {
        assertThat(foundWithout(10, 8))
                .containsExactly(
                        "warning completeness-drops: Picardie: 30 of 40 known structures have a line (75 %), usually"
                                + " 100 %: expected about 40 / Picardie : 30 structures connues sur 40 ont une ligne (75 %),"
                                + " d'habitude 100 % : environ 40 attendues");
    }

    @Test
    void aFewSilentStructuresAreUsual() {
        assertThat(foundWithout(4, 8)).isEmpty();
    }

    @Test
    void sevenWeeksDoNotTellWhatIsUsual() {
        assertThat(foundWithout(10, 7)).isEmpty();
    }
}
