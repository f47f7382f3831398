package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.SheetDefinition.Format;
import fr.dmp.pilotage.catalog.Visuals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last sheet of every edition but the first. No statement fills it: it compares what statements said. */
final class RevisionsSheet {

    static final String NAME = "Révisions";

    private static final SheetDefinition DEFINITION = new SheetDefinition(
            NAME,
            "Ce qui a changé depuis l'édition précédente, et le fichier qui en est la cause",
            "",
            List.of(
                    column("reference", "Référence", 10),
                    column("feuille", "Feuille", 20),
                    column("ligne", "Ligne", 44),
                    column("cle", "Clé de la ligne", 26),
                    column("colonne", "Colonne", 30),
                    column("avant", "Édition précédente", 24),
                    column("apres", "Cette édition", 24),
                    column("cause", "Cause", 64)),
            List.of(),
            false,
            Visuals.NONE,
            null,
            false,
            List.of("Révisions : une ligne par cellule changée ; une ligne ajoutée ou retirée tient sur une ligne. Les"
                    + " valeurs sont celles des cellules : [x] donnée non disponible, « vide » cellule vide. La"
                    + " cause est le fichier à l'arrivée duquel la cellule a changé ; il y en a plusieurs si elle a"
                    + " changé plusieurs fois."),
            Map.of(),
            List.of());

    private RevisionsSheet() {}

    private static Column column(String name, String label, int width) {
        return new Column(name, label, Format.TEXT, width, false, false, false, false, null, null, null);
    }

    static SheetData of(List<Revision> revisions) {
        List<String> keys = new ArrayList<>();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Revision each : revisions) {
            String reference = String.format(Locale.ROOT, "R%03d", rows.size() + 1);
            keys.add(reference);
            rows.add(Arrays.asList(
                    reference,
                    each.sheet(),
                    each.row(),
                    each.key(),
                    each.column(),
                    each.before(),
                    each.after(),
                    each.cause()));
        }
        return new SheetData(DEFINITION, keys, rows);
    }
}
