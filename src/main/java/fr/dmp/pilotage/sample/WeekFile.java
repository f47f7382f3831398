package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Period;
import java.io.IOException;

/**
 * One file: a volet in a week.
 *
 * @param complete whether every structure has its row, as in the last week of a series
 */
record WeekFile(Volet volet, Country country, Period week, boolean complete) implements OutgoingFile.Rows {

    /** Structures without activity; their rows end alike. */
    private static final Utf8 NOTHING = Utf8.of(";0;0;0;0;0;0;0;0");

    /** Dated as if sent on the Monday after its week. */
    OutgoingFile file() {
        return new OutgoingFile(
                "activite_" + volet.name() + "_" + week.label() + ".csv",
                week.end().plusDays(1),
                "semaine;" + volet.columns() + ";" + Counts.COLUMNS,
                this);
    }

    @Override
    public void write(RowBuffer row) throws IOException {
        int number = Weeks.number(week);
        Utf8 start = Utf8.of(week.label() + ";");
        Counts counts = new Counts();
        for (int region = 0; region < country.areas().size(); region++) {
            Area area = country.areas().get(region);
            Figures figures = country.figures(region, Cutoff.endOf(number - 1), Cutoff.endOf(number));
            for (Area.Block block : area.blocks()) {
                for (int i = 0; i < block.count(); i++) {
                    Structure structure = Structure.at(area, block, block.first() + i);
                    writeRow(structure, number, start, figures, counts, row);
                }
            }
        }
    }

    private void writeRow(Structure structure, int number, Utf8 start, Figures figures, Counts counts, RowBuffer row)
            throws IOException {
        Activity activity = volet.activity(structure);
        if (complete || !volet.isMissing(structure, number)) {
            row.text(start);
            volet.identify(structure, activity, number, row);
            if (activity == null) {
                row.text(NOTHING);
            } else {
                counts.clear();
                figures.add(activity, counts);
                counts.write(row);
            }
            row.endRow();
        }
        if (activity != null) {
            figures.pass(activity);
        }
    }
}
