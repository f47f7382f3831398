package fr.dmp.pilotage.sample;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.sample.WeeklyRows.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other files of a generated month beside its activity. */
class MonthlyUsageTests {

    private static final String MONTH = "2012-09";

    @TempDir
    private static Path folder;

    private static GeneratedSeries series;

    @BeforeAll
    static void generate() {
        series = GeneratedSeries.into(folder);
    }

    private static List<Row> rows(String file) {
        return series.rows(file, MONTH);
    }

    private static List<Row> activity() {
        List<Row> rows = new ArrayList<>();
        GeneratedSeries.VOLETS.forEach(volet -> rows.addAll(rows("activite_" + volet)));
        return rows;
    }

    /** Figures of the structures that have any. */
    private static Map<String, Long> some(String column) {
        Map<String, Long> sums = GeneratedSeries.sums(activity(), column);
        sums.values().removeIf(each -> each == 0);
        return sums;
    }

    private static Map<String, Long> split(List<Row> rows, String column) {
        Map<String, Long> sums = GeneratedSeries.sums(rows, column);
        sums.values().removeIf(each -> each == 0);
        return sums;
    }

    @Test
    void documentsOfAllTypesAddUpToThoseOfTheStructure() {
        List<Row> documents = rows("usage_documents");

        assertThat(split(documents, "documents_deposes")).isEqualTo(some("documents"));
        assertThat(split(documents, "documents_consultes")).isEqualTo(some("consultations"));
        assertThat(documents.stream().map(row -> row.cell("volet")).distinct()).containsExactly("PSL", "ES", "AUTRES");
        assertThat(documents.stream().map(row -> row.cell("code_document")).distinct())
                .hasSizeGreaterThan(15);
        assertThat(documents)
                .as("read by structures that put nothing")
                .anyMatch(row -> row.figure("documents_deposes") == 0);
        assertThat(documents).allMatch(row -> row.figure("documents_deposes") + row.figure("documents_consultes") > 0);
    }

    @Test
    void dmpFedWithATypeAreFewerThanItsDocumentsAndThanAllThatTheStructureFed() {
        Map<String, Long> fed = GeneratedSeries.sums(activity(), "dmp_alimentes");
        Map<String, Long> fedByType = GeneratedSeries.sums(rows("usage_documents"), "dmp_alimentes");

        for (Row row : rows("usage_documents")) {
            long documents = row.figure("documents_deposes");
            long most = fed.get(row.cell("volet") + " " + row.cell("type_identifiant") + " " + row.cell("identifiant"));
            assertThat(row.figure("dmp_alimentes"))
                    .as("%s", row)
                    .isBetween(Math.min(1, documents), Math.min(documents, most));
        }
        fedByType.forEach((structure, sum) -> assertThat(sum).as(structure).isGreaterThanOrEqualTo(fed.get(structure)));
    }

    @ParameterizedTest
    @CsvSource({"2012-09", "2017-09", "2017-10", "2017-11", "2018-02"})
    void typesOfDocumentsAreThoseThatWereOpen(String month, @TempDir Path other) throws IOException {
        Map<String, String> closings = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("jobs/nomenclatures/types-documents.csv"))) {
            String[] cells = line.split(";", -1);
            closings.put(cells[1], cells.length > 4 ? cells[4] : "");
        }
        new Generator(GeneratedSeries.GEOGRAPHY, GeneratedSeries.SCALE, 1).writeMonths(other, Period.written(month), 1);

        Set<String> codes = new HashSet<>();
        for (Row row : WeeklyRows.read(other.resolve("usage_documents_" + month + ".csv"))
                .rows()) {
            codes.add(row.cell("code_document"));
        }
        LocalDate start = LocalDate.parse(month + "-01");
        assertThat(codes).hasSizeGreaterThan(15).allSatisfy(code -> {
            assertThat(closings).containsKey(code);
            assertThat(closings.get(code))
                    .matches(closed ->
                            closed.isEmpty() || !LocalDate.parse(closed).isBefore(start));
        });
        assertThat(codes.contains("11493-4")).isEqualTo(month.compareTo("2017-10") <= 0);
        assertThat(codes.contains("34112-3")).isEqualTo(month.compareTo("2017-10") > 0);
    }

    @Test
    void connectionsOfAllModesAddUpToTheConsultationsOfTheStructure() {
        List<Row> accesses = rows("usage_acces");

        assertThat(split(accesses, "connexions")).isEqualTo(some("consultations"));
        assertThat(accesses).allSatisfy(row -> {
            assertThat(row.figure("dmp_consultes")).isBetween(1L, row.figure("connexions"));
            assertThat(row.cell("profession")).isNotEmpty();
            if (row.cell("mode_acces").equals("CENTRE_15")) {
                assertThat(row.cell("profession")).isEqualTo("MEDECIN");
            }
        });
        Map<String, Long> modes = accesses.stream()
                .collect(Collectors.groupingBy(
                        row -> row.cell("mode_acces"), Collectors.summingLong(row -> row.figure("connexions"))));
        assertThat(modes.keySet()).containsExactlyInAnyOrder("NORMAL", "BRIS_DE_GLACE", "CENTRE_15");
        assertThat(modes.get("CENTRE_15")).isLessThan(modes.get("BRIS_DE_GLACE"));
        assertThat(modes.get("BRIS_DE_GLACE")).isLessThan(modes.get("NORMAL") / 50);
    }

    @Test
    void everyActiveProfessionalIsEquippedAndEveryProfessionalCounted() {
        Map<String, Long> all = new HashMap<>();
        Map<String, Long> active = new HashMap<>();
        for (Row row : rows("activite_psl")) {
            String place = row.cell("departement") + " " + row.cell("profession");
            all.merge(place, 1L, Long::sum);
            active.merge(place, row.figure("documents_cumul") > 0 ? 1L : 0, Long::sum);
        }
        Map<String, Row> equipment = new HashMap<>();
        rows("equipement").forEach(row -> equipment.put(row.cell("departement") + " " + row.cell("profession"), row));

        assertThat(equipment.keySet()).isEqualTo(all.keySet());
        equipment.forEach((place, row) -> {
            assertThat(row.cell("mode_exercice")).isEqualTo("LIBERAL");
            assertThat(row.figure("ps_total")).as(place).isEqualTo(all.get(place));
            assertThat(row.figure("ps_equipes")).as(place).isBetween(active.get(place), all.get(place));
        });
        assertThat(sum(rows("equipement"), "ps_equipes"))
                .isGreaterThan(sum(series.rows("equipement", "2012-06"), "ps_equipes"))
                .isLessThan(sum(rows("equipement"), "ps_total") / 2);
    }

    private static long sum(List<Row> rows, String column) {
        return rows.stream().mapToLong(row -> row.figure(column)).sum();
    }

    @Test
    void hospitalsDeclareMoreStaysThanStaysWithADmpAndMoreOfTheseThanFedOnes() {
        Map<String, Map<String, Long>> activity = series.month("es", MONTH);
        List<Row> stays = rows("denominateurs_es");
        int knowNone = 0;
        int tellNothing = 0;
        int moreDocuments = 0;
        int withDocuments = 0;

        assertThat(stays).hasSameSizeAs(activity.keySet());
        for (Row row : stays) {
            Map<String, Long> own = activity.get("FINESS " + row.cell("finess_et"));
            long all = row.figure("sejours");
            withDocuments += own.get("documents") > 0 ? 1 : 0;
            moreDocuments += own.get("documents") > all ? 1 : 0;
            if (row.cell("sejours_dmp_existant").isEmpty()) {
                assertThat(row.cell("sejours_dmp_alimentes")).isEmpty();
                tellNothing++;
                continue;
            }
            long existing = row.figure("sejours_dmp_existant");
            long fed = row.figure("sejours_dmp_alimentes");
            knowNone += existing == 0 ? 1 : 0;
            assertThat(all).as("%s", row).isGreaterThanOrEqualTo(Math.max(1, existing));
            assertThat(fed).as("%s", row).isBetween(0L, Math.min(existing, own.get("dmp_alimentes")));
            if (own.get("documents_cumul") == 0) {
                assertThat(existing).as("%s", row).isLessThanOrEqualTo(all / 50);
            }
        }
        assertThat(knowNone).isPositive();
        assertThat(tellNothing).isBetween(1, stays.size() / 10);
        assertThat(withDocuments).isGreaterThan(15);
        assertThat(moreDocuments).isLessThan(withDocuments / 4);
    }

    @Test
    void emergencyVisitsAreOfHospitalsThatHaveSome() {
        Map<String, String> categories = new HashMap<>();
        rows("activite_es").forEach(row -> categories.put(row.cell("identifiant"), row.cell("type_structure")));

        for (Row row : rows("denominateurs_es")) {
            assertThat(row.cell("passages_urgences").isEmpty())
                    .as("%s", row)
                    .isEqualTo(!Set.of("101", "355", "365").contains(categories.get(row.cell("finess_et"))));
        }
    }

    @Test
    void channelsCountTheCreationsOfTheirStructures() {
        for (String month : GeneratedSeries.MONTHS) {
            for (String volet : List.of("psl", "es")) {
                List<Row> channel = series.rows("creations_canal", month).stream()
                        .filter(row -> row.cell("canal").equalsIgnoreCase(volet))
                        .toList();
                for (String column : List.of("dmp_crees", "dmp_crees_cumul")) {
                    assertThat(byDepartement(channel, column))
                            .isEqualTo(byDepartement(series.rows("activite_" + volet, month), column));
                }
            }
        }
        Set<String> offices = rows("activite_autres").stream()
                .filter(row -> row.cell("type_structure").equals("CPAM"))
                .map(row -> row.cell("identifiant"))
                .collect(Collectors.toSet());
        List<Row> channels = rows("creations_canal");
        assertThat(channels.stream().map(row -> row.cell("caisse"))).containsAll(offices);
        assertThat(channels).allMatch(row -> row.cell("caisse").equals("F" + row.cell("departement")));
        assertThat(channels.stream().filter(row -> row.cell("canal").equals("ACCUEIL_CPAM")))
                .isNotEmpty()
                .allMatch(row -> row.figure("dmp_crees_cumul") == 0);
    }

    /** Where there are any. */
    private static Map<String, Long> byDepartement(List<Row> rows, String column) {
        Map<String, Long> sums = new HashMap<>();
        rows.forEach(row -> sums.merge(row.cell("departement"), row.figure(column), Long::sum));
        sums.values().removeIf(each -> each == 0);
        return sums;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0.02", "0.0001"})
    void insuredPeopleAreRoundNumbersWhateverTheScale(double scale, @TempDir Path other) throws IOException {
        new Generator(GeneratedSeries.GEOGRAPHY, scale, 1).writeMonths(other, Period.written("2012-06"), 1);

        Path file = folder.resolve("population_2012-06-01.csv");
        assertThat(other.resolve("population_2012-06-01.csv")).hasSameTextualContentAs(file);
        Map<String, List<Row>> meshes =
                WeeklyRows.read(file).rows().stream().collect(Collectors.groupingBy(row -> row.cell("maille")));
        assertThat(meshes.keySet()).containsExactlyInAnyOrder("DEPARTEMENT", "CAISSE");
        meshes.values().forEach(rows -> {
            assertThat(rows)
                    .hasSize(100)
                    .allMatch(row -> row.figure("assures") % 1_000 == 0)
                    .allMatch(row -> row.figure("assures") > 0)
                    .allMatch(row -> row.cell("annee").equals("2012"));
            assertThat(sum(rows, "assures")).isBetween(55_000_000L, 65_000_000L);
        });
        assertThat(meshes.get("CAISSE")).allMatch(row -> row.cell("code").startsWith("F"));
    }
}
