package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.RejectsFile;
import fr.dmp.pilotage.warehouse.Load;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sheet that tells the sender of rejected lines which file they are from and what to do. */
final class RejectsReadMe implements WorkbookSheet {

    static final String TITLE = "Lignes rejetées à corriger";

    private static final int LABEL_WIDTH = 24;
    private static final int TEXT_WIDTH = 112;

    private final RejectsList list;
    private int next;

    RejectsReadMe(RejectsList list) {
        this.list = list;
    }

    @Override
    public String name() {
        return ReadMeSheet.NAME;
    }

    @Override
    public int[] widths() {
        return new int[] {LABEL_WIDTH, TEXT_WIDTH};
    }

    @Override
    public void write(SheetRows rows) {
        Load load = list.load();
        ReadMeSheet.title(rows, next++, TITLE);
        ReadMeSheet.subtitle(rows, next++, load.feed().title() + " — " + ReadMe.inWords(load.period()));
        heading(rows, "Votre fichier");
        file(rows, load, list.rows());
        heading(rows, "Que faire");
        List<String> steps = steps();
        for (int i = 0; i < steps.size(); i++) {
            labelled(rows, Integer.toString(i + 1), steps.get(i));
        }
        if (load.feed().nominative() != null) {
            heading(rows, "Données personnelles");
            labelled(rows, "", personalData());
        }
    }

    private void file(SheetRows rows, Load load, Load.Rows counts) {
        labelled(rows, "Fichier", load.fileName());
        labelled(rows, "Émetteur", load.sender());
        labelled(rows, "Période", ReadMe.inWords(load.period()));
        labelled(rows, "SHA-256", load.sha256());
        labelled(rows, "Lignes lues", number(counts.read()));
        labelled(rows, "Lignes chargées", number(counts.loaded()));
        labelled(rows, "Lignes rejetées", number(counts.rejected()));
        labelled(rows, "État", state(load));
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

    private void heading(SheetRows rows, String label) {
        next++;
        ReadMeSheet.heading(rows, next++, label, 2);
    }

    /** Text over as many rows as it needs: cells are never merged. */
    private void labelled(SheetRows rows, String label, String value) {
        String left = label;
        for (String line : value.lines().toList()) {
            for (String each : ReadMeSheet.wrapped(line, TEXT_WIDTH)) {
                ReadMeSheet.line(rows, next++, left, each);
                left = "";
            }
        }
    }

    private static String number(long value) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.FRENCH);
        symbols.setGroupingSeparator(' ');
        return new DecimalFormat("#,##0", symbols).format(value);
    }
}
