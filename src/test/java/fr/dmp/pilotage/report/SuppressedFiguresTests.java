package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.bench.PslWeek;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Workbook;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Figures about fewer than five professionals are told to nobody, however they are asked for. */
@ExtendWith(GeneratedSite.Shared.class)
class SuppressedFiguresTests {

    private static final String HEADER = "semaine;rpps;profession;departement;lieu_exercice;dmp_crees;dmp_crees_cumul;"
            + "dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul\n";

    private static final String AUTRES = """
            semaine;type_structure;type_identifiant;identifiant;raison_sociale;departement;dmp_crees;dmp_crees_cumul;\
            dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul
            2012-S38;EHPAD;INTERNE;F1;EHPAD FICTIF;60;0;0;0;0;0;0;0;0
            """;

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

    @Test
    void whereOneRowIsHiddenTheNextSmallestIsToo(@TempDir Path home) {
        try (Site small = new Site(home)) {
            load(small, "2012-S38", Map.of("MEDECIN", 3, "INFIRMIER", 6, "PHARMACIEN", 9));

            assertThat(hidden(small, "2012-S38")).containsExactlyInAnyOrder("Médecin", "Infirmier");
        }
    }

    @Test
    void aRowIsHiddenWhoseChangeWouldTellTheFewOfTheWeekBefore(@TempDir Path home) {
        try (Site small = new Site(home)) {
            load(small, "2012-S37", Map.of("MEDECIN", 3, "INFIRMIER", 4, "PHARMACIEN", 9));
            load(small, "2012-S38", Map.of("MEDECIN", 7, "INFIRMIER", 8, "PHARMACIEN", 9));

            assertThat(hidden(small, "2012-S38")).containsExactlyInAnyOrder("Médecin", "Infirmier");
        }
    }

    @Test
    void rowsAreHiddenUntilThoseHiddenAreTogetherAboutEnough(@TempDir Path home) {
        try (Site small = new Site(home)) {
            load(small, "2012-S38", Map.of("MEDECIN", 2, "INFIRMIER", 2, "PHARMACIEN", 9, "BIOLOGISTE", 20));

            assertThat(hidden(small, "2012-S38")).containsExactlyInAnyOrder("Médecin", "Infirmier", "Pharmacien");
        }
    }

    @Test
    void aRowIsHiddenThatWouldTellOfAProfessionGoneSinceTheWeekBefore(@TempDir Path home) {
        try (Site small = new Site(home)) {
            load(small, "2012-S37", Map.of("SAGE_FEMME", 3, "MEDECIN", 9, "INFIRMIER", 12));
            load(small, "2012-S38", Map.of("MEDECIN", 9, "INFIRMIER", 12));

            assertThat(hidden(small, "2012-S38")).containsExactly("Médecin");
        }
    }

    @Test
    void aRegionWithTooFewIsToldOfNowhereNorIsTheNextSmallest(@TempDir Path home) {
        try (Site small = new Site(home)) {
            small.load("activite_psl_2012-S38.csv", text("2012-S38", Map.of("60", 3, "2A", 7, "67", 20)));
            small.load(EsWeek.NAME, EsWeek.good(1));
            small.load("activite_autres_2012-S38.csv", AUTRES);

            assertThat(regions(small, "France"))
                    .containsExactly(
                            List.of("Alsace", "1", "800", "800", "[x]", "[x]", "20", "100", "20"),
                            List.of("Corse", "2", "NS", "NS", "NS", "NS", "NS", "NS", "NS"),
                            List.of("Picardie", "3", "NS", "NS", "30", "0", "NS", "NS", "NS"));
            assertThat(regions(small, "Alsace")).isEqualTo(regions(small, "France"));
        }
    }

    @Test
    void aFindingAboutALineOfOneProfessionalTellsNoneOfHisFigures(@TempDir Path home) {
        try (Site small = new Site(home)) {
            load(small, "2012-S37", Map.of("MEDECIN", 9));
            String fallen = text("2012-S38", Map.of("60", 9)).replaceFirst(";1;40;", ";1;30;");
            small.load("activite_psl_2012-S38.csv", fallen);

            Workbook picardie = small.operations()
                    .report("weekly-activity", "2012-S38", "Picardie")
                    .get(0);
            assertThat(WrittenSheet.all(picardie.path()).get("Qualité").rows())
                    .filteredOn(row -> row.get(8).startsWith("cumul"))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.subList(4, 8))
                            .containsExactly(
                                    "",
                                    "",
                                    "",
                                    "NS : constat sur la ligne d'un seul professionnel, dont les chiffres ne sont pas"
                                            + " donnés"));
        }
    }

    private static List<List<String>> regions(Site small, String scope) {
        Workbook workbook =
                small.operations().report("weekly-activity", "2012-S38", scope).get(0);
        return WrittenSheet.all(workbook.path()).get("Régions").rows();
    }

    @Test
    void noRowIsHiddenWhereEachIsAboutEnough(@TempDir Path home) {
        try (Site small = new Site(home)) {
            load(small, "2012-S38", Map.of("MEDECIN", 5, "INFIRMIER", 6));

            assertThat(hidden(small, "2012-S38")).isEmpty();
        }
    }

    /** A week of so many practitioners of each profession in Oise, all active. */
    private static void load(Site small, String week, Map<String, Integer> practitioners) {
        StringBuilder text = new StringBuilder(HEADER);
        int number = 0;
        for (Map.Entry<String, Integer> profession : practitioners.entrySet()) {
            for (int i = 0; i < profession.getValue(); i++) {
                text.append(line(week, number++, profession.getKey(), "60"));
            }
        }
        assertThat(small.load("activite_psl_" + week + ".csv", text.toString()).status())
                .isEqualTo(LoadOutcome.Status.PUBLISHED);
    }

    /** A week of so many physicians of each département. */
    private static String text(String week, Map<String, Integer> physicians) {
        StringBuilder text = new StringBuilder(HEADER);
        int number = 0;
        for (Map.Entry<String, Integer> departement : new TreeMap<>(physicians).entrySet()) {
            for (int i = 0; i < departement.getValue(); i++) {
                text.append(line(week, number++, "MEDECIN", departement.getKey()));
            }
        }
        return text.toString();
    }

    private static String line(String week, int number, String profession, String departement) {
        return week + ";" + PslWeek.rpps(number) + ";" + profession + ";" + departement + ";"
                + String.format("9%013d", number) + ";1;40;2;130;5;1290;1;220\n";
    }

    private static List<String> hidden(Site small, String week) {
        Workbook picardie =
                small.operations().report("weekly-activity", week, "Picardie").get(0);
        return WrittenSheet.all(picardie.path()).get("PSL").rows().stream()
                .filter(SuppressedFiguresTests::isSuppressed)
                .map(row -> row.get(1))
                .toList();
    }
}
