package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.SheetDefinition.Fold;
import fr.dmp.pilotage.catalog.SheetDefinition.Fold.Operation;
import fr.dmp.pilotage.catalog.SheetDefinition.Format;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.catalog.Visuals;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The text of the statements; that they run is for the self-check, and what they give for the tests of each report. */
class RefoldTests {

    private static final String LINES = "with lines as (\n  select 1 as key\n)\n";

    private static final Column REGION = column("region", Format.TEXT, null, null);
    private static final Column SINCE = column("debut", Format.DATE, null, null);
    private static final Column KNOWN =
            column("connus", Format.COUNT, new Fold(Operation.COUNT, "finess_et", "period_start = :period"), null);
    private static final Column CREATED =
            column("crees", Format.COUNT, new Fold(Operation.SUM, "dmp_crees", null), null);
    private static final Column SHARE = column("part", Format.RATE, null, "crees / nullif(connus, 0)");
    private static final Column CHANGE = column("evolution", Format.CHANGE, null, "crees - connus");

    private static final Refold REFOLD = new Refold(
            new SheetDefinition(
                    "Tableau",
                    "Des chiffres",
                    "sql/report/own.sql",
                    List.of(REGION, SINCE, KNOWN, CREATED, SHARE, CHANGE),
                    List.of(),
                    false,
                    Visuals.NONE,
                    null,
                    false,
                    List.of(),
                    Map.of(),
                    List.of()),
            new SqlFile("sql/report/own.sql", Map.of(), LINES + "select * from lines\n"));

    @Test
    void foldsAllColumnsOfLinesPerKey() {
        assertThat(REFOLD.folded())
                .isEqualTo(LINES
                        + "select key, count(finess_et) filter (where period_start = :period) as connus,"
                        + " sum(dmp_crees) as crees from lines group by key");
    }

    @Test
    void foldsTheColumnsThatAreAskedFor() {
        assertThat(REFOLD.folded(List.of(CREATED)))
                .isEqualTo(LINES + "select key, sum(dmp_crees) as crees from lines group by key");
    }

    @Test
    void aColumnThatIsNoFoldIsNotFolded() {
        assertThatThrownBy(() -> REFOLD.folded(List.of(SHARE))).hasMessage("part is no fold");
    }

    @Test
    void contributingLinesAreThoseOfTheFoldThatHaveItsColumn() {
        assertThat(REFOLD.contributing(KNOWN))
                .startsWith(LINES + "select file_id, line_no, value, ")
                .contains(" 1 as value, ")
                .contains(" where key = :explained_key and (period_start = :period) and (finess_et) is not null)");
        assertThat(REFOLD.contributing(CREATED))
                .contains(" cast(dmp_crees as numeric) as value, ")
                .contains(" where key = :explained_key and (dmp_crees) is not null)");
        assertThat(REFOLD.ofRow()).contains(" where key = :explained_key)");
    }

    @Test
    void linesOfProfessionalsAreNeverDescribedByTheirNumber() {
        assertThat(REFOLD.ofRow()).doesNotContainPattern("'(?:rpps|adeli|nom|prenom)'(?![^)]*\\)\\) as identity)");
    }

    @Test
    void aDerivationIsComputedFromTheCellsThatItNamesAlone() {
        assertThat(REFOLD.operands(SHARE)).containsExactly(KNOWN, CREATED);
        assertThat(REFOLD.derived(SHARE))
                .isEqualTo("select (crees / nullif(connus, 0)) as part from (select cast(:cell_connus as numeric) as"
                        + " connus, cast(:cell_crees as numeric) as crees) as cells");
    }

    @Test
    void derivesTheColumnsThatAreAskedForFromNothing() {
        assertThat(REFOLD.derivedFromNothing(List.of(CHANGE)))
                .isEqualTo("select (crees - connus) as evolution from (select cast(null as text) as region,"
                        + " cast(null as date) as debut, cast(null as numeric) as connus, cast(null as numeric) as crees,"
                        + " cast(null as numeric) as part, cast(null as numeric) as evolution) as cells");
    }

    private static Column column(String name, Format format, @Nullable Fold fold, @Nullable String derive) {
        return new Column(name, name, format, 10, false, false, false, false, fold, derive, null);
    }
}
