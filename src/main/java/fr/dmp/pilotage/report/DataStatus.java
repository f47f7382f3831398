package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the reader must know of the data before using a figure, in French: complete, provisional {@code [p]} or with
 * something missing {@code [x]}.
 *
 * @param missing files that are expected and did not come, and periods without any of the feeds that give those of the report
 * @param pending files that wait for a decision
 * @param awaited whether a file of the workbook's own period may still come: what is told of it is not the last word
 */
record DataStatus(List<String> missing, List<String> pending, boolean awaited) {

    /** From here on, periods in a row are told by the first and the last. */
    private static final int ROW = 3;

    static DataStatus of(Catalog catalog, Sources sources) {
        List<String> main = sources.report().periodsFrom();
        List<Gap> pending = sources.gaps().stream().filter(Gap::pending).toList();
        List<Gap> missing = new ArrayList<>();
        for (String feed : main) {
            for (Period period : sources.missing(feed)) {
                // Of a period whose only file waits, that file has come.
                if (pending.stream().noneMatch(each -> isOf(each, feed, period))) {
                    catalog.feed(feed).senders().forEach(sender -> missing.add(new Gap(feed, sender, period, null)));
                }
            }
        }
        sources.gaps().stream().filter(gap -> !gap.pending()).forEach(missing::add);
        List<Gap> absent = sources.gaps().stream().filter(gap -> !gap.pending()).toList();
        return new DataStatus(
                told(catalog, main, missing),
                told(catalog, main, pending),
                !Gap.files(absent, sources.period()).isEmpty());
    }

    private static boolean isOf(Gap gap, String feed, Period period) {
        return gap.feed().equals(feed)
                && gap.period().startingOn(DayOfWeek.MONDAY).equals(period.startingOn(DayOfWeek.MONDAY));
    }

    /** The periods of each feed; without its name where it alone gives the periods of the report. */
    private static List<String> told(Catalog catalog, List<String> main, List<Gap> gaps) {
        Map<String, Map<Period, Set<String>>> feeds = new LinkedHashMap<>();
        for (Gap gap : gaps) {
            feeds.computeIfAbsent(gap.feed(), none -> new TreeMap<>())
                    .computeIfAbsent(gap.period().startingOn(DayOfWeek.MONDAY), none -> new LinkedHashSet<>())
                    .add(gap.sender());
        }
        List<String> told = new ArrayList<>();
        feeds.forEach((id, periods) -> {
            FeedDefinition feed = catalog.feed(id);
            String name = main.equals(List.of(id)) ? "" : "« " + feed.title() + " » ";
            told.add(name + String.join(", ", periods(periods, feed.senders())));
        });
        return told;
    }

    /** A sender is named where another one's file is there. */
    private static List<String> periods(Map<Period, Set<String>> senders, List<String> all) {
        Map<String, TreeSet<Period>> bySenders = new LinkedHashMap<>();
        senders.forEach((period, those) -> bySenders
                .computeIfAbsent(
                        those.containsAll(all) ? "" : " (" + String.join(", ", those) + ")", none -> new TreeSet<>())
                .add(period));
        List<String> told = new ArrayList<>();
        bySenders.forEach((named, periods) -> rows(periods).forEach(row -> told.add(inWords(row) + named)));
        return told;
    }

    /** Periods that follow each other, apart from the others. */
    private static List<List<Period>> rows(TreeSet<Period> periods) {
        List<List<Period>> rows = new ArrayList<>();
        for (Period period : periods) {
            List<Period> row = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
            if (row.isEmpty() || !row.get(row.size() - 1).plus(1).equals(period)) {
                rows.add(new ArrayList<>());
            }
            rows.get(rows.size() - 1).add(period);
        }
        return rows;
    }

    private static String inWords(List<Period> row) {
        return row.size() < ROW
                ? String.join(", ", row.stream().map(Period::label).toList())
                : row.get(0) + " à " + row.get(row.size() - 1);
    }

    /**
     * The line of Lisez-moi.
     *
     * @param unknown regions without figures
     * @param toCheck findings that the reader should look at
     */
    String line(List<String> unknown, long toCheck) {
        List<String> without = new ArrayList<>(unknown);
        without.addAll(missing);
        List<String> parts = new ArrayList<>();
        parts.add("données " + inAWord(without.isEmpty()));
        if (!pending.isEmpty()) {
            parts.add("fichier en attente de décision [p] : " + String.join(", ", pending));
        }
        if (!without.isEmpty()) {
            parts.add("sans données [x] : " + String.join(", ", without));
        }
        if (toCheck > 0) {
            parts.add(toCheck + (toCheck > 1 ? " points" : " point") + " à vérifier, voir la feuille Qualité");
        }
        return String.join(" ; ", parts);
    }

    private String inAWord(boolean complete) {
        if (!pending.isEmpty()) {
            return "provisoires";
        }
        if (awaited) {
            return "incomplètes, provisoires jusqu'à l'arrivée des fichiers attendus";
        }
        return complete ? "complètes" : "incomplètes";
    }

    /** What waits for a decision, in words; the same as in Lisez-moi. */
    String pendingInWords() {
        return pending.isEmpty() ? "aucun fichier en attente" : "[p] " + String.join(", ", pending);
    }
}
