package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the first sheet of a workbook says apart from the declarations.
 *
 * @param scope whom it covers
 * @param edition number of the edition
 * @param dataDate the day the figures stand at
 * @param sources the files it was made from
 * @param status one line on how complete the data is
 */
record ReadMe(
        ReportDefinition report,
        Period period,
        String scope,
        int edition,
        String dataDate,
        List<Source> sources,
        String status) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.FRENCH);

    /**
     * A file that figures come from.
     *
     * @param period the file's own
     */
    record Source(
            String fileName,
            String sender,
            String period,
            int revision,
            long read,
            long loaded,
            long rejected,
            String sha256) {}

    /** The period in words for a reader. */
    static String inWords(Period period) {
        String first = DAY.format(period.start());
        return switch (period.cadence()) {
            case DATED -> "publication du " + first;
            case WEEKLY -> "semaine " + period.label() + ", du " + first + " au " + DAY.format(period.end());
            case MONTHLY -> "mois " + period.label();
        };
    }

    /** The day that a table published on a date stands at, as far as it is known. */
    static String dataDate(Period period) {
        return switch (period.cadence()) {
            case DATED ->
                "publiées le " + DAY.format(period.start())
                        + " ; date d'arrêté non précisée par la source, rapprochées de la semaine "
                        + period.lastEndedWeek().label() + " (terminée le "
                        + DAY.format(period.lastEndedWeek().end())
                        + ")";
            case WEEKLY, MONTHLY -> "arrêtées au " + DAY.format(period.end());
        };
    }

    /**
     * One line on what the reader must know before using a figure.
     *
     * @param sheets what the workbook says; its findings are those of the sheet that shows them
     * @param missing periods without data
     */
    static String status(List<SheetData> sheets, List<Period> missing) {
        List<String> unknown = new ArrayList<>();
        long toCheck = 0;
        for (SheetData sheet : sheets) {
            unknown.addAll(sheet.texts("perimetre", "regle", "region-without-row"));
            toCheck += sheet.texts("gravite", "gravite", "Avertissement").size();
            toCheck += sheet.texts("gravite", "gravite", "Erreur").size();
        }
        missing.forEach(period -> unknown.add(period.label()));
        StringBuilder text = new StringBuilder("données publiées");
        if (!unknown.isEmpty()) {
            text.append(" ; sans données [x] : ").append(String.join(", ", unknown));
        }
        if (toCheck > 0) {
            text.append(" ; ").append(toCheck).append(toCheck > 1 ? " points" : " point");
            text.append(" à vérifier, voir la feuille Qualité");
        }
        return text.toString();
    }
}
