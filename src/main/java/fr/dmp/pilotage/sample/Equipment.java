package fr.dmp.pilotage.sample;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Professionals of each département and profession, and how many have software that knows the DMP: those who are active by the
 * end of the month, and those who will be within half a year.
 */
record Equipment(MonthWalk professionals, String month) implements OutgoingFile.Rows {

    static final String COLUMNS = "mois;departement;profession;mode_exercice;ps_equipes;ps_total";

    private static final int WEEKS_AHEAD = 26;

    private record Headcount(int equipped, int all) {

        Headcount plus(Headcount other) {
            return new Headcount(equipped + other.equipped, all + other.all);
        }
    }

    @Override
    public void write(RowBuffer row) throws IOException {
        for (int region = 0; region < professionals.areas().size(); region++) {
            IdentityHashMap<Area.Block, Map<String, Headcount>> counted = new IdentityHashMap<>();
            professionals.region(region, line -> count(line, counted));
            for (Area.Block block : professionals.areas().get(region).blocks()) {
                writeRows(block, counted.getOrDefault(block, Map.of()), row);
            }
        }
    }

    private void count(MonthLine line, IdentityHashMap<Area.Block, Map<String, Headcount>> counted) {
        boolean equipped = line.start() <= professionals.lastWeek() + WEEKS_AHEAD;
        counted.computeIfAbsent(line.structure().block(), block -> new TreeMap<>())
                .merge(
                        professionals.volet().profession(line.structure()),
                        new Headcount(equipped ? 1 : 0, 1),
                        Headcount::plus);
    }

    private void writeRows(Area.Block block, Map<String, Headcount> byProfession, RowBuffer row) throws IOException {
        for (Map.Entry<String, Headcount> each : byProfession.entrySet()) {
            row.ascii(month).character(';').text(block.departement());
            row.character(';').ascii(each.getKey()).character(';').ascii(Practitioners.MODE);
            row.figure(each.getValue().equipped()).figure(each.getValue().all());
            row.endRow();
        }
    }
}
