package fr.dmp.pilotage.report;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A few fictitious establishments over six weeks, written by hand: the weekly files that tell of them. */
final class EsHistory {

    /** No line that week. */
    static final int NO_LINE = -1;

    private static final int WEEKS = 6;

    private final Period last;
    private final List<Establishment> establishments = new ArrayList<>();

    /** @param last label of the sixth week */
    EsHistory(String last) {
        this.last = Period.parse(Period.Cadence.WEEKLY, last).orElseThrow();
    }

    /** One establishment; by default of Oise, compatible, started long ago, creating nothing, one DMP per document. */
    static final class Establishment {

        private final String finess;
        private final String name;
        private final int[] documents;
        private int[] fed;
        private int[] created = new int[WEEKS];
        private int before;
        private String departement = "60";
        private String compatible = "OUI";
        private String started = "01/03/2012";
        private String vendor = "ÉDITEUR FICTIF";

        private Establishment(String finess, String name, int[] documents) {
            this.finess = finess;
            this.name = name;
            this.documents = documents;
            this.fed = documents;
        }

        Establishment fed(int... weeks) {
            fed = weeks;
            return this;
        }

        Establishment created(int... weeks) {
            created = weeks;
            return this;
        }

        /** Documents, as many DMP fed, and DMP created before the first week. */
        Establishment before(int documentsAndDmp) {
            before = documentsAndDmp;
            return this;
        }

        Establishment in(String code) {
            departement = code;
            return this;
        }

        Establishment compatible(String word) {
            compatible = word;
            return this;
        }

        Establishment started(String date) {
            started = date;
            return this;
        }

        Establishment vendor(String label) {
            vendor = label;
            return this;
        }

        private boolean sent(int week) {
            return documents[week] != NO_LINE;
        }

        private String line(int week, String label) {
            return String.join(
                    ";",
                    label,
                    finess,
                    "",
                    name,
                    "355",
                    "PUBLIC",
                    departement,
                    compatible,
                    vendor,
                    started,
                    figures(created, week),
                    figures(fed, week),
                    figures(documents, week),
                    "0;0");
        }

        /** The week's figure and the cumulated one. */
        private String figures(int[] weeks, int week) {
            int cumulated = before
                    + IntStream.rangeClosed(0, week)
                            .map(each -> Math.max(0, weeks[each]))
                            .sum();
            return weeks[week] + ";" + cumulated;
        }
    }

    /** Adds an establishment with its documents of the six weeks. */
    Establishment add(String finess, String name, int... documents) {
        Establishment establishment = new Establishment(finess, name, documents);
        establishments.add(establishment);
        return establishment;
    }

    /** The label of a week, counted from 0. */
    String week(int index) {
        return last.plus(index - WEEKS + 1).label();
    }

    String fileName(int index) {
        return "activite_es_" + week(index) + ".csv";
    }

    /** The file of a week, counted from 0. */
    String file(int index) {
        List<String> lines = new ArrayList<>(List.of(EsWeek.HEADER));
        establishments.stream()
                .filter(each -> each.sent(index))
                .forEach(each -> lines.add(each.line(index, week(index))));
        return String.join("\n", lines) + "\n";
    }

    /** Loads the files of these weeks, counted from 0; all six if none is named. */
    void load(Site site, int... weeks) {
        int[] wanted = weeks.length == 0 ? IntStream.range(0, WEEKS).toArray() : weeks;
        Arrays.stream(wanted).forEach(week -> {
            LoadOutcome outcome = site.load(fileName(week), file(week));
            if (outcome.status() != LoadOutcome.Status.PUBLISHED) {
                throw new IllegalStateException(outcome.toString());
            }
        });
    }
}
