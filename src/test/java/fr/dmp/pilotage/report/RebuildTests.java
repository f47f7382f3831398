package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.ReportRequest;
import fr.dmp.pilotage.pipeline.Workbook;
import fr.dmp.pilotage.pipeline.WorkbooksFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any edition is made again from its loads and held against what was issued. Two editions of each region were issued, the
 * second after a correction; each test has a region of its own.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RebuildTests {

    private static final String WEEK = "2012-S38";
    private static final String STATEMENT = "sql/report/es-focus-donnees.sql";

    private Path home;
    private Path definitions;
    private Site site;
    private List<Workbook> first;
    private List<Workbook> second;

    @BeforeAll
    void issueTwoEditions(@TempDir Path home, @TempDir Path definitions) {
        this.home = home;
        this.definitions = definitions;
        site = new Site(home, "--pilotage.definitions=" + definitions);
        history(5).load(site, 4, 5);
        first = issue();
        history(6).load(site, 5);
        second = issue();
    }

    private List<Workbook> issue() {
        return Stream.of("Picardie", "Bretagne", "Alsace", "Bourgogne", "Limousin")
                .flatMap(region -> site.operations().report("weekly-es-focus", WEEK, region).stream())
                .toList();
    }

    @AfterEach
    void takeTheChangedStatementAway() throws IOException {
        Files.deleteIfExists(definitions.resolve(STATEMENT));
    }

    @AfterAll
    void close() {
        site.close();
    }

    private static EsHistory history(int documents) {
        EsHistory history = new EsHistory(WEEK);
        for (String departement : List.of("60", "35", "67", "21", "87")) {
            history.add(EsWeek.finess(departement, 1), "FICTIF " + departement, 1, 1, 1, 1, 1, documents)
                    .in(departement);
        }
        return history;
    }

    @Test
    void everyEditionGivesItsBytesAgainRevisionsIncluded() throws IOException {
        for (Workbook each : first) {
            assertSameBytes(each);
        }
        for (Workbook each : second) {
            assertThat(WrittenSheet.all(each.path())).containsKey("Révisions");
            assertSameBytes(each);
        }
    }

    private void assertSameBytes(Workbook issued) throws IOException {
        Path out = home.resolve("rebuilt.xlsx");
        Workbook rebuilt = rebuild(issued.region(), issued.edition(), out);
        assertThat(EditionFiles.sha256(Files.readAllBytes(out)))
                .as("edition %s of %s", issued.edition(), issued.region())
                .isEqualTo(issued.sha256());
        assertThat(rebuilt.remark()).isEqualTo("rebuilt: the same bytes as issued");
        assertThat(rebuilt.path()).isEqualTo(out);
    }

    @Test
    void anEditionThatStandsIsLeftAloneAndOneThatIsLostIsPutInItsPlace() throws IOException {
        Workbook issued = of(first, "Bretagne");
        assertThat(rebuild("Bretagne", 1, null).written()).isFalse();
        Files.delete(issued.path());
        Workbook rebuilt = rebuild("Bretagne", 1, null);
        assertThat(rebuilt.written()).isTrue();
        assertThat(rebuilt.path()).isEqualTo(issued.path());
        assertThat(EditionFiles.sha256(Files.readAllBytes(issued.path()))).isEqualTo(issued.sha256());
    }

    @Test
    void theSameContentInOtherBytesIsToldAsSuch() {
        // As if another build had written it.
        issuedAs("0".repeat(64));
        try {
            assertThat(rebuild("Alsace", 1, home.resolve("alsace.xlsx")).remark())
                    .isEqualTo("rebuilt: the same content as issued, in other bytes, which another build of the"
                            + " software wrote");
        } finally {
            issuedAs(of(first, "Alsace").sha256());
        }
    }

    private void issuedAs(String sha256) {
        site.jdbc()
                .sql("update ops.edition set file_sha = :sha where scope = 'alsace' and number = 1")
                .param("sha", sha256)
                .update();
    }

    @Test
    void anEditionThatWouldSayOtherwiseIsNotWritten() throws IOException {
        Path own = definitions.resolve(STATEMENT);
        Files.createDirectories(own.getParent());
        Files.writeString(own, Files.readString(Path.of(STATEMENT)).replace("else 'reçues'", "else 'arrivées'"));
        Path out = home.resolve("bourgogne.xlsx");
        assertThat(refusal("Bourgogne", out))
                .isEqualTo(
                        "edition 1 cannot be rebuilt: 2 rows, columns or cells would say otherwise; the declarations of"
                                + " the report have changed since; nothing was written; its bytes as issued are in "
                                + archived(of(first, "Bourgogne")));
        assertThat(out).doesNotExist();
        assertThat(EditionFiles.sha256(Files.readAllBytes(of(first, "Bourgogne").path())))
                .isEqualTo(of(first, "Bourgogne").sha256());
    }

    @Test
    void rowsThatAreGoneAreToldWithTheirFile() {
        site.jdbc()
                .sql("create table gone as select * from dwh.es_weekly where load_id = 2 and departement = '87'")
                .update();
        site.jdbc()
                .sql("delete from dwh.es_weekly where load_id = 2 and departement = '87'")
                .update();
        try {
            assertThat(refusal("Limousin", home.resolve("limousin.xlsx")))
                    .contains("; 1 rows of activite_es_2012-S38.csv, revision 1, are past their retention and gone;"
                            + " nothing was written; its bytes as issued are in ");
        } finally {
            site.jdbc().sql("insert into dwh.es_weekly select * from gone").update();
        }
    }

    @Test
    void anEditionThatThereIsNotIsToldWithThoseThatThereAre() {
        Site.Said said = site.cli(
                "report", "weekly-es-focus", "--period", WEEK, "--region", "Picardie", "--edition", "3", "--json");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out())
                .contains("no edition of weekly-es-focus 2012-S38 Picardie \\\"3\\\"; expected one of 1, 2");
    }

    @Test
    void severalEditionsAreNotWrittenIntoOneFile() {
        Site.Said said = site.cli("report", "weekly-es-focus", "--period", WEEK, "--edition", "1", "--out", "x.xlsx");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).startsWith("no single workbook to write into \"x.xlsx\"; expected one of ");
    }

    private String refusal(String region, Path out) {
        try {
            rebuild(region, 1, out);
        } catch (WorkbooksFailed e) {
            return e.failed().get(0).cause();
        }
        assertThatThrownBy(() -> rebuild(region, 1, out)).isInstanceOf(WorkbooksFailed.class);
        return "";
    }

    private Workbook rebuild(String region, int edition, Path out) {
        return site.operations()
                .report(new ReportRequest("weekly-es-focus", WEEK, region, edition, out, null, null))
                .get(0);
    }

    private static Workbook of(List<Workbook> workbooks, String region) {
        return workbooks.stream()
                .filter(each -> each.region().equals(region))
                .findFirst()
                .orElseThrow();
    }

    private Path archived(Workbook issued) {
        return home.resolve("archive/editions")
                .resolve(issued.sha256().substring(0, 2))
                .resolve(issued.sha256() + ".xlsx");
    }
}
