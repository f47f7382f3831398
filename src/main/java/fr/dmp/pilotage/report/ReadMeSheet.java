package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Indicators;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.report.Theme.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Hyperlink;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The first sheet: what the workbook is, what its figures mean, and which files they come from. */
final class ReadMeSheet {

    static final String NAME = "Lisez-moi";

    /** Characters that fit beside the labels on a printed page. */
    private static final int TEXT_WIDTH = 118;

    private static final int[] WIDTHS = {34, 12, 12, 9, 11, 11, 11, 68};

    private final ReadMe readMe;
    private final Theme theme;
    private final XSSFSheet sheet;
    private int next;

    ReadMeSheet(XSSFWorkbook workbook, Theme theme, ReadMe readMe) {
        this.readMe = readMe;
        this.theme = theme;
        this.sheet = workbook.createSheet(NAME);
    }

    void write() {
        for (int i = 0; i < WIDTHS.length; i++) {
            sheet.setColumnWidth(i, WIDTHS[i] * 256 + 200);
        }
        sheet.setDefaultRowHeightInPoints(Theme.ROW_HEIGHT);
        identity();
        incidents();
        contents();
        definitions();
        states();
        sources();
        conventions();
        PrintSetup.apply(sheet);
        sheet.setActiveCell(new CellAddress(0, 0));
    }

    private void identity() {
        ReportDefinition report = readMe.report();
        XSSFRow title = sheet.createRow(next++);
        title.setHeightInPoints(28);
        put(title, 0, report.title(), Style.TITLE);
        put(sheet.createRow(next++), 0, ReadMe.inWords(readMe.period()) + " — " + readMe.scope(), Style.SUBTITLE);
        next++;
        labelled("Période", ReadMe.inWords(readMe.period()));
        labelled("Périmètre", readMe.scope());
        labelled("Édition", readMe.heading().edition());
        readMe.heading().particulars().forEach(each -> labelled(each.label(), each.text()));
        labelled("Date des données", readMe.dataDate());
        labelled("État des données", readMe.status());
        labelled("Contact", report.contact());
        labelled("Prochaine édition", report.nextEdition());
    }

    /** The usual reason why a figure moved. */
    private void incidents() {
        if (readMe.incidents().isEmpty()) {
            return;
        }
        heading("Incidents");
        readMe.incidents().forEach(each -> labelled(capital(each.label()), each.text()));
    }

    private void contents() {
        heading("Feuilles");
        for (SheetDefinition each : readMe.sheets()) {
            XSSFRow row = sheet.createRow(next++);
            Cell cell = put(row, 0, each.name(), Style.LINK);
            Hyperlink link = sheet.getWorkbook().getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
            link.setAddress("'" + each.name() + "'!A1");
            cell.setHyperlink(link);
            put(row, 1, each.title(), Style.PLAIN);
        }
    }

    private void definitions() {
        heading("Définitions");
        for (Indicators.Indicator indicator : readMe.report().indicators()) {
            labelled(
                    indicator.label(),
                    "Unité : " + indicator.unit() + ". " + capital(indicator.additive()) + ". "
                            + indicator.definition());
        }
    }

    private void states() {
        if (readMe.report().states().isEmpty()) {
            return;
        }
        heading("États et alertes");
        for (Indicators.State state : readMe.report().states()) {
            String todo = state.todo() == null ? "" : " À faire : " + state.todo() + ".";
            labelled(capital(state.label().replace("<n>", "n")), state.definition() + todo);
        }
    }

    private void sources() {
        heading("Sources");
        XSSFRow header = sheet.createRow(next++);
        String[] labels = {"Fichier", "Émetteur", "Date", "Révision", "Lues", "Chargées", "Rejetées", "SHA-256"};
        for (int i = 0; i < labels.length; i++) {
            put(header, i, labels[i], i >= 3 && i <= 6 ? Style.HEADER_NUMBER : Style.HEADER);
        }
        for (ReadMe.Source source : readMe.sources()) {
            XSSFRow row = sheet.createRow(next++);
            row.setHeightInPoints(Theme.ROW_HEIGHT);
            put(row, 0, source.fileName(), Style.TEXT);
            put(row, 1, source.sender(), Style.TEXT);
            put(row, 2, source.period(), Style.TEXT);
            number(row, 3, source.revision());
            number(row, 4, source.read());
            number(row, 5, source.loaded());
            number(row, 6, source.rejected());
            put(row, 7, source.sha256(), Style.TEXT);
        }
    }

    private void conventions() {
        heading("Conventions");
        List<String> lines = new ArrayList<>(readMe.report().conventions());
        readMe.sheets().forEach(each -> lines.addAll(each.notes()));
        lines.forEach(line -> text(0, line, TEXT_WIDTH + WIDTHS[0]));
    }

    private void heading(String label) {
        next++;
        XSSFRow row = sheet.createRow(next++);
        row.setHeightInPoints(22);
        for (int i = 0; i < WIDTHS.length; i++) {
            put(row, i, i == 0 ? label : "", Style.HEADING);
        }
    }

    private void labelled(String label, String value) {
        int first = next;
        text(1, value, TEXT_WIDTH);
        put(sheet.getRow(first), 0, label, Style.PLAIN);
    }

    /** Text over as many rows as it needs: cells are never merged. */
    private void text(int column, String value, int width) {
        for (String line : wrapped(value, width)) {
            XSSFRow row = sheet.createRow(next++);
            row.setHeightInPoints(15);
            put(row, column, line, Style.PLAIN);
        }
    }

    static List<String> wrapped(String value, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : value.strip().split(" +", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private Cell put(XSSFRow row, int column, String value, Style style) {
        Cell cell = row.createCell(column);
        cell.setCellValue(value);
        cell.setCellStyle(theme.style(style));
        return cell;
    }

    private void number(XSSFRow row, int column, long value) {
        Cell cell = row.createCell(column);
        cell.setCellValue((double) value);
        cell.setCellStyle(theme.style(Style.COUNT));
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.FRENCH) + text.substring(1);
    }
}
