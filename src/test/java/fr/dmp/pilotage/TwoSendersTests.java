package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The same structure from two senders in one period holds; each test has weeks of its own. */
@TestInstance(Lifecycle.PER_CLASS)
class TwoSendersTests {

    private static final String ES = "jobs/feeds/es-weekly.yaml";

    private Site site;

    @BeforeAll
    void open(@TempDir Path home, @TempDir Path own) throws IOException {
        Files.createDirectories(own.resolve(ES).getParent());
        Files.writeString(
                own.resolve(ES),
                Files.readString(Path.of(ES)).replace("senders: [national]", "senders: [national, ars]"));
        site = new Site(home, "--pilotage.definitions=" + own);
    }

    @AfterAll
    void close() {
        site.close();
    }

    private LoadOutcome send(String sender, String week, int first, int last) {
        String[] rows = IntStream.rangeClosed(first, last)
                .mapToObj(number -> EsWeek.row(EsWeek.finess(number)).replace("2012-S38", week))
                .toArray(String[]::new);
        Path file = site.write("activite_es_" + week + "_" + sender + ".csv", EsWeek.file(rows));
        return site.operations().load(file, sender, null);
    }

    private List<String> found(LoadOutcome outcome) {
        return site.jdbc()
                .sql("""
                        select severity || ' ' || message || ' / ' || message_fr from ops.finding
                        where load_id = :load and code = 'key-from-two-senders' order by line_no
                        """)
                .param("load", outcome.loadId())
                .query(String.class)
                .list();
    }

    @Test
    void theSameStructureFromTwoSendersHoldsTheSecond() {
        assertThat(send("national", "2012-S10", 1, 3).status()).isEqualTo(Status.PUBLISHED);
        LoadOutcome second = send("ars", "2012-S10", 3, 5);
        assertThat(second.status()).isEqualTo(Status.HELD);
        assertThat(found(second))
                .containsExactly(
                        "error line 2 has the same key as line 4 of activite_es_2012-S10_national.csv from national, for the"
                                + " same period: together they would count twice / La ligne 2 porte la même clé que la"
                                + " ligne 4 de activite_es_2012-S10_national.csv, reçu de national pour la même période :"
                                + " ensemble, elles compteraient deux fois");
        assertThat(send("ars", "2012-S10", 4, 5).status())
                .as("a corrected file")
                .isEqualTo(Status.PUBLISHED);
        assertThat(send("national", "2012-S10", 1, 4).status())
                .as("the other way")
                .isEqualTo(Status.HELD);
        assertThat(send("national", "2012-S10", 1, 2).status())
                .as("its own revision before is no other sender")
                .isEqualTo(Status.PUBLISHED);
        assertThat(site.jdbc()
                        .sql("select kind || ' ' || who || ': ' || reason from ops.decision where load_id = :load")
                        .param("load", second.loadId())
                        .query(String.class)
                        .list())
                .as("what ended the hold")
                .containsExactly("replace sender ars: another file came: activite_es_2012-S10_ars.csv, revision 2");
    }

    @Test
    void structuresOfTheirOwnFromTwoSendersAreBothInForce() {
        assertThat(send("national", "2012-S11", 1, 3).status()).isEqualTo(Status.PUBLISHED);
        LoadOutcome second = send("ars", "2012-S11", 4, 5);
        assertThat(second.status()).isEqualTo(Status.PUBLISHED);
        assertThat(found(second)).isEmpty();
    }

    @Test
    void theSameStructureInAnotherPeriodIsNoDuplicate() {
        send("national", "2012-S12", 1, 3);
        assertThat(send("ars", "2012-S13", 1, 3).status()).isEqualTo(Status.PUBLISHED);
    }

    @Test
    void whatTheOtherSenderTookBackIsNoDuplicate() {
        LoadOutcome first = send("national", "2012-S14", 1, 3);
        site.operations().withdraw(Objects.requireNonNull(first.loadId()), "sent by ars", "Camille");
        assertThat(send("ars", "2012-S14", 1, 3).status()).isEqualTo(Status.PUBLISHED);
    }
}
