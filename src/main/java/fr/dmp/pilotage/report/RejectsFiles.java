package fr.dmp.pilotage.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import fr.dmp.pilotage.catalog.FormulaText;
import fr.dmp.pilotage.catalog.RejectsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Writes rejected lines for their sender, who corrects and sends them again: as a workbook or as CSV. */
public final class RejectsFiles {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    RejectsFiles() {}

    /**
     * Writes a workbook; a half one is never seen.
     *
     * @throws IllegalStateException if a sheet does not hold so many lines
     */
    public void workbook(Path file, RejectsList list) {
        Path temporary = EditionFiles.temporary(file);
        new RejectsWorkbook(list).write(temporary);
        EditionFiles.move(temporary, file.toAbsolutePath());
    }

    /** Writes a CSV in UTF-8, with the mark by which spreadsheets and every feed know it; a half one is never seen. */
    public void csv(Path file, RejectsList list) {
        Path temporary = EditionFiles.temporary(file);
        try (Writer out = Files.newBufferedWriter(temporary)) {
            out.write(BYTE_ORDER_MARK);
            csv(out, list);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        EditionFiles.move(temporary, file.toAbsolutePath());
    }

    /** Writes CSV with the sender's separator, of which no spreadsheet computes a cell; the writer stays open. */
    public void csv(Writer out, RejectsList list) {
        // Not closed, as that would close what it writes to.
        CsvWriter csv = CsvWriter.builder().fieldSeparator(list.separator()).build(out);
        csv.writeRecord(record(RejectsFile.LINE, list.header(), RejectsFile.REASON, RejectsFile.COLUMN));
        for (Iterator<RejectedLine> lines = list.lines().iterator(); lines.hasNext(); ) {
            RejectedLine line = lines.next();
            csv.writeRecord(record(Long.toString(line.number()), line.cells(), line.motif(), line.columns()));
        }
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write rejected lines", e);
        }
    }

    private static List<String> record(String number, List<String> cells, String reason, String columns) {
        List<String> record = new ArrayList<>(cells.size() + 3);
        record.add(number);
        record.addAll(cells);
        record.add(reason);
        record.add(columns);
        record.replaceAll(FormulaText::guarded);
        return record;
    }
}
