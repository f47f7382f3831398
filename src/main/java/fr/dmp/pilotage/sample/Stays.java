package fr.dmp.pilotage.sample;

import java.io.IOException;

/**
 * What hospitals declare of a month: stays by kind and size, and more where a hospital puts many documents into DMP, so that
 * mostly it has fewer documents than stays. A small sample has the country's documents in few hospitals.
 *
 * @param volet writes their numbers
 */
record Stays(MonthWalk hospitals, Hospitals volet, String month) implements OutgoingFile.Rows {

    static final String COLUMNS = "mois;finess_et;sejours;sejours_dmp_existant;sejours_dmp_alimentes;"
            + "passages_urgences;consultations_externes;examens";

    /** One in so many knows of no DMP that there was, and one in as many leaves both cells of DMP empty. */
    private static final int DECLARATIONS = 20;

    private static final int PER_CENT = 100;

    @Override
    public void write(RowBuffer row) throws IOException {
        hospitals.all(line -> {
            long stays = stays(line);
            row.ascii(month).character(';');
            volet.finess(line.structure(), row);
            row.figure(stays);
            writeDmp(line, stays, row);
            for (int each : Hospitals.stays(line.structure()).others()) {
                if (each == StayKind.NONE) {
                    row.character(';');
                } else {
                    row.figure(stays * each / PER_CENT);
                }
            }
            row.endRow();
        });
    }

    /** From 90 to 110 % of a usual month, which is the larger of what its kind has and of 1.5 to 4.5 stays for a document. */
    private long stays(MonthLine line) {
        Structure structure = line.structure();
        int size = structure.below(Trait.STAYS, 300);
        long usual = Hospitals.stays(structure).stays() * (60L + size % 81) / PER_CENT;
        int weeks = Math.max(4, hospitals.lastWeek() - line.start() + 1);
        long documents = line.counts().documentsEver() * 52 / (12L * weeks);
        long needed = documents * (150 + size) / PER_CENT;
        long percent = 90L + SplitMix.below(21, line.draw(Trait.STAYS_OF_MONTH, hospitals));
        return Math.max(1, Math.max(usual, needed) * percent / PER_CENT);
    }

    /**
     * Stays of patients who had a DMP, few besides those of which it was fed, and half of all stays at most unless more were
     * fed; those of which it was fed, no more than the DMP that were fed in the month.
     */
    private void writeDmp(MonthLine line, long stays, RowBuffer row) {
        int declaration = line.structure().below(Trait.DECLARATION, DECLARATIONS);
        if (declaration == 0) {
            row.figure(0).figure(0);
        } else if (declaration == 1) {
            row.character(';').character(';');
        } else {
            long drawnFed = line.draw(Trait.STAYS_FED, hospitals);
            long fed = Math.min(stays, line.counts().fed() * (80 + SplitMix.below(21, drawnFed)) / PER_CENT);
            long others = stays * line.structure().below(Trait.STAYS_WITH_DMP, 20) / 1_000;
            long ofWhichFed = 35L + line.structure().below(Trait.STAYS_FED, 64);
            long existing = Math.min(stays / 2, fed * PER_CENT / ofWhichFed + others);
            row.figure(Math.max(fed, existing)).figure(fed);
        }
    }
}
