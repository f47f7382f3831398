package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.RejectsFile;
import fr.dmp.pilotage.report.Theme.Style;
import fr.dmp.pilotage.warehouse.Load;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.IgnoredErrorType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A workbook of rejected lines: the sheet of the lines, which are streamed, and one that says what to do with them. Every
 * cell is text and stays so when it is corrected: a spreadsheet would make a number of a code, or a formula.
 */
final class RejectsWorkbook {

    static final String SHEET = "Rejets";

    private static final int WINDOW = 100;

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
        this.widths = widths();
    }

    private int[] widths() {
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
        SteadyBytes.ensure();
        try (XSSFWorkbook skeleton = new XSSFWorkbook()) {
            Theme theme = new Theme(skeleton);
            Load load = list.load();
            WorkbookWriter.describe(
                    skeleton,
                    RejectsReadMe.TITLE,
                    load.feed().title() + " — " + ReadMe.inWords(load.period()),
                    "Fichier " + load.fileName(),
                    load.period());
            prepare(skeleton, theme);
            new RejectsReadMe(skeleton, theme, list).write();
            skeleton.setActiveSheet(0);
            boolean shared = list.rows().rejected() <= SHARED;
            try (SXSSFWorkbook streamed = new SXSSFWorkbook(skeleton, WINDOW, false, shared);
                    OutputStream out = Files.newOutputStream(file)) {
                fill(streamed.getSheetAt(0), theme);
                streamed.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the workbook " + file, e);
        }
    }

    private void prepare(XSSFWorkbook workbook, Theme theme) {
        XSSFSheet sheet = workbook.createSheet(SHEET);
        sheet.setDefaultRowHeightInPoints(Theme.ROW_HEIGHT);
        XSSFRow header = sheet.createRow(0);
        header.setHeightInPoints(44);
        for (int i = 0; i < names.size(); i++) {
            Cell cell = header.createCell(i);
            cell.setCellValue(names.get(i));
            cell.setCellStyle(theme.style(Style.HEADER));
            sheet.setColumnWidth(i, widths[i] * 256 + 200);
            sheet.setDefaultColumnStyle(i, theme.style(Style.ENTRY)); // of lines that are added, too
        }
        int last = Math.toIntExact(list.rows().rejected());
        ExcelTable.create(sheet, last, names.size(), SHEET);
        sheet.addIgnoredErrors(
                new CellRangeAddress(1, last, 0, names.size() - 1), IgnoredErrorType.NUMBER_STORED_AS_TEXT);
        sheet.createFreezePane(1, 1);
        PrintSetup.apply(sheet);
        sheet.setRepeatingRows(CellRangeAddress.valueOf("1:1"));
    }

    private void fill(SXSSFSheet sheet, Theme theme) {
        int index = 1;
        for (RejectedLine line : measured) {
            fill(sheet.createRow(index++), line, theme);
        }
        while (lines.hasNext()) {
            fill(sheet.createRow(index++), lines.next(), theme);
        }
    }

    private void fill(Row row, RejectedLine line, Theme theme) {
        List<String> texts = new ArrayList<>();
        texts.add(Long.toString(line.number()));
        texts.addAll(line.cells());
        texts.add(line.motif());
        texts.add(line.columns());
        int tallest = 1;
        for (int i = 0; i < texts.size(); i++) {
            String text = shown(texts.get(i));
            Cell cell = row.createCell(i);
            cell.setCellValue(text);
            cell.setCellStyle(theme.style(line.wrong().contains(i - 1) ? Style.ENTRY_WRONG : Style.ENTRY));
            tallest = Math.max(tallest, linesOf(text, widths[i]));
        }
        int height = Math.min(tallest, TALLEST);
        row.setHeightInPoints(height == 1 ? Theme.ROW_HEIGHT : 4 + height * 13f);
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
