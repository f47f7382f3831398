package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.RejectsFile;
import fr.dmp.pilotage.report.Theme.Style;
import fr.dmp.pilotage.warehouse.Load;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The sheet that tells the sender of rejected lines which file they are from and what to do. */
final class RejectsReadMe {

    static final String TITLE = "Lignes rejetées à corriger";

    private static final int LABEL_WIDTH = 24;
    private static final int TEXT_WIDTH = 112;

    private final RejectsList list;
    private final Theme theme;
    private final XSSFSheet sheet;
    private int next;

    RejectsReadMe(XSSFWorkbook workbook, Theme theme, RejectsList list) {
        this.list = list;
        this.theme = theme;
        this.sheet = workbook.createSheet(ReadMeSheet.NAME);
    }

    void write() {
        sheet.setColumnWidth(0, LABEL_WIDTH * 256 + 200);
        sheet.setColumnWidth(1, TEXT_WIDTH * 256 + 200);
        sheet.setDefaultRowHeightInPoints(Theme.ROW_HEIGHT);
        Load load = list.load();
        XSSFRow title = sheet.createRow(next++);
        title.setHeightInPoints(28);
        put(title, 0, TITLE, Style.TITLE);
        put(sheet.createRow(next++), 0, load.feed().title() + " — " + ReadMe.inWords(load.period()), Style.SUBTITLE);
        heading("Votre fichier");
        file(load, list.rows());
        heading("Que faire");
        List<String> steps = steps();
        for (int i = 0; i < steps.size(); i++) {
            labelled(Integer.toString(i + 1), steps.get(i));
        }
        if (load.feed().nominative() != null) {
            heading("Données personnelles");
            labelled("", personalData());
        }
        PrintSetup.apply(sheet);
        sheet.setActiveCell(new CellAddress(0, 0));
    }

    private void file(Load load, Load.Rows rows) {
        labelled("Fichier", load.fileName());
        labelled("Émetteur", load.sender());
        labelled("Période", ReadMe.inWords(load.period()));
        labelled("SHA-256", load.sha256());
        labelled("Lignes lues", number(rows.read()));
        labelled("Lignes chargées", number(rows.loaded()));
        labelled("Lignes rejetées", number(rows.rejected()));
        labelled("État", state(load));
    }

    private static String state(Load load) {
        return switch (load.state()) {
            case OPEN -> "en attente : rien n'est publié avant la correction ou la décision d'un opérateur";
            case CURRENT -> "publié sans les lignes rejetées";
            case RETIRED, CLOSED -> "remplacé depuis par un autre envoi, ou retiré";
        };
    }

    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        String again = list.comesAgainAs("xlsx");
        String told =
                "La colonne « Motif » dit pourquoi chaque ligne est rejetée et la colonne « Colonne » à quel endroit ;"
                        + " les cellules en cause sont colorées.";
        if (again == null) {
            steps.add(told + " La colonne « Ligne » donne le numéro de la ligne dans votre fichier.");
            steps.add("Corrigez ces lignes dans votre fichier et renvoyez-le en entier, sous son nom : "
                    + list.load().fileName() + ".");
            steps.add("Ce classeur est à lire : il ne peut pas être renvoyé à la place du fichier.");
            return steps;
        }
        steps.add("Corrigez les cellules sur place, dans la feuille « " + RejectsWorkbook.SHEET + " ». " + told);
        if (list.header().stream().anyMatch(RejectsFile::isBeyond)) {
            steps.add(
                    "Une ligne qui a des cellules en trop est décalée : remettez chaque valeur sous son titre, puis videz"
                            + " les colonnes « " + RejectsFile.beyond(1) + " » et suivantes.");
        }
        steps.add(
                "Gardez toutes les colonnes, y compris « Ligne », « Motif » et « Colonne » : elles ne sont pas chargées,"
                        + " mais font reconnaître les lignes corrigées.");
        steps.add(
                "Si plusieurs lignes portent la même clé, n'en gardez qu'une. Gardez toutes les autres : une ligne qui ne"
                        + " revient pas manquera dans les résultats.");
        steps.add("N'ajoutez pas les lignes déjà chargées : elles sont conservées.");
        steps.add("Enregistrez et renvoyez comme votre fichier, sous ce nom :\n" + again + "\nou, en CSV :\n"
                + list.comesAgainAs("csv"));
        return steps;
    }

    private String personalData() {
        FeedDefinition.Nominative nominative = list.load().feed().nominative();
        if (!list.concealed().isEmpty()) {
            return "Les colonnes nominatives (" + String.join(", ", list.concealed())
                    + ") sont masquées par des astérisques, avec celles que le contrat ne connaît pas.";
        }
        return "Ce classeur contient des données nominatives"
                + (nominative == null ? "" : " (" + String.join(", ", nominative.columns()) + ")")
                + ". Ne le transmettez qu'à leur émetteur et supprimez-le après la correction.";
    }

    private void heading(String label) {
        next++;
        XSSFRow row = sheet.createRow(next++);
        row.setHeightInPoints(22);
        put(row, 0, label, Style.HEADING);
        put(row, 1, "", Style.HEADING);
    }

    /** Text over as many rows as it needs: cells are never merged. */
    private void labelled(String label, String value) {
        int first = next;
        List<String> lines = value.lines()
                .flatMap(each -> ReadMeSheet.wrapped(each, TEXT_WIDTH).stream())
                .toList();
        for (String line : lines) {
            XSSFRow row = sheet.createRow(next++);
            row.setHeightInPoints(15);
            put(row, 1, line, Style.PLAIN);
        }
        put(sheet.getRow(first), 0, label, Style.PLAIN);
    }

    private void put(XSSFRow row, int column, String value, Style style) {
        Cell cell = row.createCell(column);
        cell.setCellValue(value);
        cell.setCellStyle(theme.style(style));
    }

    private static String number(long value) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.FRENCH);
        symbols.setGroupingSeparator(' ');
        return new DecimalFormat("#,##0", symbols).format(value);
    }
}
