package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.intake.Archive;
import fr.dmp.pilotage.pipeline.FeedsRequest;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import fr.dmp.pilotage.warehouse.ArchivedFile;
import fr.dmp.pilotage.warehouse.Refusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nominative data goes when its 36 months are over; on 10 October 2015 that is up to the week that ended by 9 October 2012. */
class RetentionTests {

    private static final String HEADER = "semaine;rpps;profession;departement;lieu_exercice;dmp_crees;dmp_crees_cumul;"
            + "dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul\n";

    @TempDir
    private Path home;

    private Site site;

    @AfterEach
    void close() {
        site.close();
    }

    private static String name(String week) {
        return "activite_psl_" + week + ".csv";
    }

    /** Two professionals; the number of the second has a wrong check digit, which is a warning that quotes it. */
    private static String week(String week) {
        return HEADER + week + ";10000000009;MEDECIN;60;80000000000001;0;1;0;1;0;1;0;1\n" + week
                + ";10000000018;MEDECIN;60;80000000000002;0;1;0;1;0;1;0;1\n";
    }

    private LoadOutcome load(String week) {
        return site.load(name(week), week(week));
    }

    private void start(LocalDate day) {
        site = new Site(home).on(day);
    }

    private Path archived(LoadOutcome outcome) {
        String sha = Objects.requireNonNull(outcome.sha256());
        return home.resolve("archive").resolve(sha.substring(0, 2)).resolve(sha);
    }

    @Test
    void rowsFindingsAndFilesGoWhenTheirTimeIsOverAndNotBefore() {
        start(LocalDate.of(2015, 10, 10));
        LoadOutcome gone = load("2012-S40"); // ended on 7 October 2012
        LoadOutcome kept = load("2012-S41");
        assertThat(gone.findings()).extracting(FoundCount::code).contains("bad-rpps-key");

        Site.Said said = site.cli("run", "retention");

        assertThat(said.code()).isZero();
        assertThat(said.out().lines())
                .containsExactly(
                        "load 1: psl-weekly 2012-S40 from national, revision 1: 2 rows and 1 findings removed",
                        "archived files removed: 1");
        assertThat(site.count("dwh.psl_weekly where load_id = 1")).isZero();
        assertThat(site.count("dwh.psl_weekly where load_id = 2")).isEqualTo(2);
        assertThat(site.count("ops.finding where load_id = 1")).isZero();
        assertThat(site.count("ops.finding where load_id = 2")).isEqualTo(1);
        assertThat(site.count("ops.finding_count where load_id = 1 and code = 'bad-rpps-key'"))
                .isEqualTo(1);
        assertThat(archived(gone)).doesNotExist();
        assertThat(archived(kept)).exists();
        assertThat(site.jdbc()
                        .sql("select load_id || ' ' || kind || ': ' || reason from ops.decision")
                        .query(String.class)
                        .list())
                .containsExactly("1 expire: kept for 36 months");
        assertThat(site.count("ops.load where nominative_expired_at is not null and rows_loaded = 2"))
                .isEqualTo(1);
    }

    @Test
    void aMonthlyFileOfProfessionalsAndHospitalsGoesAsAWholeAndItsSumsStay() {
        start(LocalDate.of(2015, 10, 1));
        site.load("usage_documents_2012-09.csv", """
                mois;volet;type_identifiant;identifiant;departement;code_document;documents_deposes;dmp_alimentes;documents_consultes
                2012-09;PSL;RPPS;10000000009;60;34112-3;5;4;1
                2012-09;PSL;RPPS;10000000017;60;34112-3;7;5;0
                2012-09;ES;FINESS;600000004;60;34112-3;50;40;3
                """);
        site.load("activite_psl_2012-09.csv", """
                mois;volet;type_identifiant;identifiant;profession;departement;dmp_crees;dmp_crees_cumul;dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul
                2012-09;PSL;RPPS;10000000009;MEDECIN;60;1;2;3;4;5;6;7;8
                2012-09;PSL;RPPS;10000000017;MEDECIN;60;1;2;3;4;0;6;7;8
                """);
        site.load("usage_acces_2012-09.csv", """
                mois;volet;type_identifiant;identifiant;departement;profession;mode_acces;dmp_consultes;connexions
                2012-09;PSL;RPPS;10000000009;60;MEDECIN;NORMAL;5;9
                """);
        assertThat(site.cli("run", "retention").code()).isZero();
        assertThat(site.count("dwh.usage_documents") + site.count("dwh.psl_monthly") + site.count("dwh.usage_acces"))
                .isZero();
        assertThat(site.jdbc().sql("""
                                select concat_ws(' ', 'documents', volet, departement, code_document, structures,
                                  documents_deposes, alimentations, documents_consultes) from mart.usage_documents
                                union all select concat_ws(' ', 'activité', volet, departement, groupe, structures, actives,
                                  dmp_crees, dmp_crees_cumul, alimentations, documents_cumul) from mart.activity_monthly
                                union all select concat_ws(' ', 'accès', volet, departement, profession, mode_acces, structures,
                                  dossiers_consultes, connexions) from mart.usage_acces
                                order by 1
                                """).query(String.class).list())
                .containsExactlyInAnyOrder(
                        "documents PSL 60 34112-3 2 12 9 1",
                        "documents ES 60 34112-3 1 50 40 3",
                        "activité PSL 60 MEDECIN 2 1 2 4 6 12",
                        "accès PSL 60 MEDECIN NORMAL 1 5 9");
    }

    @Test
    void laterWeeksForgetWhoHadTheirLastLineInAWeekThatIsOver() {
        start(LocalDate.of(2015, 10, 10));
        load("2012-S40");
        String without = week("2012-S41");
        site.load(name("2012-S41"), without.substring(0, without.lastIndexOf("2012-S41")));
        String kept = "mart.structure_silent where load_id = 2 and last_seen = '2012-10-01' and dmp_crees_cumul = 1";
        assertThat(site.count(kept + " and key_hash is not null")).isEqualTo(1);

        site.cli("run", "retention");

        assertThat(site.count(kept + " and key_hash is null")).isEqualTo(1);
    }

    @Test
    void aFindingAboutAnotherColumnGoesTooAsCellsMayBeShifted() {
        start(LocalDate.of(2015, 10, 10));
        LoadOutcome held = site.load(name("2012-S40"), week("2012-S40").replaceFirst("MEDECIN", "FICTIVE CAMILLE"));
        assertThat(held.status()).isEqualTo(Status.HELD);
        site.cli("run", "retention");
        assertThat(site.count("ops.finding where load_id = 1 and line_no is not null"))
                .isZero();
        assertThat(site.count("ops.finding where load_id = 1 and code = 'too-many-rejects'"))
                .isEqualTo(1);
    }

    @Test
    void aSecondRunSaysThatNothingIsLeft() {
        start(LocalDate.of(2015, 10, 10));
        load("2012-S40");
        site.cli("run", "retention");
        Site.Said again = site.cli("run", "retention");
        assertThat(again.code()).isZero();
        assertThat(again.out().strip()).isEqualTo("Nothing is left to remove.");
    }

    @Test
    void aYearThatIsOverIsDroppedAsAWhole() {
        start(LocalDate.of(2016, 1, 20));
        load("2012-S40");
        load("2012-S41");
        load("2013-S04");
        Site.Said said = site.cli("run", "retention", "--json");
        assertThat(said.out().lines())
                .containsExactly(
                        "{\"load\":1,\"feed\":\"psl-weekly\",\"period\":\"2012-S40\",\"sender\":\"national\",\"revision\":1,"
                                + "\"state\":\"expired\",\"rows\":2,\"findings\":1}",
                        "{\"load\":2,\"feed\":\"psl-weekly\",\"period\":\"2012-S41\",\"sender\":\"national\",\"revision\":1,"
                                + "\"state\":\"expired\",\"rows\":2,\"findings\":1}",
                        "{\"state\":\"removed\",\"partitions\":[\"dwh.psl_weekly_2012\"],\"files\":2,\"messages\":0,\"busy\":0,"
                                + "\"quarantined\":0,\"setAside\":0,\"records\":0}");
        assertThat(site.count("dwh.psl_weekly")).isEqualTo(2);
        assertThat(site.operations().feeds(FeedsRequest.ALL).states())
                .as("the ledger still knows them")
                .anyMatch(each -> "2012-S40".equals(each.period()));
    }

    @Test
    void whatAKilledRunLeftIsRemovedByTheNext() {
        start(LocalDate.of(2016, 1, 20));
        LoadOutcome gone = load("2012-S40");
        // The rows were marked, but neither the partition nor the file were gone when the run was killed.
        site.jdbc().sql("update ops.load set nominative_expired_at = now()").update();
        Site.Said said = site.cli("run", "retention");
        assertThat(said.out().lines()).containsExactly("dwh.psl_weekly_2012: dropped", "archived files removed: 1");
        assertThat(archived(gone)).doesNotExist();
        assertThat(site.count("dwh.psl_weekly")).isZero();
    }

    @Test
    void aPeriodThatHasExpiredIsNotLoadedAgainWhateverIsSent() {
        start(LocalDate.of(2015, 10, 10));
        LoadOutcome first = load("2012-S40");
        site.cli("run", "retention");

        LoadOutcome same = load("2012-S40");
        LoadOutcome corrected = site.load(name("2012-S40"), week("2012-S40").replace(";0;1\n", ";1;2\n"));

        assertThat(List.of(same, corrected)).extracting(LoadOutcome::status).containsOnly(Status.REFUSED);
        assertThat(corrected.findings())
                .extracting(FoundCount::code, FoundCount::message)
                .containsExactly(tuple(
                        "period-expired",
                        "[activite_psl_2012-S40.csv]: the time that nominative data of psl-weekly 2012-S40 is kept is over,"
                                + " and what was loaded of it is removed; it is not loaded again"));
        assertThat(load("2012-S41").status()).isEqualTo(Status.PUBLISHED);
        // What was offered again is archived again, until the next run.
        site.cli("run", "retention");
        assertThat(archived(first)).doesNotExist();
        assertThat(archived(corrected)).doesNotExist();
    }

    @Test
    void aLoadWhoseArchivedBytesAreGoneIsNotResumedAndSaysSo() throws Exception {
        start(LocalDate.of(2015, 10, 10));
        LoadOutcome left = load("2012-S41");
        site.jdbc()
                .sql("update ops.load set published_at = null, verdict = null")
                .update();
        site.jdbc().sql("update ops.batch_job_execution set status = 'FAILED'").update();
        Files.delete(archived(left));
        assertThat(site.operations().run("weekly", null).loaded())
                .extracting(LoadOutcome::status, LoadOutcome::cause)
                .containsExactly(tuple(
                        Status.FAILED,
                        "[activite_psl_2012-S41.csv] the archived bytes of load 1 are gone; it is not resumed; load the file"
                                + " again to archive it anew"));
    }

    @Test
    void aLoadThatExpiredAndComesBackAfterAWithdrawalIsStillExpired() {
        start(LocalDate.of(2015, 10, 10));
        load("2012-S40");
        LoadOutcome second = site.load(name("2012-S40"), week("2012-S40").replace(";0;1\n", ";1;2\n"));
        site.cli("run", "retention");
        site.operations().withdraw(Objects.requireNonNull(second.loadId()), "wrong", null);
        assertThat(site.count("ops.load where restores_load_id is not null and nominative_expired_at is not null"))
                .isEqualTo(1);
        assertThat(site.cli("run", "retention").out().strip()).isEqualTo("Nothing is left to remove.");
    }

    @Test
    void nothingOfARefusedFileIsKeptLongerThanItsTimeWhateverItWas() {
        start(LocalDate.of(2015, 10, 10));
        LoadOutcome unnamed = site.load("liste.csv", "DR FICTIF;10000000009\n");
        LoadOutcome headless = site.load(name("2012-S44"), "2012-S44;FICTIF;CAMILLE\n2012-S44;FICTIF;DOMINIQUE\n");
        LoadOutcome later = site.load("autre liste.csv", "DR FICTIF;10000000017\n");
        assertThat(List.of(unnamed, headless, later))
                .extracting(LoadOutcome::status)
                .containsOnly(Status.REFUSED);
        assertThat(messages()).anyMatch(message -> message.contains("CAMILLE"));
        site.jdbc()
                .sql("update ops.arrival set arrived_at = case when file_name like 'autre%' then '2012-10-10 08:00"
                        + " Europe/Paris' else '2012-10-09 23:00 Europe/Paris' end::timestamptz")
                .update();

        Site.Said said = site.cli("run", "retention");

        assertThat(said.out().lines())
                .containsExactly(
                        "archived files removed: 2",
                        "messages removed that may quote a refused file or a failed row: 2");
        assertThat(archived(unnamed)).doesNotExist();
        assertThat(archived(headless)).doesNotExist();
        assertThat(archived(later)).exists();
        assertThat(messages()).hasSize(1).allMatch(message -> message.startsWith("[autre liste.csv]: no feed takes"));
        assertThat(site.jdbc()
                        .sql("select file_name || ': ' || code from ops.arrival where message is null")
                        .query(String.class)
                        .list())
                .as("why it was refused is still known")
                .containsExactly("liste.csv: unknown-name", "activite_psl_2012-S44.csv: missing-column");
        assertThat(site.cli("run", "retention").out().strip()).isEqualTo("Nothing is left to remove.");
    }

    @Test
    void theTimeOfARefusedFileRunsFromTheLastTimeThatItCame() {
        start(LocalDate.of(2015, 10, 10));
        LoadOutcome first = site.load("liste.csv", "DR FICTIF;10000000009\n");
        site.jdbc().sql("update ops.arrival set arrived_at = '2012-09-09'").update();
        site.load("liste.csv", "DR FICTIF;10000000009\n");

        Site.Said said = site.cli("run", "retention");

        assertThat(said.out().strip()).isEqualTo("messages removed that may quote a refused file or a failed row: 1");
        assertThat(archived(first)).exists();
    }

    @Test
    void aContentThatIsAcceptedOrComesAgainWhileRetentionRunsKeepsItsArchive() {
        start(LocalDate.of(2015, 10, 10));
        LoadOutcome accepted = site.load("un autre nom.csv", week("2012-S44"));
        LoadOutcome again = site.load("liste.csv", "DR FICTIF;10000000009\n");
        LoadOutcome gone = site.load("autre liste.csv", "DR FICTIF;10000000017\n");
        site.jdbc().sql("update ops.arrival set arrived_at = '2012-09-09'").update();
        List<ArchivedFile> listed = site.bean(Refusals.class).files(new JobDefinition.Kept(36, "a test"));
        assertThat(listed).hasSize(3);
        load("2012-S44");
        site.load("liste.csv", "DR FICTIF;10000000009\n");

        Archive archive = site.bean(Archive.class);
        assertThat(listed).extracting(each -> each.remove(archive::remove)).containsExactly(false, false, true);

        assertThat(archived(accepted)).exists();
        assertThat(archived(again)).exists();
        assertThat(archived(gone)).doesNotExist();
        assertThat(site.count("ops.file where removed_at is null")).isEqualTo(2);
    }

    @Test
    void whoAcceptsAContentWaitsUntilItsBytesAreGone() {
        start(LocalDate.of(2015, 10, 10));
        site.load("liste.csv", "DR FICTIF;10000000009\n");
        site.jdbc().sql("update ops.arrival set arrived_at = '2012-09-09'").update();
        ArchivedFile listed = site.bean(Refusals.class)
                .files(new JobDefinition.Kept(36, "a test"))
                .get(0);
        String free = "(select from ops.file for update skip locked) as free";
        assertThat(site.count(free)).isEqualTo(1);

        listed.remove(sha256 -> assertThat(
                        CompletableFuture.supplyAsync(() -> site.count(free)).join())
                .isZero());
    }

    @Test
    void aFileThatCannotBeRemovedStopsNothingElseAndFailsTheRunAtItsEnd() throws IOException {
        start(LocalDate.of(2015, 10, 10));
        LoadOutcome stuck = load("2012-S39");
        LoadOutcome gone = load("2012-S40");
        LoadOutcome refused = site.load("liste.csv", "DR FICTIF;10000000009\n");
        site.jdbc()
                .sql("update ops.arrival set arrived_at = '2012-09-09' where outcome = 'refused'")
                .update();
        Path patient = undeletable(home.resolve("quarantine").resolve("a".repeat(64)));
        quarantined("a".repeat(64));
        quarantined("b".repeat(64));
        Path other = Files.writeString(home.resolve("quarantine").resolve("b".repeat(64)), "x");
        Files.delete(archived(stuck));
        undeletable(archived(stuck));

        Site.Said said = site.cli("run", "retention");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out().lines())
                .containsExactly(
                        "load 1: psl-weekly 2012-S39 from national, revision 1: 2 rows and 1 findings removed",
                        "load 2: psl-weekly 2012-S40 from national, revision 1: 2 rows and 1 findings removed",
                        "archived files removed: 2",
                        "messages removed that may quote a refused file or a failed row: 1",
                        "files of the quarantine purged: 1");
        assertThat(said.err().strip())
                .isEqualTo("job retention failed: cannot remove " + "a".repeat(64)
                        + " from the quarantine: DirectoryNotEmptyException: " + patient
                        + "; cannot remove the archived file " + stuck.sha256() + ": DirectoryNotEmptyException: "
                        + archived(stuck) + "; all else was removed");
        assertThat(archived(gone)).doesNotExist();
        assertThat(archived(refused)).doesNotExist();
        assertThat(other).doesNotExist();
        assertThat(site.count("ops.file where removed_at is null")).isEqualTo(1);
        assertThat(site.count("ops.quarantine where purged_at is null")).isEqualTo(1);

        Files.delete(archived(stuck).resolve("in the way"));
        Files.delete(patient.resolve("in the way"));
        assertThat(site.cli("run", "retention").out().lines())
                .as("what is left goes with the next run")
                .containsExactly("archived files removed: 1", "files of the quarantine purged: 1");
    }

    /** What no process may delete, whoever it runs as: a folder with something in it. */
    private static Path undeletable(Path place) throws IOException {
        Files.createDirectories(place);
        Files.writeString(place.resolve("in the way"), "x");
        return place;
    }

    private void quarantined(String sha256) {
        site.jdbc().sql("""
                        insert into ops.quarantine (quarantined_at, arrival_id, sha256, size_bytes, file_name, sender, code)
                        select '2015-08-01', min(arrival_id), :sha, 1, 'x.csv', 'national', 'patient-column' from ops.arrival
                        """).param("sha", sha256).update();
    }

    private List<String> messages() {
        return site.jdbc()
                .sql("select message from ops.arrival where message is not null")
                .query(String.class)
                .list();
    }

    @Test
    void aContentThatWasRefusedUnderAnotherNameIsKeptWithItsLoad() {
        start(LocalDate.of(2015, 10, 10));
        site.load("sous un autre nom.csv", week("2012-S44"));
        LoadOutcome loaded = load("2012-S44");
        site.jdbc().sql("update ops.arrival set arrived_at = '2012-10-09'").update();

        Site.Said said = site.cli("run", "retention");

        assertThat(said.out().strip()).isEqualTo("messages removed that may quote a refused file or a failed row: 1");
        assertThat(archived(loaded)).exists();
    }

    @Test
    void whatAFailedRunQuotedGoesWithItsRowsOrWhenItsOwnTimeIsOver() {
        start(LocalDate.of(2015, 10, 10));
        load("2012-S40"); // over on that day
        load("2012-S41");
        load("2012-S42");
        site.jdbc()
                .sql("update ops.batch_step_execution set status = 'FAILED', exit_message = 'a row of ' ||"
                        + " job_execution_id where step_name = 'publish'")
                .update();
        site.jdbc()
                .sql("update ops.batch_step_execution set end_time = '2012-10-09' where job_execution_id = (select"
                        + " job_execution_id from ops.batch_job_execution_params where parameter_name = 'load' and"
                        + " parameter_value = '2')")
                .update();

        Site.Said said = site.cli("run", "retention");

        assertThat(said.out()).contains("messages removed that may quote a refused file or a failed row: 2");
        assertThat(site.jdbc()
                        .sql("select p.parameter_value from ops.batch_step_execution s join"
                                + " ops.batch_job_execution_params p using (job_execution_id) where p.parameter_name ="
                                + " 'load' and s.exit_message <> '' and s.status = 'FAILED'")
                        .query(String.class)
                        .list())
                .containsExactly("3");
    }

    @Test
    void whatIsGoneIsNotHeldAgainstATableThatComesBack() {
        start(LocalDate.of(2015, 10, 10));
        load("2012-S38");
        LoadOutcome first = table(2);
        LoadOutcome second = table(3);
        assertThat(List.of(first, second))
                .extracting(LoadOutcome::status)
                .containsExactly(Status.PUBLISHED, Status.HELD);
        site.operations().release(Objects.requireNonNull(second.loadId()), "as published", null);
        site.cli("run", "retention");

        long back = Objects.requireNonNull(site.operations()
                .withdraw(Objects.requireNonNull(second.loadId()), "wrong", null)
                .inForce());

        // Else every region would have no line, and each difference be explained by that.
        assertThat(site.count("ops.reconciliation where load_id = " + back)).isZero();
        assertThat(site.count("ops.reconciliation where load_id = " + first.loadId()))
                .isPositive();
    }

    private LoadOutcome table(int created) {
        String row = ";" + created + ";0;" + created + ";2;0;2\n";
        return site.load(
                "synthese_regions_2012-09-25.csv",
                "Région;DMP créés par PSL;DMP créés par ES;Total DMP créés;DMP alimentés par PSL;DMP alimentés par ES;"
                        + "Total DMP alimentés\nPicardie" + row + "Total France" + row);
    }

    @Test
    void aCheckThatTellsWhoseLineItIsIsRefused(@TempDir Path definitions) throws IOException {
        Path check = Files.createDirectories(definitions.resolve("sql/check")).resolve("fed-without-document.sql");
        Files.writeString(
                check,
                new Definitions(null)
                        .read("sql/check/fed-without-document.sql")
                        .replace("-- says: {measure}", "-- says: {rpps}, {measure}")
                        .replace("select f.line_no,", "select f.rpps, f.line_no,"));
        site = new Site(home, "--pilotage.definitions=" + definitions);
        Site.Said said = site.cli("check");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err() + said.out())
                .contains("sql/check/fed-without-document.sql tells {rpps}, which says whose line of psl-weekly it is;"
                        + " expected no nominative column in 'says' and 'dit'");
    }
}
