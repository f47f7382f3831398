package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Period;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * One file: a volet in a week.
 *
 * @param complete whether every structure has its row, as in the last week of a series
 */
record WeekFile(Volet volet, Country country, Period week, boolean complete) {

    /** Structures without activity; their rows end alike. */
    private static final Utf8 NOTHING = Utf8.of(";0;0;0;0;0;0;0;0");

    /** Writes the file whole or not at all, dated as if sent on the Monday after its week. */
    SampleFile write(Path folder) {
        String name = "activite_" + volet.name() + "_" + week.label() + ".csv";
        Path hidden = folder.resolve("." + name + ".part");
        try {
            SampleFile written;
            try (RowBuffer row = new RowBuffer(hidden)) {
                row.header("semaine;" + volet.columns() + ";" + Figures.COLUMNS);
                writeRows(row);
                written = new SampleFile(folder.resolve(name), row.rows(), row.size());
            }
            Files.setLastModifiedTime(
                    hidden,
                    FileTime.from(
                            week.end().plusDays(1).atTime(LocalTime.of(6, 0)).toInstant(ZoneOffset.UTC)));
            Files.move(hidden, written.path(), StandardCopyOption.ATOMIC_MOVE);
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder.resolve(name), e);
        }
    }

    private void writeRows(RowBuffer row) throws IOException {
        int number = Weeks.number(week);
        Utf8 start = Utf8.of(week.label() + ";");
        for (int region = 0; region < country.areas().size(); region++) {
            Area area = country.areas().get(region);
            Figures figures =
                    new Figures(country.created().get(region), country.fed().get(region), number);
            for (Area.Block block : area.blocks()) {
                for (int i = 0; i < block.count(); i++) {
                    writeRow(Structure.at(area, block, block.first() + i), number, start, figures, row);
                }
            }
        }
    }

    private void writeRow(Structure structure, int number, Utf8 start, Figures figures, RowBuffer row)
            throws IOException {
        Activity activity = volet.activity(structure);
        if (complete || !volet.isMissing(structure, number)) {
            row.text(start);
            volet.identify(structure, activity, number, row);
            if (activity == null) {
                row.text(NOTHING);
            } else {
                figures.write(activity, row);
            }
            row.endRow();
        }
        if (activity != null) {
            figures.pass(activity);
        }
    }
}
