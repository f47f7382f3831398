package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.pipeline.Decided;
import fr.dmp.pilotage.pipeline.Hold;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.warehouse.DecisionRefused;
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
    private static final String AUTRES = "jobs/feeds/autres-weekly.yaml";

    private Site site;

    @BeforeAll
    void open(@TempDir Path home, @TempDir Path own) throws IOException {
        for (String feed : List.of(ES, AUTRES)) {
            Files.createDirectories(own.resolve(feed).getParent());
            Files.writeString(
                    own.resolve(feed),
                    Files.readString(Path.of(feed)).replace("senders: [national]", "senders: [national, ars]"));
        }
        site = new Site(home, "--pilotage.definitions=" + own);
    }

    @AfterAll
    void close() {
        site.close();
    }

    private LoadOutcome send(String sender, String week, int first, int last) {
        return send(sender, week, first, last, "");
    }

    private LoadOutcome send(String sender, String week, int first, int last, String more) {
        String[] rows = IntStream.rangeClosed(first, last)
                .mapToObj(number -> EsWeek.row(EsWeek.finess(number)).replace("2012-S38", week))
                .toArray(String[]::new);
        Path file = site.write(
                "activite_es_" + week + "_" + sender + ".csv", EsWeek.file(rows) + more.replace("2012-S38", week));
        return site.operations().load(file, sender, null);
    }

    /** Held as two of its lines have a wrong check digit, where one is let through. */
    private long hold(String week, int first, int last) {
        String wrong = EsWeek.row("600000000") + "\n" + EsWeek.row("600000008") + "\n";
        LoadOutcome held = send("national", week, first, last, wrong);
        assertThat(held.status()).isEqualTo(Status.HELD);
        return Objects.requireNonNull(held.loadId());
    }

    private String verdict(long load) {
        return site.jdbc()
                .sql("select verdict || case when published_at is null then '' else ', published' end from ops.load"
                        + " where load_id = :load")
                .param("load", load)
                .query(String.class)
                .single();
    }

    private LoadOutcome other(String sender, String week, String identifier) {
        Path file = site.write(
                "activite_autres_" + week + "_" + sender + ".csv",
                "semaine;type_structure;type_identifiant;identifiant;raison_sociale;departement;dmp_crees;dmp_crees_cumul;"
                        + "dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul\n"
                        + week + ";CPAM;" + identifier + ";FICTIVE;60;0;0;1;2;3;4;0;0\n");
        return site.operations().load(file, sender, null);
    }

    private List<String> found(LoadOutcome outcome) {
        return found(Objects.requireNonNull(outcome.loadId()));
    }

    private List<String> found(long load) {
        return site.jdbc().sql("""
                        select severity || ' ' || message || ' / ' || message_fr from ops.finding
                        where load_id = :load and code = 'key-from-two-senders' order by line_no
                        """).param("load", load).query(String.class).list();
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
    void aHeldLoadIsReleasedOnceItWasToldWhatCameIntoForceFromAnotherSenderSince() {
        long held = hold("2012-S20", 1, 3);
        assertThat(send("ars", "2012-S20", 3, 5).status())
                .as("what is held is not in force")
                .isEqualTo(Status.PUBLISHED);
        String shared =
                "line 4 has the same key as line 2 of activite_es_2012-S20_ars.csv from ars, for the same period:"
                        + " together they would count twice";

        assertThatThrownBy(() -> site.operations().release(held, "two rows of no weight", "Camille"))
                .isInstanceOf(DecisionRefused.class)
                .hasMessage("load " + held
                        + " was held before another sender's load came into force that has lines of it"
                        + " too: " + shared + "; nothing is released; 'holds' tells it now, and the same command again"
                        + " releases it all the same");

        assertThat(verdict(held)).isEqualTo("hold");
        assertThat(site.count("ops.decision where load_id = " + held)).isZero();
        assertThat(site.operations().holds())
                .filteredOn(each -> each.load() == held)
                .flatExtracting(Hold::reasons)
                .extracting(LoadOutcome.FoundCount::code)
                .contains("key-from-two-senders", "too-many-rejects");
        site.operations().release(held, "both are right", "Camille");
        assertThat(verdict(held)).isEqualTo("warn, published");
        assertThat(found(held)).singleElement().asString().startsWith("error " + shared + " / ");
    }

    @Test
    void aHeldLoadThatSharesNothingIsReleasedAtOnce() {
        long held = hold("2012-S21", 1, 3);
        send("ars", "2012-S21", 4, 5);
        site.operations().release(held, "two rows of no weight", "Camille");
        assertThat(verdict(held)).isEqualTo("warn, published");
    }

    @Test
    void whatAnotherSenderTookBackSinceStandsInTheWayOfNoRelease() {
        long held = hold("2012-S22", 1, 3);
        LoadOutcome other = send("ars", "2012-S22", 3, 5);
        assertThatThrownBy(() -> site.operations().release(held, "no weight", "Camille"))
                .isInstanceOf(DecisionRefused.class);
        site.operations().withdraw(Objects.requireNonNull(other.loadId()), "sent by national", "Camille");
        site.operations().release(held, "no weight", "Camille");
        assertThat(found(held)).isEmpty();
    }

    @Test
    void whatComesBackAfterAWithdrawalSaysWhatAnotherSenderHasInForceByNow() {
        send("national", "2012-S23", 1, 3);
        LoadOutcome second = send("national", "2012-S23", 1, 2);
        assertThat(send("ars", "2012-S23", 3, 4).status()).isEqualTo(Status.PUBLISHED);

        Site.Said said = site.cliHere(
                "withdraw", String.valueOf(second.loadId()), "--reason", "lines are missing", "--by", "Camille");

        String shared =
                "line 4 has the same key as line 2 of activite_es_2012-S23_ars.csv from ars, for the same period:"
                        + " together they would count twice";
        assertThat(said.code()).isZero();
        assertThat(said.out().lines()).contains("  counts twice with another sender's load: " + shared);
        long back = site.jdbc()
                .sql("select max(load_id) from ops.load where period_start = '2012-06-04' and sender = 'national'")
                .query(Long.class)
                .single();
        assertThat(found(back)).singleElement().asString().startsWith("error " + shared + " / ");
        assertThat(verdict(back)).isEqualTo("warn, published");
    }

    @Test
    void whatComesBackAndSharesNothingSaysNothing() {
        send("national", "2012-S24", 1, 3);
        LoadOutcome second = send("national", "2012-S24", 1, 2);
        send("ars", "2012-S24", 4, 5);
        Decided done = site.operations().withdraw(Objects.requireNonNull(second.loadId()), "missing lines", "Camille");
        assertThat(done.shared()).isNull();
        assertThat(found(Objects.requireNonNull(done.inForce()))).isEmpty();
    }

    @Test
    void aNumberOfASendersOwnSaysNothingToAnother() {
        assertThat(other("national", "2012-S15", "INTERNE;1").status()).isEqualTo(Status.PUBLISHED);
        assertThat(other("ars", "2012-S15", "INTERNE;1").status()).isEqualTo(Status.PUBLISHED);
        assertThat(other("national", "2012-S16", "CODE_CAISSE;1").status()).isEqualTo(Status.PUBLISHED);
        assertThat(other("ars", "2012-S16", "CODE_CAISSE;1").status())
                .as("a public number")
                .isEqualTo(Status.HELD);
    }

    @Test
    void whatTheOtherSenderTookBackIsNoDuplicate() {
        LoadOutcome first = send("national", "2012-S14", 1, 3);
        site.operations().withdraw(Objects.requireNonNull(first.loadId()), "sent by ars", "Camille");
        assertThat(send("ars", "2012-S14", 1, 3).status()).isEqualTo(Status.PUBLISHED);
    }
}
