package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;

/**
 * The files of a month.
 *
 * @param walks makes the walks through PSL, ES and autres, new ones for each file, as files are written side by side
 */
record MonthFiles(Period month, Geography geography, Supplier<List<MonthWalk>> walks) {

    /** In the order of the contract. */
    List<OutgoingFile> files() {
        return List.of(
                activity(0),
                activity(1),
                activity(2),
                file("usage_documents_", DocumentUsage.COLUMNS, new DocumentUsage(walks.get(), month)),
                file("usage_acces_", AccessUsage.COLUMNS, new AccessUsage(walks.get(), month.label())),
                file("equipement_", Equipment.COLUMNS, new Equipment(walk(0), month.label())),
                file("denominateurs_es_", Stays.COLUMNS, new Stays(walk(1), new Hospitals(), month.label())),
                file("creations_canal_", Channels.COLUMNS, new Channels(walk(0), walk(1), month.label())),
                file("distincts_", Distincts.COLUMNS, new Distincts(walks.get(), month, geography)));
    }

    private OutgoingFile activity(int volet) {
        MonthWalk walk = walk(volet);
        return file(
                "activite_" + walk.volet().name() + "_",
                MonthlyActivity.COLUMNS,
                new MonthlyActivity(walk, month.label()));
    }

    private MonthWalk walk(int volet) {
        return walks.get().get(volet);
    }

    /** Dated as if sent on the fifth of the month after. */
    private OutgoingFile file(String prefix, String columns, OutgoingFile.Rows rows) {
        return new OutgoingFile(prefix + month.label() + ".csv", month.end().plusDays(5), columns, rows);
    }

    /** The snapshot of insured people, dated the day that it is of. */
    static OutgoingFile population(List<Area> areas, LocalDate day, long seed) {
        return new OutgoingFile(
                "population_" + day + ".csv", day, Population.COLUMNS, new Population(areas, day, seed));
    }
}
