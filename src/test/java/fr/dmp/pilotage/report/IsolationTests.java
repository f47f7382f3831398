package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Workbook;
import fr.dmp.pilotage.sample.WeeklyRows.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A workbook of one region holds no row of another that is finer than the region, wherever in the file one looks. */
@ExtendWith(GeneratedSite.Shared.class)
class IsolationTests {

    private static final Pattern FINESS = Pattern.compile("(?<![0-9A-Za-z])[0-9][0-9A-Z][0-9]{7}(?![0-9A-Za-z])");

    @Test
    void noPartOfAFileNamesAnEstablishmentOfAnotherRegion(GeneratedSite site) throws IOException {
        List<Row> all = List.of("2012-S34", "2012-S35", "2012-S36", "2012-S37", "2012-S38").stream()
                .flatMap(week -> site.lines(week).stream())
                .toList();
        List<Workbook> regional = new ArrayList<>(site.focus());
        regional.add(site.activity().get(1));
        regional.addAll(site.usage());
        for (Workbook workbook : regional) {
            Set<String> own = cells(all, "finess_et", site, workbook.region(), true);
            Set<String> others = cells(all, "finess_et", site, workbook.region(), false);
            Set<String> names = cells(all, "raison_sociale", site, workbook.region(), false);
            names.removeAll(cells(all, "raison_sociale", site, workbook.region(), true));
            String text = text(workbook.path());

            Set<String> found = new TreeSet<>();
            for (Matcher matcher = FINESS.matcher(text); matcher.find(); ) {
                found.add(matcher.group());
            }
            // The same look that finds nobody else's finds each of its own.
            assertThat(found).as(workbook.region()).containsAll(own).doesNotContainAnyElementsOf(others);
            assertThat(names).as(workbook.region()).isNotEmpty().noneMatch(text::contains);
        }
    }

    @Test
    void theListOfOtherStructuresIsThatOfTheRegion(GeneratedSite site) {
        Workbook country = site.activity().get(0);
        Workbook alsace = site.activity().get(1);
        assertThat(site.sheet(alsace, "Autres (liste)").column("Dépt")).isSubsetOf("67", "68");
        assertThat(site.sheet(country, "Autres (liste)").rows().stream()
                        .filter(row -> List.of("67", "68").contains(row.get(3)))
                        .map(row -> row.get(0)))
                .containsExactlyInAnyOrderElementsOf(
                        site.sheet(alsace, "Autres (liste)").column("Identifiant"));
    }

    @Test
    void onlyDepartementsOfTheRegionHaveARow(GeneratedSite site) {
        for (Workbook workbook : site.focus()) {
            Set<String> own = site.lines("2012-S38", workbook.region()).stream()
                    .map(each -> each.cell("departement"))
                    .collect(Collectors.toSet());
            assertThat(site.sheet(workbook, "Départements").column("Département"))
                    .extracting(each -> each.replaceFirst(" .*", ""))
                    .containsExactlyInAnyOrderElementsOf(own);
            for (String sheet : List.of("Établissements", "Évolution", "Alertes")) {
                assertThat(site.sheet(workbook, sheet).column("Dépt"))
                        .as(workbook.region() + " " + sheet)
                        .isSubsetOf(own);
            }
        }
    }

    private static Set<String> cells(List<Row> lines, String column, GeneratedSite site, String region, boolean own) {
        return lines.stream()
                .filter(each -> region.equals(site.regionOf(each.cell("departement"))) == own)
                .map(each -> each.cell(column))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All parts of a workbook one after the other: cells, but also what charts keep of them, links and properties. */
    private static String text(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return text.toString();
    }

    @Test
    void findingsOnLinesOfAnotherRegionAreANumberHereAndToldThere(@TempDir Path home, @TempDir Path definitions)
            throws IOException {
        // As declared, three rejected lines of seven would hold the file.
        Path feed = Path.of("jobs/feeds/es-weekly.yaml");
        Files.createDirectories(definitions.resolve(feed).getParent());
        Files.writeString(
                definitions.resolve(feed),
                Files.readString(feed).replace("{ share: 0.001, at-least: 1 }", "{ share: 0.001, at-least: 3 }"));
        try (Site site = new Site(home, "--pilotage.definitions=" + definitions)) {
            String twice = row("35", 3, "FICTIF DEUX FOIS");
            LoadOutcome outcome = site.load(
                    "activite_es_2012-S38.csv",
                    String.join(
                            "\n",
                            EsWeek.HEADER,
                            row("60", 1, "FICTIF D'ICI"),
                            row("35", 1, "FICTIF\u0007DE LÀ-BAS"),
                            row("35", 2, "FICTIF REJETÉ").replace(";5;50;", ";-5;50;"),
                            twice,
                            twice,
                            row("60", 2, "FICTIF\u0007D'ICI AUSSI"),
                            row("22", 1, "FICTIF SANS REPROCHE"),
                            ""));
            assertThat(outcome.status()).isEqualTo(LoadOutcome.Status.PUBLISHED);
            assertThat(outcome.rejected()).isEqualTo(3);
            List<Workbook> workbooks = site.operations().report("weekly-es-focus", "2012-S38", null);

            assertThat(told(workbooks, "Picardie"))
                    .containsExactlyInAnyOrder(
                            "activite_es_2012-S38.csv : duplicate-key : " + elsewhere(2),
                            "activite_es_2012-S38.csv : below-minimum : " + elsewhere(1),
                            "activite_es_2012-S38.csv : control-character : " + elsewhere(1),
                            "activite_es_2012-S38.csv, ligne 7 : control-character : " + REPLACED);
            // A rejected line is not in the warehouse: whose it was is not known to any report.
            assertThat(told(workbooks, "Bretagne"))
                    .containsExactlyInAnyOrder(
                            "activite_es_2012-S38.csv : duplicate-key : " + elsewhere(2),
                            "activite_es_2012-S38.csv : below-minimum : " + elsewhere(1),
                            "activite_es_2012-S38.csv : control-character : " + elsewhere(1),
                            "activite_es_2012-S38.csv, ligne 3 : control-character : " + REPLACED);
            assertThat(text(workbook(workbooks, "Picardie")))
                    .contains("D'ICI AUSSI")
                    .doesNotContain("LÀ-BAS");
            assertThat(text(workbook(workbooks, "Alsace")))
                    .doesNotContain("D'ICI")
                    .doesNotContain("LÀ-BAS");
        }
    }

    private static final String REPLACED = "des caractères de contrôle ont été remplacés par des espaces";

    private static String elsewhere(int lines) {
        return "Constats sur des lignes du fichier national qui ne sont pas rattachées à cette région : " + lines;
    }

    private static String row(String departement, int number, String name) {
        return "2012-S38;" + EsWeek.finess(departement, number) + ";;" + name + ";355;PUBLIC;" + departement
                + ";OUI;EDITEUR FICTIF;01/03/2012;3;30;2;20;5;50;1;10";
    }

    private static Path workbook(List<Workbook> workbooks, String region) {
        return workbooks.stream()
                .filter(each -> each.region().equals(region))
                .findFirst()
                .orElseThrow()
                .path();
    }

    private static List<String> told(List<Workbook> workbooks, String region) {
        WrittenSheet quality = WrittenSheet.all(workbook(workbooks, region)).get("Qualité");
        return quality.rows().stream()
                .map(row -> row.get(2) + " : " + row.get(8) + " : " + row.get(7))
                .toList();
    }
}
