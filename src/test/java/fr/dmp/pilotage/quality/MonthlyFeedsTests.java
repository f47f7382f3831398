package fr.dmp.pilotage.quality;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.bench.PslWeek;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monthly files and channels: what they hold, and what is found in them. Each test has months of its own. */
class MonthlyFeedsTests {

    private static final String ACTIVITY =
            "mois;volet;type_identifiant;identifiant;type_structure;profession;departement;"
                    + "dmp_crees;dmp_crees_cumul;dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;"
                    + "consultations_cumul\n";
    private static final String CHANNELS = "periode;departement;caisse;canal;dmp_crees;dmp_crees_cumul\n";
    private static final String DOCUMENTS = "mois;volet;type_identifiant;identifiant;departement;code_document;"
            + "documents_deposes;dmp_alimentes;documents_consultes\n";

    private static final String FINESS = EsWeek.finess("60", 1);

    @TempDir
    private static Path home;

    private static Site site;

    @BeforeAll
    static void start() {
        site = new Site(home);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    /** Loads a file whose rows say {@code <p>} for the period. */
    private static LoadOutcome load(String feed, String period, String header, String... rows) {
        String text = header + String.join("\n", rows).replace("<p>", period) + "\n";
        return site.load(feed + "_" + period + ".csv", text);
    }

    private static LoadOutcome es(String month, String figures) {
        return load("activite_es", month, ACTIVITY, "<p>;ES;FINESS;" + FINESS + ";;;60;" + figures);
    }

    private static void published(LoadOutcome outcome) {
        assertThat(outcome.findings()).extracting(FoundCount::message).isEmpty();
        assertThat(outcome.status()).isEqualTo(Status.PUBLISHED);
    }

    private static List<String> messages(LoadOutcome outcome) {
        return outcome.findings().stream().map(FoundCount::message).toList();
    }

    @Test
    void theThreeVoletsOfAMonthStandBesideOneAnotherAndTheWeeksBesideThem() {
        published(es("2012-03", "1;10;1;5;2;20;0;0"));
        LoadOutcome psl = load(
                "activite_psl",
                "2012-03",
                ACTIVITY,
                "mars 2012;PSL;RPPS;" + PslWeek.rpps(1) + ";;MEDECIN;60;1;10;1;5;2;20;0;0",
                "03/2012;PSL;ADELI;609000001;;INFIRMIER;60;1;10;1;5;2;20;0;0");
        published(psl);
        published(load("activite_autres", "2012-03", ACTIVITY, "<p>;AUTRES;CODE_CAISSE;601;CPAM;;60;1;1;0;0;0;0;0;0"));
        assertThat(List.of(psl.feed(), psl.period())).containsExactly("psl-monthly", "2012-03");
        assertThat(site.load("activite_es_201203.csv", EsWeek.good(1).replace("2012-S38", "2012-S03"))
                        .feed())
                .isEqualTo("es-weekly");
        assertThat(site.count("ops.load where feed like '%-monthly' and period_start = '2012-03-01'"
                        + " and published_at is not null and retired_at is null"))
                .isEqualTo(3);
    }

    @Test
    void aRowOfAnotherVoletOrWithAnIdentifierThatIsNoneOfItsKindIsRejected() {
        LoadOutcome outcome = load(
                "activite_es",
                "2012-05",
                ACTIVITY,
                "<p>;ES;FINESS;" + FINESS + ";;;60;1;10;1;5;2;20;0;0",
                "<p>;PSL;RPPS;" + PslWeek.rpps(1) + ";;;60;1;10;1;5;2;20;0;0",
                "<p>;ES;FINESS;600000000;;;60;1;10;1;5;2;20;0;0");
        assertThat(messages(outcome))
                .contains(
                        "[activite_es_2012-05.csv] line 3, column volet: expected one of ES, found \"PSL\"",
                        "[activite_es_2012-05.csv] line 4, column identifiant: the check digit of FINESS number"
                                + " \"600000000\" is wrong, expected 4");
        assertThat(outcome)
                .extracting(LoadOutcome::status, LoadOutcome::rejected)
                .containsExactly(Status.HELD, 2L);
    }

    @Test
    void whatIsCountedSinceTheOpeningFollowsFromTheMonthBefore() {
        published(es("2013-01", "1;10;3;5;4;20;0;7"));
        // Two late transmissions are let through; of five DMP fed, two were fed before.
        published(es("2013-02", "1;13;5;8;10;32;0;7"));
        LoadOutcome wrong = es("2013-03", "2;18;3;12;5;36;1;6");
        assertThat(wrong.status()).isEqualTo(Status.PUBLISHED);
        String file = "[activite_es_2013-03.csv] line 2: ";
        assertThat(messages(wrong))
                .containsExactlyInAnyOrder(
                        file + "consultations_cumul was 7 the month before and is now 6 (-1); what is counted since the"
                                + " opening cannot fall without a correction",
                        file + "dmp_crees_cumul was 13 the month before and the month's figure is 2: expected 15, found"
                                + " 18 (+3)",
                        file + "dmp_alimentes_cumul was 8 the month before and 3 were fed in the month: expected 8 to"
                                + " 11, found 12; a DMP fed again counts once");
    }

    @Test
    void aMonthWhoseMonthBeforeIsNotInForceIsHeldAgainstNone() {
        published(es("2013-06", "1;10;1;5;4;20;0;7"));
        published(es("2013-08", "1;5;1;2;4;10;0;3"));
    }

    @Test
    void twoLinesOfAStructureAreADuplicate() {
        LoadOutcome outcome = load(
                "usage_documents",
                "2013-01",
                DOCUMENTS,
                "<p>;ES;FINESS;" + FINESS + ";60;34112-3;5;4;1",
                "<p>;ES;FINESS;" + FINESS + ";60;11490-0;5;4;1",
                "<p>;ES;FINESS;" + FINESS + ";60;34112-3;6;4;1");
        assertThat(messages(outcome))
                .contains(
                        "[usage_documents_2013-01.csv] line 2: line 2 has the same key as 2 lines of this file; all of"
                                + " them are rejected, none wins");
        assertThat(outcome.rejected()).isEqualTo(2);
    }

    @Test
    void aTypeOfDocumentIsKnownClosedOrNotListedAndAlwaysKeptAsItIs() {
        published(load("usage_documents", "2017-10", DOCUMENTS, "<p>;ES;FINESS;" + FINESS + ";60;11493-4;5;4;1"));
        LoadOutcome later = load(
                "usage_documents",
                "2017-11",
                DOCUMENTS,
                "<p>;ES;FINESS;" + FINESS + ";60;34112-3;5;4;1",
                "<p>;ES;FINESS;" + FINESS + ";60;11493-4;5;4;1",
                "<p>;PSL;RPPS;" + PslWeek.rpps(1) + ";60;34112;5;4;1",
                "<p>;PSL;RPPS;" + PslWeek.rpps(2) + ";60;34112;5;4;1");
        assertThat(later.status()).isEqualTo(Status.PUBLISHED);
        assertThat(messages(later))
                .containsExactlyInAnyOrder(
                        "[usage_documents_2017-11.csv] line 3: type of document \"11493-4\" was closed on 2017-10-13 (1"
                                + " lines); it is shown under its successor \"34112-3\"",
                        "[usage_documents_2017-11.csv] line 4: the nomenclature has no type of document \"34112\" (2"
                                + " lines); it is shown under its code, as a type not listed");
        assertThat(site.jdbc().sql("""
                                select u.code_document || ' → ' || coalesce(s.label, t.label, 'type non répertorié')
                                from dwh.usage_documents u
                                left join dwh.type_document t on t.code = u.code_document
                                left join dwh.type_document s on s.code = t.successeur
                                where period_start = '2017-11-01' order by line_no
                                """).query(String.class).list())
                .containsExactly(
                        "34112-3 → CR hospitalier (séjour)",
                        "11493-4 → CR hospitalier (séjour)",
                        "34112 → type non répertorié",
                        "34112 → type non répertorié");
    }

    @Test
    void eachDmpFedTakesADocument() {
        published(load("usage_documents", "2014-01", DOCUMENTS, "<p>;ES;FINESS;" + FINESS + ";60;34112-3;4;4;0"));
        assertThat(messages(
                        load("usage_documents", "2014-02", DOCUMENTS, "<p>;ES;FINESS;" + FINESS + ";60;34112-3;3;4;0")))
                .containsExactly("[usage_documents_2014-02.csv] line 2: type 34112-3: 4 DMP were fed with 3 documents"
                        + " (-1); each takes one at least");
        assertThat(messages(es("2014-02", "0;0;4;4;3;4;0;0")))
                .containsExactly(
                        "[activite_es_2014-02.csv] line 2: documents: 4 DMP were fed with 3 documents (-1); each"
                                + " takes one at least");
    }

    @Test
    void anAccessIsOfAModeAndMayBeOfAProfession() {
        String header =
                "mois;volet;type_identifiant;identifiant;departement;profession;mode_acces;dmp_consultes;connexions\n";
        published(load(
                "usage_acces",
                "2013-01",
                header,
                "<p>;PSL;RPPS;" + PslWeek.rpps(1) + ";60;MEDECIN;NORMAL;5;6",
                "<p>;PSL;RPPS;" + PslWeek.rpps(1) + ";60;MEDECIN;BRIS_DE_GLACE;1;1",
                "<p>;ES;FINESS;" + FINESS + ";60;;CENTRE_15;2;2"));
        assertThat(messages(load("usage_acces", "2013-02", header, "<p>;ES;FINESS;" + FINESS + ";60;;URGENCE;2;2")))
                .contains("[usage_acces_2013-02.csv] line 2, column mode_acces: expected one of NORMAL, BRIS_DE_GLACE,"
                        + " CENTRE_15, found \"URGENCE\"");
    }

    @Test
    void noMoreProfessionalsAreEquippedThanThereAre() {
        String header = "mois;departement;profession;mode_exercice;ps_equipes;ps_total\n";
        published(load("equipement", "2013-01", header, "<p>;60;MEDECIN;L;10;10", "<p>;60;MEDECIN;;12;20"));
        LoadOutcome wrong = load("equipement", "2013-02", header, "<p>;60;MEDECIN;;21;20");
        assertThat(wrong.status()).isEqualTo(Status.HELD);
        assertThat(messages(wrong))
                .containsExactly("[equipement_2013-02.csv] line 2: line 2, MEDECIN of département 60: 21 professionals"
                        + " equipped of 20");
        assertThat(messages(load("equipement", "2013-03", header, "<p>;60;MEDECIN;;1;2", "<p>;60;MEDECIN;;1;3")))
                .contains(
                        "[equipement_2013-03.csv] line 2: line 2 has the same key as 2 lines of this file; all of them"
                                + " are rejected, none wins");
    }

    @Test
    void staysWithADmpFedAreStaysWithADmpWhichAreStays() {
        String header = "mois;finess_et;sejours;sejours_dmp_existant;sejours_dmp_alimentes;passages_urgences\n";
        published(load(
                "denominateurs_es",
                "2013-01",
                header,
                "<p>;" + FINESS + ";100;40;40;1 000",
                "<p>;" + EsWeek.finess("60", 2) + ";100;;;",
                "<p>;" + EsWeek.finess("60", 3) + ";100;;100;"));
        LoadOutcome wrong = load(
                "denominateurs_es",
                "2013-02",
                header,
                "<p>;" + FINESS + ";100;101;102;",
                "<p>;" + EsWeek.finess("60", 3) + ";100;;101;");
        String file = "[denominateurs_es_2013-02.csv] line ";
        assertThat(messages(wrong))
                .containsExactly(file + "2: " + FINESS + ": sejours_dmp_alimentes is 102, above 101 of"
                        + " sejours_dmp_existant (+1)");
        assertThat(site.jdbc()
                        .sql("select message from ops.finding where load_id = :load order by line_no, measure")
                        .param("load", wrong.loadId())
                        .query(String.class)
                        .list())
                .containsExactly(
                        FINESS + ": sejours_dmp_alimentes is 102, above 101 of sejours_dmp_existant (+1)",
                        FINESS + ": sejours_dmp_existant is 101, above 100 of sejours (+1)",
                        EsWeek.finess("60", 3) + ": sejours_dmp_alimentes is 101, above 100 of sejours (+1)");
    }

    @Test
    void creationsOfAChannelFollowFromThePeriodBefore() {
        published(load("creations_canal", "2013-01", CHANNELS, "<p>;60;601;PHARMACIE;10;100"));
        published(load("creations_canal", "2013-02", CHANNELS, "<p>;60;601;PHARMACIE;10;112"));
        assertThat(messages(load("creations_canal", "2013-03", CHANNELS, "<p>;60;601;PHARMACIE;10;121")))
                .containsExactly(
                        "[creations_canal_2013-03.csv] line 2: PHARMACIE, caisse 601: 112 DMP created since the"
                                + " opening in the period before and 10 in the period: expected 122, found 121 (-1)");
        published(load("creations_canal", "2013-S20", CHANNELS, "<p>;60;601;PHARMACIE;10;100"));
        published(load("creations_canal", "2013-S21", CHANNELS, "<p>;60;601;PHARMACIE;10;110"));
        assertThat(messages(load("creations_canal", "2013-S22", CHANNELS, "<p>;60;601;PHARMACIE;10;123")))
                .containsExactly(
                        "[creations_canal_2013-S22.csv] line 2: PHARMACIE, caisse 601: 110 DMP created since the"
                                + " opening in the period before and 10 in the period: expected 120, found 123 (+3)");
        LoadOutcome impossible = load("creations_canal", "2013-S30", CHANNELS, "<p>;60;601;PHARMACIE;10;9");
        assertThat(impossible.status()).isEqualTo(Status.HELD);
        assertThat(messages(impossible))
                .containsExactly(
                        "[creations_canal_2013-S30.csv] line 2: line 2: 9 DMP created since the opening are fewer"
                                + " than the 10 of the period alone");
    }

    @Test
    void channelsOfAVoletCountWhatItsStructuresDo() {
        published(es("2015-01", "100;1000;0;0;0;0;0;0"));
        published(load(
                "creations_canal",
                "2015-01",
                CHANNELS,
                "<p>;60;601;ES;60;600",
                "<p>;80;801;ES;30;400",
                "<p>;60;601;INTERNET_PATIENT;500;500"));
        published(es("2015-05", "100;1000;0;0;0;0;0;0"));
        assertThat(messages(
                        load("creations_canal", "2015-05", CHANNELS, "<p>;60;601;ES;60;600", "<p>;80;801;ES;29;400")))
                .containsExactly("[creations_canal_2015-05.csv]: Picardie, ES: its structures created 100 DMP, its"
                        + " channels (Établissement de santé) 89 (-11)");
        site.load("activite_es_2012-S31.csv", EsWeek.good(10).replace("2012-S38", "2012-S31"));
        assertThat(messages(load("creations_canal", "2012-S31", CHANNELS, "<p>;60;601;ES;41;410")))
                .containsExactly("[creations_canal_2012-S31.csv]: Picardie, ES: its structures created 30 DMP, its"
                        + " channels (Établissement de santé) 41 (+11)");
    }
}
