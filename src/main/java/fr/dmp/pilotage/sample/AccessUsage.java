package fr.dmp.pilotage.sample;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How structures accessed DMP in a month: their consultations by profession and mode of access. */
record AccessUsage(List<MonthWalk> walks, String month) implements OutgoingFile.Rows {

    static final String COLUMNS =
            "mois;volet;type_identifiant;identifiant;departement;profession;mode_acces;dmp_consultes;connexions";

    /** Each is the cells of profession and mode. */
    private static final Map<String, Split<Utf8>> ACCESSES =
            Split.read("accesses.csv", row -> Utf8.of(";" + row.get(1) + ";" + row.get(2)));

    /** Distinct DMP consulted with so many consultations: one in four is of a DMP consulted before. */
    static long distinct(long consultations) {
        return consultations - consultations / 4;
    }

    @Override
    public void write(RowBuffer row) throws IOException {
        for (MonthWalk walk : walks) {
            Utf8 start = Utf8.of(month + ";" + walk.volet().code() + ";");
            walk.all(line -> {
                if (line.counts().consultations() > 0) {
                    writeLine(walk, line, start, row);
                }
            });
        }
    }

    private static void writeLine(MonthWalk walk, MonthLine line, Utf8 start, RowBuffer row) throws IOException {
        Structure structure = line.structure();
        Split<Utf8> accesses = Objects.requireNonNull(ACCESSES.get(walk.volet().author(structure)), "in accesses.csv");
        long drawn = line.draw(Trait.ACCESSES, walk);
        for (int i = 0; i < accesses.size(); i++) {
            long connections = accesses.part(i, line.counts().consultations(), drawn);
            if (connections > 0) {
                row.text(start);
                walk.volet().number(structure, row);
                row.character(';').text(structure.block().departement()).text(accesses.choice(i));
                row.figure(distinct(connections)).figure(connections);
                row.endRow();
            }
        }
    }
}
