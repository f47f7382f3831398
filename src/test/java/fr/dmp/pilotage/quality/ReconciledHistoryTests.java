package fr.dmp.pilotage.quality;

import static fr.dmp.pilotage.quality.TwoRegions.ALSACE;
import static fr.dmp.pilotage.quality.TwoRegions.ONE;
import static fr.dmp.pilotage.quality.TwoRegions.TWO;
import static fr.dmp.pilotage.quality.TwoRegions.line;
import static fr.dmp.pilotage.quality.TwoRegions.published;
import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What explains that the published table and the lines of structures differ: what was corrected since, and who has gone. */
class ReconciledHistoryTests {

    private static TwoRegions regions;

    @BeforeAll
    static void open(@TempDir Path home) {
        regions = new TwoRegions(home, LocalDate.of(2012, 6, 11));
    }

    @AfterAll
    static void close() {
        regions.close();
    }

    @BeforeEach
    void clear() {
        regions.clear();
    }

    @Test
    void aCorrectionAfterTheTableExplainsWhatItChanged() {
        regions.detail(line(ONE, 300, 20), line(ALSACE, 7, 3));
        regions.table(300, 20, 7, 3, 307, 23);
        LoadOutcome corrected = regions.detail(line(ONE, 310, 20), line(ALSACE, 7, 3));
        published(corrected);
        assertThat(regions.reconciled(corrected))
                .containsExactly(
                        "Picardie, DMP créés par ES: "
                                + regions.said(
                                        "300, the lines of structures 310; explained by revision 2 changed the lines"
                                                + " by +10 since revision 1"),
                        "France, DMP créés par ES: "
                                + regions.said(
                                        "307, the lines of structures 317; explained by revision 2 changed the lines"
                                                + " by +10 since revision 1"));
    }

    @Test
    void aCorrectionOfMoreThanOneInTwentyDoesNotExplainItself() {
        regions.detail(line(ONE, 300, 20), line(ALSACE, 7, 3));
        regions.table(300, 20, 7, 3, 307, 23);
        assertThat(regions.unexplained(regions.detail(line(ONE, 316, 20), line(ALSACE, 7, 3))))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said(
                                "300, the lines of structures 316; nothing known explains +16; looked at: revision 2"
                                        + " changed the lines by +16 since revision 1"));
    }

    private static LoadOutcome picardie(int created) {
        return regions.detail(line(ONE, created, 20), line(ALSACE, 7, 3));
    }

    /** A table with so many created in Picardie. */
    private static LoadOutcome table(int created) {
        return regions.table(created, 20, 7, 3, created + 7, 23);
    }

    private static void withdraw(LoadOutcome outcome) {
        regions.site().operations().withdraw(Objects.requireNonNull(outcome.loadId()), "wrong", null);
    }

    @Test
    void allRevisionsSinceTheFirstExplainTogether() {
        picardie(300);
        picardie(305);
        picardie(310);
        LoadOutcome table = table(300);
        published(table);
        assertThat(regions.reconciled(table))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said("300, the lines of structures 310; explained by revision 3 changed the lines by"
                                + " +10 since revision 1"));
    }

    @Test
    void aRevisionThatWasWithdrawnExplainsNothing() {
        picardie(300);
        withdraw(picardie(310));
        // Revision 3 repeats the first one.
        assertThat(regions.unexplained(table(310)))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said("310, the lines of structures 300; nothing known explains -10; looked at: no"
                                + " silent structure, no correction, no rejected line"));
    }

    @Test
    void whatReplacesAWithdrawnFileIsNoCorrectionOfIt() {
        withdraw(picardie(310));
        picardie(300);
        assertThat(regions.unexplained(table(310)))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said("310, the lines of structures 300; nothing known explains -10; looked at: no"
                                + " silent structure, no correction, no rejected line"));
    }

    @Test
    void aContentThatCameBackAndWasWithdrawnThenExplainsNothingEither() {
        picardie(310);
        LoadOutcome second = picardie(300);
        withdraw(picardie(310));
        // Revision 4 repeats the second one.
        assertThat(second.revision()).isEqualTo(2);
        assertThat(regions.unexplained(table(310)))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said("310, the lines of structures 300; nothing known explains -10; looked at: no"
                                + " silent structure, no correction, no rejected line"));
    }

    private static void publishedAt(LoadOutcome outcome, LocalDate day, LocalTime time) {
        regions.site()
                .jdbc()
                .sql("update ops.load set published_at = :moment where load_id = :load")
                .param(
                        "moment",
                        Timestamp.from(day.atTime(time)
                                .atZone(ZoneId.of("Europe/Paris"))
                                .toInstant()))
                .param("load", outcome.loadId())
                .update();
    }

    @Test
    void whatWasInForceOnTheDayOfTheTableIsWhatItKnew() {
        publishedAt(picardie(300), regions.tuesday(), LocalTime.of(3, 0));
        publishedAt(picardie(305), regions.tuesday(), LocalTime.of(23, 30));
        published(table(305));
        LoadOutcome corrected = picardie(310);
        published(corrected);
        assertThat(regions.reconciled(corrected))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said("305, the lines of structures 310; explained by revision 3 changed the lines by"
                                + " +5 since revision 2"));
    }

    @Test
    void whatWasPublishedTheDayAfterTheTableIsNotWhatItKnew() {
        publishedAt(picardie(300), regions.tuesday(), LocalTime.of(3, 0));
        publishedAt(picardie(305), regions.tuesday().plusDays(1), LocalTime.of(0, 30));
        published(table(300));
        assertThat(regions.unexplained(picardie(330)))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said("300, the lines of structures 330; nothing known explains +30; looked at:"
                                + " revision 3 changed the lines by +30 since revision 1"));
    }

    /** A hospital of Picardie with 5 DMP created and 4 fed sends its last line 20 weeks before the table. */
    private static void aHospitalClosesLongBefore() {
        regions.detail(-20, line(ONE, 30, 20), line(TWO, 5, 4));
        regions.detail(-10, line(ONE, 30, 20));
        regions.detail(-1, line(ONE, 30, 20), line(ALSACE, 7, 3));
    }

    @Test
    void whatAHospitalHadThatClosedLongAgoGoesOnExplaining() {
        aHospitalClosesLongBefore();
        regions.detail(line(ONE, 30, 20), line(ALSACE, 7, 3));
        LoadOutcome table = regions.table(35, 23, 7, 3, 42, 26);
        published(table);
        assertThat(regions.reconciled(table))
                .containsExactly(
                        "Picardie, DMP créés par ES: "
                                + regions.said("35, the lines of structures 30; explained by structures that sent"
                                        + " nothing for more than 13 weeks: 1, with 5 at their last line"),
                        "France, DMP créés par ES: "
                                + regions.said("42, the lines of structures 37; explained by structures that sent"
                                        + " nothing for more than 13 weeks: 1, with 5 at their last line"),
                        "Picardie, DMP alimentés par ES: "
                                + regions.said("23, the lines of structures allow up to 20 (DMP × structure); explained"
                                        + " by structures that sent nothing for more than 13 weeks: 1, with 4 at their"
                                        + " last line"),
                        "France, DMP alimentés par ES: "
                                + regions.said("26, the lines of structures allow up to 23 (DMP × structure); explained"
                                        + " by structures that sent nothing for more than 13 weeks: 1, with 4 at their"
                                        + " last line"));
        assertThat(regions.site()
                        .jdbc()
                        .sql("select message_fr from ops.reconciliation where load_id = :load and scope = 'Picardie'"
                                + " order by reconciliation_id limit 1")
                        .param("load", table.loadId())
                        .query(String.class)
                        .single())
                .endsWith("donne 35, les lignes des structures 30 ; expliqué par structures muettes depuis plus de 13"
                        + " semaines : 1, comptant 5 à leur dernière ligne");
    }

    @Test
    void aHospitalThatClosedDidNoMoreSince() {
        aHospitalClosesLongBefore();
        regions.detail(line(ONE, 30, 20), line(ALSACE, 7, 3));
        assertThat(regions.unexplained(regions.table(36, 20, 7, 3, 43, 23)))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said(
                                "36, the lines of structures 30; nothing known explains -1; looked at: structures"
                                        + " that sent nothing for more than 13 weeks: 1, with 5 at their last line"));
    }

    @Test
    void aHospitalThatOpensAgainCountsOnce() {
        aHospitalClosesLongBefore();
        regions.detail(line(ONE, 30, 20), line(TWO, 5, 4), line(ALSACE, 7, 3));
        published(regions.table(35, 20, 7, 3, 42, 23));
        assertThat(regions.unexplained(regions.table(40, 20, 7, 3, 47, 23)))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said("40, the lines of structures 35; nothing known explains -5; looked at: no silent"
                                + " structure, no correction, no rejected line"));
    }

    @Test
    void aHospitalWhoseLastLineCameLateCountsOnce() {
        aHospitalClosesLongBefore();
        regions.detail(line(ONE, 30, 20), line(ALSACE, 7, 3));
        regions.detail(-5, line(ONE, 30, 20), line(TWO, 7, 4), line(ALSACE, 7, 3));
        LoadOutcome table = regions.table(37, 20, 7, 3, 44, 23);
        published(table);
        assertThat(regions.reconciled(table))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said("37, the lines of structures 30; explained by structures that sent nothing this"
                                + " week: 1, with 7 at their last line"));
        assertThat(regions.unexplained(regions.table(42, 20, 7, 3, 49, 23)))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said(
                                "42, the lines of structures 30; nothing known explains -5; looked at: structures"
                                        + " that sent nothing this week: 1, with 7 at their last line"));
    }

    @Test
    void whoHasGoneAndWhoIsSilentExplainTogether() {
        String three = EsWeek.finess("60", 3);
        regions.detail(-20, line(ONE, 30, 20), line(TWO, 5, 4));
        regions.detail(-10, line(ONE, 30, 20));
        regions.detail(-1, line(ONE, 30, 20), line(three, 2, 1));
        regions.detail(line(ONE, 30, 20), line(ALSACE, 7, 3));
        LoadOutcome table = regions.table(37, 20, 7, 3, 44, 23);
        published(table);
        assertThat(regions.reconciled(table))
                .first()
                .isEqualTo("Picardie, DMP créés par ES: "
                        + regions.said("37, the lines of structures 30; explained by structures that sent nothing this"
                                + " week: 1, with 2 at their last line and structures that sent nothing for more than"
                                + " 13 weeks: 1, with 5 at their last line"));
    }
}
