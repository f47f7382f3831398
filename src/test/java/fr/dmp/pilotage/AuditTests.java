package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.findings.Nir;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who did what is kept as it was. */
@TestInstance(Lifecycle.PER_CLASS)
class AuditTests {

    private Site site;

    @BeforeAll
    void open(@TempDir Path home) throws IOException {
        site = new Site(home);
        DatedTables.put(home, DatedTables.name(0), DatedTables.text(0).replace("204 180", "204 181"));
        site.operations().run("weekly", null);
        site.operations().release(1, "checked by phone", "Camille");
        site.operations().audit().note("Camille", "pause", "job weekly", "NIR " + Nir.USUAL.with(" "), null);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void whatOperatorsDidIsListedWithTheirDecisionsAboutLoads() {
        List<String> lines = site.cliHere("audit").out().lines().toList();
        assertThat(lines.get(0).split(" +"))
                .containsExactly("at", "who", "host", "action", "subject", "reason", "detail");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(2))
                .contains("Camille")
                .contains("release")
                .contains("load 1")
                .contains("checked by phone");
        assertThat(lines.get(3)).contains("run").contains("job weekly");
    }

    @Test
    void itIsExportedAsAnObjectALineInUtc() {
        List<String> lines =
                site.cliHere("audit", "--json", "--limit", "1").out().lines().toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .matches("\\{\"at\":\"[^\"]*Z\",\"who\":\"Camille\",\"host\":\"[^\"]+\",\"action\":\"pause\",.*");
    }

    @Test
    void nothingIsListedBeforeADay() {
        String tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(2).toString();
        assertThat(site.cliHere("audit", "--since", tomorrow, "--json").out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ops.audit set who = 'nobody'",
                "delete from ops.audit",
                "truncate ops.audit",
            })
    void noEntryCanBeChangedOrRemoved(String statement) {
        assertThatThrownBy(() -> site.jdbc().sql(statement).update())
                .hasMessageContaining("rows of ops.audit are added, never changed or removed");
    }

    @Test
    void theRightToDoSoIsTakenFromTheTablesOwnerToo() {
        assertThat(site.jdbc().sql("""
                                select privilege_type from pg_class, aclexplode(relacl)
                                where oid = 'ops.audit'::regclass and grantee = relowner order by 1
                                """).query(String.class).list())
                .contains("INSERT", "SELECT")
                .doesNotContain("UPDATE", "DELETE", "TRUNCATE");
    }

    @Test
    void anIdentifierOfAPatientInAReasonIsMasked() {
        assertThat(site.operations().audit().list(null, 1).get(0).reason()).isEqualTo("NIR ***");
    }
}
