package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.pipeline.ReportRequest;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A later edition lists every cell that it says otherwise than the one that it replaces, and the file that made it so. */
class RevisionsTests {

    private static final String WEEK = "2012-S38";
    private static final String STATEMENT = "sql/report/es-focus-donnees.sql";

    private Path definitions;
    private Site site;

    @BeforeEach
    void issueTheFirstEdition(@TempDir Path home, @TempDir Path definitions) {
        this.definitions = definitions;
        site = new Site(home, "--pilotage.definitions=" + definitions);
        history(4, 8).load(site);
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** Two establishments of Picardie and one of Bretagne; those of the last two weeks of the first may be corrected. */
    private static EsHistory history(int fifthWeek, int sixthWeek) {
        EsHistory history = new EsHistory(WEEK);
        history.add(EsWeek.finess("60", 1), "FICTIF A", 5, 5, 5, 5, fifthWeek, sixthWeek);
        history.add(EsWeek.finess("80", 2), "FICTIF B", 1, 1, 1, 1, 1, 1).in("80");
        history.add(EsWeek.finess("35", 3), "FICTIF C", 7, 7, 7, 7, 7, 7).in("35");
        return history;
    }

    @Test
    void aCorrectionOfOneEstablishmentChangesTheCellsThatDependOnItAndEachIsListed() throws IOException {
        Reports.Issued first = write("Picardie");
        byte[] before = Files.readAllBytes(first.path());
        write("Bretagne");
        history(6, 8).load(site, 4);

        Reports.Issued second = write("Picardie");

        assertThat(second.edition()).isEqualTo(2);
        assertThat(second.remark()).isEqualTo("supersedes edition 1");
        assertThat(second.supersededBy()).isNull();
        assertThat(listed(second))
                .containsExactlyInAnyOrder(
                        "Synthèse | Alimentations de la semaine | 2012-S37 | 5 | 7",
                        "Synthèse | Alimentations de la semaine | Évolution sur 1 semaine | 4 | 2",
                        "Synthèse | Alimentations depuis le début | 2012-S37 | 29 | 31",
                        "Synthèse | Alimentations depuis le début | Évolution sur 1 semaine | 9 | 7",
                        "Synthèse | Documents déposés dans la semaine | 2012-S37 | 5 | 7",
                        "Synthèse | Documents déposés dans la semaine | Évolution sur 1 semaine | 4 | 2",
                        "Synthèse | Documents déposés depuis le début | 2012-S37 | 29 | 31",
                        "Synthèse | Documents déposés depuis le début | Évolution sur 1 semaine | 9 | 7",
                        "Établissements | 600000012 — FICTIF A | Documents, évolution sur 1 semaine | 4 | 2",
                        "Établissements | 600000012 — FICTIF A | Documents sur 13 semaines | ·······▅▅▅▅▄█ | ·······▅▅▅▅▆█",
                        "Évolution | 600000012 — FICTIF A | 2012-S37 | 4 | 6",
                        "Évolution | 600000012 — FICTIF A | Alimentations, 13 semaines | 32 | 34",
                        "Départements | 60 Oise | Documents, évolution sur 1 semaine | 4 | 2",
                        "Données | 2012-S37 | Alimentations | 5 | 7",
                        "Données | 2012-S37 | Documents déposés | 5 | 7");
        assertThat(listed(second)).containsExactlyInAnyOrderElementsOf(differences(first, second));
        String file = "activite_es_2012-S37.csv, révision 2, SHA-256 " + sha("activite_es_2012-S37.csv", 2) + "…";
        assertThat(revisions(second).column("Cause")).containsOnly(file);
        assertThat(Files.readAllBytes(first.path())).isEqualTo(before);
        assertThat(told(second, "Édition"))
                .isEqualTo("2, remplace l'édition 1 ; 15 changements, voir la feuille Révisions");
        assertThat(told(first, "Édition")).isEqualTo("1");
        assertThat(WrittenSheet.all(second.path()).keySet()).endsWith("Données", "Qualité", "Révisions");
    }

    @Test
    void anotherRegionHasTheNextEditionTooAndNothingToList() {
        write("Bretagne");
        history(6, 8).load(site, 4);
        Reports.Issued second = write("Bretagne");
        assertThat(second.edition()).isEqualTo(2);
        assertThat(revisions(second).rows()).isEmpty();
        assertThat(told(second, "Édition"))
                .isEqualTo("2, remplace l'édition 1 ; aucune cellule n'a changé, d'autres fichiers donnent les mêmes"
                        + " chiffres");
    }

    @Test
    void ofTwoCorrectedFilesEachCellNamesTheOneThatMadeItSoOrBoth() {
        write("Picardie");
        history(6, 8).load(site, 4);
        history(6, 9).load(site, 5);
        Reports.Issued second = write("Picardie");
        String fifth = "activite_es_2012-S37.csv";
        String sixth = "activite_es_2012-S38.csv";
        assertThat(causes(second, "Données", "2012-S37 | Documents déposés")).containsExactly(fifth);
        assertThat(causes(second, "Données", "2012-S38 | Documents déposés")).containsExactly(sixth);
        assertThat(causes(second, "Départements", "60 Oise | Documents, évolution sur 1 semaine"))
                .containsExactly(fifth, sixth);
        assertThat(causes(second, "Départements", "60 Oise | Documents, semaine"))
                .containsExactly(sixth);
    }

    @Test
    void aRowThatComesOrGoesIsListedOnceAndAColumnOfNumbersIsNot() {
        Reports.Issued first = write("Picardie");
        EsHistory other = new EsHistory(WEEK);
        other.add(EsWeek.finess("60", 1), "FICTIF A", 5, 5, 5, 5, 4, 8);
        other.add(EsWeek.finess("80", 4), "FICTIF D", 0, 0, 0, 0, 0, 0).in("80").created(1, 1, 1, 1, 1, 1);
        other.load(site, 5);
        Reports.Issued second = write("Picardie");
        assertThat(listed(second))
                .contains(
                        "Établissements | " + EsWeek.finess("80", 4) + " — FICTIF D | toutes | absente | ligne ajoutée",
                        "Alertes | non transmis — " + EsWeek.finess("80", 2)
                                + " — FICTIF B | toutes | absente | ligne ajoutée")
                .noneMatch(each -> each.contains("Référence"));
        assertThat(listed(second)).containsExactlyInAnyOrderElementsOf(differences(first, second));

        history(4, 8).load(site, 5);
        assertThat(listed(write("Picardie")))
                .contains(
                        "Établissements | " + EsWeek.finess("80", 4)
                                + " — FICTIF D | toutes | présente | ligne retirée",
                        "Alertes | non transmis — " + EsWeek.finess("80", 2)
                                + " — FICTIF B | toutes | présente | ligne retirée");
    }

    @Test
    void whatANewDefinitionChangesIsNotPutDownToTheFileThatCameWithIt() throws IOException {
        write("Picardie");
        Path own = definitions.resolve(STATEMENT);
        Files.createDirectories(own.getParent());
        Files.writeString(own, Files.readString(Path.of(STATEMENT)).replace("else 'reçues'", "else 'arrivées'"));
        history(4, 9).load(site, 5);
        Reports.Issued second = write("Picardie");
        assertThat(causes(second, "Données", "2012-S38 | Lignes de la semaine"))
                .containsExactly("nouvelle définition du rapport");
        assertThat(causes(second, "Données", "2012-S38 | Documents déposés"))
                .containsExactly("activite_es_2012-S38.csv");
    }

    @Test
    void anEarlierEditionSaysWhichOneReplacedIt() {
        write("Picardie");
        history(6, 8).load(site, 4);
        write("Picardie");
        history(7, 8).load(site, 4);
        write("Picardie");
        Workbook first = rebuilt(1);
        assertThat(first.supersededBy()).isEqualTo(2);
        assertThat(rebuilt(2).supersededBy()).isEqualTo(3);
        assertThat(rebuilt(3).supersededBy()).isNull();
        Site.Said said =
                site.cli("report", "weekly-es-focus", "--period", WEEK, "--region", "Picardie", "--edition", "1");
        assertThat(said.out())
                .isEqualTo(
                        "weekly-es-focus 2012-S38 Picardie: edition 1 stands, " + first.path() + System.lineSeparator()
                                + "  rebuilt: the same bytes as issued" + System.lineSeparator()
                                + "  superseded by edition 2" + System.lineSeparator());
    }

    private Workbook rebuilt(int edition) {
        return site.operations()
                .report(new ReportRequest("weekly-es-focus", WEEK, "Picardie", edition, null, null, null))
                .get(0);
    }

    private Reports.Issued write(String region) {
        return Focus.write(site, region, WEEK);
    }

    private static WrittenSheet revisions(Reports.Issued issued) {
        return WrittenSheet.all(issued.path()).get("Révisions");
    }

    /** The changes as the sheet lists them: sheet, row, column, before, after. */
    private static List<String> listed(Reports.Issued issued) {
        return revisions(issued).rows().stream()
                .map(row -> String.join(" | ", row.get(1), row.get(2), row.get(4), row.get(5), row.get(6)))
                .toList();
    }

    /** The files that one cell is put down to. */
    private static List<String> causes(Reports.Issued issued, String sheet, String rowAndColumn) {
        return revisions(issued).rows().stream()
                .filter(row -> row.get(1).equals(sheet))
                .filter(row -> (row.get(2) + " | " + row.get(4)).equals(rowAndColumn))
                .flatMap(row -> List.of(row.get(7).split(" ; ", -1)).stream())
                .map(cause -> cause.split(",", -1)[0])
                .toList();
    }

    private static String told(Reports.Issued issued, String label) {
        return WrittenSheet.texts(WrittenSheet.open(issued.path()).getSheetAt(0)).stream()
                .filter(row -> row.get(0).equals(label))
                .findFirst()
                .orElseThrow()
                .get(1);
    }

    private String sha(String file, int revision) {
        return site.jdbc()
                .sql("select left(sha256, 12) from ops.load join ops.file using (file_id)"
                        + " where file_name = :name and revision = :revision")
                .param("name", file)
                .param("revision", revision)
                .query(String.class)
                .single();
    }

    /** All that differs between two workbooks, cell by cell, read back without any of the code that compares editions. */
    private List<String> differences(Reports.Issued before, Reports.Issued after) {
        List<String> found = new ArrayList<>();
        Map<String, WrittenSheet> earlier = WrittenSheet.all(before.path());
        WrittenSheet.all(after.path()).forEach((name, sheet) -> {
            if (earlier.containsKey(name)) {
                found.addAll(differences(earlier.get(name), sheet));
            }
        });
        return found;
    }

    private List<String> differences(WrittenSheet before, WrittenSheet after) {
        Map<String, Map<String, String>> earlier = rows(before);
        Map<String, Map<String, String>> later = rows(after);
        List<String> found = new ArrayList<>();
        later.forEach((row, cells) -> {
            if (!earlier.containsKey(row)) {
                found.add(String.join(" | ", after.name(), row, "toutes", "absente", "ligne ajoutée"));
                return;
            }
            cells.forEach((column, value) -> {
                String old = earlier.get(row).getOrDefault(column, "");
                if (!value.equals(old)) {
                    found.add(String.join(" | ", after.name(), row, column, shown(column, old), shown(column, value)));
                }
            });
        });
        earlier.keySet().stream()
                .filter(row -> !later.containsKey(row))
                .forEach(
                        row -> found.add(String.join(" | ", after.name(), row, "toutes", "présente", "ligne retirée")));
        return found;
    }

    /** Cells by column, by what names the row; without columns that number rows. */
    private Map<String, Map<String, String>> rows(WrittenSheet sheet) {
        var definition = site.bean(Catalog.class).report("weekly-es-focus").sheets().stream()
                .filter(each -> each.name().equals(sheet.name()))
                .findFirst()
                .orElseThrow();
        Map<String, String> labels =
                definition.columns().stream().collect(Collectors.toMap(Column::name, Column::label));
        List<String> naming = definition.rowLabel().isEmpty()
                ? List.of(definition.columns().get(0).label())
                : definition.rowLabel().stream().map(labels::get).toList();
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (List<String> row : sheet.rows()) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                if (!sheet.header().get(i).equals("Référence")) {
                    cells.put(sheet.header().get(i), row.get(i));
                }
            }
            rows.put(naming.stream().map(cells::get).collect(Collectors.joining(" — ")), cells);
        }
        return rows;
    }

    private static String shown(String column, String cell) {
        if (Set.of("", "[x]").contains(cell)) {
            return column.matches("Part des ES connus|Démarré le") ? "vide" : "[x]";
        }
        return column.startsWith("Part")
                ? String.format(Locale.FRENCH, "%.1f %%", new BigDecimal(cell).movePointRight(2))
                : cell;
    }
}
