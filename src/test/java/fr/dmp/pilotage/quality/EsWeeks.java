package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Weeks of fictitious establishments that create, feed and are consulted steadily, and may be changed line by line. Weeks
 * are numbered: 1 is the first that is loaded, and every cumulated figure follows from the number.
 */
final class EsWeeks implements AutoCloseable {

    /** The figures of a line, by their place in it. */
    static final int CREATED = 0;

    static final int CREATED_CUMUL = 1;
    static final int FED = 2;
    static final int FED_CUMUL = 3;
    static final int DOCUMENTS = 4;
    static final int DOCUMENTS_CUMUL = 5;
    static final int CONSULTATIONS = 6;
    static final int CONSULTATIONS_CUMUL = 7;

    private final Site site;

    /** Week 0. */
    private final Period origin;

    EsWeeks(Path home, String origin) {
        this.site = new Site(home);
        this.origin = Period.parse(Period.Cadence.WEEKLY, origin).orElseThrow();
    }

    Site site() {
        return site;
    }

    /** Forgets every load. */
    void clear() {
        // Decisions and disclosures hang on loads and are never removed: no site forgets.
        site.jdbc()
                .sql("alter table ops.decision disable trigger decision_is_append_only")
                .update();
        site.jdbc()
                .sql("alter table ops.disclosure disable trigger disclosure_is_append_only")
                .update();
        site.jdbc().sql("""
                        truncate ops.load, ops.page, ops.arrival, ops.reject, ops.finding, ops.finding_count,
                          dwh.es_weekly, mart.activity_weekly, mart.structure_silent cascade
                        """).update();
    }

    /** A line of the file, before it is written. */
    record Line(String finess, String departement, String vendor, List<Integer> figures) {

        /** The line with one figure that is another. */
        Line with(int figure, int value) {
            List<Integer> changed = new ArrayList<>(figures);
            changed.set(figure, value);
            return new Line(finess, departement, vendor, changed);
        }

        /** The line with more, or less, of one figure. */
        Line plus(int figure, int more) {
            return with(figure, figures.get(figure) + more);
        }

        /** The line with two figures in each other's place. */
        Line exchanged(int one, int other) {
            return with(one, figures.get(other)).with(other, figures.get(one));
        }

        Line at(String otherFiness) {
            return new Line(otherFiness, departement, vendor, figures);
        }

        Line sold(String otherVendor) {
            return new Line(finess, departement, otherVendor, figures);
        }

        private String text(String week) {
            StringBuilder text = new StringBuilder(week + ";" + finess + ";;ÉTABLISSEMENT FICTIF;355;PUBLIC;"
                    + departement + ";OUI;" + vendor + ";01/03/2011");
            figures.forEach(figure -> text.append(';').append(figure));
            return text.toString();
        }
    }

    /** The line of the n-th establishment of a département in a week: no two have the same figures. */
    static Line line(String departement, int number, int week) {
        int created = 4 + number % 3;
        int fed = 9 + number % 7;
        int documents = 60 + number;
        int consulted = 1 + number % 5;
        return new Line(
                EsWeek.finess(departement, number),
                departement,
                "ÉDITEUR FICTIF",
                List.of(
                        created,
                        50 + created * week,
                        fed,
                        70 + (fed - 1) * week,
                        documents,
                        900 + documents * week,
                        consulted,
                        30 + consulted * week));
    }

    /** The lines of a week: so many establishments of Oise, then as many of Bas-Rhin. */
    static List<Line> lines(int establishments, int week) {
        return lines(List.of("60", "67"), establishments, week);
    }

    /** The lines of a week: so many establishments of each département. */
    static List<Line> lines(List<String> departements, int establishments, int week) {
        List<Line> lines = new ArrayList<>();
        for (String departement : departements) {
            for (int number = 1; number <= establishments; number++) {
                lines.add(line(departement, number, week));
            }
        }
        return lines;
    }

    Period period(int week) {
        return origin.plus(week);
    }

    /** Loads a week of these lines. */
    LoadOutcome load(int week, List<Line> lines) {
        return load(week, "", lines);
    }

    private LoadOutcome load(int week, String part, List<Line> lines) {
        String label = period(week).label();
        List<String> text = new ArrayList<>(List.of(EsWeek.HEADER));
        lines.forEach(line -> text.add(line.text(label)));
        return site.load("activite_es_" + label + part + ".csv", String.join("\n", text) + "\n");
    }

    /** Loads a file with these lines alone of a week: it completes what is in force. */
    LoadOutcome loadPart(int week, List<Line> lines) {
        return load(week, "_partiel", lines);
    }

    /** Loads a week of these lines, of which the one at a place, from 0, is changed. */
    LoadOutcome load(int week, List<Line> lines, int place, UnaryOperator<Line> change) {
        List<Line> changed = new ArrayList<>(lines);
        changed.set(place, change.apply(changed.get(place)));
        return load(week, changed);
    }

    /** Loads weeks in which nothing is out of the ordinary. */
    void loadSteady(int establishments, int first, int last) {
        for (int week = first; week <= last; week++) {
            load(week, lines(establishments, week));
        }
    }

    /** What was found in a load, in both languages. */
    List<String> found(LoadOutcome outcome) {
        return site.jdbc()
                .sql("""
                        select concat_ws(' ', severity, code, 'line ' || line_no) || ': ' || message || ' / ' || message_fr
                        from ops.finding where load_id = :load order by finding_id
                        """)
                .param("load", outcome.loadId())
                .query(String.class)
                .list();
    }

    @Override
    public void close() {
        site.close();
    }
}
