package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.FormulaText;
import fr.dmp.pilotage.catalog.RejectsFile;
import fr.dmp.pilotage.feeds.RowPage;
import fr.dmp.pilotage.warehouse.Load;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of a file in which rejected lines come again, without what had kept a spreadsheet from computing their cells. */
final class CellsAgain {

    private CellsAgain() {}

    /** A page as its sender first wrote it; of another file, the page itself. */
    static RowPage asSent(Load load, RowPage page) {
        if (page.rows() == 0 || !RejectsFile.isOne(load.survey().header())) {
            return page;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream(page.text().length);
        int[] ends = new int[page.rows()];
        int start = 0;
        for (int row = 0; row < page.rows(); row++) {
            String fields = new String(page.text(), start, page.ends()[row] - start, StandardCharsets.UTF_8);
            text.writeBytes(Stream.of(fields.split("\t", -1))
                    .map(CellsAgain::asSent)
                    .collect(Collectors.joining("\t"))
                    .getBytes(StandardCharsets.UTF_8));
            start = page.ends()[row];
            ends[row] = text.size();
        }
        return new RowPage(
                page.number(),
                text.toByteArray(),
                page.rows(),
                ends,
                page.lines(),
                page.rejects(),
                page.totals(),
                page.counts(),
                page.sample());
    }

    /** In COPY's text form a tab or carriage return of a cell is two characters. */
    private static String asSent(String field) {
        String cell = field.replace("\\t", "\t").replace("\\r", "\r");
        return FormulaText.unguarded(cell).equals(cell) ? field : field.substring(1);
    }
}
