package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.SheetDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Writes one workbook: a skeleton in POI's whole model, then the rows streamed through it. The bytes depend on nothing
 * but the content: no clock, no id of a run.
 */
final class WorkbookWriter {

    private WorkbookWriter() {}

    static void write(Path file, ReadMe readMe, List<SheetContent> sheets) {
        SteadyBytes.ensure();
        try {
            writeReproducibly(file, readMe, sheets);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the workbook " + file, e);
        }
    }

    private static void writeReproducibly(Path file, ReadMe readMe, List<SheetContent> contents) throws IOException {
        try (XSSFWorkbook skeleton = new XSSFWorkbook()) {
            Theme theme = new Theme(skeleton);
            describe(skeleton, readMe);
            new ReadMeSheet(skeleton, theme, readMe).write();
            Map<String, TableSheet> tables = new LinkedHashMap<>();
            for (SheetContent content : contents) {
                TableSheet table = new TableSheet(content, theme, tables.size() + 1, drawnAsLines(content, contents));
                XSSFSheet sheet = table.prepare(skeleton);
                tables.put(sheet.getPackagePart().getPartName().getName(), table);
            }
            drawCharts(skeleton, contents);
            skeleton.setActiveSheet(0);
            FilledWorkbook.write(file, skeleton, tables);
        }
    }

    private static boolean drawnAsLines(SheetContent data, List<SheetContent> contents) {
        return contents.stream().anyMatch(each -> each.sheet().charts().stream()
                .anyMatch(chart -> chart.shape() == SheetDefinition.Chart.Shape.LINE
                        && dataOf(chart, each, contents).equals(data)));
    }

    private static SheetContent dataOf(SheetDefinition.Chart chart, SheetContent own, List<SheetContent> contents) {
        return contents.stream()
                .filter(each -> each.sheet().name().equals(chart.data()))
                .findFirst()
                .orElse(own);
    }

    /** After all sheets are there: a chart may draw another sheet's figures. */
    private static void drawCharts(XSSFWorkbook workbook, List<SheetContent> contents) {
        for (SheetContent content : contents) {
            int top = 0;
            for (SheetDefinition.Chart chart : content.sheet().charts()) {
                SheetContent data = dataOf(chart, content, contents);
                top = new Chart(workbook.getSheet(content.sheet().name()), content, data, chart, top).draw();
            }
        }
    }

    private static void describe(XSSFWorkbook workbook, ReadMe readMe) {
        describe(
                workbook,
                readMe.report().title(),
                ReadMe.inWords(readMe.period()) + " — " + readMe.scope(),
                readMe.heading().property(),
                readMe.period());
    }

    /** Fills the properties of the document; its dates are those of the period. */
    static void describe(XSSFWorkbook workbook, String title, String subject, String description, Period period) {
        Date date = Date.from(period.end().atStartOfDay(ZoneOffset.UTC).toInstant());
        POIXMLProperties.CoreProperties core = workbook.getProperties().getCoreProperties();
        core.setTitle(title);
        core.setSubjectProperty(subject);
        core.setCreator("Pilotage DMP");
        core.setKeywords("DMP, pilotage, " + period.label());
        core.setDescription(description);
        core.setCreated(Optional.of(date));
        core.setModified(Optional.of(date));
        workbook.getProperties().getExtendedProperties().setApplication("Pilotage DMP");
    }
}
