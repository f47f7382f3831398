package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Period;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk through the structures of a volet in a month, in the order of the weekly files, each with what it did in the month.
 * Keeps nothing but the line that it is at. Not thread-safe.
 */
final class MonthWalk {

    /** Is told of each line. */
    interface Visitor {

        void visit(MonthLine line) throws IOException;
    }

    private final Volet volet;
    private final Country country;
    private final Period month;
    private final Cutoff since;
    private final Cutoff until;
    private final Counts counts = new Counts();

    MonthWalk(Volet volet, Country country, Period month) {
        this.volet = volet;
        this.country = country;
        this.month = month;
        since = Cutoff.endOf(month.start().minusDays(1));
        until = Cutoff.endOf(month.end());
    }

    Volet volet() {
        return volet;
    }

    List<Area> areas() {
        return country.areas();
    }

    /** The last week of which a day is in the month. */
    int lastWeek() {
        return until.week();
    }

    /** The month's place among all months. */
    int number() {
        return month.start().getYear() * 12 + month.start().getMonthValue();
    }

    void all(Visitor visitor) throws IOException {
        for (int region = 0; region < areas().size(); region++) {
            region(region, visitor);
        }
    }

    void region(int region, Visitor visitor) throws IOException {
        Area area = areas().get(region);
        Figures figures = country.figures(region, since, until);
        for (Area.Block block : area.blocks()) {
            MonthLine line = null;
            for (int i = 0; i < block.count(); i++) {
                Structure structure = Structure.at(area, block, block.first() + i);
                line = next(line, structure, figures, visitor);
            }
            if (line != null) {
                visitor.visit(line);
            }
        }
    }

    /** Adds a second place to the line before it; else that line is complete, and another one begins. */
    private MonthLine next(@Nullable MonthLine before, Structure structure, Figures figures, Visitor visitor)
            throws IOException {
        Activity activity = volet.activity(structure);
        int start = activity == null ? Life.NEVER : activity.creatingLife().start();
        MonthLine line;
        if (before != null && volet.isSecondPlace(structure)) {
            line = new MonthLine(before.structure(), Math.min(before.start(), start), counts);
        } else {
            if (before != null) {
                visitor.visit(before);
            }
            counts.clear();
            line = new MonthLine(structure, start, counts);
        }
        if (activity != null) {
            figures.add(activity, counts);
            figures.pass(activity);
        }
        return line;
    }
}
