package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Indicators;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.report.Theme.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first sheet: what the workbook is, what its figures mean, and which files they come from. */
final class ReadMeSheet implements WorkbookSheet {

    static final String NAME = "Lisez-moi";

    /** Characters that fit beside the labels on a printed page. */
    private static final int TEXT_WIDTH = 118;

    private static final int[] WIDTHS = {34, 12, 12, 9, 11, 11, 11, 68};

    private final ReadMe readMe;
    private final StringBuilder links = new StringBuilder();
    private int next;

    ReadMeSheet(ReadMe readMe) {
        this.readMe = readMe;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int[] widths() {
        return WIDTHS.clone();
    }

    @Override
    public void write(SheetRows rows) {
        identity(rows);
        incidents(rows);
        contents(rows);
        definitions(rows);
        states(rows);
        sources(rows);
        conventions(rows);
    }

    private void identity(SheetRows rows) {
        ReportDefinition report = readMe.report();
        title(rows, next++, report.title());
        subtitle(rows, next++, ReadMe.inWords(readMe.period()) + " — " + readMe.scope());
        next++;
        labelled(rows, "Période", ReadMe.inWords(readMe.period()));
        labelled(rows, "Périmètre", readMe.scope());
        labelled(rows, "Édition", readMe.heading().edition());
        readMe.heading().particulars().forEach(each -> labelled(rows, each.label(), each.text()));
        labelled(rows, "Date des données", readMe.dataDate());
        labelled(rows, "État des données", readMe.status());
        labelled(rows, "Contact", report.contact());
        labelled(rows, "Prochaine édition", report.nextEdition());
    }

    /** The usual reason why a figure moved. */
    private void incidents(SheetRows rows) {
        if (readMe.incidents().isEmpty()) {
            return;
        }
        heading(rows, "Incidents");
        readMe.incidents().forEach(each -> labelled(rows, capital(each.label()), each.text()));
    }

    private void contents(SheetRows rows) {
        heading(rows, "Feuilles");
        for (SheetDefinition each : readMe.sheets()) {
            rows.begin(next++);
            rows.text(0, Style.LINK, each.name());
            rows.text(1, Style.PLAIN, each.title());
            rows.end();
            String place = XmlText.escaped("'" + each.name() + "'!A1");
            links.append("<hyperlink ref=\"A%s\" location=\"%s\"/>".formatted(next, place));
        }
    }

    @Override
    public String afterRows() {
        return links.isEmpty() ? "" : "<hyperlinks>" + links + "</hyperlinks>";
    }

    private void definitions(SheetRows rows) {
        heading(rows, "Définitions");
        for (Indicators.Indicator indicator : readMe.report().indicators()) {
            labelled(
                    rows,
                    indicator.label(),
                    "Unité : " + indicator.unit() + ". " + capital(indicator.additive()) + ". "
                            + indicator.definition());
        }
    }

    private void states(SheetRows rows) {
        if (readMe.report().states().isEmpty()) {
            return;
        }
        heading(rows, "États et alertes");
        for (Indicators.State state : readMe.report().states()) {
            String todo = state.todo() == null ? "" : " À faire : " + state.todo() + ".";
            labelled(rows, capital(state.label().replace("<n>", "n")), state.definition() + todo);
        }
    }

    private void sources(SheetRows rows) {
        heading(rows, "Sources");
        rows.begin(next++);
        String[] labels = {"Fichier", "Émetteur", "Date", "Révision", "Lues", "Chargées", "Rejetées", "SHA-256"};
        for (int i = 0; i < labels.length; i++) {
            rows.text(i, i >= 3 && i <= 6 ? Style.HEADER_NUMBER : Style.HEADER, labels[i]);
        }
        rows.end();
        readMe.sources().forEach(source -> source(rows, source));
    }

    private void source(SheetRows rows, ReadMe.Source source) {
        rows.begin(next++, Theme.ROW_HEIGHT);
        rows.text(0, Style.TEXT, source.fileName());
        rows.text(1, Style.TEXT, source.sender());
        rows.text(2, Style.TEXT, source.period());
        rows.number(3, Style.COUNT, source.revision());
        rows.number(4, Style.COUNT, (double) source.read());
        rows.number(5, Style.COUNT, (double) source.loaded());
        rows.number(6, Style.COUNT, (double) source.rejected());
        rows.text(7, Style.TEXT, source.sha256());
        rows.end();
    }

    private void conventions(SheetRows rows) {
        heading(rows, "Conventions");
        List<String> lines = new ArrayList<>(readMe.report().conventions());
        readMe.sheets().forEach(each -> lines.addAll(each.notes()));
        for (String line : lines) {
            wrapped(line, TEXT_WIDTH + WIDTHS[0]).forEach(each -> line(rows, next++, each, ""));
        }
    }

    private void heading(SheetRows rows, String label) {
        next++;
        heading(rows, next++, label, WIDTHS.length);
    }

    /** Text over as many rows as it needs: cells are never merged. */
    private void labelled(SheetRows rows, String label, String value) {
        String left = label;
        for (String line : wrapped(value, TEXT_WIDTH)) {
            line(rows, next++, left, line);
            left = "";
        }
    }

    static void title(SheetRows rows, int index, String text) {
        rows.begin(index, 28);
        rows.text(0, Style.TITLE, text);
        rows.end();
    }

    static void subtitle(SheetRows rows, int index, String text) {
        rows.begin(index);
        rows.text(0, Style.SUBTITLE, text);
        rows.end();
    }

    /** A label over a line through the columns. */
    static void heading(SheetRows rows, int index, String label, int columns) {
        rows.begin(index, 22);
        for (int i = 0; i < columns; i++) {
            rows.text(i, Style.HEADING, i == 0 ? label : "");
        }
        rows.end();
    }

    /** One line of text in the second column and its label in the first; what is empty has no cell. */
    static void line(SheetRows rows, int index, String label, String text) {
        rows.begin(index, 15);
        if (!label.isEmpty()) {
            rows.text(0, Style.PLAIN, label);
        }
        if (!text.isEmpty()) {
            rows.text(1, Style.PLAIN, text);
        }
        rows.end();
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

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.FRENCH) + text.substring(1);
    }
}
