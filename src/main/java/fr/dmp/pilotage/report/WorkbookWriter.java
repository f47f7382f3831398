package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one workbook. Its parts are written as they are, since POI's model of a workbook costs more than all that it says.
 * The bytes depend on nothing but the content: no clock, no id of a run.
 */
final class WorkbookWriter {

    private WorkbookWriter() {}

    static void write(Path file, ReadMe readMe, List<SheetContent> contents) {
        List<WorkbookSheet> sheets = new ArrayList<>();
        sheets.add(new ReadMeSheet(readMe));
        for (SheetContent content : contents) {
            sheets.add(new TableSheet(
                    content, "Tableau_" + sheets.size(), charts(content, contents), drawnAsLines(content, contents)));
        }
        try {
            WorkbookFile.write(file, WorkbookParts.of(properties(readMe), sheets, null));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the workbook " + file, e);
        }
    }

    private static WorkbookProperties properties(ReadMe readMe) {
        return new WorkbookProperties(
                readMe.report().title(),
                ReadMe.inWords(readMe.period()) + " — " + readMe.scope(),
                readMe.heading().property(),
                readMe.period());
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

    /** The charts of a sheet, one below the other; each may draw another sheet's figures. */
    private static List<ChartFrame> charts(SheetContent content, List<SheetContent> contents) {
        List<ChartFrame> charts = new ArrayList<>();
        int top = 0;
        for (SheetDefinition.Chart chart : content.sheet().charts()) {
            ChartSeries figures = new ChartSeries(dataOf(chart, content, contents), chart);
            if (!figures.isEmpty()) { // else the table says so, and a chart needs a range of at least one row
                charts.add(new ChartFrame(content, new Chart(chart, figures), top));
                top = charts.get(charts.size() - 1).bottom() + 1;
            }
        }
        return charts;
    }
}
