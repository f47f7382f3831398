package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.pipeline.Workbook;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Figures about fewer than five professionals are told to nobody, however they are asked for. */
@ExtendWith(GeneratedSite.Shared.class)
class SuppressedFiguresTests {

    private static final int FEWEST = 5;

    private GeneratedSite site;

    @BeforeEach
    void takeTheSharedSite(GeneratedSite shared) {
        site = shared;
    }

    private List<List<String>> psl(Workbook workbook) {
        return site.sheet(workbook, "PSL").rows();
    }

    private static boolean isSuppressed(List<String> row) {
        return row.contains("NS");
    }

    @Test
    void aRowOfPractitionersHasAllItsFiguresOrNone() {
        for (Workbook workbook : site.activity()) {
            assertThat(psl(workbook)).anyMatch(SuppressedFiguresTests::isSuppressed);
            for (List<String> row : psl(workbook)) {
                List<String> figures = row.subList(2, row.size());
                assertThat(figures.stream().filter("NS"::equals).count()).isIn(0L, (long) figures.size());
                if (!isSuppressed(row)) {
                    assertThat(Integer.parseInt(figures.get(0))).isGreaterThanOrEqualTo(FEWEST);
                    assertThat(figures.get(1)).isNotIn("1", "2", "3", "4");
                }
            }
        }
    }

    @Test
    void noRowIsHiddenAloneAsTheTotalWouldTellIt() {
        for (Workbook workbook : site.activity()) {
            assertThat(psl(workbook).stream().filter(SuppressedFiguresTests::isSuppressed))
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void explainTellsNeitherTheFigureNorItsLines() {
        Workbook alsace = site.activity().get(1);
        int row = 0;
        while (!isSuppressed(psl(alsace).get(row))) {
            row++;
        }
        Explain.Asked asked = new Explain.Asked("weekly-activity", GeneratedSite.WEEK, "Alsace", null);

        Explanation documents = site.site().bean(Explain.class).cell(asked, "PSL", "I" + (row + 2));
        Explanation change = site.site().bean(Explain.class).cell(asked, "PSL", "J" + (row + 2));

        String why =
                "it is about fewer than 5 professionals, or would give such a figure away: it is told to nobody (NS),"
                        + " and neither are its lines";
        assertThat(documents.cell().column()).isEqualTo("documents");
        assertThat(documents.cell().value()).isNull();
        assertThat(documents.lines()).isEmpty();
        assertThat(documents.loads()).isEmpty();
        assertThat(documents.notes()).containsExactly(why);
        assertThat(change.cell().column()).isEqualTo("evolution");
        assertThat(change.operands()).allMatch(operand -> operand.value() == null);
        assertThat(change.notes()).containsExactly(why);
    }
}
