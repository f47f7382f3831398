package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the first sheet of a workbook says apart from the declarations.
 *
 * @param scope whom it covers
 * @param heading which edition it is, or what else
 * @param sheets those of the workbook, in order
 * @param dataDate the day the figures stand at
 * @param sources the files it was made from
 * @param incidents what happened outside the figures, and when
 * @param status one line on how complete the data is
 */
record ReadMe(
        ReportDefinition report,
        Period period,
        String scope,
        Heading heading,
        List<SheetDefinition> sheets,
        String dataDate,
        List<Source> sources,
        List<Note> incidents,
        String status) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.FRENCH);

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.FRENCH);

    /** A line of text and what it is about. */
    record Note(String label, String text) {}

    /**
     * Which edition a workbook is, or that it is none.
     *
     * @param edition in words, as told to the reader
     * @param property the same in a few words, for the properties of the file
     * @param particulars what else the reader must know of this workbook
     */
    record Heading(String edition, String property, List<Note> particulars) {

        /** An edition; {@code told} says what it replaces. */
        static Heading edition(int number, String told) {
            return new Heading(told, "Édition " + number, List.of());
        }

        /** A workbook that is no edition of the report, and never the one that counts. */
        static Heading apart(View view, int vintage) {
            List<Note> particulars = new ArrayList<>();
            List<String> what = new ArrayList<>();
            LocalDate asOf = view.asOf();
            if (asOf != null) {
                what.add("état au " + DAY.format(asOf));
                particulars.add(new Note(
                        "État au " + DAY.format(asOf),
                        "Chiffres tels que les fichiers publiés à la fin de ce jour les donnaient, avec les définitions"
                                + " actuelles ; les fichiers et corrections reçus depuis n'y figurent pas."));
            }
            if (view.geography() != null) {
                what.add("régions de " + vintage);
                particulars.add(new Note("Géographie", restated(vintage)));
            }
            String told = String.join(", ", what);
            return new Heading("hors édition, " + told, "Hors édition, " + told, List.copyOf(particulars));
        }

        private static String restated(int vintage) {
            return "Régions de " + vintage + " (" + (vintage == 2012 ? 27 : 18)
                    + ") pour toutes les semaines. Une région"
                    + " est présentée entière, y compris les départements dont l'autre région n'est pas dans le programme"
                    + " du rapport. Les mesures additives des régions réunies sont additionnées ; un compte distinct ne"
                    + " l'est jamais : [x], sauf si la région n'a pas changé.";
        }
    }

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
            case MONTHLY -> "mois de " + MONTH.format(period.start());
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
     * @param data which files there are
     */
    static String status(List<SheetData> sheets, DataStatus data) {
        List<String> unknown = new ArrayList<>();
        long toCheck = 0;
        for (SheetData sheet : sheets) {
            unknown.addAll(sheet.texts("perimetre", "regle", "region-without-row"));
            toCheck += sheet.texts("gravite", "gravite", "Avertissement").size();
            toCheck += sheet.texts("gravite", "gravite", "Erreur").size();
        }
        return data.line(unknown, toCheck);
    }
}
