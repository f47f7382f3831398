package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.RejectsFile;
import fr.dmp.pilotage.report.Theme.Style;
import fr.dmp.pilotage.warehouse.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.ss.SpreadsheetVersion;

/**
 * A workbook of rejected lines: the sheet of the lines, which are streamed, and one that says what to do with them. Every
 * cell is text and stays so when it is corrected: a spreadsheet would make a number of a code, or a formula.
 */
final class RejectsWorkbook implements WorkbookSheet {

    static final String SHEET = "Rejets";

    /**
     * Up to so many lines, texts are kept once for the workbook, as spreadsheets do; beyond, in each cell, for which no
     * memory is needed. Some programs, POI's own model among them, do not replace text that a cell holds itself.
     */
    private static final int SHARED = 10_000;

    /** Lines looked at to see how wide columns have to be. */
    private static final int MEASURED = 500;

    private static final int NARROWEST = 9;
    private static final int WIDEST = 40;
    private static final int REASON_WIDTH = 80;
    private static final int COLUMN_WIDTH = 20;

    /** A row of more lines of text would fill the screen. */
    private static final int TALLEST = 15;

    private static final int LONGEST = SpreadsheetVersion.EXCEL2007.getMaxTextLength();

    /** What XML cannot hold; line ends and tabs it can. */
    private static final Pattern NOT_XML = Pattern.compile("[\\p{Cc}\ufffe\uffff&&[^\n\t]]");

    /** What Excel would take for an escaped character. */
    private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private final RejectsList list;
    private final List<String> names = new ArrayList<>();
    private final List<RejectedLine> measured = new ArrayList<>();
    private final Iterator<RejectedLine> lines;
    private final int[] widths;

    RejectsWorkbook(RejectsList list) {
        this.list = list;
        names.add(RejectsFile.LINE);
        names.addAll(list.columnNames());
        names.add(RejectsFile.REASON);
        names.add(RejectsFile.COLUMN);
        long most = SpreadsheetVersion.EXCEL2007.getLastRowIndex();
        if (list.rows().rejected() > most) {
            throw new IllegalStateException("a sheet holds " + most + " rows below its header, and "
                    + list.rows().rejected() + " lines were rejected; write them as CSV");
        }
        this.lines = list.lines().iterator();
        while (lines.hasNext() && measured.size() < MEASURED) {
            measured.add(lines.next());
        }
        this.widths = measuredWidths();
    }

    private int[] measuredWidths() {
        int[] widest = new int[names.size()];
        for (int i = 0; i < widest.length; i++) {
            int column = i;
            int header = Stream.of(names.get(i).split("[ -]"))
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            int cells = i == 0 || i > list.header().size()
                    ? 0
                    : measured.stream()
                            .mapToInt(line -> TableSheet.widthOf(line.cells().get(column - 1)))
                            .max()
                            .orElse(0);
            widest[i] = Math.min(WIDEST, Math.max(NARROWEST, Math.max(header, cells) + 3));
        }
        widest[widest.length - 2] = REASON_WIDTH;
        widest[widest.length - 1] = COLUMN_WIDTH;
        return widest;
    }

    void write(Path file) {
        Load load = list.load();
        WorkbookProperties properties = new WorkbookProperties(
                RejectsReadMe.TITLE,
                load.feed().title() + " — " + ReadMe.inWords(load.period()),
                "Fichier " + load.fileName(),
                load.period());
        SharedTexts shared = list.rows().rejected() <= SHARED ? new SharedTexts() : null;
        try {
            WorkbookFile.write(file, WorkbookParts.of(properties, List.of(this, new RejectsReadMe(list)), shared));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the workbook " + file, e);
        }
    }

    @Override
    public String name() {
        return SHEET;
    }

    @Override
    public int[] widths() {
        return widths.clone();
    }

    /** Those of lines that are added, too. */
    @Override
    public Style emptyCells() {
        return Style.ENTRY;
    }

    @Override
    public ExcelTable table() {
        List<ExcelTable.Column> columns = names.stream()
                .map(name -> new ExcelTable.Column(name, null, false))
                .toList();
        return new ExcelTable(SHEET, columns, Math.toIntExact(list.rows().rejected()), false);
    }

    @Override
    public void write(SheetRows rows) {
        rows.begin(0, Theme.HEADER_HEIGHT);
        for (int i = 0; i < names.size(); i++) {
            rows.text(i, Style.HEADER, names.get(i));
        }
        rows.end();
        int index = 1;
        for (RejectedLine line : measured) {
            write(rows, index++, line);
        }
        while (lines.hasNext()) {
            write(rows, index++, lines.next());
        }
    }

    private void write(SheetRows rows, int index, RejectedLine line) {
        List<String> texts = texts(line);
        int tallest = 1;
        for (int i = 0; i < texts.size(); i++) {
            tallest = Math.max(tallest, linesOf(texts.get(i), widths[i]));
        }
        rows.begin(index, tallest == 1 ? Theme.ROW_HEIGHT : 4 + Math.min(tallest, TALLEST) * 13f);
        for (int i = 0; i < texts.size(); i++) {
            rows.text(i, line.wrong().contains(i - 1) ? Style.ENTRY_WRONG : Style.ENTRY, texts.get(i));
        }
        rows.end();
    }

    private static List<String> texts(RejectedLine line) {
        List<String> texts = new ArrayList<>();
        texts.add(Long.toString(line.number()));
        texts.addAll(line.cells());
        texts.add(line.motif());
        texts.add(line.columns());
        texts.replaceAll(RejectsWorkbook::shown);
        return texts;
    }

    private static int linesOf(String text, int width) {
        return text.lines()
                .mapToInt(each -> Math.max(1, TableSheet.linesOf(each, width - 1)))
                .sum();
    }

    private static String shown(String text) {
        String oneEnd = text.replace("\r\n", "\n").replace('\r', '\n');
        String plain = ESCAPE.matcher(NOT_XML.matcher(oneEnd).replaceAll(" ")).replaceAll("_x005F_");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
    }
}
