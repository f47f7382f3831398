package fr.dmp.pilotage.sample;

import java.io.IOException;

/** The activity of a volet in a month: one row for each structure, one for each professional. */
record MonthlyActivity(MonthWalk walk, String month) implements OutgoingFile.Rows {

    static final String COLUMNS =
            "mois;volet;type_identifiant;identifiant;type_structure;profession;departement;" + Counts.COLUMNS;

    @Override
    public void write(RowBuffer row) throws IOException {
        Volet volet = walk.volet();
        Utf8 start = Utf8.of(month + ";" + volet.code() + ";");
        walk.all(line -> {
            Structure structure = line.structure();
            row.text(start);
            volet.number(structure, row);
            row.character(';').ascii(volet.type(structure));
            row.character(';').ascii(volet.profession(structure));
            row.character(';').text(structure.block().departement());
            line.counts().write(row);
            row.endRow();
        });
    }
}
