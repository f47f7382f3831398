package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.usermodel.ConditionalFormatting;
import org.apache.poi.ss.usermodel.IconMultiStateFormatting.IconSet;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sheet with known visuals is a declaration and a statement of the site: nothing of it is in the software. */
class OwnSheetTests {

    private static final String REPORT = "jobs/reports/monthly-usage.yaml";

    private static final String SHEET = """
            sheets:
              - name: Ma feuille
                title: Documents par type de structure, ajoutée par le site
                sql: sql/report/ma-feuille.sql
                bars: [documents]
                icons: [evolution]
                key-figures: [valeur]
                unit: unite
                columns:
                  - { name: type, label: Type, format: text, width: 24 }
                  - { name: unite, label: Unité, format: text, width: 12 }
                  - { name: documents, label: Documents, format: count, fold: { kind: sum, of: documents } }
                  - { name: structures, label: Structures, format: count, fold: { kind: count, of: documents } }
                  - { name: valeur, label: "<mois>", format: figure, width: 16, derive: "documents::numeric / nullif(structures, 0)" }
                  - { name: evolution, label: Écart, format: change, derive: "documents - structures" }
                charts:
                  - kind: ranked-bar
                    title: Documents par type
                    category: type
                    series: [documents]
                    category-axis: Type
                    value-axis: Documents
                    alternative: Barres des documents par type de structure.
            """;

    private static final String STATEMENT = """
            -- grain: one row per type of structure
            -- parameters: period, first, loads, departements
            -- used by: jobs/reports/monthly-usage.yaml
            with
            -- include: sql/report/part/months.sql
            , lines as (
              select groupe as key, * from month_lines where period_start = :period
            ), sums as (
              select key, case key when '355' then '%' else 'documents' end as unite, sum(documents) as documents,
                count(documents) as structures
              from lines
              group by key
            )
            select *, key as type, documents::numeric / nullif(structures, 0) as valeur,
              documents - structures as evolution
            from sums
            order by documents desc
            """;

    @Test
    void aSheetIsAddedByADeclarationAndAStatement(@TempDir Path home, @TempDir Path definitions) throws IOException {
        Files.createDirectories(definitions.resolve("jobs/reports"));
        Files.createDirectories(definitions.resolve("sql/report"));
        String packaged = Files.readString(Path.of(REPORT));
        Files.writeString(definitions.resolve(REPORT), packaged.replaceFirst("(?m)^sheets:\n", SHEET));
        Files.writeString(definitions.resolve("sql/report/ma-feuille.sql"), STATEMENT);
        try (Site site = new Site(home, "--pilotage.definitions=" + definitions)) {
            assertThat(site.cliHere("check").err()).isEmpty();
            site.load(MonthFiles.ES + "2012-09.csv", MonthFiles.es("2012-09", MonthFiles.finess(1), 8));
            Workbook picardie = site.operations()
                    .report("monthly-usage", "2012-09", "Picardie")
                    .get(0);

            try (XSSFWorkbook workbook = WrittenSheet.open(picardie.path())) {
                XSSFSheet sheet = workbook.getSheet("Ma feuille");
                assertThat(workbook.getSheetIndex(sheet)).isEqualTo(1);
                assertThat(WrittenSheet.of(sheet).rows()).containsExactly(List.of("355", "%", "8", "1", "8", "7"));
                assertThat(sheet.getRow(1).getCell(4).getCellStyle().getDataFormatString())
                        .isEqualTo("0.0 %");
                assertThat(sheet.getRow(1).getCell(4).getCellStyle().getFont().getFontHeightInPoints())
                        .isEqualTo((short) 16);
                assertThat(sheet.getRow(1).getHeightInPoints()).isEqualTo(30f);
                assertThat(icons(sheet, 5)).isEqualTo(IconSet.GREY_3_ARROWS);
                assertThat(sheet.getDrawingPatriarch().getCharts())
                        .extracting(chart -> chart.getTitleText().getString())
                        .containsExactly("Documents par type");
            }
            assertThat(site.cliHere(
                                    "explain",
                                    "monthly-usage",
                                    "--period",
                                    "2012-09",
                                    "--region",
                                    "Picardie",
                                    "--sheet",
                                    "Ma feuille",
                                    "--cell",
                                    "C2")
                            .out())
                    .contains("sum of documents over the lines of row 355");
        }
    }

    private static IconSet icons(XSSFSheet sheet, int column) {
        for (int i = 0; i < sheet.getSheetConditionalFormatting().getNumConditionalFormattings(); i++) {
            ConditionalFormatting formatting =
                    sheet.getSheetConditionalFormatting().getConditionalFormattingAt(i);
            if (formatting.getFormattingRanges()[0].getFirstColumn() == column
                    && formatting.getRule(0).getMultiStateFormatting() != null) {
                return formatting.getRule(0).getMultiStateFormatting().getIconSet();
            }
        }
        throw new AssertionError("no icons in column " + column);
    }
}
