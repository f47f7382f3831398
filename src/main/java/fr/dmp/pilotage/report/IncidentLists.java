package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.report.Incident.Window;
import fr.dmp.pilotage.warehouse.Load;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists of incidents, each complete as of its date. A workbook is made from the latest; but of lists in a row that say the
 * same about it, from the oldest, so that a newer list alone makes no new edition.
 */
final class IncidentLists {

    /** Their feed. */
    static final String FEED = "incidents";

    /** No list at all. */
    static final IncidentLists NONE = new IncidentLists(List.of(), Map.of());

    private record Listed(Load load, BitSet incidents) {}

    /** Each once: lists repeat one another. */
    private final List<Incident> all;

    /** By date, the earliest first. */
    private final List<Listed> lists = new ArrayList<>();

    /**
     * Takes lists with what they say.
     *
     * @param loads the lists, by date
     * @param said the incidents of each, by id of the load
     */
    IncidentLists(List<Load> loads, Map<Long, List<Incident>> said) {
        Map<Incident, Integer> places = new LinkedHashMap<>();
        for (Load load : loads) {
            BitSet incidents = new BitSet();
            said.getOrDefault(load.loadId(), List.of())
                    .forEach(each -> incidents.set(places.computeIfAbsent(each, known -> places.size())));
            lists.add(new Listed(load, incidents));
        }
        all = List.copyOf(places.keySet());
    }

    /**
     * What a workbook is told.
     *
     * @param load the list that says so, null if it says nothing
     * @param incidents those that touch the workbook, by their days and places
     */
    record Told(@Nullable Load load, List<Incident> incidents) {

        static final Told NOTHING = new Told(null, List.of());
    }

    /** What the latest list says about a workbook, and the oldest list that has said so ever since. */
    Told told(Window window, Geography geography) {
        BitSet touching = new BitSet();
        for (int i = 0; i < all.size(); i++) {
            touching.set(i, all.get(i).touches(window, geography));
        }
        Load load = null;
        BitSet latest = new BitSet();
        for (int i = lists.size() - 1; i >= 0; i--) {
            BitSet said = (BitSet) lists.get(i).incidents().clone();
            said.and(touching);
            if (load == null) {
                latest = said;
            } else if (!said.equals(latest)) {
                break;
            }
            load = lists.get(i).load();
        }
        return latest.isEmpty()
                ? Told.NOTHING
                : new Told(load, latest.stream().mapToObj(all::get).sorted().toList());
    }
}
